import GRDB
public import ImportPipeline
public import RecordMapping
import SQLStore
public import Schemas

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

  /// The sealed form of a stored record's secret.
  public func sealedSecret(
    of table: TableSchema, key: [FieldValue], fieldAt index: Int
  ) throws(StoreError) -> String? {
    guard let stored = try records(of: table, keys: [key]).first ?? nil else { return nil }
    return try access { run, database in
      let columns = try run.columns(of: table)
      return try String.fetchOne(
        database,
        sql: """
          SELECT sealed FROM main.registrar_secrets WHERE table_name = ? AND field = ?
            AND record_key = (
              SELECT \(columns.keyText(alias: "v")) FROM \(columns.storedView) AS v WHERE v._id = ?)
          """, arguments: [table.name, table.fields[index].name, columns.databaseID(of: stored.id)])
    }
  }
}
