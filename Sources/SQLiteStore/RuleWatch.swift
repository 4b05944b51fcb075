import Dispatch
import GRDB
import Synchronization

/// Interrupts a connection that takes too long over one row.
///
/// Unlike an alarm it is set once for all rows: a row costs two additions, no timer.
final class RuleWatch: Sendable {
  /// The longest a row may take, in seconds; it is noticed within twice the time.
  let seconds: Double

  /// How often work began or ended: odd while a row is being validated.
  private let turns = Atomic<Int>(0)
  private let hasInterrupted = Atomic<Bool>(false)

  /// Watches a connection as long as this object exists.
  init(queue: DatabaseQueue, seconds: Double) {
    self.seconds = seconds
    look(at: queue, lastSeen: 0)
  }

  /// Whether it interrupted the connection.
  var hasRung: Bool { hasInterrupted.load(ordering: .acquiring) }

  /// Notes that work on a row begins.
  func begin() { turns.add(1, ordering: .relaxed) }

  /// Notes that work on a row has ended.
  func end() { turns.add(1, ordering: .relaxed) }

  /// Checks again after the time limit: the same odd number twice means the same row is still
  /// running.
  private func look(at queue: DatabaseQueue, lastSeen: Int) {
    DispatchQueue.global().asyncAfter(deadline: .now() + seconds) { [weak self, weak queue] in
      guard let self, let queue else { return }
      let seen = turns.load(ordering: .relaxed)
      if seen == lastSeen, !seen.isMultiple(of: 2) {
        hasInterrupted.store(true, ordering: .releasing)
        queue.interrupt()
      }
      look(at: queue, lastSeen: seen)
    }
  }
}
