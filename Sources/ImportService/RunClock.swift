import Foundation
import RecordMapping

/// The clock of a run: the system's, or an instant at which it stands, for tests.
public struct RunClock: Sendable {
  /// The instant at which it stands, UTC `YYYY-MM-DDTHH:MM:SSZ`; `nil` for the system's clock.
  public let fixed: String?

  /// The system's clock.
  public init() { fixed = nil }

  /// A clock that stands at an instant.
  ///
  /// - Parameter instant: ISO 8601, such as `2027-03-06T14:14:02Z`.
  /// - Throws: ``RequestProblem/clock(_:)`` for another text.
  public init(at instant: String) throws(ServiceFailure) {
    guard let date = try? Date(instant, strategy: .iso8601) else {
      throw .request(.clock(instant))
    }
    fixed = date.formatted(.iso8601)
  }

  /// A clock that stands at an instant that this one has shown.
  private init(standingAt instant: String) { fixed = instant }

  /// A clock that stands where this one is now.
  var standing: RunClock { RunClock(standingAt: now()) }

  /// Now, UTC `YYYY-MM-DDTHH:MM:SSZ`.
  ///
  /// A format of Foundation's would open the tables of its calendars at each start.
  public func now() -> String {
    fixed ?? utcText(Int64(Date().timeIntervalSince1970.rounded(.down)))
  }
}
