extension IssueCatalog {
  /// Issues of a row as a whole.
  static let rowIssues: [IssueDefinition] = [
    IssueDefinition(
      "row.not-data", .warning,
      when: "the row repeats the header, is a total line or what a database client prints, skipped;"
        + " or it may be a total, an error",
      message: text(
        "the row looks like a total (`{value}`) and was skipped",
        "la ligne ressemble à un total (`{value}`) et a été sautée"),
      variants: [
        "header": text(
          "the row repeats the header and was skipped",
          "la ligne répète l'en-tête et a été sautée"),
        "remark": text(
          "the row holds nothing but `{value}`, expected a record",
          "la ligne ne contient que `{value}`, un enregistrement est attendu"),
        "totals-row": text(
          "the row is the totals row of a table (`{value}`) and was skipped",
          "la ligne est la ligne des totaux d'un tableau (`{value}`) et a été sautée"),
        "subtotal": text(
          "the numbers of the row are subtotals of other rows (`{value}`); it was skipped",
          "les nombres de la ligne sont des sous-totaux d'autres lignes (`{value}`) ; elle a été"
            + " sautée"),
        "client": text(
          "the row is what a database client printed (`{value}`) and was skipped",
          "la ligne vient d'un client de base de données (`{value}`) et a été sautée"),
        "unsure": text(
          "the row looks like a total (`{value}`), expected a record",
          "la ligne ressemble à un total (`{value}`), un enregistrement est attendu"),
      ],
      help: text("delete the row", "supprimez la ligne"),
      helpVariants: [
        "remark": text(
          "delete the row, or put the remark on a sheet of its own",
          "supprimez la ligne, ou mettez la remarque sur une feuille à part"),
        "unsure": text(
          "delete the row; if it is a record, fill in a cell that holds text or type its numbers",
          "supprimez la ligne ; si c'est un enregistrement, remplissez une cellule de texte ou tapez"
            + " ses nombres"),
      ]),
    IssueDefinition(
      "row.delete-disabled", .error, when: "`action` is delete without --allow-delete",
      message: text(
        "`action` is `delete`, but deletion is not enabled",
        "`action` est `delete`, mais la suppression n'est pas activée"),
      help: text(
        "pass `--allow-delete`, or change the action",
        "passez `--allow-delete`, ou changez l'action")),
    IssueDefinition(
      "row.shifted", .error,
      when: "at least three adjacent cells are invalid and would be valid one column beside; once"
        + " per row",
      message: text(
        "from column `{column}` on the values fit one column to the left: `{first}` holds"
          + " {firstType}, `{second}` {secondType}",
        "à partir de la colonne `{column}` les valeurs conviennent une colonne à gauche :"
          + " `{first}` contient {firstType}, `{second}` {secondType}"),
      variants: [
        "right": text(
          "from column `{column}` on the values fit one column to the right: `{first}` holds"
            + " {firstType}, `{second}` {secondType}",
          "à partir de la colonne `{column}` les valeurs conviennent une colonne à droite :"
            + " `{first}` contient {firstType}, `{second}` {secondType}")
      ],
      help: text(
        "insert the missing cell and check the row",
        "insérez la cellule manquante et vérifiez la ligne")),
  ]

  /// Issues of natural keys and unique fields.
  static let keyIssues: [IssueDefinition] = [
    IssueDefinition(
      "key.missing", .error, when: "a natural key field is blank",
      message: text(
        "`{field}` is empty; a row needs its key",
        "`{field}` est vide ; une ligne a besoin de sa clé"),
      variants: [
        "placeholder": text(
          "`{value}` counts as empty in `{field}`; a row needs its key",
          "`{value}` compte comme vide dans `{field}` ; une ligne a besoin de sa clé")
      ],
      help: text("fill in the code", "saisissez le code")),
    IssueDefinition(
      "key.repeated", .error, when: "two rows have the same canonical key and differ",
      message: text(
        "`{value}` is also the key in row `{row}`; `{field}` differs: `{first}`, `{second}`",
        "`{value}` est aussi la clé de la ligne `{row}` ; `{field}` diffère : `{first}`,"
          + " `{second}`"),
      variants: [
        "alone": text(
          "`{value}` is also the key in row `{row}`",
          "`{value}` est aussi la clé de la ligne `{row}`"),
        "file": text(
          "`{value}` is also the key in row `{row}` of `{file}`; `{field}` differs: `{first}`,"
            + " `{second}`",
          "`{value}` est aussi la clé de la ligne `{row}` de `{file}` ; `{field}` diffère :"
            + " `{first}`, `{second}`"),
        "file-alone": text(
          "`{value}` is also the key in row `{row}` of `{file}`",
          "`{value}` est aussi la clé de la ligne `{row}` de `{file}`"),
      ],
      help: text(
        "correct the key of one row, or keep one of the two",
        "corrigez la clé d'une des lignes, ou n'en gardez qu'une")),
    IssueDefinition(
      "key.repeated-identical", .warning,
      when: "two rows have the same key and equal fields; the first is kept",
      message: text(
        "the row repeats row `{row}` and was skipped",
        "la ligne répète la ligne `{row}` et a été sautée"),
      variants: [
        "file": text(
          "the row repeats row `{row}` of `{file}` and was skipped",
          "la ligne répète la ligne `{row}` de `{file}` et a été sautée")
      ],
      help: text("delete the row", "supprimez la ligne")),
    IssueDefinition(
      "key.unique", .error, when: "two rows with different keys share a unique field",
      message: text(
        "`{field}` `{value}` is also used in row `{row}`",
        "`{field}` `{value}` est aussi utilisé à la ligne `{row}`"),
      variants: [
        "file": text(
          "`{field}` `{value}` is also used in row `{row}` of `{file}`",
          "`{field}` `{value}` est aussi utilisé à la ligne `{row}` de `{file}`")
      ],
      help: text("correct one of the two", "corrigez l'une des deux")),
    IssueDefinition(
      "key.store-taken", .error, level: 10,
      when: "a unique field belongs to another stored record",
      message: text(
        "`{field}` `{value}` belongs to stored `{table}` record `{key}`",
        "`{field}` `{value}` appartient à l'enregistrement `{key}` de `{table}`"),
      help: text(
        "use that record's key or another `{field}`",
        "utilisez la clé de cet enregistrement ou un autre `{field}`")),
    IssueDefinition(
      "key.conflict", .error, level: 10,
      when: "key and alternative key select different stored records, or the key selects two",
      message: text(
        "`{field}` selects `{first}`, `{other}` `{value}` selects `{second}`",
        "`{field}` désigne `{first}`, `{other}` `{value}` désigne `{second}`"),
      variants: [
        "two": text(
          "`{field}` `{value}` selects both `{first}` and `{second}`",
          "`{field}` `{value}` désigne à la fois `{first}` et `{second}`")
      ],
      help: text(
        "correct the row; merge the stored records first if they are one person",
        "corrigez la ligne ; fusionnez d'abord les enregistrements s'il s'agit d'une personne")),
    IssueDefinition(
      "key.identity-changed", .warning, level: 10,
      when: "an update changes the e-mail of a stored person",
      message: text(
        "the e-mail of `{key}` changes from `{before}` to `{after}`",
        "le courriel de `{key}` passe de `{before}` à `{after}`"),
      help: text(
        "check that it is the same person", "vérifiez qu'il s'agit de la même personne")),
  ]
}
