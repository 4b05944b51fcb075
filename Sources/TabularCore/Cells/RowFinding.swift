/// A problem with a row or a cell that does not stop the reader.
///
/// Readers know rows and columns; the pipeline adds file, sheet and table and makes an `Issue` of it.
public struct RowFinding: Sendable, Equatable {
  /// What the issue says, such as `csv.quote-stray` or `sheet.bad-cell`.
  public var content: IssueContent
  /// The row number (worksheet row or physical line), from 1.
  public var row: Int
  /// The column number from 1, or `nil` for the whole row.
  public var column: Int?
  /// The offending text, when there is one.
  public var value: String?
  /// Whether a row, or a cell of an unknown row, was left out, so that the table's rows are not known.
  public var leavesRowOut = false

  /// A finding at a row, and at a column of it when one is given.
  public init(_ content: IssueContent, row: Int, column: Int? = nil, value: String? = nil) {
    self.content = content
    self.row = row
    self.column = column
    self.value = value
  }

  /// The issue code.
  public var code: IssueCode { content.code }
}
