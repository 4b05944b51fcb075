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
}

// MARK: Contents

extension IssueContent {
  /// What a row is that is no record.
  public enum NoRecord: String, Sendable, CaseIterable {
    /// It looks like a total.
    case total = ""
    /// It repeats the header.
    case header
    /// It holds a remark.
    case remark
    /// It is the totals row of a table.
    case totalsRow = "totals-row"
    /// Its numbers are subtotals.
    case subtotal
    /// A database client printed it.
    case client
    /// It looks like a total and may be a record.
    case unsure
  }

  /// A row is no record; its text `value` shows it.
  public static func rowNotData(_ kind: NoRecord, value: String) -> IssueContent {
    IssueContent("row.not-data", kind.rawValue, ["value": value])
  }

  /// A row asks for a deletion, which is not enabled.
  public static func rowDeleteDisabled() -> IssueContent { IssueContent("row.delete-disabled") }

  /// Where the values of a shifted row fit.
  public enum Shift: String, Sendable, CaseIterable {
    /// One column to the left.
    case left = ""
    /// One column to the right.
    case right
  }

  /// The values of a row fit the columns beside theirs; two cells are told with what they hold.
  public static func rowShifted(
    _ shift: Shift, column: String, first: String, firstType: String, second: String,
    secondType: String
  ) -> IssueContent {
    IssueContent(
      "row.shifted", shift.rawValue,
      [
        "column": column, "first": first, "firstType": firstType, "second": second,
        "secondType": secondType,
      ])
  }
}
