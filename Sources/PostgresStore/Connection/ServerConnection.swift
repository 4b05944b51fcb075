public import ImportPipeline
import RecordMapping
public import Schemas
import TabularCore

/// An SQL connection to a store on a server.
public final class ServerConnection: SQLConnection {
  /// The dialect of PostgreSQL.
  public var dialect: DDLWriter.Dialect { .postgresql }
  /// How the store is named in messages.
  public let location: String

  private let connection: PostgresConnection
  private let lock: RunLock?
  private static let command = "unnamed"

  /// Connects to a store that is initialised.
  ///
  /// - Parameter holder: who runs, for those who have to wait.
  public init(_ string: ConnectionString, holder: StoreHolder = .current) throws(StoreError) {
    location = string.location
    do {
      connection = try PostgresConnection(string)
      let schema = try StoreSchema(connection)
      lock = RunLock(schema: schema, holder: holder, patience: 5)
    } catch {
      throw storeError(error, location: string.location, isOpening: true)
    }
  }

  /// Wraps the connection of a run.
  init(_ connection: PostgresConnection, location: String) {
    self.connection = connection
    self.location = location
    lock = nil
  }

  /// Runs a query, row by row.
  public func forEachRow(
    _ sql: String, _ parameters: [SQLValue], _ body: ([SQLValue]) throws(StoreError) -> Void
  ) throws(StoreError) {
    var failure: StoreError?
    do {
      try connection.forEachRow(numberedParameters(sql), parameters.map(\.text)) { rows in
        do throws(StoreError) {
          try body((0..<rows.columnCount).map { rows.value(0, $0) })
          return true
        } catch {
          failure = error
          return false
        }
      }
    } catch {
      throw storeError(error, location: location)
    }
    if let failure { throw failure }
  }

  /// Runs a statement, or several without parameters.
  @discardableResult
  public func execute(_ sql: String, _ parameters: [SQLValue]) throws(StoreError) -> Int {
    do {
      guard !parameters.isEmpty else { return try connection.execute(sql) }
      return try connection.change(numberedParameters(sql), parameters.map(\.text))
    } catch {
      throw storeError(error, location: location)
    }
  }

  /// Begins a transaction; one that writes waits for other runs first.
  public func begin(writes: Bool) throws(StoreError) {
    do {
      guard writes, let lock else {
        try connection.execute(RunLock.beginning)
        return
      }
      try lock.begin(run: Self.command)
    } catch {
      throw storeError(error, location: location)
    }
  }

  /// Begins a transaction that keeps runs away and touches no table, so that the tables can be replaced.
  func holdRuns() throws(StoreError) {
    do {
      try lock?.beginBare()
    } catch {
      throw storeError(error, location: location)
    }
  }

  /// Commits.
  public func commit() throws(StoreError) {
    do {
      try lock?.release(run: Self.command)
      try connection.execute("COMMIT")
    } catch {
      throw storeError(error, location: location)
    }
  }

  /// Rolls back.
  public func rollBack() {
    if connection.isInTransaction { _ = try? connection.execute("ROLLBACK") }
  }
}

extension PostgresRows {
  /// A value as all stores give it: whole numbers and Booleans as integers, instants in UTC.
  func value(_ row: Int, _ column: Int) -> SQLValue {
    guard let text = text(row, column) else { return .null }
    switch type(ofColumn: column) {
    case TypeNumber.boolean: return .integer(text == "t" ? 1 : 0)
    case TypeNumber.int2, TypeNumber.int4, TypeNumber.int8:
      return Int64(text).map(SQLValue.integer) ?? .text(text)
    case TypeNumber.numeric:
      if let number = Int64(text) { return .integer(number) }
      guard case .real(let number) = FieldValue.exact(text) else { return .text(text) }
      return .real(number)
    case TypeNumber.float4, TypeNumber.float8:
      return Double(text).map(SQLValue.real) ?? .text(text)
    case TypeNumber.timestamp, TypeNumber.timestamptz:
      // The server writes `YYYY-MM-DD HH:MM:SS` with what follows the second.
      let parts = text.prefix(19).split(separator: " ")
      return .text(parts.count == 2 ? "\(parts[0])T\(parts[1])Z" : text)
    default: return .text(text)
    }
  }
}
