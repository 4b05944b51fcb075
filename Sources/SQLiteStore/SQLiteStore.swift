import GRDB
public import ImportPipeline
public import SQLStore
public import Schemas
import TabularCore

/// Keeps records in an SQLite database.
///
/// One connection serves a run from `open` to `commit` or `rollBack`, inside one transaction: staged
/// rows stand in its TEMP tables, which spill to a temporary file, so that memory stays bounded.
/// A store that does not exist yet is an empty database in memory as long as nothing is to be written.
/// Used by one thread at a time.
public final class SQLiteStore: SQLRecordStore {
  /// The longest a set rule may take, in seconds; a rule that takes longer is refused.
  public var ruleTimeLimit = 300.0

  /// The longest the row rules may take over one row, in seconds.
  public var rowRuleTimeLimit = 10.0

  /// How the store is named in messages, without credentials.
  public let location: String

  /// The file; `nil` for a store in memory.
  let path: String?
  /// The state of the run that is open.
  var run: OpenRun?
  /// Makes the id of the open run unique.
  private(set) var runTag = RunID.newTag()
  private var note: LockFile?
  /// The run whose process ended without releasing the store's lock, which this run took over.
  public private(set) var takenOverRun: String?
  /// What the open run finds in the file; `nil` where somebody may be writing to it.
  public private(set) var contentVersion: String?

  /// A store in a file.
  ///
  /// - Parameters:
  ///   - path: the file's path; it need not exist.
  ///   - location: how the store is named in messages; the path by default.
  public init(path: String, location: String? = nil) {
    self.path = path
    self.location = location ?? "sqlite:" + path
  }

  /// A store without a file: always empty, and gone after the run.
  public init(inMemory location: String = "sqlite::memory:") {
    self.path = nil
    self.location = location
  }

  /// Begins a run: one transaction on one connection, made first where the file is missing.
  public func open(package: DataPackage, writes: Bool, now: String) throws(StoreError) {
    run = nil
    runTag = RunID.newTag()
    takenOverRun = nil
    contentVersion = nil
    let version = writes ? nil : path.flatMap(FileVersion.text)
    do {
      if let path, writes || StoreConnection.holdsAnything(path) {
        let queue = try openQueue(path, package: package, writes: writes, now: now)
        run = OpenRun(queue: queue, location: location, package: package, now: now, writes: writes)
      } else {
        run = try openInMemory(package, writes: writes, now: now)
      }
    } catch {
      let error = storeError(error, location: location, isOpening: true)
      throw path.map { LockFile.locked(error, store: $0) } ?? error
    }
    if writes, let path {
      if let refusal = LockFile.refusal(store: path) {
        rollBack()
        throw refusal
      }
      let id = try unusedRunID(prefix: RunID.prefix(now))
      takenOverRun = LockFile.leftBehind(at: path)
      note = LockFile(beside: path, run: id)
    }
    do {
      try use { run, database in
        try run.makeViews()
        guard let version, !run.isInMemory, database.isInsideTransaction else { return }
        // From the first row that is read the run sees one state of the file.
        _ = try Row.fetchOne(database, sql: "SELECT 1 FROM main.sqlite_master LIMIT 1")
        contentVersion = path.flatMap(FileVersion.text) == version ? version : nil
      }
      Failpoint.opened.pass()
    } catch {
      rollBack()
      throw error
    }
  }

  /// Makes the run's writes durable and closes the file.
  public func commit() throws(StoreError) {
    try access { run, database in
      Failpoint.committing.pass()
      note?.remove()
      if database.isInsideTransaction { try database.execute(sql: "COMMIT") }
      // A store created by this run gets its WAL now; a reader may prevent that this once.
      if run.writes, path != nil { try? database.execute(sql: "PRAGMA main.journal_mode = WAL") }
    }
    Failpoint.committed.pass()
    close()
  }

  /// Whether the run's store is one in memory that is not written to.
  public var isAlwaysEmpty: Bool { run.map { $0.isInMemory && !$0.writes } ?? false }

  /// Undoes what the run wrote and closes the file; without a run it does nothing.
  public func rollBack() {
    guard let run else { return }
    note?.remove()
    try? run.queue.writeWithoutTransaction { database in
      if database.isInsideTransaction { try database.execute(sql: "ROLLBACK") }
    }
    close()
  }

  /// Stops the statement that the database works on.
  public var statementStop: (@Sendable () -> Void)? {
    guard let queue = run?.queue else { return nil }
    return { queue.interrupt() }
  }

  /// Uses the open run.
  public func withRun<Result>(
    _ body: (any SQLMergeRun) throws -> Result
  ) throws(StoreError) -> Result {
    try use { run, _ in try body(run) }
  }

  /// Uses the connection of the open run, with all tables that a store has.
  func access<Result>(
    _ body: (OpenRun, Database) throws -> Result
  ) throws(StoreError) -> Result {
    try use { run, database in
      try run.complete()
      return try body(run, database)
    }
  }

  /// Uses the connection of the open run, which may lack tables.
  func use<Result>(
    _ body: (OpenRun, Database) throws -> Result
  ) throws(StoreError) -> Result {
    guard let run else {
      throw StoreError(
        .runInternal(.other(reason: "the store is not open")))
    }
    do {
      return try run.queue.writeWithoutTransaction { database in try body(run, database) }
    } catch {
      throw storeError(error, location: location)
    }
  }

  /// Opens an empty database in memory and begins the transaction.
  private func openInMemory(
    _ package: DataPackage, writes: Bool, now: String
  ) throws -> OpenRun {
    let queue = try StoreConnection.open(.memory)
    var tables = StoreSchema.tablesInMemory(package)
    try queue.writeWithoutTransaction { database in
      try tables.makeUnlessSure(in: database)
      try database.execute(sql: "BEGIN")
    }
    return OpenRun(
      queue: queue, location: location, package: package, now: now, writes: writes, awaited: tables)
  }

  /// Opens the connection and begins the transaction.
  private func openQueue(
    _ path: String, package: DataPackage, writes: Bool, now: String
  ) throws -> DatabaseQueue {
    let queue = try StoreConnection.open(writes ? .writing(path: path) : .reading(path: path))
    try queue.writeWithoutTransaction { database in
      if writes {
        try LateForeignKeys.begin(in: database)
      } else {
        try database.execute(sql: "BEGIN")
      }
      if writes, try StoreSchema.isEmpty(database) {
        try StoreSchema.create(package, in: database, now: now)
      } else {
        try StoreSchema.check(package, in: database)
        if package.tables.contains(where: { !$0.store.isOwned }),
          let refusal = StoreCheck.refusal(of: package, in: try StoreDescription.read(database))
        {
          throw refusal
        }
        if writes { try StoreSchema.record(package, in: database, now: now) }
      }
    }
    return queue
  }

  private func close() {
    guard let run else { return }
    self.run = nil
    note = nil
    run.releaseStatements()
    try? run.queue.close()
  }
}
