extension IssueCatalog {
  /// Issues of the header row.
  static let headerIssues: [IssueDefinition] = [
    IssueDefinition(
      "header.not-found", .error, when: "no header row in the first 20 rows",
      message: text(
        "no header row found in the first `{limit}` rows; row `{row}` has `{count}` of `{total}`"
          + " required columns",
        "aucune ligne d'en-tête dans les `{limit}` premières lignes ; la ligne `{row}` a"
          + " `{count}` colonnes obligatoires sur `{total}`"),
      variants: [
        "none": text(
          "no header row found in the first `{limit}` rows",
          "aucune ligne d'en-tête dans les `{limit}` premières lignes"),
        "declared": text(
          "row `{row}` is not a header row of `{table}`",
          "la ligne `{row}` n'est pas une ligne d'en-tête de `{table}`"),
      ],
      help: text(
        "put the template's header line back", "remettez la ligne d'en-tête du modèle")),
    IssueDefinition(
      "header.required-missing", .error,
      when: "a key column is absent, or a required column is absent and a row would create a"
        + " record",
      message: text(
        "column `{field}` is missing; closest header is `{closest}` in `{cell}`",
        "la colonne `{field}` manque ; l'en-tête le plus proche est `{closest}` en `{cell}`"),
      variants: [
        "alone": text("column `{field}` is missing", "la colonne `{field}` manque")
      ],
      help: text(
        "add the column or rename the closest one",
        "ajoutez la colonne ou renommez la plus proche"),
      helpVariants: ["alone": text("add the column", "ajoutez la colonne")],
      kindArguments: ["field"]),
    IssueDefinition(
      "header.repeated", .error, when: "two columns match one field",
      message: text(
        "`{first}` and `{second}` both mean `{field}`",
        "`{first}` et `{second}` désignent tous deux `{field}`"),
      help: text("keep one of the two columns", "gardez une des deux colonnes")),
    IssueDefinition(
      "header.unknown", .warning,
      when: "a header matches no field, is not known and ignored, and its column has values",
      message: text(
        "column `{header}` is not known; `{count}` {count|value was|values were} not read",
        "la colonne `{header}` est inconnue ; `{count}`"
          + " {count|valeur n'a pas été lue|valeurs n'ont pas été lues}"),
      help: text(
        "delete the column or rename it to a known header",
        "supprimez la colonne ou donnez-lui un en-tête connu")),
    IssueDefinition(
      "header.unnamed", .error, when: "a column without header text has values in data rows",
      message: text(
        "column `{column}` has values in `{count}` {count|row|rows} and no header",
        "la colonne `{column}` a des valeurs dans `{count}` {count|ligne|lignes} et pas"
          + " d'en-tête"),
      help: text(
        "name the column or delete the values", "nommez la colonne ou effacez les valeurs")),
    IssueDefinition(
      "header.split-conflict", .error,
      when: "combined and split columns both hold values in a row, or one of the two parts' columns"
        + " is missing",
      message: text(
        "`{field}` is given in one column and in `{header}`; expected one way",
        "`{field}` est donné dans une colonne et dans `{header}` ; une seule façon est attendue"),
      variants: [
        "part-missing": text(
          "`{field}` has the column `{header}` and lacks the one for its {part}",
          "`{field}` a la colonne `{header}` et pas celle de {part}")
      ],
      help: text(
        "keep either the combined column or both parts",
        "gardez soit la colonne unique, soit les deux parties")),
  ]
}
