import Synchronization

/// The pace of all requests to a system, over however many lines they travel.
final class RequestPace: Sendable {
  /// How many lines there may be.
  let lineCount: Int
  private let state: Mutex<(gate: RateGate, requests: Int)>

  /// At most so many requests a second, over so many lines.
  init(perSecond: Double, lineCount: Int) {
    self.lineCount = max(1, lineCount)
    state = Mutex((RateGate(perSecond: perSecond, atOnce: lineCount), 0))
  }

  /// How many requests may be under way now.
  var width: Int { state.withLock { Int($0.gate.width) } }
  /// How many requests were sent.
  var requestCount: Int { state.withLock { $0.requests } }
  /// How often requests became slower.
  var slowdowns: Int { state.withLock { $0.gate.slowdowns } }

  /// How long the next request has to wait, in seconds; it counts as sent after that.
  func delay(now: Double) -> Double { state.withLock { $0.gate.delay(now: now) } }

  /// A request leaves.
  func count() { state.withLock { $0.requests += 1 } }

  /// The system asked to wait so many seconds.
  func refuse(for seconds: Double, now: Double) {
    state.withLock { $0.gate.refuse(for: seconds, now: now) }
  }

  /// The system gave no answer, or failed.
  func fail() { state.withLock { $0.gate.fail() } }

  /// The system answered, after so many seconds.
  func answer(after seconds: Double) { state.withLock { $0.gate.answer(after: seconds) } }
}
