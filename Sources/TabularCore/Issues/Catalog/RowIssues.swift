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
      "row.left-out", .note,
      when: "rows outside the part that an import takes; or, with --skip-done, rows that earlier"
        + " runs of the same files have done", variants: ["done"]),
    IssueDefinition(
      "row.not-found", .error,
      when: "a part of the files is asked for, and no row has a key or value that names it",
      variants: ["value"]),
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

  /// Why rows are left as they are.
  public enum LeftOut: Sendable {
    /// They are not of the part that the import takes.
    case part
    /// An earlier run of the same file has done them.
    case done(run: String)
  }

  /// Rows are left as they are.
  public static func rowLeftOut(_ reason: LeftOut, count: Int) -> IssueContent {
    switch reason {
    case .part: IssueContent("row.left-out", "", ["count": count])
    case .done(let run): IssueContent("row.left-out", "done", ["count": count, "run": run])
    }
  }

  /// What names a row.
  public enum RowName: Sendable {
    /// Its key.
    case key(String)
    /// A value of a field.
    case value(String, field: String)
  }

  /// No row has the key or the value that names it.
  public static func rowNotFound(_ name: RowName) -> IssueContent {
    switch name {
    case .key(let key): IssueContent("row.not-found", "", ["key": key])
    case .value(let value, let field):
      IssueContent("row.not-found", "value", ["value": value, "field": field])
    }
  }

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
