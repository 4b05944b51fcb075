import GRDB
import ImportPipeline

/// The runs that a store keeps.
enum RunRecords {
  /// Writes a run with its files.
  static func write(_ run: RunRecord, in database: Database) throws {
    let finished = run.finishedAt.isEmpty ? DatabaseValue.null : run.finishedAt.databaseValue
    let values: [DatabaseValue] = [
      run.id.databaseValue, run.command.databaseValue, run.operatorName.databaseValue,
      run.host.databaseValue, run.toolVersion.databaseValue, run.package.databaseValue,
      run.packageHash.databaseValue, run.zoneData.databaseValue, run.optionsJSON.databaseValue,
      run.target.databaseValue, run.startedAt.databaseValue, finished,
      run.outcome.databaseValue, run.exitCode.databaseValue, run.ledgerJSON.databaseValue,
    ]
    try database.execute(
      sql: """
        INSERT INTO main.registrar_runs (\(columns))
        VALUES (\(values.map { _ in "?" }.joined(separator: ", ")))
        """, arguments: StatementArguments(values))
    for file in run.files {
      try database.execute(
        sql: """
          INSERT OR IGNORE INTO main.registrar_run_files (run_id, file_name, sha256, bytes)
          VALUES (?, ?, ?, ?)
          """, arguments: [run.id, file.name, file.sha256, file.byteCount])
    }
  }

  /// All runs, the newest first, with their files.
  static func all(in database: Database) throws -> [RunRecord] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT \(columns) FROM main.registrar_runs ORDER BY started_at DESC, rowid DESC
        """
    ).map { try record($0, in: database) }
  }

  /// The runs whose id is, or ends with, a text.
  static func matching(_ id: String, in database: Database) throws -> [RunRecord] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT \(columns) FROM main.registrar_runs
        WHERE run_id = ?1 OR substr(run_id, -length(?1)) = ?1
        ORDER BY run_id <> ?1, started_at DESC
        """, arguments: [id]
    ).map { try record($0, in: database) }
  }

  private static let columns = """
    run_id, command, operator, host, tool_version, package, package_hash, zone_data_version, \
    options_json, target, started_at, finished_at, outcome, exit_code, ledger_json
    """

  private static func record(_ row: Row, in database: Database) throws -> RunRecord {
    func text(_ index: Int) -> String { plainText(row[index] as DatabaseValue) }
    let files = try Row.fetchAll(
      database,
      sql: """
        SELECT file_name, sha256, bytes FROM main.registrar_run_files
        WHERE run_id = ? ORDER BY rowid
        """, arguments: [text(0)])
    return RunRecord(
      id: text(0), command: text(1), operatorName: text(2), host: text(3), toolVersion: text(4),
      package: text(5), packageHash: text(6), zoneData: text(7), optionsJSON: text(8),
      target: text(9), startedAt: text(10), finishedAt: text(11), outcome: text(12),
      exitCode: Int(text(13)) ?? 0, ledgerJSON: text(14),
      files: files.map { file in
        RunRecord.File(name: file[0], sha256: file[1], byteCount: file[2])
      })
  }
}
