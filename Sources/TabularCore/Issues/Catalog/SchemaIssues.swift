extension IssueCatalog {
  /// Issues of a schema package.
  static let schemaIssues: [IssueDefinition] = [
    IssueDefinition(
      "schema.unreadable", .error, when: "a package file is missing or not parseable",
      message: text(
        "`{file}` breaks off at line `{line}`", "`{file}` s'interrompt à la ligne `{line}`"),
      variants: [
        "missing": text("`{file}` does not exist", "`{file}` n'existe pas"),
        "syntax": text(
          "`{file}` is not JSON at line `{line}`: {reason}",
          "`{file}` n'est pas du JSON à la ligne `{line}` : {reason}"),
        "reason": text("cannot read `{file}`: {reason}", "impossible de lire `{file}` : {reason}"),
      ],
      help: text("restore the file", "rétablissez le fichier")),
    IssueDefinition(
      "schema.invalid", .error,
      when: "unknown type, unknown key, reference to an unknown table or field, constraint that"
        + " does not fit the type, rule expression that does not parse",
      message: text(
        "`{path}` refers to `{value}`, which does not exist",
        "`{path}` renvoie à `{value}`, qui n'existe pas"),
      variants: [
        "unknown-key": text(
          "`{path}` has the unknown key `{value}`", "`{path}` a la clé inconnue `{value}`"),
        "unknown-type": text(
          "`{path}` has the unknown type `{value}`", "`{path}` a le type inconnu `{value}`"),
        "missing-key": text(
          "`{path}` lacks the key `{value}`", "il manque à `{path}` la clé `{value}`"),
        "wrong-kind": text(
          "`{path}` is {found}, expected {expected}",
          "`{path}` est {found}, {expected} est attendu"),
        "unknown-value": text(
          "`{path}` is `{value}`, expected {expected:or}",
          "`{path}` vaut `{value}`, {expected:or} est attendu"),
        "constraint": text(
          "constraint `{value}` of `{path}` does not fit the type `{type}`",
          "la contrainte `{value}` de `{path}` ne convient pas au type `{type}`"),
        "rule": text(
          "the expression of rule `{rule}` is not accepted: {reason}",
          "l'expression de la règle `{rule}` n'est pas acceptée : {reason}"),
        "repeated": text(
          "`{path}` declares `{value}` twice", "`{path}` déclare `{value}` deux fois"),
        "reason": text("`{path}`: {reason}", "`{path}` : {reason}"),
      ],
      help: text("correct the package", "corrigez le paquet"),
      kindArguments: ["path", "value", "rule", "reason"]),
    IssueDefinition(
      "schema.cycle", .error, when: "required references form a cycle between tables",
      message: text(
        "{tables:and} require each other", "{tables:and} s'exigent mutuellement"),
      help: text(
        "make one of the references optional", "rendez une des références facultative")),
    IssueDefinition(
      "schema.ambiguous-header", .error, when: "two fields of a table share a folded header",
      message: text(
        "`{header}` names both `{first}` and `{second}` of `{table}`",
        "`{header}` désigne à la fois `{first}` et `{second}` de `{table}`"),
      help: text("remove one alias", "retirez un alias"), kindArguments: ["header", "table"]),
    IssueDefinition(
      "schema.bad-example", .error,
      when: "an example, default or alias of a listed value breaks its own field's rules",
      message: text(
        "the example `{value}` does not fit `{path}`",
        "l'exemple `{value}` ne convient pas à `{path}`"),
      variants: [
        "default": text(
          "the default `{value}` does not fit `{path}`",
          "la valeur par défaut `{value}` ne convient pas à `{path}`"),
        "alias": text(
          "the alias `{value}` does not fit `{path}`",
          "l'alias `{value}` ne convient pas à `{path}`"),
      ],
      help: text("correct the example", "corrigez l'exemple"),
      helpVariants: [
        "default": text("correct the default", "corrigez la valeur par défaut"),
        "alias": text("correct the alias", "corrigez l'alias"),
      ],
      kindArguments: ["path", "value"]),
  ]
}
