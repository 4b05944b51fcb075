public import TabularCore

/// A cell of a row that is not blank.
public struct FilledCell: Sendable {
  /// The column number, from 1.
  public var column: Int
  /// The text as read.
  public var text: String
  /// What is stored.
  public var kind: CellKind
  /// The class of the number format.
  public var format: NumberFormatClass

  /// A cell of a batch with its text.
  public init(_ cell: Cell, text: String) {
    self.column = Int(cell.column)
    self.text = text
    self.kind = cell.kind
    self.format = cell.format
  }
}
