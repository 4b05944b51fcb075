import GRDB
import GRDBSQLite
public import ImportPipeline
import RecordMapping
import SQLStore
public import Schemas

extension SQLiteStore {
  /// Compares rows with stored records; `nil` for tables whose records do not have their texts in columns.
  public func makeComparison(
    of table: TableSchema, fields: [Int], blank: [Int]
  ) throws(StoreError) -> (any StoredComparison)? {
    guard table.isComparable(by: fields) else { return nil }
    return try access { run, database in
      let columns = try run.columns(of: table)
      return try SQLiteComparison(
        columns, fields: fields, blank: blank, run: run, in: database, location: location)
    }
  }
}

/// Iterates over the stored records in the order of their creation.
///
/// When a file is imported again, most of its rows come in that order, so the next record is the
/// one needed. If it is not, the record is looked up by its key, and the iteration continues after
/// it.
private final class SQLiteComparison: StoredComparison {
  private let database: Database
  private let location: String
  private let walk: OpaquePointer
  private let lookup: OpaquePointer
  private let values: [StoredValue]
  /// The key's values among all, in the key's order.
  private let keyPlaces: [Int]
  /// The statements' column that says whether other fields are blank; `nil` where that is not asked.
  private let blankColumn: CInt?
  private var isAtRecord = false

  init(
    _ table: TableColumns, fields: [Int], blank: [Int], run: OpenRun, in database: Database,
    location: String
  ) throws {
    self.database = database
    self.location = location
    var column: CInt = 1
    var names: [String] = []
    values = try fields.map { index in
      let value = try StoredValue(table.fields[index], of: table, at: column, run, database)
      let expressions = value.expressions(run, table)
      names += expressions
      column += CInt(expressions.count)
      return value
    }
    keyPlaces = table.key.compactMap { key in fields.firstIndex(of: key.index) }
    if blank.isEmpty {
      blankColumn = nil
    } else {
      blankColumn = column
      names.append(
        table.dialect.conjunction(
          blank.map { index in
            "\(run.lookup.value(of: table.fields[index], in: table, alias: "t")) IS NULL"
          }))
    }
    var given: [String: TypedSQL] = [:]
    for (number, key) in table.key.enumerated() {
      given[key.field.name] = TypedSQL("?\(number + 1)", .text)
    }
    let conditions = table.key.enumerated().map { number, key in
      run.lookup.condition(
        key, in: table, alias: "t", equals: TypedSQL("?\(number + 1)", .text), given: given)
    }
    let selection =
      "SELECT t.\(table.id), \(names.joined(separator: ", ")) FROM \(table.target) AS t WHERE"
    walk = try Self.prepare("\(selection) t.\(table.id) > ?1 ORDER BY t.\(table.id)", database)
    let isMeant = table.dialect.conjunction(conditions)
    lookup = try Self.prepare("\(selection) \(isMeant) LIMIT 1", database)
    sqlite3_bind_int64(walk, 1, Int64.min)
    try step()
  }

  deinit {
    sqlite3_finalize(walk)
    sqlite3_finalize(lookup)
  }

  static func prepare(_ sql: String, _ database: Database) throws -> OpaquePointer {
    var statement: OpaquePointer?
    let code = sqlite3_prepare_v2(database.sqliteConnection, sql, -1, &statement, nil)
    guard code == SQLITE_OK, let statement else {
      throw DatabaseError(resultCode: ResultCode(rawValue: code))
    }
    return statement
  }

  func answer(
    key: UnsafeRawBufferPointer, hash: UInt64
  ) throws(StoreError) -> StoredAnswer {
    do {
      if isAtRecord, try isKey(key, of: walk) {
        let answer = try answer(hash, of: walk)
        try step()
        return answer
      }
      return try lookUp(key, hash)
    } catch {
      throw storeError(error, location: location)
    }
  }

  private func lookUp(_ key: UnsafeRawBufferPointer, _ hash: UInt64) throws -> StoredAnswer {
    defer { sqlite3_reset(lookup) }
    var number: CInt = 1
    var start = 0
    for place in 0...key.count where place == key.count || key[place] == storedKeySeparator {
      let text = key.baseAddress?.advanced(by: start).assumingMemoryBound(to: CChar.self)
      sqlite3_bind_text(lookup, number, text, CInt(place - start), nil)
      number += 1
      start = place + 1
    }
    let code = sqlite3_step(lookup)
    if code == SQLITE_DONE { return .absent }
    guard code == SQLITE_ROW else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
    let answer = try isKey(key, of: lookup) ? answer(hash, of: lookup) : .other
    sqlite3_reset(walk)
    sqlite3_bind_int64(walk, 1, sqlite3_column_int64(lookup, 0))
    try step()
    return answer
  }

  /// Compares the values of the record that a statement stands at.
  private func answer(_ wanted: UInt64, of statement: OpaquePointer) throws -> StoredAnswer {
    if let blankColumn, sqlite3_column_int64(statement, blankColumn) == 0 { return .other }
    var hash = ByteHash.seed
    for value in values { hash = try value.hash(hash, in: statement) }
    return hash == wanted ? .same(sqlite3_column_int64(statement, 0)) : .other
  }

  private func step() throws {
    let code = sqlite3_step(walk)
    guard code == SQLITE_ROW || code == SQLITE_DONE else {
      throw DatabaseError(resultCode: ResultCode(rawValue: code))
    }
    isAtRecord = code == SQLITE_ROW
  }

  private func isKey(_ key: UnsafeRawBufferPointer, of statement: OpaquePointer) throws -> Bool {
    var parts = StoredKeyParts(key)
    for place in keyPlaces {
      guard try values[place].withText(in: statement, { parts.take($0) }) == true else {
        return false
      }
    }
    return parts.isAtEnd
  }
}

/// A field of stored records, as comparisons read it.
private struct StoredValue {
  let columns: TableColumns.FieldColumns
  /// The statements' column that holds it, from 0; of a date-time the local text, with the instant behind.
  private let column: CInt
  /// The texts of parents, where the column holds ids.
  private let parents: ParentTexts?

  init(
    _ columns: TableColumns.FieldColumns, of table: TableColumns, at column: CInt,
    _ run: OpenRun, _ database: Database
  ) throws {
    self.columns = columns
    self.column = column
    guard case .reference(let name) = columns.field.store else {
      parents = nil
      return
    }
    let text = run.lookup.value(of: columns, in: table, alias: "t")
    parents = ParentTexts(
      try SQLiteComparison.prepare(
        "SELECT 0, \(text) FROM (SELECT ?1 AS \(quoted(name))) AS t", database))
  }

  /// What is selected of a record `t`.
  func expressions(_ run: OpenRun, _ table: TableColumns) -> [String] {
    if case .reference(let name) = columns.field.store { return ["t." + quoted(name)] }
    let value = run.lookup.value(of: columns, in: table, alias: "t")
    guard columns.isDateTime else { return [value] }
    return [run.lookup.localText(of: columns, in: table, alias: "t"), value]
  }

  /// A hash continued by the value, as byte readers make it.
  func hash(_ hash: UInt64, in statement: OpaquePointer) throws -> UInt64 {
    if let parents, sqlite3_column_type(statement, column) != SQLITE_NULL {
      return try parents.hash(sqlite3_column_int64(statement, column), of: columns, hash)
    }
    if columns.isDateTime, sqlite3_column_type(statement, column) != SQLITE_NULL {
      let local = try valueHash(of: columns, at: Int(column), in: statement, hash)
      return try valueHash(of: columns, at: Int(column) + 1, in: statement, local)
    }
    guard columns.isList, let bytes = text(in: statement) else {
      return try valueHash(of: columns, at: Int(column), in: statement, hash)
    }
    var hash = hash
    var start = 0
    for place in 0...bytes.count where place == bytes.count || bytes[place] == 0x1F {
      hash = ByteHash.of(UnsafeRawBufferPointer(rebasing: bytes[start..<place]), seed: hash)
      start = place + 1
    }
    return hash
  }

  /// Gives the text of the value; `nil` where it is none.
  func withText<Result>(
    in statement: OpaquePointer, _ body: (UnsafeRawBufferPointer) -> Result
  ) throws -> Result? {
    if let parents {
      guard sqlite3_column_type(statement, column) != SQLITE_NULL else { return nil }
      return try parents.withText(of: sqlite3_column_int64(statement, column), body)
    }
    return text(in: statement).map(body)
  }

  private func text(in statement: OpaquePointer) -> UnsafeRawBufferPointer? {
    guard sqlite3_column_type(statement, column) == SQLITE_TEXT,
      let text = sqlite3_column_text(statement, column)
    else { return nil }
    return UnsafeRawBufferPointer(
      start: text, count: Int(sqlite3_column_bytes(statement, column)))
  }
}

/// The texts of parents by their ids, each looked up once.
private final class ParentTexts {
  private let statement: OpaquePointer
  private var known: [Int64: Range<Int>] = [:]
  private var bytes: [UInt8] = []
  /// The parent that was asked for last: neighbouring records often have the same, and each is asked for its key and
  /// its values.
  private var last: (id: Int64, range: Range<Int>)?

  /// How many parents are kept.
  private static let most = 1 << 18

  /// Takes a statement that returns the text of a parent after its first column.
  init(_ statement: OpaquePointer) { self.statement = statement }

  deinit { sqlite3_finalize(statement) }

  /// Adds the text of a parent to a hash.
  func hash(_ id: Int64, of column: TableColumns.FieldColumns, _ hash: UInt64) throws -> UInt64 {
    if let text = try withText(of: id, { ByteHash.of($0, seed: hash) }) { return text }
    try find(id)
    defer { sqlite3_reset(statement) }
    return try valueHash(of: column, at: 1, in: statement, hash)
  }

  /// Gives the text of a parent; `nil` where its value is none.
  func withText<Result>(
    of id: Int64, _ body: (UnsafeRawBufferPointer) -> Result
  ) throws -> Result? {
    if let range = last?.id == id ? last?.range : known[id] {
      last = (id, range)
      return bytes.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[range])) }
    }
    try find(id)
    defer { sqlite3_reset(statement) }
    guard sqlite3_column_type(statement, 1) == SQLITE_TEXT else { return nil }
    guard let start = sqlite3_column_text(statement, 1) else {
      throw DatabaseError(resultCode: .SQLITE_NOMEM)
    }
    let text = UnsafeRawBufferPointer(
      start: start, count: Int(sqlite3_column_bytes(statement, 1)))
    if known.count < Self.most {
      known[id] = bytes.count..<bytes.count + text.count
      bytes += text
    }
    return body(text)
  }

  private func find(_ id: Int64) throws {
    sqlite3_bind_int64(statement, 1, id)
    let code = sqlite3_step(statement)
    guard code == SQLITE_ROW else {
      sqlite3_reset(statement)
      throw DatabaseError(resultCode: ResultCode(rawValue: code))
    }
  }
}

/// Adds a value of the record that a statement is at to a hash.
///
/// - Parameter place: the statement's column, from 0.
/// - Throws: where SQLite has no memory left for a text.
@inline(__always)
func valueHash(
  of column: TableColumns.FieldColumns, at place: Int, in statement: OpaquePointer?,
  _ hash: UInt64
) throws -> UInt64 {
  let index = CInt(truncatingIfNeeded: place)
  switch sqlite3_column_type(statement, index) {
  case SQLITE_INTEGER where column.isReal:
    return FieldValue.real(Double(sqlite3_column_int64(statement, index))).hash(hash)
  case SQLITE_INTEGER:
    return FieldValue.integer(sqlite3_column_int64(statement, index)).hash(hash)
  case SQLITE_FLOAT:
    return FieldValue.real(sqlite3_column_double(statement, index)).hash(hash)
  case SQLITE_TEXT:
    guard let text = sqlite3_column_text(statement, index) else {
      throw DatabaseError(resultCode: .SQLITE_NOMEM)
    }
    let count = Int(sqlite3_column_bytes(statement, index))
    return ByteHash.of(UnsafeRawBufferPointer(start: text, count: count), seed: hash)
  default: return FieldValue.null.hash(hash)
  }
}
