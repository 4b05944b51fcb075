import Foundation
import GRDB
import GRDBSQLite
import ImportPipeline
import RecordMapping
import SQLStore

/// A prepared statement on SQLite's C interface, for many rows.
final class LoadStatement {
  private let statement: OpaquePointer
  /// The statement of the connection, which keeps it for the next time.
  private let kept: Statement?
  private let database: Database
  /// The texts of a row, while the statement runs.
  private var texts: [UInt8] = []

  init(_ sql: String, in database: Database) throws {
    self.database = database
    var statement: OpaquePointer?
    let code = sqlite3_prepare_v2(database.sqliteConnection, sql, -1, &statement, nil)
    guard code == SQLITE_OK, let statement else { throw Self.failure(database, code) }
    self.statement = statement
    kept = nil
  }

  /// A statement that the connection keeps prepared.
  init(kept sql: String, in database: Database) throws {
    self.database = database
    let kept = try database.cachedStatement(sql: sql)
    statement = kept.sqliteStatement
    self.kept = kept
  }

  func finish() {
    // What is bound lasts no longer than this.
    if kept == nil { sqlite3_finalize(statement) } else { sqlite3_clear_bindings(statement) }
  }

  /// Binds a value to a parameter, counted from 0.
  func bind(_ value: LoadedValue, at place: Int) {
    let number = CInt(truncatingIfNeeded: place + 1)
    switch value {
    case .null: sqlite3_bind_null(statement, number)
    case .integer(let integer): sqlite3_bind_int64(statement, number, integer)
    case .real(let real): sqlite3_bind_double(statement, number, real)
    // The row is written while the bytes last.
    case .text(let bytes): bind(bytes, at: number, nil)
    case .passing(let bytes): bind(bytes, at: number, Self.copied)
    }
  }

  /// Runs the statement with a row of values.
  ///
  /// Its texts are copied once, to one place that lasts until the row is written: SQLite's own copies are so many
  /// pieces of memory.
  func run(_ row: [SQLValue]) throws {
    var count = 0
    for place in row.indices { if case .text(let text) = row[place] { count += text.utf8.count } }
    if texts.count < count { texts = [UInt8](repeating: 0, count: count * 2) }
    try texts.withUnsafeMutableBytes { memory in
      var rest = memory[...]
      for place in row.indices {
        switch row[place] {
        case .null: bind(.null, at: place)
        case .integer(let number): bind(.integer(number), at: place)
        case .real(let number): bind(.real(number), at: place)
        case .text(let text):
          let bytes = UnsafeMutableRawBufferPointer(rebasing: rest.prefix(text.utf8.count))
          if text.utf8.withContiguousStorageIfAvailable(bytes.copyBytes) == nil {
            bytes.copyBytes(from: text.utf8)
          }
          bind(.text(UnsafeRawBufferPointer(bytes)), at: place)
          rest = rest.dropFirst(bytes.count)
        }
      }
      try run()
    }
  }

  private func bind(
    _ bytes: UnsafeRawBufferPointer, at number: CInt, _ copying: sqlite3_destructor_type?
  ) {
    guard let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self) else {
      // A text without bytes is a text, not NULL.
      sqlite3_bind_text(statement, number, "", 0, Self.copied)
      return
    }
    sqlite3_bind_text(statement, number, start, CInt(bytes.count), copying)
  }

  /// Runs the statement with the values that are bound.
  func run() throws {
    let code = sqlite3_step(statement)
    sqlite3_reset(statement)
    guard code == SQLITE_DONE else { throw Self.failure(database, code) }
  }

  /// Moves to the next row; `false` after the last.
  func step() throws -> Bool {
    let code = sqlite3_step(statement)
    guard code == SQLITE_ROW || code == SQLITE_DONE else { throw Self.failure(database, code) }
    return code == SQLITE_ROW
  }

  func integer(_ column: Int) -> Int64 { sqlite3_column_int64(statement, CInt(column)) }

  func text(_ column: Int) -> String {
    withText(column) { String(decoding: $0, as: UTF8.self) }
  }

  /// Calls a closure with the bytes of a column's text; NULL has none.
  func withText<Result>(_ column: Int, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    let text = sqlite3_column_text(statement, CInt(column))
    let count = Int(sqlite3_column_bytes(statement, CInt(column)))
    return body(UnsafeRawBufferPointer(start: text, count: text == nil ? 0 : count))
  }

  /// Whether a column has a value.
  func equals(_ value: LoadedValue, at column: Int) -> Bool {
    let type = sqlite3_column_type(statement, CInt(column))
    switch value {
    case .null: return type == SQLITE_NULL
    case .integer(let integer):
      if type == SQLITE_FLOAT {
        return sqlite3_column_double(statement, CInt(column)) == Double(integer)
      }
      return type == SQLITE_INTEGER && self.integer(column) == integer
    case .real(let real):
      return type != SQLITE_NULL && type != SQLITE_TEXT
        && sqlite3_column_double(statement, CInt(column)) == real
    case .text(let bytes), .passing(let bytes):
      guard type == SQLITE_TEXT else { return false }
      return withText(column) { stored in
        guard stored.count == bytes.count, let one = stored.baseAddress, let two = bytes.baseAddress
        else { return stored.count == bytes.count }
        return memcmp(one, two, stored.count) == 0
      }
    }
  }

  /// Whether a column has an item of a list.
  func equals(_ item: FieldValue, at column: Int) -> Bool {
    switch item {
    case .integer(let number): equals(LoadedValue.integer(number), at: column)
    case .real(let number): equals(LoadedValue.real(number), at: column)
    case .text(var text):
      text.withUTF8 { equals(LoadedValue.text(UnsafeRawBufferPointer($0)), at: column) }
    default: equals(LoadedValue.null, at: column)
    }
  }

  private static let copied = unsafeBitCast(
    OpaquePointer(bitPattern: -1), to: sqlite3_destructor_type.self)

  private static func failure(_ database: Database, _ code: CInt) -> DatabaseError {
    DatabaseError(
      resultCode: ResultCode(rawValue: code),
      message: sqlite3_errmsg(database.sqliteConnection).map { String(cString: $0) })
  }
}
