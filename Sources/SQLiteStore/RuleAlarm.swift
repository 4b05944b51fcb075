import Dispatch
import GRDB
import Synchronization

/// Interrupts a connection's statement that runs too long.
final class RuleAlarm: Sendable {
  private enum State {
    case waiting
    case rung
    case cancelled
  }

  private let state: SharedState

  /// The state, shared with the timer that may outlive the alarm.
  private final class SharedState: Sendable {
    let value = Mutex(State.waiting)
  }

  /// An alarm that goes off after some seconds.
  init(queue: DatabaseQueue, seconds: Double) {
    let state = SharedState()
    self.state = state
    DispatchQueue.global().asyncAfter(deadline: .now() + seconds) { [weak queue] in
      state.value.withLock { state in
        guard case .waiting = state else { return }
        state = .rung
        queue?.interrupt()
      }
    }
  }

  /// Whether it went off.
  var hasRung: Bool {
    state.value.withLock { if case .rung = $0 { true } else { false } }
  }

  /// Cancels the alarm; it never interrupts a later statement.
  func cancel() {
    state.value.withLock { if case .waiting = $0 { $0 = .cancelled } }
  }
}
