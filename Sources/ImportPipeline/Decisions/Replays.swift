import TabularCore

/// Which cells of a source each correction gave its text.
struct Replays {
  /// The cells of one correction.
  struct Cells: Hashable {
    /// The rows, and the column of the first cell.
    var rows = RowRanges()
    var column: Int
    /// How many cells.
    var count = 0
  }

  /// By the correction's place in its list and the column.
  private(set) var cells: [Key: Cells] = [:]

  /// A correction in a column.
  struct Key: Hashable, Comparable {
    var correction: Int
    var column: Int

    static func < (left: Key, right: Key) -> Bool {
      (left.correction, left.column) < (right.correction, right.column)
    }
  }

  /// Notes the corrected cells of a batch.
  mutating func note(_ batch: RowBatch, below headerRow: Int) {
    for cell in batch.corrected {
      let number = batch.rows[cell.row].number
      guard number > headerRow else { continue }
      let key = Key(correction: cell.correction, column: cell.column)
      cells[key, default: Cells(column: cell.column)].rows.insert(number)
      cells[key]?.count += 1
    }
  }
}
