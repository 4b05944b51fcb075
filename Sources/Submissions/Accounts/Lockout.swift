import ImportPipeline

/// Growing waits after failed attempts, by account and by address.
///
/// The first failures cost nothing; then each one doubles the wait, up to an hour. While one waits, not even
/// the right password is checked: guessing goes no faster in parallel. Subjects are kept as digests, as
/// people type passwords into the field for the name.
struct Lockout {
  /// How many failures cost nothing.
  static let free = 5
  /// The first wait in seconds.
  static let first = 15
  /// The longest wait in seconds.
  static let longest = 3_600
  /// After how many quiet seconds failures are forgotten.
  static let memory = 86_400
  /// An address stands for many people behind one gateway: it has more attempts.
  static let freeOfAddress = 30

  let connection: DeskConnection
  let now: Int

  /// Seconds that must pass before a subject is heard; 0 for none.
  func wait(_ subject: String) throws(DeskError) -> Int {
    let until = try connection.value(
      "SELECT until FROM \(connection.name(.waits)) WHERE subject = ?1",
      [.text(Secret.digest(subject))]
    ).integer
    return max((until ?? 0) - now, 0)
  }

  /// Counts a failure.
  func fail(_ subject: String, free: Int = Lockout.free) throws(DeskError) {
    let key = SQLValue.text(Secret.digest(subject))
    let row = try connection.rows(
      "SELECT failures, at FROM \(connection.name(.waits)) WHERE subject = ?1", [key]
    ).first
    let isFresh = now - (row?[1].integer ?? 0) < Self.memory
    let failures = (isFresh ? row?[0].integer ?? 0 : 0) + 1
    let until = now + Self.seconds(after: failures, free: free)
    try connection.execute(
      """
      INSERT INTO \(connection.name(.waits)) (subject, failures, until, at) VALUES (?1, ?2, ?3, ?4)
      ON CONFLICT (subject) DO UPDATE SET failures = excluded.failures, until = excluded.until,
        at = excluded.at
      """, [key, SQLValue(failures), SQLValue(until), SQLValue(now)])
    if failures == 1 {
      // Whoever tries names at random fills no table.
      try connection.execute(
        "DELETE FROM \(connection.name(.waits)) WHERE at < ?1", [SQLValue(now - Self.memory)])
    }
  }

  /// Takes one failure back, which turned out to be none; those of others at the same address stay.
  func refund(_ subject: String, free: Int) throws(DeskError) {
    try connection.execute(
      """
      UPDATE \(connection.name(.waits)) SET failures = failures - 1,
        until = CASE WHEN failures - 1 < ?2 THEN 0 ELSE until END
      WHERE subject = ?1 AND failures > 0
      """, [.text(Secret.digest(subject)), SQLValue(free)])
  }

  /// Forgets failures.
  func clear(_ subject: String) throws(DeskError) {
    try connection.execute(
      "DELETE FROM \(connection.name(.waits)) WHERE subject = ?1",
      [.text(Secret.digest(subject))])
  }

  /// The wait after so many failures.
  static func seconds(after failures: Int, free: Int = Lockout.free) -> Int {
    guard failures >= free else { return 0 }
    return min(first << min(failures - free, 12), longest)
  }
}
