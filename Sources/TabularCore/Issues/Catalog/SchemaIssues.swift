extension IssueCatalog {
  /// Issues of a schema package.
  static let schemaIssues: [IssueDefinition] = [
    IssueDefinition(
      "schema.unreadable", .error, when: "a package file is missing or not parseable",
      variants: ["missing", "syntax", "reason"]),
    IssueDefinition(
      "schema.invalid", .error,
      when: "unknown type, unknown key, reference to an unknown table or field, constraint that"
        + " does not fit the type, rule expression that does not parse",
      variants: [
        "unknown-key", "unknown-type", "missing-key", "wrong-kind", "unknown-value", "constraint",
        "rule", "repeated", "reason",
      ], kindArguments: ["path", "value", "rule", "reason"]),
    IssueDefinition(
      "schema.cycle", .error, when: "required references form a cycle between tables"),
    IssueDefinition(
      "schema.ambiguous-header", .error, when: "two fields of a table share a folded header",
      kindArguments: ["header", "table"]),
    IssueDefinition(
      "schema.bad-example", .error,
      when: "an example, default or alias of a listed value breaks its own field's rules",
      variants: ["default", "alias"], kindArguments: ["path", "value"]),
  ]
}
