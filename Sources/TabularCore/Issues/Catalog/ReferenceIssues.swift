extension IssueCatalog {
  /// Issues of references between tables.
  ///
  /// `{parent}`, `{parents}` and `{child}` are nouns that the package gives its tables.
  static let referenceIssues: [IssueDefinition] = [
    IssueDefinition(
      "reference.missing", .error,
      when: "no match in the valid rows of the run or in the store; also one deleted in this run",
      message: text(
        "{parent} `{value}` is neither in this run nor in the store",
        "`{value}` ({parent}) ne se trouve ni dans cette exécution ni dans la base"),
      variants: [
        "deleted": text(
          "{parent} `{value}` is deleted in this run",
          "cette exécution supprime `{value}` ({parent})")
      ],
      help: text(
        "correct the code or add the {parent}",
        "corrigez le code ou ajoutez l'enregistrement manquant ({parent})"),
      kindArguments: ["value"]),
    IssueDefinition(
      "reference.name-ambiguous", .error, when: "two records match in one resolution step",
      message: text(
        "`{value}` is the name of `{count}` {parents}: {keys:list}",
        "`{count}` {parents} portent le nom `{value}` : {keys:list}"),
      variants: [
        "key": text(
          "`{value}` is the key of `{count}` {parents}: {keys:list}",
          "`{count}` {parents} ont la clé `{value}` : {keys:list}")
      ],
      help: text("use the code", "utilisez le code"),
      helpVariants: [
        "key": text(
          "tell these records apart in the store first",
          "distinguez d'abord ces enregistrements dans la base")
      ], kindArguments: ["value"]),
    IssueDefinition(
      "reference.parent-invalid", .error,
      when: "the parent is an invalid row, or its table could not be read; once per parent, at the"
        + " parent's key",
      message: text(
        "`{count}` {count|row|rows} of {table:and} {count|waits|wait} for {parent} `{value}`, which"
          + " has an error",
        "`{count}` {count|ligne|lignes} de {table:and} {count|attend|attendent} `{value}`"
          + " ({parent}), qui a une erreur"),
      variants: [
        "unread": text(
          "`{count}` {count|row|rows} of {table:and} {count|waits|wait} for table `{value}`, which"
            + " could not be read",
          "`{count}` {count|ligne|lignes} de {table:and} {count|attend|attendent} la table"
            + " `{value}`, qui n'a pas pu être lue")
      ],
      help: text("correct the parent first", "corrigez d'abord le parent"),
      kindArguments: ["value", "table"]),
    IssueDefinition(
      "reference.inactive", .error, when: "the parent is not live",
      message: text(
        "{parent} `{value}` is `{found}`, expected an active one",
        "`{value}` ({parent}) a le statut `{found}`, un statut actif est attendu"),
      help: text("activate it or choose another", "changez ce statut ou faites un autre choix"),
      kindArguments: ["value"]),
    IssueDefinition(
      "reference.wrong-role", .error, when: "the person exists with another role",
      message: text(
        "`{value}` has {role} `{found}`, expected {expected:or}",
        "`{value}` a `{found}` comme {role}, {expected:or} est attendu"),
      help: text(
        "correct the address or the role", "corrigez l'adresse ou le rôle"),
      kindArguments: ["value"]),
    IssueDefinition(
      "reference.cycle", .error, when: "a chain of parents returns to itself or exceeds depth 8",
      message: text(
        "the parents form a circle: {keys:list}", "les parents forment un cercle : {keys:list}"),
      variants: [
        "depth": text(
          "the chain of parents is longer than `{limit}`: {keys:list}",
          "la chaîne des parents dépasse `{limit}` : {keys:list}")
      ],
      help: text("remove one parent", "retirez un parent")),
    IssueDefinition(
      "reference.unused", .note, when: "the record has no child in a child table of the run",
      message: text(
        "{parent} `{value}` has no {child}",
        "aucun enregistrement ({child}) ne se rapporte à `{value}` ({parent})"),
      help: text("nothing to do", "rien à faire")),
  ]

  /// Issues of a table as a whole.
  static let tableIssues: [IssueDefinition] = [
    IssueDefinition(
      "table.row-limit", .error,
      when: "header and rows together are exactly 65,536 or 1,048,576",
      message: text(
        "the table has exactly `{count}` rows, the limit of a spreadsheet; later rows may be cut"
          + " off",
        "la table a exactement `{count}` lignes, la limite d'un tableur ; la suite est peut-être"
          + " coupée"),
      help: text("export in several files", "exportez en plusieurs fichiers")),
    IssueDefinition(
      "table.outlier", .warning,
      when: "a number over 100 times the median of a column with at least 20 values",
      message: text(
        "`{value}` is more than 100 times the usual `{field}` (`{median}`)",
        "`{value}` fait plus de 100 fois la valeur habituelle de `{field}` (`{median}`)"),
      help: text("check the value", "vérifiez la valeur")),
  ]

  /// Issues of the rules that the tool itself applies; all other rules come with a package.
  static let ruleIssues: [IssueDefinition] = [
    IssueDefinition(
      "rule.identity-missing", .error, level: 7, when: "none of the identity columns is filled",
      message: text(
        "neither `{first}` nor `{second}` is given, expected one of them",
        "ni `{first}` ni `{second}` n'est donné, l'un des deux est attendu"),
      variants: [
        "several": text(
          "none of {names:list} is given, expected one of them",
          "aucun de {names:list} n'est donné, l'un d'eux est attendu")
      ],
      help: text("fill in one", "remplissez-en un"),
      fieldArguments: ["first", "second", "names"]),
    IssueDefinition(
      "rule.identity-disagrees", .error, level: 7,
      when: "the identity columns resolve to different records",
      message: text(
        "`{field}` is `{first}`, `{other}` `{value}` belongs to `{second}`",
        "`{field}` vaut `{first}`, `{other}` `{value}` appartient à `{second}`"),
      help: text("correct one of the two", "corrigez l'un des deux")),
    IssueDefinition(
      "rule.money-pair", .error, level: 7,
      when: "amount without currency, currency without amount, or a symbol against the currency",
      message: text(
        "`{field}` `{value}` has no `{other}`", "`{field}` `{value}` n'a pas de `{other}`"),
      variants: [
        "no-amount": text(
          "`{field}` `{value}` has no `{other}`", "`{field}` `{value}` n'a pas de `{other}`"),
        "symbol": text(
          "`{field}` `{value}` contradicts `{other}` `{found}`",
          "`{field}` `{value}` contredit `{other}` `{found}`"),
      ],
      help: text("fill in the currency", "saisissez la monnaie"),
      helpVariants: [
        "no-amount": text(
          "fill in the amount or clear the currency",
          "saisissez le montant ou videz la monnaie"),
        "symbol": text(
          "correct the amount or the currency", "corrigez le montant ou la monnaie"),
      ]),
    IssueDefinition(
      "rule.custom", .error, level: 7, when: "a rule expression of the package is false",
      message: text("{reason}", "{reason}"),
      variants: [
        "unnamed": text(
          "the rule `{rule}` of the package does not hold",
          "la règle `{rule}` du paquet n'est pas respectée")
      ],
      help: text("as the rule says", "comme le dit la règle"), kindArguments: ["rule"]),
  ]
}
