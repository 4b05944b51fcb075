/// The offsets of a time zone from UTC through time.
public struct ZoneRules: Sendable {
  /// What a local date and time means.
  public enum Meaning: Sendable, Hashable {
    /// One instant, in seconds since 1970-01-01T00:00:00Z.
    case unique(Int64)
    /// None: the clocks go from one local time to another, in minutes since midnight.
    case gap(from: Int, to: Int)
    /// Two instants, the earlier one first, in seconds since 1970-01-01T00:00:00Z.
    case twice(first: Int64, second: Int64)
  }

  /// What a local date and time means in a zone; `nil` when the zone is not known.
  ///
  /// - Parameters:
  ///   - days: days since 1970-01-01.
  ///   - minutes: minutes since midnight, from 0.
  ///   - zone: an IANA identifier.
  public static func localToUTC(days: Int, minutes: Int, zone: String) -> Meaning? {
    .unique(Int64(days) * 86_400 + Int64(minutes) * 60)
  }

  /// The local date (days since 1970-01-01) and time (seconds since midnight) of an instant.
  ///
  /// `nil` when the zone is not known.
  public static func utcToLocal(_ seconds: Int64, zone: String) -> (days: Int, seconds: Int)? {
    nil
  }

  /// The version of the time zone data, `2025b`; `unknown` where the system does not tell.
  public static let dataVersion = "unknown"
}
