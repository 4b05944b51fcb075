public import ImportPipeline
public import SQLStore
public import Schemas
import TabularCore

/// Keeps records in a PostgreSQL database.
///
/// One connection serves a run from `open` to `commit` or `rollBack`, inside one transaction that sees
/// one state of the database: staged rows go by COPY into temporary tables, checks and merges are
/// statements over whole tables. Used by one thread at a time.
public final class PostgresStore: SQLRecordStore {
  /// The longest a set rule may take, in seconds; a rule that takes longer is refused.
  public var ruleTimeLimit = 300.0
  /// How long a run that writes waits for another one, in seconds.
  public var lockPatience = 5.0
  /// Reconnection attempts, one second apart, after the connection was lost during COMMIT.
  public var reconnectAttempts = 10
  /// Who runs; shown to another run that has to wait.
  public var holder = StoreHolder.current
  /// The name of the run's connection on the server; `nil` for the one that the URI gives, else the tool's.
  public var connectionName: String?
  /// Called within the run's transaction as the last thing before it is committed, with its connection and the
  /// run's id; what it throws is thrown by `commit()`, and nothing is written.
  public var beforeCommit: ((any SQLConnection, _ run: String) throws(StoreError) -> Void)?

  /// A B-tree entry takes a third of a page at most: 2,704 bytes, its overhead included.
  public var indexEntryLimit: Int? { 2_600 }

  /// Where the store is: host, port and database.
  public var location: String { string.location }

  let string: ConnectionString
  let rowRules: RowRuleMaker
  /// The state of the run that is open.
  var run: OpenRun?
  var lock: (lock: RunLock, run: String)?
  /// Whether the lock outlives the transactions of a run in parts.
  var keepsLock = false
  /// The run whose process ended without releasing the store's lock, which this run took over.
  public private(set) var takenOverRun: String?
  /// Makes the id of the open run unique.
  private(set) var runTag = RunID.newTag()

  /// A store on a server.
  ///
  /// - Parameters:
  ///   - string: where the server is.
  ///   - rowRules: evaluates the rules that look at one row.
  public init(_ string: ConnectionString, rowRules: @escaping RowRuleMaker) {
    self.string = string
    self.rowRules = rowRules
  }

  /// Begins a run: one transaction on one connection; a run that writes makes the tables of an empty
  /// schema and locks the store against other runs.
  public func open(package: DataPackage, writes: Bool, now: String) throws(StoreError) {
    close()
    runTag = RunID.newTag()
    takenOverRun = nil
    do {
      let connection = try PostgresConnection(string)
      if let connectionName {
        try connection.execute("SET application_name = \(sqlText(connectionName))")
      }
      let schema = try StoreSchema(connection)
      let isInitialised = try schema.isInitialised()
      if isInitialised {
        try begin(schema, package, writes: writes, now: now)
      } else {
        try beginBare(schema, package, writes: writes, now: now)
      }
      let catalog = try StoreCatalog(schema: schema.name, of: package, connection)
      let run = OpenRun(
        connection: connection, location: location, package: package, catalog: catalog, now: now,
        writes: writes)
      run.isFresh = !isInitialised && lock == nil
      try run.makeViews()
      Failpoint.opened.pass()
      self.run = run
    } catch {
      throw storeError(error, location: location, isOpening: true)
    }
  }

  private func begin(
    _ schema: StoreSchema, _ package: DataPackage, writes: Bool, now: String
  ) throws {
    guard writes else {
      try schema.connection.execute(RunLock.beginning)
      try schema.check(package)
      try checkForeignTables(schema, package)
      return
    }
    let lock = RunLock(schema: schema, holder: holder, patience: lockPatience)
    let id = try nextRunID(schema, now: now)
    takenOverRun = try lock.begin(run: id)
    self.lock = (lock, id)
    try schema.check(package)
    try checkForeignTables(schema, package)
    try schema.record(package, now: now)
  }

  /// Refuses tables of another program that the package does not fit.
  private func checkForeignTables(_ schema: StoreSchema, _ package: DataPackage) throws {
    guard package.tables.contains(where: { !$0.store.isOwned }) else { return }
    let description = try StoreCatalog(schema: schema.name, of: package, schema.connection)
      .description(schema.connection)
    if let refusal = StoreCheck.refusal(of: package, in: description) { throw refusal }
  }

  /// Creates the tables of an empty schema within the run's transaction; a run that writes nothing
  /// rolls them back.
  private func beginBare(
    _ schema: StoreSchema, _ package: DataPackage, writes: Bool, now: String
  ) throws {
    if writes {
      try RunLock(schema: schema, holder: holder, patience: lockPatience).beginBare()
      if try schema.isInitialised() {
        try schema.connection.execute("ROLLBACK")
        try begin(schema, package, writes: writes, now: now)
        return
      }
    } else {
      try schema.connection.execute(RunLock.beginning)
    }
    let tables = try StoreCatalog(schema: schema.name, schema.connection).tables
    guard tables.isEmpty, package.tables.allSatisfy(\.store.isOwned) else {
      throw StoreSchema.refusal(.empty(package: package.name))
    }
    do {
      try schema.create(package, now: now)
    } catch let error as PostgresError where error.lacksPrivilege {
      throw StoreSchema.refusal(.empty(package: package.name))
    }
  }

  /// The id that the run will have, unless another run is written first: then its place differs.
  private func nextRunID(_ schema: StoreSchema, now: String) throws -> String {
    let prefix = RunID.prefix(now)
    let count = try schema.connection.value(
      "SELECT count(*) FROM \(quoted(schema.name)).registrar_runs WHERE left(run_id, 14) = $1",
      [prefix + "-"])
    return RunID.id(prefix: prefix, count: Int(count ?? "") ?? 0, tag: runTag)
  }

  /// The fields, by index, whose decimal numbers stand in columns that keep every digit.
  public func exactDecimals(of table: TableSchema) throws(StoreError) -> Set<Int> {
    try access { run in
      Set(try run.columns(of: table).fields.filter { $0.logicalType == .exact }.map(\.index))
    }
  }

  /// Makes the run's writes durable and closes the connection.
  ///
  /// If the connection is lost here, it is not known whether the server committed: a new connection
  /// then looks for the run's own row.
  public func commit() throws(StoreError) {
    let merged = run?.mergedRun
    do {
      try access { run in
        try release()
        if let beforeCommit, let merged {
          try beforeCommit(ServerConnection(run.connection, location: location), merged)
        }
        Failpoint.committing.pass()
        try run.connection.execute("COMMIT")
        Failpoint.committed.pass()
      }
    } catch {
      guard error.code == "store.unreachable", let merged else { throw error }
      close()
      try CommitInDoubt(string: string, run: merged, attempts: reconnectAttempts)
        .resolve(after: error)
      return
    }
    close()
  }

  /// Undoes what the run wrote and closes the connection; without a run it does nothing.
  public func rollBack() {
    guard let run else { return }
    if run.connection.isInTransaction { _ = try? run.connection.execute("ROLLBACK") }
    try? release()
    close()
  }

  /// Uses the open run.
  public func withRun<Result>(
    _ body: (any SQLMergeRun) throws -> Result
  ) throws(StoreError) -> Result {
    try access { run in try body(run) }
  }

  /// Uses the connection of the open run.
  func access<Result>(_ body: (OpenRun) throws -> Result) throws(StoreError) -> Result {
    guard let run else {
      throw StoreError(
        .runInternal(.other(reason: "the store is not open")))
    }
    do {
      return try body(run)
    } catch {
      throw storeError(error, location: location)
    }
  }

  private func release() throws {
    guard let lock else { return }
    if keepsLock { try lock.lock.clearReferences() }
    try lock.lock.release(run: lock.run)
  }

  private func close() {
    run = nil
    lock = nil
    keepsLock = false
  }
}
