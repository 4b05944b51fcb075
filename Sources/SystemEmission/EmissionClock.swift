import Foundation

/// The time, and waiting.
public struct EmissionClock: Sendable {
  /// Seconds since 1970.
  public var now: @Sendable () -> Double
  /// Waits so many seconds.
  public var sleep: @Sendable (Double) -> Void
  /// Whether a signal asks the process to end.
  public var isInterrupted: @Sendable () -> Bool

  /// The system's clock.
  ///
  /// - Parameter isInterrupted: whether a signal asks the process to end.
  public init(isInterrupted: @escaping @Sendable () -> Bool = { false }) {
    now = { Date().timeIntervalSince1970 }
    sleep = { Thread.sleep(forTimeInterval: $0) }
    self.isInterrupted = isInterrupted
  }

  /// Waits; a signal ends the waiting.
  func wait(_ seconds: Double) throws(EmissionFailure) {
    var left = seconds
    while left > 0 {
      if isInterrupted() { throw .interrupted }
      sleep(min(left, 0.2))
      left -= 0.2
    }
    if isInterrupted() { throw .interrupted }
  }

  /// Now, UTC `YYYY-MM-DDTHH:MM:SSZ`.
  var stamp: String { Self.stamp(now()) }

  /// An instant, UTC `YYYY-MM-DDTHH:MM:SSZ`.
  static func stamp(_ seconds: Double) -> String {
    Date(timeIntervalSince1970: seconds.rounded(.down)).formatted(.iso8601)
  }
}
