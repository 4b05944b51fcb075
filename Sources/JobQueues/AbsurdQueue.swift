public import ImportPipeline
import TabularCore

/// A queue on Absurd's schema.
///
/// A job is a task of the engine from the moment when no earlier job of its site is open; until then it is a row of
/// ours alone. So the engine, which takes tasks by time, never has two of one site. What a claim is worth
/// the engine decides: an attempt that is not `running` any more cannot be completed.
///
/// Leases are rows of ours, and claims are made without the engine's own timeout. The engine keeps the end of a claim
/// in the row of the attempt, and completing the attempt locks that row: in a transaction that sees one state of the
/// store to its end, PostgreSQL refuses that for a row that was changed since the transaction began, as each extension does.
public struct AbsurdQueue: JobQueue {
  /// The queue.
  public init() {}

  /// How the engine's schema and the tables beside it are.
  public func readiness(in connection: any SQLConnection) throws(StoreError) -> QueueReadiness {
    guard try Self.has("absurd.queues", in: connection) else { return .noEngine }
    let version = try connection.value("SELECT absurd.get_schema_version()").text ?? ""
    guard version.hasPrefix(AbsurdEngine.release) else { return .otherEngine(version: version) }
    return try Self.has(JobTables.schema + ".leases", in: connection) ? .ready : .noTables
  }

  private static func has(_ table: String, in connection: any SQLConnection) throws(StoreError)
    -> Bool
  {
    try connection.value("SELECT to_regclass(?1) IS NOT NULL", [.text(table)]).integer == 1
  }

  /// Installs what is missing, in one transaction.
  ///
  /// - Parameter engine: the text of the engine's `absurd.sql`; `nil` where it is installed already.
  /// - Returns: what is still not as it must be.
  public func install(
    engine: String?, in connection: any SQLConnection
  ) throws(StoreError) -> QueueReadiness {
    try connection.inShortTransaction { () throws(StoreError) in
      _ = try connection.rows("SELECT pg_advisory_xact_lock(\(JobTables.claimLock))")
      if let engine, try readiness(in: connection) == .noEngine { try connection.execute(engine) }
      switch try readiness(in: connection) {
      case .noEngine: return .noEngine
      case .otherEngine(let version): return .otherEngine(version: version)
      case .ready, .noTables: break
      }
      for priority in JobPriority.allCases {
        _ = try connection.rows(
          "SELECT absurd.create_queue(?1)", [.text(AbsurdEngine.queue(priority))])
      }
      for statement in JobTables.statements { try connection.execute(statement) }
      return .ready
    }
  }

  /// What tells the queue's database from others.
  public func identity(in connection: any SQLConnection) throws(StoreError) -> String? {
    guard try Self.has(JobTables.schema + ".identity", in: connection) else { return nil }
    return try connection.value("SELECT id::text FROM \(JobTables.schema).identity").text
  }

  /// Takes a file, unless so many jobs are open already.
  public func submit(
    _ submission: JobSubmission, most: Int, in connection: any SQLConnection
  ) throws(StoreError) -> JobReceipt {
    let known = try known(submission, in: connection)
    if let known { return .known(known) }
    // Sending the bytes may take its time.
    return try connection.inShortTransaction(patience: 60) { () throws(StoreError) in
      // Numbers are given in the order in which they are committed: a later job of a site is never seen first.
      _ = try connection.rows("SELECT pg_advisory_xact_lock(\(JobTables.submitLock))")
      if let known = try self.known(submission, in: connection) { return .known(known) }
      let count = try openCount(in: connection)
      guard count < most else { return .full(waiting: count) }
      let id =
        try connection.value(
          """
          INSERT INTO \(JobTables.schema).jobs
            (site, name, sha256, byte_count, package, package_hash, priority, submitted_by)
          VALUES (?1, ?2, ?3, ?4::bigint, ?5, ?6, ?7, ?8) RETURNING id
          """,
          [
            .text(submission.site), .text(submission.name), .text(submission.sha256),
            SQLValue(submission.content.count), .text(submission.package),
            .text(submission.packageHash), .text(submission.priority.rawValue),
            .text(submission.submitter),
          ]
        ).integer ?? 0
      try connection.execute(
        "INSERT INTO \(JobTables.schema).contents (job_id, content) VALUES (?1::bigint, decode(?2, 'hex'))",
        [SQLValue(id), .text(submission.content.hexadecimal)])
      return .accepted(id)
    }
  }

  private func known(
    _ submission: JobSubmission, in connection: any SQLConnection
  ) throws(StoreError) -> Int? {
    try connection.value(
      "SELECT id FROM \(JobTables.schema).jobs WHERE site = ?1 AND sha256 = ?2",
      [.text(submission.site), .text(submission.sha256)]
    ).integer
  }

  /// Puts a job that was set aside back, behind those of its site that run, as a new task of the engine.
  public func retry(_ job: Int, in connection: any SQLConnection) throws(StoreError) -> Bool {
    try connection.execute(
      """
      UPDATE \(JobTables.schema).jobs AS j
      SET is_open = true, is_ready = false, round = round + 1, task_id = NULL, reason = NULL,
        report = NULL, ended_at = NULL
      WHERE id = ?1::bigint AND NOT is_open AND reason IS NOT NULL
        AND EXISTS (SELECT 1 FROM \(JobTables.schema).contents AS c WHERE c.job_id = j.id)
      """, [SQLValue(job)]) == 1
  }

  /// How many jobs are neither done nor set aside.
  public func openCount(in connection: any SQLConnection) throws(StoreError) -> Int {
    try connection.value("SELECT count(*) FROM \(JobTables.schema).jobs WHERE is_open").integer
      ?? 0
  }
}
