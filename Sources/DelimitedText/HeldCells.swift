import TabularCore

/// A buffer for the cells of a record, which are appended to a batch together: appending them one by one
/// checks each time whether the batch is shared.
final class HeldCells {
  /// How many cells there is room for.
  static let capacity = 64
  /// The cells; the owner knows which of them are set.
  let cells = UnsafeMutablePointer<Cell>.allocate(capacity: capacity)

  deinit { cells.deallocate() }

  /// Appends the first `count` cells to the last row of a batch.
  @inline(__always)
  func append(_ count: Int, to batch: inout RowBatch) {
    batch.appendCells(UnsafeBufferPointer(start: cells, count: count))
  }
}
