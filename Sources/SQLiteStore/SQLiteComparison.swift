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
  /// The hash of the record that the walk stands at, once it was asked for.
  private var walkHash: UInt64?

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
      names += value.expressions
      column += CInt(value.expressions.count)
      return value
    }
    keyPlaces = table.key.compactMap { key in fields.firstIndex(of: key.index) }
    if blank.isEmpty {
      blankColumn = nil
    } else {
      blankColumn = column
      names.append(
        table.dialect.conjunction(
          blank.map { run.lookup.isBlank(table.fields[$0], in: table, alias: "t") }))
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
    walk = try prepareStatement("\(selection) t.\(table.id) > ?1 ORDER BY t.\(table.id)", database)
    let isMeant = table.dialect.conjunction(conditions)
    lookup = try prepareStatement("\(selection) \(isMeant) LIMIT 1", database)
    sqlite3_bind_int64(walk, 1, Int64.min)
    try step()
  }

  deinit {
    sqlite3_finalize(walk)
    sqlite3_finalize(lookup)
  }

  func answer(
    key: UnsafeRawBufferPointer, hash: UInt64
  ) throws(StoreError) -> StoredAnswer {
    do {
      guard isAtRecord else { return try lookUp(key, hash) }
      let found = try walkHash ?? self.hash(of: walk)
      walkHash = found
      // The values of the key are among those compared, so that a record with the same values is the one meant.
      guard try found == hash || isKey(key, of: walk) else { return try lookUp(key, hash) }
      let answer = answer(found == hash, of: walk)
      try step()
      return answer
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
    let answer: StoredAnswer =
      try isKey(key, of: lookup) ? answer(self.hash(of: lookup) == hash, of: lookup) : .other
    sqlite3_reset(walk)
    sqlite3_bind_int64(walk, 1, sqlite3_column_int64(lookup, 0))
    try step()
    return answer
  }

  /// What the values of the record that a statement stands at come to.
  ///
  /// - Parameter isSame: whether the compared values are those of the row.
  private func answer(_ isSame: Bool, of statement: OpaquePointer) -> StoredAnswer {
    if let blankColumn, sqlite3_column_int64(statement, blankColumn) == 0 { return .other }
    return isSame ? .same(sqlite3_column_int64(statement, 0)) : .other
  }

  /// The hash of the compared values of the record that a statement stands at.
  private func hash(of statement: OpaquePointer) throws -> UInt64 {
    let id = sqlite3_column_int64(statement, 0)
    var hash = ByteHash.seed
    for value in values { hash = try value.hash(hash, in: statement, ofRecord: id) }
    return hash
  }

  private func step() throws {
    let code = sqlite3_step(walk)
    guard code == SQLITE_ROW || code == SQLITE_DONE else {
      throw DatabaseError(resultCode: ResultCode(rawValue: code))
    }
    isAtRecord = code == SQLITE_ROW
    walkHash = nil
  }

  private func isKey(_ key: UnsafeRawBufferPointer, of statement: OpaquePointer) throws -> Bool {
    var parts = StoredKeyParts(key)
    for place in keyPlaces {
      guard let text = try values[place].text(in: statement), parts.take(text) else {
        return false
      }
    }
    return parts.isAtEnd
  }
}
