import GRDB
import ImportPipeline
import SQLStore
import Schemas
import TabularCore

/// What a store knows while a run is open: the connection, the package's columns, what was staged.
final class OpenRun {
  let queue: DatabaseQueue
  let database: Database
  /// The run's connection; used on the queue only.
  let sql: any SQLConnection
  let package: DataPackage
  let now: String
  let writes: Bool
  let sqlite = SQLiteDialect()
  var dialect: any SQLDialect { sqlite }
  /// The logical columns of the package's tables, by machine name.
  let tables: [String: TableColumns]
  let lookup: ParentLookup
  /// The records whose keys another program wrote in another form.
  let forms: StoredForms
  /// The staged rows.
  let staged: StagedTables
  /// How many records tables hold, once asked; nothing changes them before the merge.
  var storedCounts: [String: Int] = [:]
  /// The staging tables that were made, by machine name.
  var stages: [String: StageWriter] = [:]
  /// The tables loaded directly from the staged rows, with the records created.
  var rowLoads: [String: (load: RowLoad, created: [JournalWriter.Created])] = [:]
  /// Whether a direct load was refused.
  var hasRefusedLoad = false
  /// Tables whose resulting state is in a TEMP table, and those that have look-up indexes.
  var materialised: Set<String> = []
  /// Descriptions of tables read from the store, by table name.
  var knownDescriptions: [String: StoreDescription.Table?] = [:]
  /// The SQL of look-ups by keys, by table, with the forms of the keys that it was made for.
  var keyLookups: [String: (forms: [String], sql: String)] = [:]
  /// Statements that are used again and again, by SQL.
  private var statements: [String: Statement] = [:]

  init(
    queue: DatabaseQueue, location: String, package: DataPackage, now: String, writes: Bool
  ) {
    self.queue = queue
    database = queue.writeWithoutTransaction { $0 }
    sql = RunConnection(database, location: location)
    self.package = package
    self.now = now
    self.writes = writes
    self.tables = TableColumns.tables(of: package, sqlite)
    self.lookup = ParentLookup(tables, sqlite)
    self.forms = StoredForms(package)
    self.staged = StagedTables(package)
  }

  /// A statement, prepared the first time.
  func statement(_ sql: String, in database: Database) throws -> Statement {
    if let statement = statements[sql] { return statement }
    let statement = try database.makeStatement(sql: sql)
    statements[sql] = statement
    return statement
  }

  /// Releases all statements, so that the connection can close.
  func releaseStatements() {
    statements = [:]
    stages = [:]
  }

  /// Makes the views of the stored records.
  func makeViews() throws {
    for schema in package.tables where !schema.store.isOwned {
      sqlite.declaredTypes[schema.store.table] = try Dictionary(
        Row.fetchAll(
          database, sql: "SELECT name, upper(type) FROM pragma_table_xinfo(?, 'main')",
          arguments: [schema.store.table]
        ).map { ($0[0], $0[1]) }, uniquingKeysWith: { first, _ in first })
    }
    for view in try storedViews() { try database.execute(sql: view) }
  }
}
