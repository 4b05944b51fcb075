import Synchronization

/// The offsets of a time zone from UTC through time.
public struct ZoneRules: Sendable {
  /// What a local date and time means.
  public enum Meaning: Sendable, Hashable {
    /// One instant, in seconds since 1970-01-01T00:00:00Z.
    case unique(Int64)
    /// None: the clocks skip from one local time to another, in minutes since midnight.
    case gap(from: Int, to: Int)
    /// Two instants, the earlier one first, in seconds since 1970-01-01T00:00:00Z.
    case twice(first: Int64, second: Int64)
  }

  /// The canonical IANA identifier.
  public let identifier: String
  private let transitions: ZoneTransitions

  /// Zones read so far.
  private static let known = Mutex<[String: ZoneRules]>([:])

  /// The version of the time zone data, `2025b`; `unknown` if the system does not tell.
  public static var dataVersion: String { ZoneSource.version }

  /// The rules of a zone; `nil` when the identifier is not known.
  ///
  /// A caller that reads many times in one zone should keep the value: each look-up takes a lock.
  ///
  /// - Parameter identifier: an IANA identifier, canonical or old, in any case.
  public static func rules(of identifier: String) -> ZoneRules? {
    if let rules = known.withLock({ $0[identifier] }) { return rules }
    guard let canonical = TimeZoneNames.all.canonicalIdentifier(identifier),
      let transitions = ZoneSource.transitions(of: canonical)
    else { return nil }
    let rules = ZoneRules(identifier: canonical, transitions: transitions)
    // A zone has many spellings; only a limited number of them is cached.
    known.withLock { if $0.count < 2_000 { $0[identifier] = rules } }
    return rules
  }

  /// What a local date and time means.
  ///
  /// - Parameters:
  ///   - days: days since 1970-01-01.
  ///   - minutes: minutes since midnight, from 0.
  public func meaning(days: Int, minutes: Int) -> Meaning {
    // Dates lie between the years 1 and 9999; the limits keep the sums below from overflowing.
    let days = Int64(min(max(days, -4_000_000), 4_000_000))
    let minutes = Int64(min(max(minutes, -10_000), 10_000))
    return transitions.meaning(ofLocal: days * 86_400 + minutes * 60)
  }

  /// The local date (days since 1970-01-01) and time (seconds since midnight) of an instant.
  public func local(_ seconds: Int64) -> (days: Int, seconds: Int) {
    let bounded = min(max(seconds, -400_000_000_000), 400_000_000_000)
    let local = bounded + transitions.offset(at: bounded)
    let second = local % 86_400
    let seconds = second < 0 ? second + 86_400 : second
    return (Int((local - seconds) / 86_400), Int(seconds))
  }

  /// What a local date and time means in a zone; `nil` when the zone is not known.
  ///
  /// - Parameters:
  ///   - days: days since 1970-01-01.
  ///   - minutes: minutes since midnight, from 0.
  ///   - zone: an IANA identifier.
  public static func localToUTC(days: Int, minutes: Int, zone: String) -> Meaning? {
    rules(of: zone)?.meaning(days: days, minutes: minutes)
  }

  /// The local date (days since 1970-01-01) and time (seconds since midnight) of an instant.
  ///
  /// `nil` when the zone is not known.
  public static func utcToLocal(_ seconds: Int64, zone: String) -> (days: Int, seconds: Int)? {
    rules(of: zone)?.local(seconds)
  }
}
