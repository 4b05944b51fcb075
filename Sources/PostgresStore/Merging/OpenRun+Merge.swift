import ImportPipeline
import SQLStore
import Schemas

extension OpenRun: SQLMergeRun {
  // MARK: Records that exchange unique values

  /// Few records are updated in waves; rebuilding indexes locks out others, and moving needs rights.
  var exchangeWays: [ExchangeWay] { [.waves, .withoutIndexes, .moving, .trading] }

  /// Deletes the records of staged rows and inserts them again, in one statement.
  func move(
    _ rows: [Int64], _ values: [(column: String, expression: String)], in table: TableColumns
  ) throws -> Int? {
    let list = rows.map(String.init).joined(separator: ", ")
    do {
      return try connection.change(
        """
        WITH t AS (
          DELETE FROM \(table.target) AS d USING \(table.stage) AS s
          WHERE d.\(table.id) = s._id AND s._op = 'update' AND s._row IN (\(list)) RETURNING d.*)
        INSERT INTO \(table.target) (\(values.map { quoted($0.column) }.joined(separator: ", ")))
        OVERRIDING SYSTEM VALUE
        SELECT \(values.map(\.expression).joined(separator: ", "))
        FROM t JOIN \(table.stage) AS s ON s._id = t.\(table.id)
        """)
    } catch let error as PostgresError where error.refusesRow || error.lacksPrivilege {
      return nil
    }
  }

  // MARK: Tables

  /// What the staging table holds: for a statement that has nothing to do the role may lack the privilege.
  func stagedOperations(of table: TableColumns) throws -> Set<RecordOperation> {
    let rows = try connection.query("SELECT DISTINCT _op FROM \(table.stage)")
    return Set((0..<rows.count).compactMap { rows.text($0, 0).flatMap(RecordOperation.init) })
  }

  /// Nothing: new records have had their ids since they were staged.
  func assignIDs(of table: TableColumns) {}

  /// The fields that refer to the table itself: the server looks at references when a statement ends, so
  /// that a parent may come after its child.
  func ownReferences(of table: TableColumns) -> Set<String> {
    Set(
      table.schema.references.filter { $0.table == table.schema.name }.map(\.field)
        .filter { table.columns(of: $0)?.isList == false })
  }

  /// Writes all new records with one statement, their references to each other too.
  ///
  /// Keys and references of a table that the run itself made are built when its records are there.
  func insertAtOnce(_ sql: String, into table: TableColumns) throws -> Int? {
    let isLoaded = try isFresh && table.schema.store.isOwned && isLarge(table)
    guard isLoaded || !ownReferences(of: table).isEmpty else { return nil }
    do {
      return try underSavepoint("whole") { () throws -> Int? in
        let definitions = isLoaded ? try takeConstraints(of: table) : []
        guard case .changed(let count) = try attempt(sql, rows: Int64.min...Int64.max) else {
          throw Refused()
        }
        for definition in definitions { try connection.execute(definition) }
        return count
      }
    } catch is Refused {
      return nil
    } catch let error as PostgresError where error.refusesRow {
      return nil
    }
  }

  /// A row was refused among many.
  private struct Refused: Error {}

  /// Whether there are so many new records that rebuilding keys costs less than maintaining them.
  private func isLarge(_ table: TableColumns) throws -> Bool {
    let count = try connection.value(
      "SELECT count(*) FROM \(table.stage) WHERE _op = 'create'")
    return Int(count ?? "") ?? 0 >= 5_000
  }

  /// The columns of a table that can be written, in order.
  func writableColumns(of table: TableColumns) -> [String] {
    (catalog.tables[table.schema.store.table] ?? [:]).values.filter { !$0.isGenerated }
      .map(\.name).sorted()
  }

  /// The defaults of a table's columns as SQL.
  func columnDefaults(of table: TableColumns) -> [String: String] {
    (catalog.tables[table.schema.store.table] ?? [:]).compactMapValues(\.defaultSQL)
  }

  /// No: each statement looks at the references of what it wrote.
  func checksReferencesLate() -> Bool { false }

  /// Nothing is left to check.
  func checkReferences(except loaded: Set<String>) {}
}
