import GRDB
import GRDBSQLite
import ImportPipeline
import RecordMapping
import SQLStore
import Schemas

/// Writes staged rows into an empty table, and reads them back.
struct RowLoading {
  let load: RowLoad
  let run: OpenRun
  let database: Database

  /// Writes all rows; returns which records were created from which rows.
  func perform(after base: Int, record: RunRecord) throws -> [JournalWriter.Created] {
    let parents = try self.parents()
    let stamps = load.schema.store.provenance
    let names = [load.schema.store.idColumn] + load.columns.map(\.name) + stamps
    let statement = try LoadStatement(
      """
      INSERT INTO \(target) (\(names.map(quoted).joined(separator: ", ")))
      VALUES (\(names.map { _ in "?" }.joined(separator: ", ")))
      """, in: database)
    defer { statement.finish() }
    let lists = try load.lists.map { try LoadStatement(insertSQL(of: $0), in: database) }
    defer { for list in lists { list.finish() } }
    let written = stamps.map { LoadedValue.text($0.hasSuffix("_at") ? run.now : record.id) }
    let indexes = try LoadIndexes(of: load.schema.store.table, in: database)
    var created: [JournalWriter.Created] = []
    var first: Int?
    try load.rows.forEach { row in
      let firstOrdinal = first ?? row.ordinal
      first = firstOrdinal
      let id = Int64(base + 1 + row.ordinal - firstOrdinal)
      try statement.run([.integer(id)] + load.values(of: row, parents: parents) + written)
      for (list, statement) in zip(load.lists, lists) {
        for (place, item) in try load.items(of: list, in: row, parents: parents).enumerated() {
          try statement.run(
            [.integer(id), item] + (list.position == nil ? [] : [.integer(Int64(place + 1))]))
        }
      }
      if let last = created.last, last.firstOrdinal + last.count == row.ordinal {
        created[created.count - 1].count += 1
      } else {
        created.append(
          JournalWriter.Created(firstOrdinal: row.ordinal, firstID: Int(id), count: 1))
      }
    }
    try indexes.restore(in: database)
    return created
  }

  /// The records that are not as they were written.
  func differences(_ created: [JournalWriter.Created], limit: Int) throws -> [StoreDifference] {
    let parents = try self.parents()
    let names = [load.schema.store.idColumn] + load.columns.map(\.name)
    let statement = try LoadStatement(
      "SELECT \(names.map(quoted).joined(separator: ", ")) FROM \(target) ORDER BY 1",
      in: database)
    defer { statement.finish() }
    let lists = try load.lists.map { try LoadStatement(selectSQL(of: $0), in: database) }
    defer { for list in lists { list.finish() } }
    var hasItem = try lists.map { try $0.step() }
    var differences: [StoreDifference] = []
    var stretch = 0
    try load.rows.forEach { row in
      guard differences.count < limit else { return }
      while stretch < created.count - 1,
        created[stretch].firstOrdinal + created[stretch].count <= row.ordinal
      { stretch += 1 }
      let id = Int64(created[stretch].firstID + row.ordinal - created[stretch].firstOrdinal)
      func note(_ field: Int, _ written: LoadedValue, _ stored: String) {
        differences.append(
          StoreDifference(
            table: load.schema.name,
            key: load.schema.naturalKey.compactMap(load.schema.fieldIndex(named:))
              .map { row.values[$0].description },
            field: load.schema.fields[field].name, written: row.values[field].description,
            stored: stored))
      }
      let isThere = try statement.step() && statement.integer(0) == id
      for (place, value) in try load.values(of: row, parents: parents).enumerated() {
        guard !isThere || !statement.equals(value, at: place + 1) else { continue }
        note(load.columns[place].value.field, value, isThere ? statement.text(place + 1) : "")
        if !isThere { break }
      }
      for (number, list) in load.lists.enumerated() {
        var items = try load.items(of: list, in: row, parents: parents)
        if list.position == nil {
          // Without positions the store gives the items in their own order.
          items.sort { lists[number].precedes($0, $1) }
        }
        var isEqual = true
        for item in items {
          guard hasItem[number], lists[number].integer(0) == id, lists[number].equals(item, at: 1)
          else {
            isEqual = false
            break
          }
          hasItem[number] = try lists[number].step()
        }
        if !isEqual || hasItem[number] && lists[number].integer(0) <= id {
          note(list.field, .null, hasItem[number] ? lists[number].text(1) : "")
          while hasItem[number], lists[number].integer(0) <= id {
            hasItem[number] = try lists[number].step()
          }
        }
      }
    }
    return differences
  }

  private var target: String { "main." + quoted(load.schema.store.table) }

  private func insertSQL(of list: RowLoad.List) -> String {
    let names = [list.owner, list.item] + [list.position].compactMap(\.self)
    return """
      INSERT INTO main.\(quoted(list.table)) (\(names.map(quoted).joined(separator: ", ")))
      VALUES (\(names.map { _ in "?" }.joined(separator: ", ")))
      """
  }

  private func selectSQL(of list: RowLoad.List) -> String {
    let order = quoted(list.position ?? list.item)
    return """
      SELECT \(quoted(list.owner)), \(quoted(list.item)) FROM main.\(quoted(list.table))
      ORDER BY \(quoted(list.owner)), \(order)
      """
  }

  /// The ids of the records that the rows can name.
  private func parents() throws -> [Int: ParentKeys] {
    var parents: [Int: ParentKeys] = [:]
    var known: [String: ParentKeys] = [:]
    for (field, reference) in load.references {
      guard load.rows.hasValues(ofFieldAt: field),
        let parent = run.package.table(named: reference.table),
        let column = ParentKeys.column(of: reference, in: parent)
      else { continue }
      let sql = """
        SELECT \(quoted(parent.store.idColumn)), \(quoted(column)) FROM main.\(quoted(parent.store.table))
        """
      if known[sql] == nil {
        var keys = ParentKeys(isFolded: ParentKeys.areFolded(reference, in: parent))
        let statement = try LoadStatement(sql, in: database)
        defer { statement.finish() }
        while try statement.step() { keys.add(statement.integer(0), text: statement.text(1)) }
        known[sql] = keys
      }
      parents[field] = known[sql]
    }
    return parents
  }
}

extension OpenRun {
  /// The tables that can be loaded directly from staged rows: empty ones that no earlier table
  /// refers to.
  func loads(of tables: [TableSchema], _ record: RunRecord) throws -> [RowLoad] {
    guard writes, record.step == .only else { return [] }
    var named: Set<String> = []
    var loads: [RowLoad] = []
    for table in tables {
      if let rows = staged[table.name] {
        if !named.contains(table.name), try storedCount(of: table) == 0,
          let load = RowLoad(rows, of: package)
        {
          loads.append(load)
        }
        named.formUnion(table.references.map(\.table))
      }
    }
    return loads
  }

  /// Discards the direct loads, so that their rows are written by SQL.
  func forgetLoads() {
    for name in staged.names { staged[name]?.isLoaded = false }
    rowLoads = [:]
    hasRefusedLoad = false
  }
}

extension RowLoad.Value {
  /// The field that it is a value of.
  fileprivate var field: Int {
    switch self {
    case .value(let field), .local(let field), .folded(let field), .parent(let field): field
    }
  }
}

/// A prepared statement on SQLite's C interface, for many rows.
private final class LoadStatement {
  private let statement: OpaquePointer
  private let database: Database

  init(_ sql: String, in database: Database) throws {
    self.database = database
    var statement: OpaquePointer?
    let code = sqlite3_prepare_v2(database.sqliteConnection, sql, -1, &statement, nil)
    guard code == SQLITE_OK, let statement else { throw Self.failure(database, code) }
    self.statement = statement
  }

  func finish() { sqlite3_finalize(statement) }

  /// Runs the statement with values.
  func run(_ values: [LoadedValue]) throws {
    for (place, value) in values.enumerated() {
      let number = CInt(truncatingIfNeeded: place + 1)
      switch value {
      case .null: sqlite3_bind_null(statement, number)
      case .integer(let integer): sqlite3_bind_int64(statement, number, integer)
      case .real(let real): sqlite3_bind_double(statement, number, real)
      case .text(var text):
        text.withUTF8 { bytes in
          bytes.withMemoryRebound(to: CChar.self) { characters in
            _ = sqlite3_bind_text(
              statement, number, characters.baseAddress, CInt(characters.count), Self.copied)
          }
        }
      }
    }
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
    guard let text = sqlite3_column_text(statement, CInt(column)) else { return "" }
    let count = Int(sqlite3_column_bytes(statement, CInt(column)))
    return String(decoding: UnsafeBufferPointer(start: text, count: count), as: UTF8.self)
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
    case .text(var text):
      guard type == SQLITE_TEXT, let stored = sqlite3_column_text(statement, CInt(column)) else {
        return false
      }
      let count = Int(sqlite3_column_bytes(statement, CInt(column)))
      return text.withUTF8 { bytes in
        bytes.elementsEqual(UnsafeBufferPointer(start: stored, count: count))
      }
    }
  }

  /// Whether one item comes before another in the store's order.
  func precedes(_ one: LoadedValue, _ two: LoadedValue) -> Bool {
    switch (one, two) {
    case (.integer(let first), .integer(let second)): first < second
    case (.real(let first), .real(let second)): first < second
    case (.text(let first), .text(let second)):
      Array(first.utf8).lexicographicallyPrecedes(Array(second.utf8))
    default: false
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
