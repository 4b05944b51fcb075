extension IssueCatalog {
  /// Issues of references between tables.
  ///
  /// `{parent}`, `{parents}` and `{child}` are nouns that the package gives its tables.
  static let referenceIssues: [IssueDefinition] = [
    IssueDefinition(
      "reference.missing", .error,
      when: "no match in the valid rows of the run or in the store; also one deleted in this run",
      variants: ["deleted"], kindArguments: ["value"]),
    IssueDefinition(
      "reference.name-ambiguous", .error, when: "two records match in one resolution step",
      variants: ["key"], kindArguments: ["value"]),
    IssueDefinition(
      "reference.parent-invalid", .error,
      when: "the parent is an invalid row, or its table could not be read; once per parent, at the"
        + " parent's key", variants: ["unread"], kindArguments: ["value", "table"]),
    IssueDefinition(
      "reference.inactive", .error, when: "the parent is not live", kindArguments: ["value"]),
    IssueDefinition(
      "reference.wrong-role", .error, when: "the person exists with another role",
      kindArguments: ["value"]),
    IssueDefinition(
      "reference.cycle", .error, when: "a chain of parents returns to itself or exceeds depth 8",
      variants: ["depth"]),
    IssueDefinition(
      "reference.unused", .note, when: "the record has no child in a child table of the run"),
  ]

  /// Issues of a table as a whole.
  static let tableIssues: [IssueDefinition] = [
    IssueDefinition(
      "table.row-limit", .error, when: "header and rows together are exactly 65,536 or 1,048,576"),
    IssueDefinition(
      "table.outlier", .warning,
      when: "a number over 100 times the median of a column with at least 20 values"),
  ]
}

// MARK: Contents

extension IssueContent {
  /// A table has exactly as many rows as a spreadsheet can hold.
  public static func tableRowLimit(count: Int) -> IssueContent {
    IssueContent("table.row-limit", "", ["count": count])
  }

  /// A number is far above the median of its column.
  public static func tableOutlier(value: String, field: String, median: String) -> IssueContent {
    IssueContent("table.outlier", "", ["value": value, "field": field, "median": median])
  }
}
