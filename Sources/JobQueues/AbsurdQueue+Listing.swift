public import ImportPipeline
import TabularCore

extension AbsurdQueue {
  /// The bytes of a job's file; `nil` once it is done.
  public func content(of job: Int, in connection: any SQLConnection) throws(StoreError) -> [UInt8]?
  {
    try connection.value(
      "SELECT encode(content, 'hex') FROM \(JobTables.schema).contents WHERE job_id = ?1::bigint",
      [SQLValue(job)]
    ).text.flatMap([UInt8].init(hexadecimal:))
  }

  /// The report of a job that was set aside.
  public func report(of job: Int, in connection: any SQLConnection) throws(StoreError) -> String? {
    try connection.value(
      "SELECT report FROM \(JobTables.schema).jobs WHERE id = ?1::bigint", [SQLValue(job)]
    ).text
  }

  /// The jobs, by number.
  public func jobs(
    id: Int?, site: String?, state: Job.State?, limit: Int, in connection: any SQLConnection
  ) throws(StoreError) -> [Job] {
    let rows = try connection.rows(
      """
      SELECT * FROM (
        SELECT j.id, j.site, j.name, j.sha256, j.byte_count, j.package, j.package_hash, j.priority,
          j.submitted_by, j.submitted_at,
          CASE WHEN NOT j.is_open THEN CASE WHEN j.reason IS NULL THEN 'done' ELSE 'set-aside' END
            WHEN t.state = 'running' THEN 'running' WHEN t.state = 'sleeping' THEN 'later'
            ELSE 'waiting' END AS state,
          j.reason, j.run_id, coalesce(t.attempts, 0), l.worker
        FROM \(JobTables.schema).jobs AS j
        LEFT JOIN (\(AbsurdEngine.allTasks)) AS t ON t.task_id = j.task_id
        LEFT JOIN \(JobTables.schema).leases AS l ON l.run_id = t.last_attempt_run AND j.is_open
        ) AS s
      WHERE (?1::bigint IS NULL OR id = ?1::bigint) AND (?2::text IS NULL OR site = ?2::text)
        AND (?3::text IS NULL OR state = ?3::text)
      ORDER BY id DESC LIMIT ?4::bigint
      """,
      [
        id.map { SQLValue($0) } ?? .null, SQLValue(site), SQLValue(state?.rawValue),
        SQLValue(limit),
      ])
    return rows.reversed().map(Self.job)
  }

  private static func job(_ row: [SQLValue]) -> Job {
    func text(_ column: Int) -> String { row[column].text ?? "" }
    return Job(
      id: row[0].integer ?? 0, site: text(1), name: text(2), sha256: text(3),
      byteCount: row[4].integer ?? 0, package: text(5), packageHash: text(6),
      priority: JobPriority(rawValue: text(7)) ?? .normal, submittedBy: text(8),
      submittedAt: text(9), state: Job.State(rawValue: text(10)) ?? .waiting,
      reason: row[11].text, run: row[12].text, attempts: row[13].integer ?? 0,
      worker: row[14].text)
  }
}
