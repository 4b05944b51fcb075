import Dispatch
import Synchronization
import TabularCore
import Workbooks

/// Makes the statistics of batches on another thread than the one that reads them.
final class BatchStatistics: Sendable {
  private let dateSystem: DateSystem
  private let queue = DispatchQueue(label: "statistics")
  private let room = DispatchSemaphore(value: 4)
  private let statistics = Mutex(CellStatistics())

  /// No batches; serial dates count from `dateSystem`.
  init(dateSystem: DateSystem) {
    self.dateSystem = dateSystem
  }

  /// Takes a batch in, after those before it; waits while four are not done.
  func add(_ batch: RowBatch) {
    room.wait()
    queue.async { [self] in
      statistics.withLock { $0.add(batch, dateSystem: dateSystem) }
      room.signal()
    }
  }

  /// The statistics of all batches.
  func finish() -> CellStatistics {
    queue.sync { statistics.withLock { $0 } }
  }
}
