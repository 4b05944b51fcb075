extension IssueCatalog {
  /// Issues of delimited text: its encoding, its delimiter, its quotes, its fields.
  static let csvIssues: [IssueDefinition] = [
    IssueDefinition(
      "csv.encoding-invalid", .error,
      when: "bytes are not valid in the declared encoding, or without declaration not UTF-8;"
        + " or a NUL byte outside UTF-16",
      message: text(
        "line `{line}` holds byte `{byte}`, which is not UTF-8; read as Windows-1252 it is"
          + " `{sample}`",
        "la ligne `{line}` contient l'octet `{byte}`, qui n'est pas de l'UTF-8 ; lu en"
          + " Windows-1252, c'est `{sample}`"),
      variants: [
        "alone": text(
          "line `{line}` holds byte `{byte}`, which is not UTF-8",
          "la ligne `{line}` contient l'octet `{byte}`, qui n'est pas de l'UTF-8"),
        "declared": text(
          "line `{line}` holds byte `{byte}`, which is not {encoding}",
          "la ligne `{line}` contient l'octet `{byte}`, qui n'est pas du {encoding}"),
        "nul": text(
          "line `{line}` holds a NUL byte, expected text",
          "la ligne `{line}` contient un octet NUL, du texte est attendu"),
      ],
      help: text(
        "save as CSV UTF-8, or pass `--encoding windows-1252`",
        "enregistrez en CSV UTF-8, ou passez `--encoding windows-1252`"),
      helpVariants: [
        "declared": text(
          "save as CSV UTF-8, or pass `--encoding auto`",
          "enregistrez en CSV UTF-8, ou passez `--encoding auto`"),
        "nul": text(
          "save as CSV UTF-8, or pass `--encoding utf-16le` if it is UTF-16",
          "enregistrez en CSV UTF-8, ou passez `--encoding utf-16le` si c'est de l'UTF-16"),
      ]),
    IssueDefinition(
      "csv.dialect-guessed", .warning,
      when: "`--encoding auto` chose an encoding other than UTF-8",
      message: text(
        "read as `{encoding}`, for example `{sample}` in line `{line}`",
        "lu en `{encoding}`, par exemple `{sample}` à la ligne `{line}`"),
      variants: [
        "alone": text("read as `{encoding}`", "lu en `{encoding}`")
      ],
      help: text(
        "check the example; `--encoding {encoding}` makes it fixed",
        "vérifiez l'exemple ; `--encoding {encoding}` le fixe")),
    IssueDefinition(
      "csv.delimiter-unclear", .error, when: "two delimiters split the lines equally well",
      message: text(
        "`{first}` and `{second}` both split the lines into `{count}` {count|field|fields}",
        "`{first}` et `{second}` découpent tous deux les lignes en `{count}`"
          + " {count|champ|champs}"),
      help: text(
        "pass `--delimiter '{first}'` or `--delimiter '{second}'`",
        "passez `--delimiter '{first}'` ou `--delimiter '{second}'`")),
    IssueDefinition(
      "csv.quote-unclosed", .error,
      when: "a quote opens a field and no closing quote follows before the end or the field limit",
      message: text(
        "the quote opened in field `{column}` is never closed; it takes in `{count}`"
          + " {count|line|lines}",
        "le guillemet ouvert dans le champ `{column}` n'est jamais fermé ; il englobe `{count}`"
          + " {count|ligne|lignes}"),
      variants: [
        "field-size": text(
          "the quote opened in field `{column}` is not closed within {limit:bytes}",
          "le guillemet ouvert dans le champ `{column}` n'est pas fermé en moins de {limit:bytes}")
      ],
      help: text(
        "close the quote or double it inside the text",
        "fermez le guillemet ou doublez-le dans le texte")),
    IssueDefinition(
      "csv.quote-stray", .error,
      when: "text other than the delimiter follows a closing quote",
      message: text(
        "field `{column}` goes on after its closing quote: `{value}`",
        "le champ `{column}` continue après son guillemet fermant : `{value}`"),
      help: text(
        "double quotes inside a quoted text", "doublez les guillemets dans un texte cité")),
    IssueDefinition(
      "csv.too-many-fields", .error,
      when: "a record has more fields than the header, the surplus not all blank",
      message: text(
        "the row has `{count}` {count|field|fields}, the header has `{expected}`; the first"
          + " surplus one is `{first}`",
        "la ligne a `{count}` {count|champ|champs}, l'en-tête en a `{expected}` ; le premier en"
          + " trop est `{first}`"),
      help: text(
        "put quotes around a text that contains the delimiter",
        "mettez entre guillemets un texte qui contient le séparateur")),
    IssueDefinition(
      "csv.too-few-fields", .warning,
      when:
        "a filled record has fewer fields than the header; missing ones are blank. An error beside"
        + " a line end that is not the file's own",
      message: text(
        "the row has `{count}` {count|field|fields}, the header has `{expected}`",
        "la ligne a `{count}` {count|champ|champs}, l'en-tête en a `{expected}`"),
      variants: [
        "broken": text(
          "the row has `{count}` of `{expected}` fields beside a line end that is not the file's own;"
            + " a line break splits the record",
          "la ligne a `{count}` champs sur `{expected}` près d'une fin de ligne qui n'est pas celle du"
            + " fichier ; un saut de ligne coupe l'enregistrement"),
        "broken-alone": text(
          "the record before ends with a line end that is not the file's own; in a file of one column"
            + " nobody can tell whether it and this one are one record",
          "l'enregistrement précédent finit par une fin de ligne qui n'est pas celle du fichier ; dans un"
            + " fichier d'une colonne, rien ne dit s'il n'en fait qu'un avec celui-ci"),
      ],
      help: text("add the missing delimiters", "ajoutez les séparateurs manquants"),
      helpVariants: [
        "broken": text(
          "take the line break out, or put quotes around the text that holds it",
          "ôtez le saut de ligne, ou mettez entre guillemets le texte qui le contient"),
        "broken-alone": text(
          "take the line break out if it splits a record; else save the file with one kind of line end",
          "ôtez le saut de ligne s'il coupe un enregistrement ; sinon enregistrez le fichier avec une"
            + " seule sorte de fins de ligne"),
      ]),
  ]
}
