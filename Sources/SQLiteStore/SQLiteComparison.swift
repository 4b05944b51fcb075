import GRDB
import GRDBSQLite
public import ImportPipeline
import RecordMapping
public import Schemas

extension SQLiteStore {
  /// Compares rows with stored records; `nil` for tables whose keys or fields are not plain columns.
  public func makeComparison(
    of table: TableSchema, fields: [Int]
  ) throws(StoreError) -> (any StoredComparison)? {
    guard table.isComparable(by: fields) else { return nil }
    return try access { run, database in
      let columns = try run.columns(of: table)
      return try SQLiteComparison(
        columns, fields: fields, run: run, in: database, location: location)
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
  private let columns: [TableColumns.FieldColumns]
  /// The texts of the parents, for columns that hold ids.
  private let parents: [ParentTexts?]
  /// Where the key's fields stand among the columns, from 0.
  private let keyPlaces: [Int]
  private var isAtRecord = false

  init(
    _ table: TableColumns, fields: [Int], run: OpenRun, in database: Database, location: String
  ) throws {
    self.database = database
    self.location = location
    columns = fields.map { table.fields[$0] }
    let columns = columns
    keyPlaces = table.key.compactMap { key in
      columns.firstIndex { $0.index == key.index }
    }
    parents = try columns.map { column in
      guard case .reference(let name) = column.field.store else { return nil }
      let text = run.lookup.value(of: column, in: table, alias: "t")
      return ParentTexts(
        try Self.prepare("SELECT 0, \(text) FROM (SELECT ?1 AS \(quoted(name))) AS t", database))
    }
    let names = columns.map { column in
      if case .reference(let name) = column.field.store { return "t." + quoted(name) }
      return run.lookup.value(of: column, in: table, alias: "t")
    }.joined(separator: ", ")
    let conditions = table.key.enumerated().map { index, key in
      "\(run.lookup.value(of: key, in: table, alias: "t")) = ?\(index + 1)"
    }
    let selection = "SELECT t.\(table.id), \(names) FROM \(table.target) AS t WHERE"
    walk = try Self.prepare("\(selection) t.\(table.id) > ?1 ORDER BY t.\(table.id)", database)
    lookup = try Self.prepare("\(selection) \(conditions.joined(separator: " AND "))", database)
    sqlite3_bind_int64(walk, 1, Int64.min)
    try step()
  }

  deinit {
    sqlite3_finalize(walk)
    sqlite3_finalize(lookup)
  }

  private static func prepare(_ sql: String, _ database: Database) throws -> OpaquePointer {
    var statement: OpaquePointer?
    let code = sqlite3_prepare_v2(database.sqliteConnection, sql, -1, &statement, nil)
    guard code == SQLITE_OK, let statement else {
      throw DatabaseError(resultCode: ResultCode(rawValue: code))
    }
    return statement
  }

  func answer(
    key: [ScreenedValue], hash: UInt64, in arena: UnsafeRawBufferPointer
  ) throws(StoreError) -> StoredAnswer {
    do {
      if isAtRecord, isKey(key, of: walk, in: arena) {
        let stored = try storedHash(in: walk)
        try step()
        return stored == hash ? .same : .other
      }
      return try lookUp(key, hash, arena)
    } catch {
      throw storeError(error, location: location)
    }
  }

  private func lookUp(
    _ key: [ScreenedValue], _ hash: UInt64, _ arena: UnsafeRawBufferPointer
  ) throws -> StoredAnswer {
    defer { sqlite3_reset(lookup) }
    for (index, value) in key.enumerated() {
      let start = arena.baseAddress?.advanced(by: value.offset)
        .assumingMemoryBound(to: CChar.self)
      sqlite3_bind_text(lookup, CInt(index + 1), start, CInt(value.length), nil)
    }
    let code = sqlite3_step(lookup)
    if code == SQLITE_DONE { return .absent }
    guard code == SQLITE_ROW else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
    let stored = try storedHash(in: lookup)
    sqlite3_reset(walk)
    sqlite3_bind_int64(walk, 1, sqlite3_column_int64(lookup, 0))
    try step()
    return stored == hash ? .same : .other
  }

  /// The hash of the values of the record that a statement stands at, as screens make it.
  private func storedHash(in statement: OpaquePointer) throws -> UInt64 {
    var hash = ByteHash.seed
    for place in columns.indices {
      let index = CInt(truncatingIfNeeded: place + 1)
      if let parents = parents[place], sqlite3_column_type(statement, index) != SQLITE_NULL {
        hash = try parents.hash(sqlite3_column_int64(statement, index), of: columns[place], hash)
      } else {
        hash = valueHash(of: columns[place], at: place + 1, in: statement, hash)
      }
    }
    return hash
  }

  private func step() throws {
    let code = sqlite3_step(walk)
    guard code == SQLITE_ROW || code == SQLITE_DONE else {
      throw DatabaseError(resultCode: ResultCode(rawValue: code))
    }
    isAtRecord = code == SQLITE_ROW
  }

  private func isKey(
    _ key: [ScreenedValue], of statement: OpaquePointer, in arena: UnsafeRawBufferPointer
  ) -> Bool {
    for (value, place) in zip(key, keyPlaces) {
      let index = CInt(place + 1)
      guard sqlite3_column_type(statement, index) == SQLITE_TEXT,
        let text = sqlite3_column_text(statement, index),
        Int(sqlite3_column_bytes(statement, index)) == value.length
      else { return false }
      for offset in 0..<value.length where text[offset] != arena[value.offset + offset] {
        return false
      }
    }
    return true
  }
}

/// The texts of parents by their ids, each looked up once.
private final class ParentTexts {
  private let statement: OpaquePointer
  private var known: [Int64: Range<Int>] = [:]
  private var bytes: [UInt8] = []

  /// How many parents are kept.
  private static let most = 1 << 16

  /// Takes a statement that returns the text of a parent after its first column.
  init(_ statement: OpaquePointer) { self.statement = statement }

  deinit { sqlite3_finalize(statement) }

  /// Adds the text of a parent to a hash.
  func hash(_ id: Int64, of column: TableColumns.FieldColumns, _ hash: UInt64) throws -> UInt64 {
    if let range = known[id] {
      return bytes.withUnsafeBytes {
        ByteHash.of(UnsafeRawBufferPointer(rebasing: $0[range]), seed: hash)
      }
    }
    sqlite3_bind_int64(statement, 1, id)
    defer { sqlite3_reset(statement) }
    let code = sqlite3_step(statement)
    guard code == SQLITE_ROW else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
    if known.count < Self.most, sqlite3_column_type(statement, 1) == SQLITE_TEXT {
      let start = bytes.count
      let count = Int(sqlite3_column_bytes(statement, 1))
      bytes += UnsafeRawBufferPointer(start: sqlite3_column_text(statement, 1), count: count)
      known[id] = start..<bytes.count
    }
    return valueHash(of: column, at: 1, in: statement, hash)
  }
}

/// Adds a value of the record that a statement is at to a hash.
///
/// - Parameter place: the statement's column, from 0.
@inline(__always)
func valueHash(
  of column: TableColumns.FieldColumns, at place: Int, in statement: OpaquePointer?,
  _ hash: UInt64
) -> UInt64 {
  let index = CInt(truncatingIfNeeded: place)
  switch sqlite3_column_type(statement, index) {
  case SQLITE_INTEGER where column.isReal:
    return FieldValue.real(Double(sqlite3_column_int64(statement, index))).hash(hash)
  case SQLITE_INTEGER:
    return FieldValue.integer(sqlite3_column_int64(statement, index)).hash(hash)
  case SQLITE_FLOAT:
    return FieldValue.real(sqlite3_column_double(statement, index)).hash(hash)
  case SQLITE_TEXT:
    let text = sqlite3_column_text(statement, index)
    let count = Int(sqlite3_column_bytes(statement, index))
    return ByteHash.of(UnsafeRawBufferPointer(start: text, count: count), seed: hash)
  default: return FieldValue.null.hash(hash)
  }
}
