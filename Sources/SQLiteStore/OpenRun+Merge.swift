import GRDB
import ImportPipeline
import SQLStore
import Schemas

extension OpenRun: SQLMergeRun {
  /// Lets pages stay in memory.
  func beginMerge(of record: RunRecord) throws {
    try database.execute(sql: "PRAGMA main.cache_size = -16000")
  }

  /// What an error of SQLite means for the run.
  func meaning(of error: any Error) -> StoreError { storeError(error, location: sql.location) }

  // MARK: Tables that are loaded directly from their staged rows

  /// Whether a record can be written before its parent, where rows name each other; columns of a table of
  /// the tool's own take what they are given.
  func takes(_ load: RowLoad) throws -> Bool { try !load.namesItself || checksReferencesLate() }

  /// Writes the rows of a load on the C interface.
  func write(
    _ load: RowLoad, after base: Int, _ record: RunRecord
  ) throws -> [JournalWriter.Created] {
    try RowLoading(load: load, run: self, database: database).perform(after: base, record: record)
  }

  /// Whether a row was refused.
  func refusesLoad(_ error: any Error) -> Bool { (error as? DatabaseError)?.refusesRow == true }

  /// The records of a load that are not as they were written.
  func differences(
    of load: RowLoad, _ created: [JournalWriter.Created], limit: Int
  ) throws -> [StoreDifference] {
    try RowLoading(load: load, run: self, database: database).differences(created, limit: limit)
  }

  // MARK: Statements that a row may fail

  /// Runs a statement over a range of staged rows; it is prepared again, since one that failed cannot be
  /// bound.
  func attempt(
    _ sql: String, rows: ClosedRange<Int64>
  ) throws(StoreError) -> StatementAttempt {
    do {
      let statement = try database.makeStatement(sql: sql)
      let values = [rows.lowerBound.databaseValue, rows.upperBound.databaseValue]
      statement.setUncheckedArguments(StatementArguments(values))
      try statement.execute()
      return .changed(connection.changesCount)
    } catch let error as DatabaseError where error.refusesRow {
      return .refused(
        StatementRefusal(
          error: storeError(error, location: self.sql.location), cause: error,
          isUniqueViolation: error.isUniqueViolation))
    } catch {
      throw storeError(error, location: self.sql.location)
    }
  }

  /// Why a row was refused, in words, and the columns that it is about.
  func details(
    of refusal: StatementRefusal, in table: TableColumns
  ) throws -> (reason: String, columns: [String]) {
    guard let error = refusal.cause as? DatabaseError else { return ("\(refusal.cause)", []) }
    return (reason(of: error), error.namedColumns)
  }

  /// Runs a body under a savepoint: what it did is undone when it throws.
  func underSavepoint<Result>(_ name: String, _ body: () throws -> Result) throws -> Result {
    try database.execute(sql: "SAVEPOINT \(name)")
    do {
      let result = try body()
      try database.execute(sql: "RELEASE \(name)")
      return result
    } catch {
      if connection.isInsideTransaction {
        try database.execute(sql: "ROLLBACK TO \(name); RELEASE \(name)")
      }
      throw error
    }
  }

  // MARK: Records that exchange unique values

  /// Indexes are built fast, so that they are lifted first.
  var exchangeWays: [ExchangeWay] { [.withoutIndexes, .moving] }

  /// Deletes the records of staged rows and inserts them again.
  func move(
    _ rows: [Int64], _ values: [(column: String, expression: String)], in table: TableColumns
  ) throws -> Int? {
    let moved = "temp.registrar_moved"
    let list = rows.map(String.init).joined(separator: ", ")
    let ids = "SELECT _id FROM \(table.stage) WHERE _op = 'update' AND _row IN (\(list))"
    do {
      // Foreign keys are checked at the end of the transaction, when the records are back.
      try database.execute(
        sql: """
          PRAGMA defer_foreign_keys = ON;
          DROP TABLE IF EXISTS \(moved);
          CREATE TABLE \(moved) AS SELECT * FROM \(table.target) WHERE \(table.id) IN (\(ids));
          DELETE FROM \(table.target) WHERE \(table.id) IN (\(ids));
          INSERT INTO \(table.target) (\(values.map { quoted($0.column) }.joined(separator: ", ")))
          SELECT \(values.map(\.expression).joined(separator: ", "))
          FROM \(moved) AS t JOIN \(table.stage) AS s ON s._id = t.\(table.id);
          """)
      let count = connection.changesCount
      try database.execute(sql: "DROP TABLE \(moved)")
      return count
    } catch let error as DatabaseError where error.refusesRow {
      return nil
    }
  }

  // MARK: Tables

  /// All kinds: a statement that has nothing to do costs as little as the question.
  func stagedOperations(of table: TableColumns) -> Set<RecordOperation> {
    [.create, .update, .unchanged, .delete]
  }

  /// Gives the rows to create their surrogate ids, in the order of the rows.
  func assignIDs(of table: TableColumns) throws {
    guard let target = layout.table(of: table.schema.name) else { return }
    let base = try JournalWriter.lastID(of: target, in: sql)
    let first =
      try sql.value("SELECT min(_row) FROM \(table.stage) WHERE _op = 'create'").integer ?? 0
    let next = table.numbers == nil ? "?1 + _row" : try newID(of: table)
    // A field that stands in the surrogate key's column says which id the record has.
    let given = table.fields.first { $0.isSurrogate(of: table.schema) }
      .map { "coalesce(\(quoted($0.field.name)), \(next))" }
    try sql.execute(
      "UPDATE \(table.stage) SET _id = \(given ?? next) WHERE _op = 'create'",
      table.numbers == nil ? [.integer(Int64(base) + 1 - Int64(first))] : [])
  }

  /// SQL of a new record's id, where ids are texts: the column's default, or a UUID.
  private func newID(of table: TableColumns) throws -> String {
    let value = try String.fetchOne(
      database, sql: "SELECT dflt_value FROM pragma_table_info(?, 'main') WHERE name = ?",
      arguments: [table.schema.store.table, table.schema.store.idColumn])
    return value.map { "(\($0))" } ?? "registrar_uuid()"
  }

  /// None: what can be written at once is not put off in the first place.
  func ownReferences(of table: TableColumns) -> Set<String> { [] }

  /// Writes many new records without the unique indexes: building those over a full table is faster.
  func insertAtOnce(_ sql: String, into table: TableColumns) throws -> Int? {
    guard try isFirstLoad(of: table) else { return nil }
    return try UniqueIndexes(self.sql).lift(from: [table.schema.store.table]) {
      () throws(StoreError) in
      switch try attempt(sql, rows: Int64.min...Int64.max) {
      case .changed(let count): return count
      case .refused(let refusal): throw refusal.error
      }
    }
  }

  /// Whether a table of the tool's own is empty and about to receive many records in a store this
  /// run creates.
  private func isFirstLoad(of table: TableColumns) throws -> Bool {
    guard table.schema.store.isOwned, try checksReferencesLate() else { return false }
    let created =
      try sql.value("SELECT count(*) FROM \(table.stage) WHERE _op = 'create'").integer ?? 0
    return created >= 5_000
  }

  /// The columns of a table that can be written, in order.
  func writableColumns(of table: TableColumns) throws -> [String] {
    try String.fetchAll(
      database, sql: "SELECT name FROM pragma_table_xinfo(?, 'main') WHERE hidden = 0",
      arguments: [table.schema.store.table])
  }

  /// The defaults of a table's columns as SQL.
  func columnDefaults(of table: TableColumns) throws -> [String: String] {
    var defaults: [String: String] = [:]
    try make(table.schema.store.table)
    let rows = try Row.fetchAll(
      connection, sql: "SELECT name, dflt_value FROM pragma_table_info(?, 'main')",
      arguments: [table.schema.store.table])
    for row in rows { defaults[row[0]] = row[1] as String? }
    return defaults
  }

  /// Whether the run made the file, so that foreign keys are checked at its end.
  func checksReferencesLate() throws -> Bool { try LateForeignKeys.isAwaited(in: database) }

  /// Checks foreign keys where that was put off.
  func checkReferences(except loaded: Set<String>) throws {
    try LateForeignKeys.check(in: database, except: loaded)
  }
}

extension DatabaseError {
  /// Whether a constraint, a type, a trigger or a limit refused a row.
  var refusesRow: Bool {
    [.SQLITE_CONSTRAINT, .SQLITE_MISMATCH, .SQLITE_TOOBIG].contains(resultCode)
      || resultCode == .SQLITE_ERROR && extendedResultCode == .SQLITE_ERROR
        && message?.hasPrefix("no such ") != true && message?.hasPrefix("near ") != true
  }

  /// Whether a unique index refused a row.
  fileprivate var isUniqueViolation: Bool {
    extendedResultCode == .SQLITE_CONSTRAINT_UNIQUE
      || extendedResultCode == .SQLITE_CONSTRAINT_PRIMARYKEY
  }

  /// The columns that the message names: `UNIQUE constraint failed: halls.name, halls.place_id`.
  fileprivate var namedColumns: [String] {
    guard [.SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_NOTNULL].contains(extendedResultCode),
      let message, let colon = message.firstRange(of: ": ")
    else { return [] }
    return message[colon.upperBound...].split(separator: ", ").compactMap {
      $0.split(separator: ".").last.map(String.init)
    }
  }
}
