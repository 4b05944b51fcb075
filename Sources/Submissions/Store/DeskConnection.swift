import ImportPipeline
import Schemas
import TabularCore

/// A conversation with the tables of the desk.
///
/// It does not begin transactions as runs do: those wait for each other over the whole store, and a
/// log-in must not wait for an import.
struct DeskConnection {
  let sql: any SQLConnection
  /// The schema of the tables on a server; `nil` in a file.
  let schema: String?

  /// A conversation over a connection.
  init(_ sql: any SQLConnection) throws(DeskError) {
    self.sql = sql
    switch sql.dialect {
    case .sqlite: schema = nil
    case .postgresql:
      schema = try asking { () throws(StoreError) in
        (try sql.value("SELECT current_schema()").text ?? "public") + "_desk"
      }
    }
  }

  /// The name of a table in statements.
  func name(_ table: DeskTable) -> String {
    let name = "desk_" + table.rawValue
    guard let schema else { return sqlIdentifier(name) }
    return sqlIdentifier(schema) + "." + sqlIdentifier(name)
  }

  /// Runs a query; returns all rows.
  func rows(_ text: String, _ parameters: [SQLValue] = []) throws(DeskError) -> [[SQLValue]] {
    try asking { () throws(StoreError) in try sql.rows(text, parameters) }
  }

  /// The first value of the first row; null when there is no row.
  func value(_ text: String, _ parameters: [SQLValue] = []) throws(DeskError) -> SQLValue {
    try rows(text, parameters).first?.first ?? .null
  }

  /// Runs a statement; returns how many rows it changed.
  @discardableResult
  func execute(_ text: String, _ parameters: [SQLValue] = []) throws(DeskError) -> Int {
    try asking { () throws(StoreError) in try sql.execute(text, parameters) }
  }

  /// Runs a body in a transaction, which is rolled back when the body throws.
  func inTransaction<Result>(_ body: () throws(DeskError) -> Result) throws(DeskError) -> Result {
    try execute(sql.dialect == .sqlite ? "BEGIN IMMEDIATE" : "BEGIN")
    do throws(DeskError) {
      let result = try body()
      try execute("COMMIT")
      return result
    } catch {
      sql.rollBack()
      throw error
    }
  }

  /// Makes the tables where there are none.
  func prepare() throws(DeskError) {
    let present = try asking { () throws(StoreError) in
      try sql.hasTable(schema.map { $0 + ".desk_settings" } ?? "desk_settings")
    }
    if !present {
      try inTransaction { () throws(DeskError) in
        // Two servers that start at once would both make them.
        if sql.dialect == .postgresql { try execute("SELECT pg_advisory_xact_lock(1380930389)") }
        try make()
      }
    }
    let format = try value(
      "SELECT value FROM \(name(.settings)) WHERE name = 'format'"
    ).integer
    guard format == DeskTable.format else {
      throw .store(StoreError(.storeSchemaVersion(.bare(target: sql.location))))
    }
  }

  private func make() throws(DeskError) {
    if let schema { try execute("CREATE SCHEMA IF NOT EXISTS \(sqlIdentifier(schema))") }
    for table in DeskTable.allCases {
      try execute("CREATE TABLE IF NOT EXISTS \(name(table)) (\(table.columns))")
    }
    for index in DeskTable.indexes {
      try execute(
        "CREATE INDEX IF NOT EXISTS \(index.name) ON \(name(index.table)) (\(index.columns))")
    }
    for (name, value) in [("format", String(DeskTable.format)), ("key", try Secret.make())] {
      try execute(
        "INSERT INTO \(self.name(.settings)) (name, value) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
        [.text(name), .text(value)])
    }
  }
}

/// Runs a body that asks the store, and takes its error for one of the desk.
func asking<Result>(
  _ body: () throws(StoreError) -> Result
) throws(DeskError) -> Result {
  do throws(StoreError) { return try body() } catch { throw .store(error) }
}
