/// How fast requests may follow each other, and how many may be under way: as a profile allows, slower and
/// fewer while the system asks for it, fails or takes long, and faster again when it no longer does.
struct RateGate {
  private let shortest: Double
  private let most: Double
  private var interval: Double
  private var next = 0.0
  private var usual: Double?
  /// How many requests may be under way, at least 1.
  private(set) var width: Double
  /// How often it became slower.
  private(set) var slowdowns = 0

  /// A gate of so many requests a second, and so many at once.
  init(perSecond: Double, atOnce: Int = 1) {
    shortest = perSecond > 0 ? 1 / perSecond : 0
    interval = shortest
    most = Double(max(1, atOnce))
    width = most
  }

  /// How long the next request has to wait, in seconds; it counts as sent after that.
  mutating func delay(now: Double) -> Double {
    let wait = max(0, next - now)
    next = now + wait + interval
    return wait
  }

  /// The system asked to wait so many seconds.
  mutating func refuse(for seconds: Double, now: Double) {
    slow(interval: max(interval * 2, 0.05))
    next = max(next, now + seconds)
  }

  /// The system gave no answer, or failed.
  mutating func fail() { slow(interval: max(interval * 1.5, 0.01)) }

  /// The system answered, after so many seconds.
  mutating func answer(after seconds: Double) {
    let known = usual ?? seconds
    usual = known * 0.9 + seconds * 0.1
    if seconds > max(known * 4, 0.5) {
      slow(interval: max(interval * 1.5, seconds / 4))
    } else {
      interval = max(shortest, interval * 0.8)
      width = min(most, width + 1 / width)
    }
  }

  private mutating func slow(interval longer: Double) {
    interval = min(longer, 30)
    width = max(1, width / 2)
    slowdowns += 1
  }
}
