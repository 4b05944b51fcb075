/// How fast requests may follow each other: as fast as a profile allows, slower while the system asks for
/// it or takes long, and faster again when it no longer does.
struct RateGate {
  private let shortest: Double
  private var interval: Double
  private var next = 0.0
  private var usual: Double?

  /// A gate of so many requests a second.
  init(perSecond: Double) {
    shortest = perSecond > 0 ? 1 / perSecond : 0
    interval = shortest
  }

  /// How long the next request has to wait, in seconds; it counts as sent after that.
  mutating func delay(now: Double) -> Double {
    let wait = max(0, next - now)
    next = now + wait + interval
    return wait
  }

  /// The system asked to wait so many seconds.
  mutating func refuse(for seconds: Double, now: Double) {
    interval = min(max(interval * 2, 0.05), 30)
    next = max(next, now + seconds)
  }

  /// The system answered, after so many seconds.
  mutating func answer(after seconds: Double) {
    let known = usual ?? seconds
    usual = known * 0.9 + seconds * 0.1
    interval =
      seconds > max(known * 4, 0.5)
      ? min(max(interval * 1.5, seconds / 4), 30) : max(shortest, interval * 0.8)
  }
}
