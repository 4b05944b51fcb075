/// A cell of a batch that a correction gave another text.
public struct CorrectedCell: Sendable, Hashable {
  /// The place of its row in the batch, from 0.
  public var row: Int
  /// Its column, from 1.
  public var column: Int
  /// The correction's place in its list, from 0.
  public var correction: Int

  /// A cell by its row, its column and the correction.
  public init(row: Int, column: Int, correction: Int) {
    self.row = row
    self.column = column
    self.correction = correction
  }
}
