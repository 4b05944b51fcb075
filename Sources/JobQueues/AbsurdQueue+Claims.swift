public import ImportPipeline

extension AbsurdQueue {
  private static let jobs = JobTables.schema + ".jobs"
  private static let leases = JobTables.schema + ".leases"
  private static let contents = JobTables.schema + ".contents"
  /// How many sites get their next job in one claim.
  private static let readyAtOnce = 100

  /// Takes the next job for a worker.
  public func claim(
    worker: String, lease: Int, in connection: any SQLConnection
  ) throws(StoreError) -> JobClaim? {
    try connection.inShortTransaction { () throws(StoreError) in
      _ = try connection.rows("SELECT pg_advisory_xact_lock(\(JobTables.claimLock))")
      try endClaims(in: connection)
      try closeEnded(in: connection)
      try makeReady(in: connection)
      for priority in JobPriority.allCases {
        let rows = try connection.rows(
          "SELECT run_id::text, task_id::text, attempt FROM absurd.claim_task(?1, ?2, 0, 1)",
          [.text(AbsurdEngine.queue(priority)), .text(worker)])
        guard let row = rows.first, let token = row[0].text, let task = row[1].text else {
          continue
        }
        let attempt = row[2].integer ?? 1
        guard let claim = try claim(token, task: task, attempt, priority, in: connection) else {
          // Somebody else put a task into the queue.
          _ = try connection.rows(
            "SELECT absurd.cancel_task(?1, ?2::uuid)",
            [.text(AbsurdEngine.queue(priority)), .text(task)])
          continue
        }
        try connection.execute(
          """
          INSERT INTO \(Self.leases) (run_id, job_id, worker, expires_at)
          VALUES (?1::uuid, ?2::bigint, ?3, clock_timestamp() + make_interval(secs => ?4::integer))
          """, [.text(token), SQLValue(claim.job), .text(worker), SQLValue(lease)])
        return claim
      }
      return nil
    }
  }

  private func claim(
    _ token: String, task: String, _ attempt: Int, _ priority: JobPriority,
    in connection: any SQLConnection
  ) throws(StoreError) -> JobClaim? {
    let rows = try connection.rows(
      """
      SELECT id, name, sha256, package, package_hash FROM \(Self.jobs)
      WHERE task_id = ?1::uuid AND is_open
      """, [.text(task)])
    guard let row = rows.first, let id = row[0].integer else { return nil }
    return JobClaim(
      job: id, name: row[1].text ?? "", sha256: row[2].text ?? "", package: row[3].text ?? "",
      packageHash: row[4].text ?? "", attempt: attempt, token: token, priority: priority)
  }

  /// Makes a task of the first open job of each site of which none is one.
  private func makeReady(in connection: any SQLConnection) throws(StoreError) {
    let heads = try connection.rows(
      """
      SELECT id, priority, site || ':' || sha256 || ':' || round FROM (
        SELECT DISTINCT ON (site) id, site, sha256, round, priority FROM \(Self.jobs) AS j
        WHERE is_open AND NOT EXISTS (
          SELECT 1 FROM \(Self.jobs) AS r WHERE r.site = j.site AND r.is_open AND r.is_ready)
        ORDER BY site, id) AS h
      ORDER BY array_position(ARRAY['high', 'normal', 'low'], priority), id
      LIMIT \(Self.readyAtOnce)
      """)
    for head in heads {
      guard let priority = head[1].text.flatMap(JobPriority.init) else { continue }
      try connection.execute(
        """
        UPDATE \(Self.jobs) SET is_ready = true, reason = NULL, task_id = (
          SELECT task_id FROM absurd.spawn_task(
            ?1, 'import', jsonb_build_object('job', ?2::bigint),
            jsonb_build_object('idempotency_key', ?3::text, 'max_attempts', \(Self.maximumAttempts))))
        WHERE id = ?2::bigint
        """, [.text(AbsurdEngine.queue(priority)), head[0], head[2]])
    }
  }

  /// Closes jobs whose tasks ended without us: the last attempt failed, or somebody cancelled them.
  private func closeEnded(in connection: any SQLConnection) throws(StoreError) {
    try connection.execute(
      """
      UPDATE \(Self.jobs) AS j
      SET is_open = false, is_ready = false, ended_at = clock_timestamp(),
        reason = CASE t.state WHEN 'failed' THEN '\(JobReason.attempts.rawValue)'
          ELSE '\(JobReason.cancelled.rawValue)' END
      FROM (\(AbsurdEngine.allTasks)) AS t
      WHERE j.task_id = t.task_id AND j.is_open AND j.is_ready
        AND t.state IN ('completed', 'failed', 'cancelled')
      """)
  }

  /// Ends claims whose leases are over; nothing while another worker does.
  public func endExpired(in connection: any SQLConnection) throws(StoreError) {
    let isNeeded = try connection.value(
      """
      SELECT EXISTS (SELECT 1 FROM \(Self.leases) WHERE expires_at <= clock_timestamp())
        OR EXISTS (\(Self.strayConnections))
      """)
    guard isNeeded.integer == 1 else { return }
    try connection.inShortTransaction { () throws(StoreError) in
      let lock = try connection.value(
        "SELECT pg_try_advisory_xact_lock(\(JobTables.claimLock))")
      guard lock.integer == 1 else { return }
      try endClaims(in: connection)
      try closeEnded(in: connection)
    }
  }

  /// Connections that write for a claim that nobody has: a worker that lost it stalled once more before it knew.
  ///
  /// A lease is there before its connection and goes after it, and is made under the lock of those who claim; with
  /// that lock held nobody's connection is taken for a stray one.
  private static let strayConnections = """
    SELECT pid FROM pg_stat_activity AS a
    WHERE application_name LIKE '\(JobClaim.connectionPrefix)%'
      AND datname = current_database() AND usename = current_user
      AND NOT EXISTS (SELECT 1 FROM \(leases) AS l
        WHERE a.application_name = '\(JobClaim.connectionPrefix)' || l.run_id)
    """

  private func endClaims(in connection: any SQLConnection) throws(StoreError) {
    let expired = try connection.rows(
      """
      SELECT l.run_id::text, j.priority, j.id FROM \(Self.leases) AS l
      JOIN \(Self.jobs) AS j ON j.id = l.job_id WHERE l.expires_at <= clock_timestamp()
      """)
    for row in expired {
      guard let token = row[0].text, let priority = row[1].text.flatMap(JobPriority.init) else {
        continue
      }
      // A stalled worker's connection holds the store's lock.
      _ = try connection.rows(
        """
        SELECT pg_terminate_backend(pid, 2000) FROM pg_stat_activity
        WHERE application_name = ?1 AND datname = current_database() AND usename = current_user
        """, [.text(JobClaim.connectionPrefix + token)])
      if try isRunning(token, priority, in: connection) {
        try giveBack(token, priority, .leaseOver, delay: 0, in: connection)
        try connection.execute(
          "UPDATE \(Self.jobs) SET reason = ?1 WHERE id = ?2::bigint",
          [.text(JobReason.leaseOver.rawValue), row[2]])
      }
      try connection.execute(
        "DELETE FROM \(Self.leases) WHERE run_id = ?1::uuid", [.text(token)])
    }
    _ = try connection.rows(
      "SELECT pg_terminate_backend(pid, 2000) FROM (\(Self.strayConnections)) AS s")
  }

  /// Whether an attempt is the engine's present one; its row is then locked to the end of the transaction.
  private func isRunning(
    _ token: String, _ priority: JobPriority, in connection: any SQLConnection
  ) throws(StoreError) -> Bool {
    try connection.value(
      "SELECT state FROM \(AbsurdEngine.runs(priority)) WHERE run_id = ?1::uuid FOR UPDATE",
      [.text(token)]
    ).text == "running"
  }

  private func giveBack(
    _ token: String, _ priority: JobPriority, _ reason: JobReason, delay: Int,
    in connection: any SQLConnection
  ) throws(StoreError) {
    _ = try connection.rows(
      """
      SELECT absurd.fail_run(?1, ?2::uuid, jsonb_build_object('name', ?3::text),
        clock_timestamp() + make_interval(secs => ?4::integer))
      """,
      [
        .text(AbsurdEngine.queue(priority)), .text(token), .text(reason.rawValue), SQLValue(delay),
      ])
  }

  /// Extends a claim; `false` when it was lost.
  public func extend(
    _ claim: JobClaim, lease: Int, in connection: any SQLConnection
  ) throws(StoreError) -> Bool {
    try connection.execute(
      """
      UPDATE \(Self.leases) SET expires_at = clock_timestamp() + make_interval(secs => ?2::integer)
      WHERE run_id = ?1::uuid
      """, [.text(claim.token), SQLValue(lease)]) == 1
  }

  /// Marks a job as done within the open transaction, and removes its bytes; `false` when the claim was lost.
  ///
  /// The lease is left alone: others change it meanwhile. ``forget(_:in:)`` removes it.
  public func finish(
    _ claim: JobClaim, run: String?, in connection: any SQLConnection
  ) throws(StoreError) -> Bool {
    guard try isRunning(claim.token, claim.priority, in: connection) else { return false }
    _ = try connection.rows(
      """
      SELECT absurd.complete_run(?1, ?2::uuid,
        jsonb_build_object('outcome', 'done', 'run', ?3::text))
      """, [.text(AbsurdEngine.queue(claim.priority)), .text(claim.token), SQLValue(run)])
    try connection.execute(
      """
      UPDATE \(Self.jobs) SET is_open = false, is_ready = false, reason = NULL, run_id = ?2,
        ended_at = clock_timestamp() WHERE id = ?1::bigint
      """, [SQLValue(claim.job), SQLValue(run)])
    try connection.execute(
      "DELETE FROM \(Self.contents) WHERE job_id = ?1::bigint", [SQLValue(claim.job)])
    return true
  }

  /// Removes the lease of a claim that was finished.
  public func forget(_ claim: JobClaim, in connection: any SQLConnection) throws(StoreError) {
    try connection.execute(
      "DELETE FROM \(Self.leases) WHERE run_id = ?1::uuid", [.text(claim.token)])
  }

  /// Gives a job back that is to be tried again.
  public func fail(
    _ claim: JobClaim, reason: JobReason, delay: Int, in connection: any SQLConnection
  ) throws(StoreError) -> Bool {
    try connection.inShortTransaction { () throws(StoreError) in
      guard try isRunning(claim.token, claim.priority, in: connection) else { return false }
      try giveBack(claim.token, claim.priority, reason, delay: delay, in: connection)
      try connection.execute(
        "UPDATE \(Self.jobs) SET reason = ?1 WHERE id = ?2::bigint",
        [.text(reason.rawValue), SQLValue(claim.job)])
      try forget(claim, in: connection)
      try closeEnded(in: connection)
      return true
    }
  }

  /// Sets a job aside: for the engine it is completed, with what came of it.
  public func setAside(
    _ claim: JobClaim, reason: JobReason, report: String?, in connection: any SQLConnection
  ) throws(StoreError) -> Bool {
    try connection.inShortTransaction { () throws(StoreError) in
      guard try isRunning(claim.token, claim.priority, in: connection) else { return false }
      _ = try connection.rows(
        """
        SELECT absurd.complete_run(?1, ?2::uuid,
          jsonb_build_object('outcome', 'set-aside', 'reason', ?3::text))
        """,
        [
          .text(AbsurdEngine.queue(claim.priority)), .text(claim.token), .text(reason.rawValue),
        ])
      try connection.execute(
        """
        UPDATE \(Self.jobs) SET is_open = false, is_ready = false, reason = ?2, report = ?3,
          ended_at = clock_timestamp() WHERE id = ?1::bigint
        """, [SQLValue(claim.job), .text(reason.rawValue), SQLValue(report)])
      try forget(claim, in: connection)
      return true
    }
  }
}
