import GRDB
import ImportPipeline
import SQLStore
import Schemas
import TabularCore

/// What a store knows while a run is open: the connection, the package's columns, what was staged.
final class OpenRun {
  let queue: DatabaseQueue
  /// The connection, while tables of a store in memory may be lacking.
  let connection: Database
  /// The connection, with all tables that a store has.
  var database: Database {
    get throws {
      try complete()
      return connection
    }
  }
  /// The run's connection; used on the queue only.
  private(set) lazy var sql: any SQLConnection = RunConnection(
    connection, location: location, prepare: { [unowned self] in try complete() })
  private let location: String
  /// Whether a store in memory still lacks the tool's own tables and the views, and perhaps tables of the package.
  ///
  /// Rows that are sound are validated without them, and a file of a few rows costs no more than making them.
  var lacksTables: Bool { awaited != nil }
  /// Whether the store is gone after the run.
  let isInMemory: Bool
  /// The package's tables in a store in memory, until it has all that a store has.
  private var awaited: TablesInMemory?
  let package: DataPackage
  /// The package's tables in the store, worked out once.
  private(set) lazy var layout = StoreLayout(package)
  let now: String
  let writes: Bool
  let sqlite = SQLiteDialect()
  var dialect: any SQLDialect { sqlite }
  /// The logical columns of the package's tables, by machine name.
  let tables: [String: TableColumns]
  let lookup: ReferenceSQL
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
    queue: DatabaseQueue, location: String, package: DataPackage, now: String, writes: Bool,
    awaited: TablesInMemory? = nil
  ) {
    self.queue = queue
    self.location = location
    connection = queue.writeWithoutTransaction { $0 }
    self.awaited = awaited
    isInMemory = awaited != nil
    self.package = package
    self.now = now
    self.writes = writes
    self.tables = TableColumns.tables(of: package, sqlite)
    self.lookup = ReferenceSQL(tables, sqlite)
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

  /// Makes what a store in memory lacks.
  func complete() throws {
    guard var tables = awaited else { return }
    awaited = nil
    try tables.makeAll(in: connection)
    try StoreSchema.completeInMemory(package, in: connection, now: now)
    try makeViews()
  }

  /// Makes a table that a store in memory lacks.
  func make(_ table: String) throws { try awaited?.make(table, in: connection) }

  /// How many records a table holds; a store in memory has none.
  func countRecords(of table: TableSchema) throws -> Int {
    if lacksTables { return 0 }
    return try sql.value("SELECT count(*) FROM \(columns(of: table).target)").integer ?? 0
  }

  /// An id that no run of the store has.
  func unusedRunID(prefix: String, tag: String) throws -> String {
    guard !lacksTables, try connection.tableExists("registrar_runs") else {
      return RunID.id(prefix: prefix, count: 0, tag: tag)
    }
    let count =
      try Int.fetchOne(
        connection,
        sql: "SELECT count(*) FROM main.registrar_runs WHERE substr(run_id, 1, ?) = ?",
        arguments: [prefix.count + 1, prefix + "-"]) ?? 0
    return RunID.id(prefix: prefix, count: count, tag: tag)
  }

  /// Makes the views of the stored records, unless the tool's own tables are still to come.
  func makeViews() throws {
    if lacksTables {
      // The SQL for other programs' tables goes by the types that their columns are declared with.
      if package.tables.contains(where: { !$0.store.isOwned }) { try complete() }
      return
    }
    for schema in package.tables where !schema.store.isOwned {
      sqlite.declaredTypes[schema.store.table] = try Dictionary(
        Row.fetchAll(
          connection, sql: "SELECT name, upper(type) FROM pragma_table_xinfo(?, 'main')",
          arguments: [schema.store.table]
        ).map { ($0[0], $0[1]) }, uniquingKeysWith: { first, _ in first })
    }
    for view in try storedViews() { try connection.execute(sql: view) }
  }
}
