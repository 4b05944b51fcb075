extension IssueCatalog {
  /// Issues of the header row.
  static let headerIssues: [IssueDefinition] = [
    IssueDefinition(
      "header.not-found", .error, when: "no header row in the first 20 rows",
      variants: ["none", "declared"]),
    IssueDefinition(
      "header.required-missing", .error,
      when: "a key column is absent, or a required column is absent and a row would create a"
        + " record", variants: ["alone"], kindArguments: ["field"]),
    IssueDefinition(
      "header.repeated", .error, when: "two columns match one field"),
    IssueDefinition(
      "header.unknown", .warning,
      when: "a header matches no field, is not known and ignored, and its column has values"),
    IssueDefinition(
      "header.unnamed", .error, when: "a column without header text has values in data rows"),
    IssueDefinition(
      "header.split-conflict", .error,
      when: "combined and split columns both hold values in a row, or one of the two parts' columns"
        + " is missing", variants: ["part-missing"]),
  ]
}
