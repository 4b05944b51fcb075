public import TabularCore

/// A finding that only the whole column shows.
///
/// The pipeline knows file, sheet, table and column, and makes an `Issue` of it.
public struct ColumnFinding: Sendable, Equatable {
  /// Another cell of the column that belongs to the finding.
  public struct Proof: Sendable, Equatable {
    /// The row, from 1.
    public var row: Int
    /// The cell's text.
    public var text: String

    /// A cell by its row, from 1, and its text.
    public init(row: Int, text: String) {
      self.row = row
      self.text = text
    }
  }

  /// What the issue says; its severity is the catalog's.
  public var content: IssueContent
  /// The row of the cell where the issue is shown, from 1.
  public var row: Int
  /// The text of that cell.
  public var value: String
  /// The rows that the finding concerns; those of an error are invalid.
  public var rows: RowRanges
  /// A cell that proves the opposite, or the first text among date cells.
  public var proof: Proof?

  init(
    _ content: IssueContent, row: Int, value: String, rows: RowRanges? = nil, proof: Proof? = nil
  ) {
    self.content = content
    self.row = row
    self.value = value
    self.rows = rows ?? RowRanges([row])
    self.proof = proof
  }

  /// The code.
  public var code: IssueCode { content.code }
}
