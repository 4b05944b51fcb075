extension IssueCatalog {
  /// Issues of a row as a whole.
  static let rowIssues: [IssueDefinition] = [
    IssueDefinition(
      "row.not-data", .warning,
      when: "the row repeats the header, is a total line or what a database client prints, skipped;"
        + " or it may be a total, an error",
      variants: ["header", "remark", "totals-row", "subtotal", "client", "unsure"]),
    IssueDefinition(
      "row.delete-disabled", .error, when: "`action` is delete without --allow-delete"),
    IssueDefinition(
      "row.shifted", .error,
      when: "at least three adjacent cells are invalid and would be valid one column beside; once"
        + " per row", variants: ["right"]),
  ]

  /// Issues of natural keys and unique fields.
  static let keyIssues: [IssueDefinition] = [
    IssueDefinition(
      "key.missing", .error, when: "a natural key field is blank", variants: ["placeholder"]),
    IssueDefinition(
      "key.repeated", .error, when: "two rows have the same canonical key and differ",
      variants: ["alone", "file", "file-alone"]),
    IssueDefinition(
      "key.repeated-identical", .warning,
      when: "two rows have the same key and equal fields; the first is kept", variants: ["file"]),
    IssueDefinition(
      "key.unique", .error, when: "two rows with different keys share a unique field",
      variants: ["file"]),
    IssueDefinition(
      "key.store-taken", .error, level: 10, when: "a unique field belongs to another stored record"),
    IssueDefinition(
      "key.conflict", .error, level: 10,
      when: "key and alternative key select different stored records, or the key selects two",
      variants: ["two"]),
    IssueDefinition(
      "key.identity-changed", .warning, level: 10,
      when: "an update changes the e-mail of a stored person"),
  ]
}
