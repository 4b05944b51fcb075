import GRDB
public import ImportPipeline

extension SQLiteStore {
  /// The latest committed run of a package version that read a file.
  public func committedRun(sha256: String, packageHash: String) throws(StoreError) -> String? {
    try access { _, database in
      guard try database.tableExists("registrar_run_files") else { return nil }
      return try String.fetchOne(
        database,
        sql: """
          SELECT r.run_id FROM main.registrar_run_files f
          JOIN main.registrar_runs r ON r.run_id = f.run_id
          WHERE f.sha256 = ? AND r.package_hash = ? ORDER BY r.rowid DESC LIMIT 1
          """, arguments: [sha256, packageHash])
    }
  }

  /// An id that no run of the store has.
  public func unusedRunID(prefix: String) throws(StoreError) -> String {
    try access { _, database in
      guard try database.tableExists("registrar_runs") else {
        return RunID.id(prefix: prefix, count: 0, tag: runTag)
      }
      let count =
        try Int.fetchOne(
          database,
          sql: "SELECT count(*) FROM main.registrar_runs WHERE substr(run_id, 1, ?) = ?",
          arguments: [prefix.count + 1, prefix + "-"]) ?? 0
      return RunID.id(prefix: prefix, count: count, tag: runTag)
    }
  }
}
