import GRDB
import GRDBSQLite
public import ImportPipeline
public import Schemas
import TabularCore

/// An SQL connection to a store in a file.
public final class SQLiteConnection: SQLConnection {
  /// The dialect of SQLite.
  public var dialect: DDLWriter.Dialect { .sqlite }
  /// How the store is named in messages.
  public let location: String
  private let path: String
  private let queue: DatabaseQueue
  private var note: LockFile?
  private static let command = "unnamed"

  /// Opens a store that exists.
  ///
  /// - Parameters:
  ///   - path: the file's path.
  ///   - location: how the store is named in messages; the path by default.
  ///   - writes: whether the connection may change the store.
  public init(path: String, location: String? = nil, writes: Bool) throws(StoreError) {
    let name = location ?? "sqlite:" + path
    self.location = name
    self.path = path
    guard StoreConnection.exists(path) else {
      throw StoreError(
        .storeUnreachable(
          .trouble(.missing, reason: "the file does not exist"), target: name))
    }
    do {
      queue = try StoreConnection.open(writes ? .writing(path: path) : .reading(path: path))
    } catch {
      throw LockFile.locked(
        storeError(error, location: name, isOpening: true), store: path)
    }
  }

  deinit { try? queue.close() }

  /// Runs a query, row by row.
  public func forEachRow(
    _ sql: String, _ parameters: [SQLValue], _ body: ([SQLValue]) throws(StoreError) -> Void
  ) throws(StoreError) {
    try access { database throws(StoreError) in
      try RunConnection(database, location: location).forEachRow(sql, parameters, body)
    }
  }

  /// Runs a statement.
  @discardableResult
  public func execute(_ sql: String, _ parameters: [SQLValue]) throws(StoreError) -> Int {
    try access { database throws(StoreError) in
      try RunConnection(database, location: location).execute(sql, parameters)
    }
  }

  /// Runs a statement once for each row of parameters.
  public func execute(_ sql: String, forEach rows: [[SQLValue]]) throws(StoreError) {
    try access { database throws(StoreError) in
      try RunConnection(database, location: location).execute(sql, forEach: rows)
    }
  }

  /// Begins a transaction; one that writes locks the store at once.
  public func begin(writes: Bool) throws(StoreError) {
    do throws(StoreError) {
      try access { database throws(StoreError) in
        try RunConnection(database, location: location).begin(writes: writes)
      }
    } catch {
      throw LockFile.locked(error, store: path)
    }
    guard writes else { return }
    if let refusal = LockFile.refusal(store: path) {
      rollBack()
      throw refusal
    }
    note = LockFile(beside: path, run: Self.command)
  }

  /// Commits.
  public func commit() throws(StoreError) {
    note?.remove()
    try execute("COMMIT")
    note = nil
  }

  /// Rolls back.
  public func rollBack() {
    note?.remove()
    try? queue.writeWithoutTransaction { database in
      if database.isInsideTransaction { try database.execute(sql: "ROLLBACK") }
    }
    note = nil
  }

  private func access<Result>(
    _ body: (Database) throws(StoreError) -> Result
  ) throws(StoreError) -> Result {
    do {
      return try queue.writeWithoutTransaction { try body($0) }
    } catch {
      throw storeError(error, location: location)
    }
  }
}

/// Wraps the connection of an open run.
final class RunConnection: SQLConnection {
  private let database: Database
  let location: String
  private let prepare: (() throws -> Void)?
  var dialect: DDLWriter.Dialect { .sqlite }

  /// A wrapped connection.
  ///
  /// - Parameter prepare: what is done before each statement.
  init(_ database: Database, location: String, prepare: (() throws -> Void)? = nil) {
    self.database = database
    self.location = location
    self.prepare = prepare
  }

  func forEachRow(
    _ sql: String, _ parameters: [SQLValue], _ body: ([SQLValue]) throws(StoreError) -> Void
  ) throws(StoreError) {
    do {
      try prepare?()
      let statement = try database.makeStatement(sql: sql)
      let rows = try Row.fetchCursor(statement, arguments: bound(parameters))
      let columns = 0..<CInt(statement.columnCount)
      while try rows.next() != nil {
        try body(columns.map { SQLValue(statement.sqliteStatement, column: $0) })
      }
    } catch {
      throw storeError(error, location: location)
    }
  }

  @discardableResult
  func execute(_ sql: String, _ parameters: [SQLValue]) throws(StoreError) -> Int {
    do {
      try prepare?()
      if parameters.isEmpty {
        try database.execute(sql: sql)
      } else {
        // SQL with parameters is a single statement, and is often repeated.
        try database.cachedStatement(sql: sql).execute(arguments: bound(parameters))
      }
      return database.changesCount
    } catch {
      throw storeError(error, location: location)
    }
  }

  func execute(_ sql: String, forEach rows: [[SQLValue]]) throws(StoreError) {
    do {
      try prepare?()
      let statement = try LoadStatement(kept: sql, in: database)
      defer { statement.finish() }
      for row in rows { try statement.run(row) }
    } catch {
      throw storeError(error, location: location)
    }
  }

  func begin(writes: Bool) throws(StoreError) { try execute(writes ? "BEGIN IMMEDIATE" : "BEGIN") }

  func commit() throws(StoreError) { try execute("COMMIT") }

  func rollBack() {
    if database.isInsideTransaction { try? database.execute(sql: "ROLLBACK") }
  }

  private func bound(_ parameters: [SQLValue]) -> StatementArguments {
    StatementArguments(parameters.map(DatabaseValue.init))
  }
}

extension SQLValue {
  /// A column of the row at which a statement stands; a store has no blobs.
  fileprivate init(_ statement: OpaquePointer, column: CInt) {
    switch sqlite3_column_type(statement, column) {
    case SQLITE_INTEGER: self = .integer(sqlite3_column_int64(statement, column))
    case SQLITE_FLOAT: self = .real(sqlite3_column_double(statement, column))
    case SQLITE_TEXT:
      let start = sqlite3_column_text(statement, column)
      let count = Int(sqlite3_column_bytes(statement, column))
      self = .text(
        String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self))
    default: self = .null
    }
  }

  /// A value as SQLite stores it; a store has no blobs.
  init(_ value: DatabaseValue) {
    switch value.storage {
    case .null, .blob: self = .null
    case .int64(let number): self = .integer(number)
    case .double(let number): self = .real(number)
    case .string(let text): self = .text(text)
    }
  }
}

extension DatabaseValue {
  /// A value to be bound.
  init(_ value: SQLValue) {
    switch value {
    case .null: self = .null
    case .integer(let number): self = number.databaseValue
    case .real(let number): self = number.databaseValue
    case .text(let text): self = text.databaseValue
    }
  }
}
