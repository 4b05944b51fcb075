extension IssueCatalog {
  /// Issues of the zip archive that a workbook is.
  static let zipIssues: [IssueDefinition] = [
    IssueDefinition(
      "zip.damaged", .error,
      when: "no end record, truncated, wrong checksum or size, other compression than stored or"
        + " deflate, encrypted member",
      message: text(
        "`{file}` is damaged: member `{part}` fails its checksum",
        "`{file}` est endommagé : la somme de contrôle de `{part}` est fausse"),
      variants: [
        "directory": text(
          "`{file}` is damaged: its directory is missing or cut off",
          "`{file}` est endommagé : son répertoire manque ou est tronqué"),
        "truncated": text(
          "`{file}` is damaged: member `{part}` breaks off",
          "`{file}` est endommagé : `{part}` s'interrompt"),
        "size": text(
          "`{file}` is damaged: member `{part}` has another size than its entry says",
          "`{file}` est endommagé : `{part}` n'a pas la taille indiquée"),
        "compression": text(
          "`{file}` is damaged: member `{part}` uses compression method `{method}`,"
            + " expected stored or deflate",
          "`{file}` est endommagé : `{part}` utilise la compression `{method}`,"
            + " stored ou deflate est attendu"),
        "encrypted": text(
          "`{file}` is damaged: member `{part}` is encrypted",
          "`{file}` est endommagé : `{part}` est chiffré"),
        "reason": text(
          "`{file}` is damaged: {reason}", "`{file}` est endommagé : {reason}"),
      ],
      help: text(
        "open the file in Excel, let it repair, save under a new name",
        "ouvrez le fichier dans Excel, laissez-le réparer, enregistrez sous un autre nom")),
    IssueDefinition(
      "zip.bomb", .error, when: "expanded size, ratio or number of members over the limits",
      message: text(
        "member `{part}` expands to more than {limit:bytes} from {size:bytes}, the limit"
          + " `inflated-size`; refused",
        "`{part}` se décompresse en plus de {limit:bytes} à partir de {size:bytes}, la limite"
          + " `inflated-size` ; refusé"),
      variants: [
        "inflation-ratio": text(
          "member `{part}` expands to more than `{limit}` times its size, the limit"
            + " `inflation-ratio`; refused",
          "`{part}` se décompresse en plus de `{limit}` fois sa taille, la limite"
            + " `inflation-ratio` ; refusé"),
        "zip-entries": text(
          "the archive has more than `{limit}` members, the limit `zip-entries`; refused",
          "l'archive a plus de `{limit}` membres, la limite `zip-entries` ; refusée"),
      ],
      help: text(
        "if you trust the file, raise the limit with `--limit inflated-size={limit:double}`; otherwise rebuild the"
          + " workbook from the template",
        "si vous faites confiance au fichier, relevez la limite avec `--limit inflated-size={limit:double}` ; sinon"
          + " refaites le classeur à partir du modèle"),
      helpVariants: [
        "inflation-ratio": text(
          "columns of one value can be packed so well: if you trust the file, raise the limit with"
            + " `--limit inflation-ratio=1100`, or save it as CSV",
          "des colonnes d'une seule valeur se compressent à ce point : si vous faites confiance au"
            + " fichier, relevez la limite avec `--limit inflation-ratio=1100`, ou enregistrez-le en"
            + " CSV"),
        "zip-entries": text(
          "if you trust the file, raise the limit with `--limit zip-entries={limit:double}`; otherwise rebuild the"
            + " workbook from the template",
          "si vous faites confiance au fichier, relevez la limite avec `--limit zip-entries={limit:double}` ; sinon"
            + " refaites le classeur à partir du modèle"),
      ]),
    IssueDefinition(
      "zip.unsafe-path", .error,
      when: "a member name is absolute, holds `..`, a drive or a NUL, or repeats another's name",
      message: text(
        "member name `{part}` leaves the package, refused",
        "le nom de membre `{part}` sort de l'archive, refusé"),
      variants: [
        "repeated": text(
          "member name `{part}` occurs twice, refused",
          "le nom de membre `{part}` figure deux fois, refusé"),
        "nul": text(
          "member name `{part}` holds a NUL, refused",
          "le nom de membre `{part}` contient un caractère NUL, refusé"),
      ],
      help: text(
        "do not use this file; ask for a new copy",
        "n'utilisez pas ce fichier ; demandez une nouvelle copie")),
    IssueDefinition(
      "zip.missing-part", .error,
      when: "a part named by the workbook or by relationships is absent",
      message: text(
        "sheet `{sheet}` refers to `{part}`, which is not in the file",
        "la feuille `{sheet}` renvoie à `{part}`, absent du fichier"),
      variants: [
        "workbook": text(
          "the workbook part `{part}` is not in the file",
          "la partie classeur `{part}` est absente du fichier"),
        "no-workbook": text(
          "the file names no workbook part", "le fichier ne nomme aucune partie classeur"),
        "part": text(
          "part `{part}` is named in the workbook and not in the file",
          "la partie `{part}` est nommée dans le classeur et absente du fichier"),
      ],
      help: text(
        "open the file in Excel and save it again",
        "ouvrez le fichier dans Excel et enregistrez-le de nouveau")),
  ]

  /// Issues of an XML part of a workbook.
  static let xmlIssues: [IssueDefinition] = [
    IssueDefinition(
      "xml.malformed", .error,
      when: "a part is not well-formed, uses an unsupported encoding, or has another root element",
      message: text(
        "`{part}` breaks off inside row `{row}` at byte `{offset}`",
        "`{part}` s'interrompt dans la ligne `{row}` à l'octet `{offset}`"),
      variants: [
        "truncated": text(
          "`{part}` breaks off at byte `{offset}`", "`{part}` s'interrompt à l'octet `{offset}`"),
        "syntax": text(
          "`{part}` is not well-formed at byte `{offset}`: {reason}",
          "`{part}` n'est pas du XML correct à l'octet `{offset}` : {reason}"),
        "reason": text(
          "`{part}` is not well-formed: {reason}",
          "`{part}` n'est pas du XML correct : {reason}"),
        "encoding": text(
          "`{part}` uses the encoding `{encoding}`, expected UTF-8 or UTF-16",
          "`{part}` utilise l'encodage `{encoding}`, UTF-8 ou UTF-16 est attendu"),
        "root": text(
          "`{part}` begins with element `{found}`, expected `{expected}`",
          "`{part}` commence par l'élément `{found}`, `{expected}` est attendu"),
      ],
      help: text(
        "open the file in Excel and save it again",
        "ouvrez le fichier dans Excel et enregistrez-le de nouveau")),
    IssueDefinition(
      "xml.doctype", .error, when: "a part contains a document type declaration",
      message: text(
        "`{part}` declares a DOCTYPE, which is not accepted",
        "`{part}` déclare un DOCTYPE, ce qui n'est pas accepté"),
      help: text(
        "do not use this file; save the data in a new workbook",
        "n'utilisez pas ce fichier ; enregistrez les données dans un nouveau classeur")),
    IssueDefinition(
      "xml.limit", .error,
      when: "nesting, attribute length or number of shared strings over the limits",
      message: text(
        "`{part}` is nested deeper than `{limit}` levels",
        "`{part}` est imbriqué sur plus de `{limit}` niveaux"),
      variants: [
        "xml-attribute-length": text(
          "`{part}` has an attribute of more than `{limit}` characters",
          "`{part}` a un attribut de plus de `{limit}` caractères"),
        "shared-strings": text(
          "`{part}` holds more than `{limit}` shared strings",
          "`{part}` contient plus de `{limit}` textes partagés"),
      ],
      help: text(
        "rebuild the workbook from the template", "refaites le classeur à partir du modèle")),
  ]
}
