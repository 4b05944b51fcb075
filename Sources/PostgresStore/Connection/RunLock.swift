import Foundation
import ImportPipeline
import SQLStore
import Schemas
import TabularCore

/// Keeps two runs from writing to one store at once.
///
/// The lock is an advisory lock of the run's own transaction: it ends with the transaction, however
/// that ends, also behind a connection pool. The row in `registrar_lock` only says who holds it.
/// The row is written before the transaction begins, so that others can read it, and written again
/// inside: if another run slipped in between, that fails, so the state that a run sees is never
/// older than its lock.
struct RunLock {
  let schema: StoreSchema
  /// Who runs.
  let holder: StoreHolder
  /// How long to wait for another run, in seconds.
  let patience: Double

  private static let target = "store"

  /// The row that says who runs is now this run's.
  private struct Claim {
    /// The run whose row was there before.
    var previous: String?
  }

  private var connection: PostgresConnection { schema.connection }
  private var table: String { quoted(schema.name) + ".registrar_lock" }

  /// Begins the run's transaction with the lock.
  ///
  /// - Parameter run: the id that the run will have.
  ///
  /// - Returns: a run that ended without removing its row; `nil` for none.
  ///
  /// - Throws: `run.locked` when another run still holds the lock after `patience` seconds.
  @discardableResult
  func begin(run: String) throws -> String? {
    let deadline = Date().addingTimeInterval(patience)
    var previous: String?
    while true {
      if let claim = try claim(run: run) {
        previous = previous ?? claim.previous
        if try enter(run: run) { return previous }
      }
      guard Date() < deadline else { throw try refusal() }
      Thread.sleep(forTimeInterval: 0.1)
    }
  }

  /// Begins a transaction with the lock and touches no table, since there may be none yet.
  func beginBare() throws {
    let deadline = Date().addingTimeInterval(patience)
    while true {
      try connection.execute(Self.beginning)
      if try lock() { return }
      try connection.execute("ROLLBACK")
      guard Date() < deadline else {
        let unnamed = storeError(PostgresError(sqlState: "55P03", message: ""), location: "")
        throw (try? refusal()) ?? unnamed
      }
      Thread.sleep(forTimeInterval: 0.1)
    }
  }

  /// How a run's transaction begins: it sees one state of the store to its end.
  static let beginning = "BEGIN ISOLATION LEVEL REPEATABLE READ"

  /// Keeps the lock beyond the transaction, until it is released or the connection ends.
  func keep() throws {
    _ = try connection.value("SELECT pg_advisory_lock(\(key))")
  }

  /// Releases a kept lock; the lock of a transaction stays until its end.
  func clearReferences() throws {
    _ = try connection.value("SELECT pg_advisory_unlock(\(key))")
  }

  /// Deletes the row; within the run's transaction, or after it.
  func release(run: String) throws {
    try connection.change(
      "DELETE FROM \(table) WHERE target = $1 AND run_id = $2", [Self.target, run])
  }

  /// Waits until the holder of the lock is done, then checks again.
  func waitUntilFree() throws {
    try connection.execute("BEGIN")
    defer { _ = try? connection.execute("ROLLBACK") }
    _ = try connection.value("SELECT pg_advisory_xact_lock(\(key))")
  }

  /// The advisory lock's two numbers: the tool's, and the schema's.
  private var key: String { "1380930388, hashtext(\(sqlText(schema.name)))" }

  private func lock() throws -> Bool {
    try connection.value("SELECT pg_try_advisory_xact_lock(\(key))") == "t"
  }

  /// Records who is about to run, and returns the run whose row was left there; `nil` while another
  /// run holds the lock.
  private func claim(run: String) throws -> Claim? {
    try connection.execute("BEGIN")
    guard try lock() else {
      try connection.execute("ROLLBACK")
      return nil
    }
    let previous = try connection.query(
      "SELECT run_id FROM \(table) WHERE target = $1 AND run_id <> $2", [Self.target, run])
    try connection.change(
      """
      INSERT INTO \(table) (target, run_id, host, pid, heartbeat_at)
      VALUES ($1, $2, $3, $4::bigint, now())
      ON CONFLICT (target) DO UPDATE SET run_id = excluded.run_id, host = excluded.host,
        pid = excluded.pid, heartbeat_at = excluded.heartbeat_at
      """,
      [
        Self.target, run, holder.user + "@" + holder.host,
        String(ProcessInfo.processInfo.processIdentifier),
      ])
    try connection.execute("COMMIT")
    return Claim(previous: previous.count > 0 ? previous.text(0, 0) : nil)
  }

  /// Begins the run's transaction; `false` when another run came in between.
  private func enter(run: String) throws -> Bool {
    try connection.execute(Self.beginning)
    do {
      if try lock(),
        try connection.change(
          "UPDATE \(table) SET heartbeat_at = now() WHERE target = $1 AND run_id = $2",
          [Self.target, run]) == 1
      {
        return true
      }
    } catch let error as PostgresError where error.sqlState == "40001" {}
    try connection.execute("ROLLBACK")
    return false
  }

  /// Who holds the lock.
  private func refusal() throws -> StoreError {
    let rows = try connection.query(
      """
      SELECT run_id, host, to_char(heartbeat_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI "UTC"')
      FROM \(table) WHERE target = $1
      """, [Self.target])
    guard rows.count > 0 else {
      return storeError(PostgresError(sqlState: "55P03", message: ""), location: "")
    }
    let place = rows.text(0, 1) ?? ""
    let at = place.lastIndex(of: "@") ?? place.startIndex
    return StoreError(
      .runLocked(
        by: .run(
          run: rows.text(0, 0) ?? "", user: String(place[..<at]),
          host: String(place[at...].dropFirst()), time: rows.text(0, 2) ?? "")))
  }
}
