extension IssueCatalog {
  /// Issues of a whole file: it cannot be found, read, recognised or used.
  static let fileIssues: [IssueDefinition] = [
    IssueDefinition(
      "file.not-found", .error, when: "the path does not exist",
      message: text(
        "cannot find `{file}`; the folder has `{closest}`",
        "`{file}` est introuvable ; le dossier contient `{closest}`"),
      variants: [
        "alone": text("cannot find `{file}`", "`{file}` est introuvable")
      ],
      help: text(
        "check the name or drop the file from the command",
        "vérifiez le nom ou retirez le fichier de la commande")),
    IssueDefinition(
      "file.unreadable", .error,
      when: "opening or reading fails (permission, folder, device error)",
      message: text("cannot read `{file}`: {reason}", "impossible de lire `{file}` : {reason}"),
      variants: [
        "folder": text(
          "cannot read `{file}`: it is a folder",
          "impossible de lire `{file}` : c'est un dossier")
      ],
      help: text(
        "check permissions; close the file in other programs",
        "vérifiez les droits d'accès ; fermez le fichier dans les autres programmes"),
      helpVariants: [
        "folder": text(
          "name the files in it, as in `{file}/*.xlsx`",
          "nommez les fichiers qu'il contient, comme `{file}/*.xlsx`")
      ]),
    IssueDefinition(
      "file.empty", .error, when: "no bytes, or only a byte order mark and white space",
      message: text(
        "`{file}` is empty, expected a header row",
        "`{file}` est vide, une ligne d'en-tête est attendue"),
      help: text("export the file again", "exportez le fichier de nouveau")),
    IssueDefinition(
      "file.too-large", .error, when: "over the limit of file size, rows, columns or cells",
      message: text(
        "`{file}` has more than `{limit}` rows, the limit per table",
        "`{file}` a plus de `{limit}` lignes, la limite par table"),
      variants: [
        "file-size": text(
          "`{file}` is larger than {limit:bytes}, the limit per file",
          "`{file}` dépasse {limit:bytes}, la limite par fichier"),
        "columns": text(
          "`{file}` has more than `{limit}` columns, the limit per table",
          "`{file}` a plus de `{limit}` colonnes, la limite par table"),
        "cells": text(
          "`{file}` has more than `{limit}` filled cells, the limit per file",
          "`{file}` a plus de `{limit}` cellules remplies, la limite par fichier"),
        "row-order": text(
          "`{file}` stores more than {limit:bytes} of rows out of their order, which is too much to"
            + " sort",
          "`{file}` contient plus de {limit:bytes} de lignes en désordre, trop pour les trier"),
      ],
      help: text(
        "split the file, or raise the limit with `--limit rows={limit:double}`",
        "divisez le fichier, ou relevez la limite avec `--limit rows={limit:double}`"),
      helpVariants: [
        "file-size": text(
          "split the file, or raise the limit with `--limit file-size={limit:double}`",
          "divisez le fichier, ou relevez la limite avec `--limit file-size={limit:double}`"),
        "columns": text(
          "delete what stands beside the table, or raise the limit with `--limit columns={limit:double}`",
          "supprimez ce qui est à côté de la table, ou relevez la limite avec `--limit columns={limit:double}`"
        ),
        "cells": text(
          "split the file, or raise the limit with `--limit cells={limit:double}`",
          "divisez le fichier, ou relevez la limite avec `--limit cells={limit:double}`"),
        "row-order": text(
          "open the file in Excel and save it again",
          "ouvrez le fichier dans Excel et enregistrez-le de nouveau"),
      ]),
    IssueDefinition(
      "file.unknown-format", .error,
      when: "content is none of XLSX, XLSM, XLTX or delimited text, or contradicts the file's name",
      message: text(
        "`{file}` is {found}, expected a workbook or CSV",
        "`{file}` est {found}, un classeur ou un fichier CSV est attendu"),
      variants: [
        "extension": text(
          "`{file}` is {found}; its name says otherwise, expected `{expected}`",
          "`{file}` est {found} ; son nom dit autre chose, `{expected}` est attendu"),
        "companion": text(
          "`{file}` is {found}; it holds no data, expected `{owner}` itself",
          "`{file}` est {found} ; il ne contient pas de données, `{owner}` même est attendu"),
        "pointer": text(
          "`{file}` holds no data, it only leads to {found}",
          "`{file}` ne contient pas de données, il ne fait que mener à {found}"),
      ],
      help: text(
        "open it and save it as Excel Workbook (.xlsx) or CSV UTF-8",
        "ouvrez-le et enregistrez-le en classeur Excel (.xlsx) ou en CSV UTF-8"),
      helpVariants: [
        "extension": text(
          "rename the file to `{expected}`, or export it again",
          "renommez le fichier en `{expected}`, ou exportez-le de nouveau"),
        "companion": text(
          "name `{owner}` instead", "nommez `{owner}` à sa place"),
        "pointer": text(
          "open what it leads to, and download or save that as Excel Workbook (.xlsx) or CSV UTF-8",
          "ouvrez ce à quoi il mène, et téléchargez-le ou enregistrez-le en classeur Excel (.xlsx) ou"
            + " en CSV UTF-8"),
      ]),
    IssueDefinition(
      "file.legacy-excel", .error, when: "an OLE2 container with a workbook stream",
      message: text(
        "`{file}` is an Excel 97–2003 file, expected .xlsx",
        "`{file}` est un fichier Excel 97–2003, un .xlsx est attendu"),
      help: text(
        "save it as Excel Workbook (.xlsx); check that it has fewer than 65,536 rows",
        "enregistrez-le en classeur Excel (.xlsx) ; vérifiez qu'il a moins de 65 536 lignes")),
    IssueDefinition(
      "file.encrypted", .error, when: "an OLE2 container with an encrypted package",
      message: text(
        "`{file}` is protected by a password, expected an open workbook",
        "`{file}` est protégé par un mot de passe, un classeur ouvert est attendu"),
      help: text(
        "remove the password and save again", "retirez le mot de passe et enregistrez de nouveau")),
    IssueDefinition(
      "file.no-table", .error,
      when: "no sheet, file name or header set identifies a table of the package",
      message: text(
        "`{file}` fits no table of `{package}`; closest is `{table}` with `{count}` of `{total}`"
          + " required columns",
        "`{file}` ne correspond à aucune table de `{package}` ; la plus proche est `{table}` avec"
          + " `{count}` colonnes obligatoires sur `{total}`"),
      variants: [
        "none": text(
          "`{file}` fits no table of `{package}`: neither its name nor its headers do",
          "`{file}` ne correspond à aucune table de `{package}` : ni son nom ni ses en-têtes"),
        "tie": text(
          "`{file}` fits `{first}` and `{second}` of `{package}` equally well",
          "`{file}` correspond aussi bien à `{first}` qu'à `{second}` de `{package}`"),
      ],
      help: text(
        "name the table with `--table {table}`, or use the template",
        "nommez la table avec `--table {table}`, ou utilisez le modèle"),
      helpVariants: [
        "none": text(
          "name the table with --table, one of {tables:or}, or use the template",
          "nommez la table avec --table : {tables:or}, ou utilisez le modèle"),
        "tie": text(
          "name the table with `--table {first}` or `--table {second}`",
          "nommez la table avec `--table {first}` ou `--table {second}`"),
      ]),
    IssueDefinition(
      "file.no-rows", .error,
      when: "no table of any file has a data row, or no cell of a table's sheet can be read",
      message: text(
        "`{file}` has a header and no data rows",
        "`{file}` a un en-tête et aucune ligne de données"),
      variants: [
        "empty": text(
          "`{file}` has no row at all, expected a header and data rows",
          "`{file}` n'a aucune ligne ; un en-tête et des lignes de données sont attendus"),
        "unreadable": text(
          "nothing on sheet `{sheet}` can be read, expected the rows of `{table}`",
          "rien ne peut être lu sur la feuille `{sheet}` ; les lignes de `{table}` y sont"
            + " attendues"),
      ],
      help: text(
        "fill in the template or drop the file", "remplissez le modèle ou retirez le fichier"),
      helpVariants: [
        "unreadable": text(
          "open the file in Excel and save it again",
          "ouvrez le fichier dans Excel et enregistrez-le de nouveau")
      ]),
    IssueDefinition(
      "file.given-twice", .warning,
      when: "two files of the command have the same content; the later is not read",
      message: text(
        "`{file}` has the same content as `{first}` and was not read again",
        "`{file}` a le même contenu que `{first}` et n'a pas été relu"),
      help: text("name each file once", "nommez chaque fichier une seule fois")),
    IssueDefinition(
      "file.unchanged", .note,
      when: "the file was imported by a committed run on this target and package version",
      message: text(
        "`{file}` was imported unchanged by run `{run}`",
        "`{file}` a été importé sans changement par l'exécution `{run}`"),
      help: text("nothing to do", "rien à faire")),
  ]
}
