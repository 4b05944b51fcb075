import Foundation
public import ImportPipeline
import RecordMapping
import SQLStore
public import Schemas

extension PostgresStore {
  /// Compares rows with stored records; `nil` for tables whose records do not have their texts in columns.
  public func makeComparison(
    of table: TableSchema, fields: [Int], blank: [Int]
  ) throws(StoreError) -> (any StoredComparison)? {
    guard table.isComparable(by: fields) else { return nil }
    return try access { run in
      let columns = try run.columns(of: table)
      return try PostgresComparison(
        columns, fields: fields, blank: blank, run: run, location: location)
    }
  }
}

/// Iterates over the stored records in the order of their creation, some thousand at a time.
///
/// When a file is imported again, most of its rows come in that order, so the next record is the
/// one needed. If it is not, the record is looked up by its key, and the iteration continues after
/// it.
private final class PostgresComparison: StoredComparison {
  private let connection: PostgresConnection
  private let location: String
  private let cursor: String
  private let lookup: String
  private let values: [StoredValue]
  /// The key's values among all, in the key's order.
  private let keyPlaces: [Int]
  /// The column that says whether other fields are blank; `nil` where that is not asked.
  private let blankColumn: Int?
  private var rows: PostgresRows?
  private var row = 0

  /// Records that the server sends at once.
  private static let batch = 4_096

  init(
    _ table: TableColumns, fields: [Int], blank: [Int], run: OpenRun, location: String
  ) throws {
    connection = run.connection
    self.location = location
    var names: [String] = []
    values = fields.map { index in
      let value = StoredValue(table.fields[index], of: table, at: names.count + 1, run)
      names += value.expressions(run, table)
      return value
    }
    keyPlaces = table.key.compactMap { key in fields.firstIndex(of: key.index) }
    if blank.isEmpty {
      blankColumn = nil
    } else {
      blankColumn = names.count + 1
      names.append(
        table.dialect.conjunction(
          blank.map { run.lookup.isBlank(table.fields[$0], in: table, alias: "t") }))
    }
    var given: [String: TypedSQL] = [:]
    for (number, key) in table.key.enumerated() {
      given[key.field.name] = TypedSQL("$\(number + 1)::text", .text)
    }
    let conditions = table.key.compactMap { key in
      given[key.field.name].map {
        run.lookup.condition(key, in: table, alias: "t", equals: $0, given: given)
      }
    }
    let selection =
      "SELECT t.\(table.id), \(names.joined(separator: ", ")) FROM \(table.target) AS t"
    lookup = "\(selection) WHERE \(table.dialect.conjunction(conditions)) LIMIT 1"
    cursor = quoted("registrar_walk_\(table.number)")
    try connection.execute(
      """
      DECLARE \(cursor) NO SCROLL CURSOR FOR \(selection) ORDER BY t.\(table.id)
      """)
    try fetch()
  }

  deinit { _ = try? connection.execute("CLOSE \(cursor)") }

  func answer(
    key: UnsafeRawBufferPointer, hash: UInt64
  ) throws(StoreError) -> StoredAnswer {
    do {
      if let rows, try isKey(key, ofRow: row, of: rows) {
        let answer = try answer(hash, ofRow: row, of: rows)
        try step()
        return answer
      }
      return try lookUp(key, hash)
    } catch {
      throw storeError(error, location: location)
    }
  }

  private func lookUp(_ key: UnsafeRawBufferPointer, _ hash: UInt64) throws -> StoredAnswer {
    let texts = key.split(separator: storedKeySeparator, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    let found = try connection.preparedQuery(lookup, texts)
    guard found.count > 0 else { return .absent }
    // Skips records no row refers to; a record behind the cursor does not move it.
    let id = found.integer(0, 0) ?? 0
    while let rows, let next = rows.integer(row, 0), next <= id { try step() }
    return try isKey(key, ofRow: 0, of: found) ? answer(hash, ofRow: 0, of: found) : .other
  }

  /// Compares the values of a record.
  private func answer(
    _ wanted: UInt64, ofRow row: Int, of rows: PostgresRows
  ) throws -> StoredAnswer {
    if let blankColumn, rows.text(row, blankColumn) != "t" { return .other }
    var hash = ByteHash.seed
    for value in values { hash = try value.hash(hash, ofRow: row, of: rows) }
    guard hash == wanted, let id = rows.integer(row, 0) else { return .other }
    return .same(Int64(id))
  }

  private func step() throws {
    row += 1
    if let rows, row >= rows.count { try fetch() }
  }

  private func fetch() throws {
    let fetched = try connection.query("FETCH \(Self.batch) FROM \(cursor)")
    rows = fetched.count > 0 ? fetched : nil
    row = 0
  }

  private func isKey(
    _ key: UnsafeRawBufferPointer, ofRow row: Int, of rows: PostgresRows
  ) throws -> Bool {
    var parts = StoredKeyParts(key)
    for place in keyPlaces {
      guard try values[place].withText(ofRow: row, of: rows, { parts.take($0) }) == true else {
        return false
      }
    }
    return parts.isAtEnd
  }
}

/// A field of stored records, as comparisons read it.
private struct StoredValue {
  let columns: TableColumns.FieldColumns
  /// The column that holds it, from 0; of a date-time the local text, with the instant behind.
  private let column: Int
  /// The texts of parents, where the column holds ids.
  private let parents: ParentTexts?

  init(_ columns: TableColumns.FieldColumns, of table: TableColumns, at column: Int, _ run: OpenRun)
  {
    self.columns = columns
    self.column = column
    guard case .reference(let name) = columns.field.store else {
      parents = nil
      return
    }
    let text = run.lookup.value(of: columns, in: table, alias: "t")
    parents = ParentTexts(
      question: "SELECT \(text) FROM (SELECT $1::bigint AS \(quoted(name))) AS t",
      connection: run.connection)
  }

  /// What is selected of a record `t`.
  func expressions(_ run: OpenRun, _ table: TableColumns) -> [String] {
    if case .reference(let name) = columns.field.store { return ["t." + quoted(name)] }
    let value = run.lookup.value(of: columns, in: table, alias: "t")
    guard columns.isDateTime else { return [value] }
    return [run.lookup.localText(of: columns, in: table, alias: "t"), value]
  }

  /// A hash continued by the value, as byte readers make it.
  func hash(_ hash: UInt64, ofRow row: Int, of rows: PostgresRows) throws -> UInt64 {
    if let parents, let id = rows.integer(row, column) {
      return try parents.rows(of: id).hash(ofRow: 0, 0, of: columns, hash)
    }
    if columns.isDateTime, rows.text(row, column) != nil {
      return [column, column + 1].reduce(hash) {
        rows.hash(ofRow: row, $1, of: columns, $0)
      }
    }
    guard columns.isList else { return rows.hash(ofRow: row, column, of: columns, hash) }
    let items = rows.withBytes(row, column) { bytes in
      UnsafeRawBufferPointer(start: bytes.text, count: bytes.count)
        .split(separator: 0x1F, omittingEmptySubsequences: false)
        .reduce(hash) { ByteHash.of(UnsafeRawBufferPointer(rebasing: $1), seed: $0) }
    }
    return items ?? FieldValue.null.hash(hash)
  }

  /// Gives the text of the value; `nil` where it is none.
  func withText<Result>(
    ofRow row: Int, of rows: PostgresRows, _ body: (UnsafeRawBufferPointer) -> Result
  ) throws -> Result? {
    func text(_ row: Int, _ column: Int, of rows: PostgresRows) -> Result? {
      rows.withBytes(row, column) {
        body(UnsafeRawBufferPointer(start: $0.text, count: $0.count))
      }
    }
    guard let parents else { return text(row, column, of: rows) }
    guard let id = rows.integer(row, column) else { return nil }
    return text(0, 0, of: try parents.rows(of: id))
  }
}

/// The texts of parents by their ids, each looked up once.
private final class ParentTexts {
  private let question: String
  private let connection: PostgresConnection
  private var known: [Int: PostgresRows] = [:]

  /// How many parents are kept.
  private static let most = 1 << 16

  /// - Parameter question: gives the text of the parent of an id.
  init(question: String, connection: PostgresConnection) {
    self.question = question
    self.connection = connection
  }

  /// One row with the text of a parent.
  func rows(of id: Int) throws -> PostgresRows {
    if let rows = known[id] { return rows }
    let rows = try connection.preparedQuery(question, [String(id)])
    if known.count < Self.most { known[id] = rows }
    return rows
  }
}
