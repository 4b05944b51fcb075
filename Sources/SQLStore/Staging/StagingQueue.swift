internal import Dispatch

/// Stages rows on a thread of its own, in the order in which they are given, while the next ones are read.
///
/// Nothing else touches what the work touches until `finish` has returned.
final class StagingQueue {
  /// How many batches may wait, so that what was read takes no more room than them.
  private static let mostWaiting = 2
  /// How many small works may follow one another before one of them counts as a batch.
  private static let smallAtMost = 256

  private let queue = DispatchQueue(label: "registrar.staging", qos: .userInitiated)
  private let room = DispatchSemaphore(value: mostWaiting)
  private var hasWork = false
  private var smallCount = 0

  /// Something to be done.
  private struct Work: @unchecked Sendable {  // only the queue runs it, one at a time
    let body: () -> Void
  }

  deinit { finish() }

  /// Gives the thread more work; waits while too much of it is left.
  ///
  /// - Parameter isSmall: whether the work keeps little memory, as that of a few rows does, or of further rows
  ///   of the batch before: the reading does not wait for it.
  func add(isSmall: Bool, _ body: @escaping () -> Void) {
    hasWork = true
    let work = Work(body: body)
    if isSmall, smallCount < Self.smallAtMost {
      smallCount += 1
      queue.async { work.body() }
      return
    }
    smallCount = 0
    room.wait()
    queue.async { [room] in
      work.body()
      room.signal()
    }
  }

  /// Returns when all work is done.
  func finish() {
    guard hasWork else { return }
    queue.sync {}
    hasWork = false
  }
}
