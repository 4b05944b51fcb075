import Foundation
public import ImportPipeline
import RecordMapping
public import Schemas

extension PostgresStore {
  /// Compares rows with stored records; `nil` for tables whose keys or fields are not plain columns.
  public func makeComparison(
    of table: TableSchema, fields: [Int]
  ) throws(StoreError) -> (any StoredComparison)? {
    guard table.isComparable(by: fields) else { return nil }
    return try access { run in
      let columns = try run.columns(of: table)
      return try PostgresComparison(
        columns, fields: fields, run: run, location: location)
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
  private let columns: [TableColumns.FieldColumns]
  /// The texts of the parents, for columns that hold ids.
  private let parents: [ParentTexts?]
  /// Where the key's fields stand among the columns, from 0.
  private let keyPlaces: [Int]
  private var rows: PostgresRows?
  private var row = 0

  /// Records that the server sends at once.
  private static let batch = 4_096

  init(
    _ table: TableColumns, fields: [Int], run: OpenRun, location: String
  ) throws {
    connection = run.connection
    self.location = location
    columns = fields.map { table.fields[$0] }
    let columns = columns
    keyPlaces = table.key.compactMap { key in columns.firstIndex { $0.index == key.index } }
    parents = columns.map { column in
      guard case .reference(let name) = column.field.store else { return nil }
      let text = run.lookup.value(of: column, in: table, alias: "t")
      return ParentTexts(
        question: "SELECT \(text) FROM (SELECT $1::bigint AS \(quoted(name))) AS t",
        connection: run.connection)
    }
    let names = columns.map { column in
      if case .reference(let name) = column.field.store { return "t." + quoted(name) }
      return run.lookup.value(of: column, in: table, alias: "t")
    }.joined(separator: ", ")
    let conditions = table.key.enumerated().map { index, key in
      "\(run.lookup.value(of: key, in: table, alias: "t")) = $\(index + 1)"
    }
    let selection = "SELECT t.\(table.id), \(names) FROM \(table.target) AS t"
    lookup = "\(selection) WHERE \(conditions.joined(separator: " AND "))"
    cursor = quoted("registrar_walk_\(table.number)")
    try connection.execute(
      """
      DECLARE \(cursor) NO SCROLL CURSOR FOR \(selection) ORDER BY t.\(table.id)
      """)
    try fetch()
  }

  deinit { _ = try? connection.execute("CLOSE \(cursor)") }

  func answer(
    key: [ScreenedValue], hash: UInt64, in arena: UnsafeRawBufferPointer
  ) throws(StoreError) -> StoredAnswer {
    do {
      if let rows, isKey(key, of: rows, in: arena) {
        let stored = try storedHash(ofRow: row, of: rows)
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
    let texts = key.map { $0.fieldValue(in: arena).text }
    let found = try connection.preparedQuery(lookup, texts)
    guard found.count > 0 else { return .absent }
    // Skips records no row refers to; a record behind the cursor does not move it.
    let id = found.integer(0, 0) ?? 0
    while let rows, let next = rows.integer(row, 0), next <= id { try step() }
    return try storedHash(ofRow: 0, of: found) == hash ? .same : .other
  }

  /// The hash of the values of a record, as screens make it.
  private func storedHash(ofRow row: Int, of rows: PostgresRows) throws -> UInt64 {
    var hash = ByteHash.seed
    for place in columns.indices {
      if let parents = parents[place],
        let id = rows.withBytes(row, place + 1, { Int(strtoll($0.text, nil, 10)) })
      {
        hash = try parents.hash(id, of: columns[place], hash)
      } else {
        hash = rows.hash(ofRow: row, place + 1, of: columns[place], hash)
      }
    }
    return hash
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
    _ key: [ScreenedValue], of rows: PostgresRows, in arena: UnsafeRawBufferPointer
  ) -> Bool {
    for (value, place) in zip(key, keyPlaces) {
      let isSame = rows.withBytes(row, place + 1) { bytes in
        guard bytes.count == value.length else { return false }
        return arena[value.offset..<value.offset + value.length].elementsEqual(
          UnsafeRawBufferPointer(start: bytes.text, count: bytes.count))
      }
      guard isSame == true else { return false }
    }
    return true
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

  /// A hash continued by the text of a parent.
  func hash(_ id: Int, of column: TableColumns.FieldColumns, _ hash: UInt64) throws -> UInt64 {
    if let rows = known[id] { return rows.hash(ofRow: 0, 0, of: column, hash) }
    let rows = try connection.preparedQuery(question, [String(id)])
    if known.count < Self.most { known[id] = rows }
    return rows.hash(ofRow: 0, 0, of: column, hash)
  }
}
