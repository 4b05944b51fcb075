import Synchronization
import TabularCore

/// Lends readers of batches to threads, each to one at a time.
final class BatchReaders: Sendable {
  /// The readers that no thread has.
  private struct Free: @unchecked Sendable {  // a reader is here or with one thread, never both
    var readers: [BatchReader] = []
  }

  private let layout: BatchLayout
  private let free = Mutex(Free())

  init(_ layout: BatchLayout) { self.layout = layout }

  /// Reads a batch.
  func read(_ batch: consuming RowBatch) throws -> ColumnBatch {
    let lent = free.withLock { Free(readers: $0.readers.popLast().map { [$0] } ?? []) }
    let reader = lent.readers.first ?? BatchReader(layout)
    let result = try reader.read(batch)
    let back = Free(readers: [reader])
    free.withLock { $0.readers += back.readers }
    return result
  }
}
