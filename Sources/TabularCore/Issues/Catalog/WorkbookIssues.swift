extension IssueCatalog {
  /// Issues of a workbook as a whole.
  static let workbookIssues: [IssueDefinition] = [
    IssueDefinition(
      "workbook.template-version", .error,
      when: "the template is newer than the package, or older and lacking a required column",
      message: text(
        "the template is version `{found}`, this package needs `{expected}`: `{first}` is new",
        "le modèle est en version `{found}`, ce paquet demande `{expected}` : `{first}` est"
          + " nouveau"),
      variants: [
        "newer": text(
          "the template is version `{found}`, this package knows up to `{expected}`",
          "le modèle est en version `{found}`, ce paquet connaît jusqu'à `{expected}`")
      ],
      help: text(
        "download the current template and copy the rows over",
        "téléchargez le modèle actuel et recopiez-y les lignes"),
      helpVariants: [
        "newer": text(
          "use the package that the template was made for",
          "utilisez le paquet pour lequel le modèle a été fait")
      ]),
    IssueDefinition(
      "workbook.template-other", .error,
      when: "the template belongs to another package, or to another table than --table names",
      message: text(
        "this is the template of `{found}`, expected `{expected}`",
        "c'est le modèle de `{found}`, `{expected}` est attendu"),
      help: text(
        "use the template of this package", "utilisez le modèle de ce paquet")),
    IssueDefinition(
      "workbook.date-1904", .note, when: "the workbook's 1904 flag is set",
      message: text(
        "dates in this workbook count from 1904 and were read so",
        "les dates de ce classeur comptent à partir de 1904 et ont été lues ainsi"),
      help: text("nothing to do", "rien à faire")),
  ]

  /// Issues of one sheet.
  static let sheetIssues: [IssueDefinition] = [
    IssueDefinition(
      "sheet.missing", .error,
      when: "a sheet named by --sheet or by the template is absent, or is a chart or dialog sheet",
      message: text(
        "sheet `{sheet}` is not in the workbook; it has {names:list}",
        "la feuille `{sheet}` n'est pas dans le classeur ; il contient {names:list}"),
      variants: [
        "chart": text(
          "sheet `{sheet}` is a chart or dialog sheet, expected a worksheet",
          "la feuille `{sheet}` est un graphique ou une boîte de dialogue, une feuille de calcul"
            + " est attendue")
      ],
      help: text(
        "rename the sheet, or map the right one with --map SHEET=TABLE",
        "renommez la feuille, ou associez la bonne avec --map FEUILLE=TABLE")),
    IssueDefinition(
      "sheet.unknown", .warning,
      when: "a visible sheet with filled cells is neither a table nor a known sheet",
      message: text(
        "sheet `{sheet}` is not part of the template; its `{count}` filled"
          + " {count|cell was|cells were} not read",
        "la feuille `{sheet}` ne fait pas partie du modèle ; {count|sa|ses} `{count}`"
          + " {count|cellule remplie n'a pas été lue|cellules remplies n'ont pas été lues}"),
      help: text(
        "delete the sheet, or map it with --map SHEET=TABLE",
        "supprimez la feuille, ou associez-la avec --map FEUILLE=TABLE")),
    IssueDefinition(
      "sheet.hidden", .warning,
      when: "a hidden sheet would be a table and has data rows; it is not read",
      message: text(
        "sheet `{sheet}` is hidden and its `{count}` {count|row was|rows were} not read",
        "la feuille `{sheet}` est masquée et {count|sa|ses} `{count}`"
          + " {count|ligne n'a pas été lue|lignes n'ont pas été lues}"),
      help: text("unhide the sheet or delete it", "affichez la feuille ou supprimez-la")),
    IssueDefinition(
      "sheet.ambiguous", .error, when: "two visible sheets belong to the same table",
      message: text(
        "`{first}` and `{second}` both belong to table `{table}`",
        "`{first}` et `{second}` appartiennent tous deux à la table `{table}`"),
      help: text(
        "keep one, or map them with --map", "gardez-en une, ou associez-les avec --map")),
    IssueDefinition(
      "sheet.merged-cells", .error,
      when: "a merged range touches the header or data rows and table columns",
      message: text(
        "cells `{range}` are merged; only `{first}` holds a value",
        "les cellules `{range}` sont fusionnées ; seule `{first}` a une valeur"),
      help: text(
        "unmerge and fill in every row", "annulez la fusion et remplissez chaque ligne")),
    IssueDefinition(
      "sheet.hidden-rows", .warning,
      when: "data rows hidden by a filter or by hand were read",
      message: text(
        "`{count}` hidden {count|row was|rows were} read: `{rows}`",
        "`{count}` {count|ligne masquée a été lue|lignes masquées ont été lues} : `{rows}`"),
      help: text(
        "clear the filter and check these rows", "retirez le filtre et vérifiez ces lignes")),
    IssueDefinition(
      "sheet.hidden-columns", .warning, when: "columns of fields are hidden and were read",
      message: text(
        "`{count}` hidden {count|column was|columns were} read: `{columns}`",
        "`{count}` {count|colonne masquée a été lue|colonnes masquées ont été lues} :"
          + " `{columns}`"),
      help: text(
        "unhide the columns and check them", "affichez les colonnes et vérifiez-les")),
    IssueDefinition(
      "sheet.bad-cell", .error,
      when: "a row number that is none or given twice, a cell reference beyond `XFD1048576`, given"
        + " twice or in another row, a shared string index out of range, or a content that is not of"
        + " the cell's type",
      message: text(
        "cell `{cell}` appears twice in the sheet with different values",
        "la cellule `{cell}` figure deux fois dans la feuille avec des valeurs différentes"),
      variants: [
        "beyond": text(
          "cell `{cell}` lies beyond `XFD1048576`, the last cell of a sheet",
          "la cellule `{cell}` est au-delà de `XFD1048576`, la dernière d'une feuille"),
        "no-reference": text(
          "`{cell}` in row `{row}` is no cell reference such as `B7`",
          "`{cell}`, dans la ligne `{row}`, n'est pas une référence de cellule comme `B7`"),
        "misplaced": text(
          "row `{row}` holds data inside or beside an element `{value}`, where none is read",
          "la ligne `{row}` contient des données dans un élément `{value}` ou à côté, où rien n'est lu"
        ),
        "shared-string": text(
          "cell `{cell}` refers to shared string `{index}`, the file has `{count}`",
          "la cellule `{cell}` renvoie au texte partagé `{index}`, le fichier en a `{count}`"),
        "row-number": text(
          "a row has the number `{value}`, expected `1` to `1048576`",
          "une ligne a le numéro `{value}`, `1` à `1048576` est attendu"),
        "row-repeated": text(
          "row `{row}` appears twice in the sheet",
          "la ligne `{row}` figure deux fois dans la feuille"),
        "other-row": text(
          "cell `{cell}` stands among the cells of row `{row}`",
          "la cellule `{cell}` figure parmi les cellules de la ligne `{row}`"),
        "number": text(
          "cell `{cell}` is marked as a number and holds `{value}`",
          "la cellule `{cell}` est marquée comme nombre et contient `{value}`"),
        "boolean": text(
          "cell `{cell}` is marked as true or false and holds `{value}`",
          "la cellule `{cell}` est marquée comme vrai ou faux et contient `{value}`"),
        "date": text(
          "cell `{cell}` is marked as a date and holds `{value}`",
          "la cellule `{cell}` est marquée comme date et contient `{value}`"),
        "type": text(
          "cell `{cell}` has a type that no spreadsheet writes: `{value}`",
          "la cellule `{cell}` a un type qu'aucun tableur n'écrit : `{value}`"),
      ],
      help: text(
        "open the file in Excel and save it again",
        "ouvrez le fichier dans Excel et enregistrez-le de nouveau"),
      helpVariants: [
        "number": text(
          "clear the cell or type a number, or let the program that wrote the file leave it empty",
          "videz la cellule ou saisissez un nombre, ou laissez-la vide dans le programme qui a"
            + " écrit le fichier")
      ]),
  ]
}
