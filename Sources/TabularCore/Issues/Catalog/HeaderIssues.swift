extension IssueCatalog {
  /// Issues of the header row.
  static let headerIssues: [IssueDefinition] = [
    IssueDefinition(
      "header.not-found", .error, when: "no header row in the first 20 rows",
      variants: ["none", "declared", "other-table"]),
    IssueDefinition(
      "header.required-missing", .error,
      when: "a key column is absent, or a required column is absent and a row would create a"
        + " record", variants: ["alone", "other-table"], kindArguments: ["field"]),
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

// MARK: Contents

extension IssueContent {
  /// Where no header row was found.
  public enum HeaderSearch: Sendable {
    /// In the first `limit` rows; `row` has `count` of the `total` required columns.
    case closest(limit: Int, row: Int, count: Int, total: Int)
    /// In the first `limit` rows, none of which has a required column.
    case none(limit: Int)
    /// In the row that was declared for a table.
    case declared(row: Int, table: String)
    /// Of a table; the headers are all of `other`.
    case otherTable(String, other: String)
  }

  /// No row is the header row.
  public static func headerNotFound(_ search: HeaderSearch) -> IssueContent {
    switch search {
    case .closest(let limit, let row, let count, let total):
      IssueContent(
        "header.not-found", "", ["limit": limit, "row": row, "count": count, "total": total])
    case .none(let limit): IssueContent("header.not-found", "none", ["limit": limit])
    case .declared(let row, let table):
      IssueContent("header.not-found", "declared", ["row": row, "table": table])
    case .otherTable(let table, let other):
      IssueContent("header.not-found", "other-table", ["table": table, "other": other])
    }
  }

  /// The column of a field is missing; `closest` is the only header near its name.
  public static func headerRequiredMissing(
    field: String, closest: (header: String, cell: String)?
  ) -> IssueContent {
    IssueContent(
      "header.required-missing", closest == nil ? "alone" : "",
      ["field": field, "closest": closest?.header, "cell": closest?.cell])
  }

  /// The column of a field is missing; the headers are all of another table.
  public static func headerRequiredMissing(
    field: String, otherTable: String
  ) -> IssueContent {
    IssueContent(
      "header.required-missing", "other-table", ["field": field, "other": otherTable])
  }

  /// Two headers mean one field.
  public static func headerRepeated(first: String, second: String, field: String) -> IssueContent {
    IssueContent("header.repeated", "", ["first": first, "second": second, "field": field])
  }

  /// A header is not known; its column has `count` values.
  public static func headerUnknown(header: String, count: Int) -> IssueContent {
    IssueContent("header.unknown", "", ["header": header, "count": count])
  }

  /// A column has values in `count` rows and no header.
  public static func headerUnnamed(column: String, count: Int) -> IssueContent {
    IssueContent("header.unnamed", "", ["column": column, "count": count])
  }

  /// A part of a date and time that may have a column of its own.
  public enum TemporalPart: String, Sendable, CaseIterable {
    /// The date.
    case date
    /// The time of day.
    case time
  }

  /// How one field is given in several columns.
  public enum HeaderSplit: Sendable {
    /// As a whole, and in parts too.
    case twice
    /// In one part only; the column of the other `part` is missing.
    case lacking(part: TemporalPart)
  }

  /// A field is given in columns that do not go together.
  public static func headerSplitConflict(
    _ split: HeaderSplit, field: String, header: String
  ) -> IssueContent {
    switch split {
    case .twice: IssueContent("header.split-conflict", "", ["field": field, "header": header])
    case .lacking(let part):
      IssueContent(
        "header.split-conflict", "part-missing",
        ["field": field, "header": header, "part": part.rawValue])
    }
  }
}
