import GRDB
public import ImportPipeline

extension SQLiteStore {
  /// The latest committed run of a package version that read a file.
  public func committedRun(
    sha256: String, packageHash: String, ofWhole: Bool
  ) throws(StoreError) -> String? {
    try use { run, database in
      // A store in memory that lacks the tables has no runs, and making them costs more than ten rows.
      guard !run.lacksTables, try database.tableExists("registrar_run_files") else { return nil }
      return try String.fetchOne(
        database,
        sql: """
          SELECT r.run_id FROM main.registrar_run_files f
          JOIN main.registrar_runs r ON r.run_id = f.run_id
          WHERE f.sha256 = ? AND r.package_hash = ?
            AND (NOT ? OR r.options_json NOT LIKE '%"subset":%')
          ORDER BY r.rowid DESC LIMIT 1
          """, arguments: [sha256, packageHash, ofWhole])
    }
  }

  /// An id that no run of the store has.
  public func unusedRunID(prefix: String) throws(StoreError) -> String {
    try use { run, _ in try run.unusedRunID(prefix: prefix, tag: runTag) }
  }
}
