import TabularCore

/// Room for the cells of a record, which go into a batch together: appending one by one looks each time
/// whether the batch is somebody else's, too.
final class HeldCells {
  /// How many cells there is room for.
  static let capacity = 64
  /// The cells; which of them are set is for the owner to know.
  let cells = UnsafeMutablePointer<Cell>.allocate(capacity: capacity)

  deinit { cells.deallocate() }

  /// Appends the first `count` cells to the last row of a batch.
  @inline(__always)
  func append(_ count: Int, to batch: inout RowBatch) {
    batch.appendCells(UnsafeBufferPointer(start: cells, count: count))
  }
}
