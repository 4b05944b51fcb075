import Synchronization

/// How often an account or an address may ask, as a bucket that fills up evenly.
///
/// It is kept in memory, for each server by itself, and forgets those who are quiet.
public final class RateLimiter: Sendable {
  /// Who asks.
  public enum Subject: Sendable, Hashable {
    /// An account, by its id.
    case account(String)
    /// A network address.
    case address(String)
  }

  private struct Bucket {
    var level: Double
    var at: Int
  }

  private let buckets = Mutex<[Subject: Bucket]>([:])
  private let clock: @Sendable () -> Int
  /// How many requests may come at once.
  public let burst: Double
  /// How many requests may come each second.
  public let rate: Double
  /// The most subjects that are remembered.
  static let mostSubjects = 20_000

  /// A limiter.
  ///
  /// - Parameter clock: seconds.
  public init(
    burst: Double = 120, rate: Double = 10, clock: @escaping @Sendable () -> Int
  ) {
    self.burst = burst
    self.rate = rate
    self.clock = clock
  }

  /// Takes a request of a subject; returns how many seconds it should wait instead, 0 if it may pass.
  ///
  /// - Parameter cost: what the request weighs; an upload weighs more than a page.
  public func wait(_ subject: Subject, cost: Double = 1) -> Int {
    let now = clock()
    return buckets.withLock { buckets in
      if buckets.count >= Self.mostSubjects, buckets[subject] == nil {
        // Those whose bucket is full again are like new.
        let full = burst / rate
        buckets = buckets.filter { Double(now - $0.value.at) < full }
        if buckets.count >= Self.mostSubjects { buckets.removeAll() }
      }
      var bucket = buckets[subject] ?? Bucket(level: burst, at: now)
      bucket.level = min(bucket.level + Double(max(now - bucket.at, 0)) * rate, burst)
      bucket.at = now
      defer { buckets[subject] = bucket }
      guard bucket.level >= cost else {
        return max(Int(((cost - bucket.level) / rate).rounded(.up)), 1)
      }
      bucket.level -= cost
      return 0
    }
  }
}
