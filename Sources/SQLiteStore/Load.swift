import GRDB
import GRDBSQLite
public import ImportPipeline
import RecordMapping
import SQLStore
public import Schemas
import TabularCore

/// The records that a run loaded into one table without staging them.
struct LoadedTable {
  /// The id of the record of ordinal 0.
  var firstID: Int64
  /// The ordinals of the rows that became records.
  var rows: LoadedRows
  var feed: RecordFeed
}

/// Ordinals of rows, a bit for each.
struct LoadedRows {
  private var words: [UInt64] = []

  mutating func insert(_ ordinal: Int) {
    let word = ordinal / 64
    if word >= words.count {
      words.append(contentsOf: repeatElement(0, count: word + 1 - words.count))
    }
    words[word] |= 1 << UInt64(ordinal % 64)
  }

  @inline(__always)
  func contains(_ ordinal: Int) -> Bool {
    let word = ordinal / 64
    return word < words.count && words[word] >> UInt64(ordinal % 64) & 1 == 1
  }
}

extension SQLiteStore {
  /// Whether a table is empty and its given fields are columns, or references to tables that are
  /// loaded, too.
  public func canLoad(
    _ table: TableSchema, fields: [Int], parents: [RecordFeed.Parent]
  ) throws(StoreError) -> Bool {
    guard table.store.isOwned else { return false }
    return try access { run, database in
      let columns = try run.columns(of: table)
      let given = Set(fields)
      for field in columns.fields where field.isStored {
        switch field.field.store {
        case .column: continue
        case .reference where parents.contains(where: { $0.field == field.index }): continue
        default:
          if given.contains(field.index) { return false }
        }
      }
      return try Bool.fetchOne(
        database, sql: "SELECT NOT EXISTS (SELECT 1 FROM \(columns.target))") ?? false
    }
  }
}

/// Writes the records of a feed, one after another, and builds the table's indexes when all are there.
struct Load {
  let run: OpenRun
  let database: Database
  let record: RunRecord

  /// Loads a feed; returns where its records are, and which rows they came from.
  func perform(
    _ feed: RecordFeed, after base: Int
  ) throws -> (table: LoadedTable, created: [JournalWriter.Created]) {
    let columns = try run.columns(of: feed.table)
    let indexes = try LoadIndexes(of: columns.schema.store.table, in: database)
    let firstID = Int64(base) + 1
    let (sql, parameters) = statement(feed, columns)
    let writer = try RowWriter(database, sql: sql, record: record, now: run.now)
    defer { writer.finish() }
    let parents = try feed.parents.map { parent in
      guard let loaded = run.loads[parent.table] else {
        throw StoreError(
          "run.internal", variant: "reason",
          [IssueArgument("reason", "the parents of \(feed.table.name) were not loaded")])
      }
      return (loaded.firstID, loaded.rows)
    }
    var rows = LoadedRows()
    var created: [JournalWriter.Created] = []
    var count = 0
    try feed.forEachBlock { block in
      try writer.write(block, firstID: firstID, parameters, parents: parents)
      count += block.rows.count
      for row in block.rows {
        let id = firstID + Int64(row.ordinal)
        rows.insert(row.ordinal)
        if let last = created.last, last.firstOrdinal + last.count == row.ordinal {
          created[created.count - 1].count += 1
        } else {
          created.append(
            JournalWriter.Created(firstOrdinal: row.ordinal, firstID: Int(id), count: 1))
        }
      }
    }
    guard count == feed.count else {
      throw StoreError(
        "run.internal", variant: "reason",
        [IssueArgument("reason", "\(feed.count) records were planned, \(count) came")])
    }
    // A second thread sorts the keys; it receives them in cache-sized chunks.
    try database.execute(sql: "PRAGMA threads = 2; PRAGMA main.cache_size = -4000")
    try indexes.restore(in: database)
    try database.execute(sql: "PRAGMA main.cache_size = -16000")
    return (LoadedTable(firstID: firstID, rows: rows, feed: feed), created)
  }

  /// Where a parameter of the statement gets its value from.
  enum Parameter {
    /// The value at a place of the row.
    case value(Int)
    /// The parent of a reference.
    case parent(Int)
  }

  private func statement(
    _ feed: RecordFeed, _ columns: TableColumns
  ) -> (sql: String, parameters: [Parameter]) {
    var names: [String] = []
    var parameters: [Parameter] = []
    for (place, index) in feed.fields.enumerated() {
      switch columns.fields[index].field.store {
      case .column(let name):
        names.append(quoted(name))
        parameters.append(.value(place))
      case .reference(let name):
        guard let parent = feed.parents.firstIndex(where: { $0.field == index }) else { continue }
        names.append(quoted(name))
        parameters.append(.parent(parent))
      default: continue
      }
    }
    let marks = parameters.indices.map { "?\($0 + 4)" }
    let sql = """
      INSERT INTO \(columns.target)
        (id, created_at, updated_at, created_run, updated_run\(names.map { ", " + $0 }.joined()))
      VALUES (?1, ?2, ?2, ?3, ?3\(marks.map { ", " + $0 }.joined()))
      """
    return (sql, parameters)
  }
}

/// One prepared INSERT, bound to bytes without copying them.
private final class RowWriter {
  private let statement: OpaquePointer
  private let database: Database

  init(_ database: Database, sql: String, record: RunRecord, now: String) throws {
    self.database = database
    var statement: OpaquePointer?
    let code = sqlite3_prepare_v2(database.sqliteConnection, sql, -1, &statement, nil)
    guard code == SQLITE_OK, let statement else { throw Self.failure(database, code) }
    self.statement = statement
    // These stay bound for all rows; SQLite keeps copies.
    sqlite3_bind_text(statement, 2, now, -1, Self.copied)
    sqlite3_bind_text(statement, 3, record.id, -1, Self.copied)
  }

  func finish() { sqlite3_finalize(statement) }

  private static let copied = unsafeBitCast(
    OpaquePointer(bitPattern: -1), to: sqlite3_destructor_type.self)

  private static func failure(_ database: Database, _ code: CInt) -> DatabaseError {
    DatabaseError(
      resultCode: ResultCode(rawValue: code),
      message: sqlite3_errmsg(database.sqliteConnection).map { String(cString: $0) })
  }

  /// Writes the rows of a block.
  ///
  /// - Parameters:
  ///   - firstID: the id of the record of ordinal 0.
  ///   - parents: the same for the parents of each reference, and which of them are there.
  func write(
    _ block: RecordFeed.Block, firstID: Int64, _ parameters: [Load.Parameter],
    parents: [(firstID: Int64, rows: LoadedRows)]
  ) throws {
    let stride = parameters.count
    let code = block.arena.withUnsafeBufferPointer { arena in
      block.values.withUnsafeBufferPointer { values in
        parameters.withUnsafeBufferPointer { parameters -> CInt in
          for row in block.rows {
            sqlite3_bind_int64(statement, 1, firstID &+ Int64(row.ordinal))
            for index in 0..<stride {
              let number = CInt(truncatingIfNeeded: index &+ 4)
              switch parameters[index] {
              case .value(let position):
                bind(values[row.place &* stride &+ position], at: number, arena)
              case .parent(let position):
                let parent = block.parents[row.place &* parents.count &+ position]
                if parent < 0 {
                  sqlite3_bind_null(statement, number)
                } else if parents[position].rows.contains(Int(parent)) {
                  sqlite3_bind_int64(
                    statement, number, parents[position].firstID + Int64(parent))
                } else {
                  // What SQLite would raise if it checked foreign keys here.
                  return ResultCode.SQLITE_CONSTRAINT_FOREIGNKEY.rawValue
                }
              }
            }
            // Texts are bound without copies, so the row is written while they are still in memory.
            let code = sqlite3_step(statement)
            sqlite3_reset(statement)
            guard code == SQLITE_DONE else { return code }
          }
          return SQLITE_DONE
        }
      }
    }
    guard code == SQLITE_DONE else { throw Self.failure(database, code) }
  }

  @inline(__always)
  private func bind(
    _ value: ScreenedValue, at number: CInt, _ arena: UnsafeBufferPointer<UInt8>
  ) {
    switch value.kind {
    case .null: sqlite3_bind_null(statement, number)
    case .integer: sqlite3_bind_int64(statement, number, Int64(bitPattern: value.bits))
    case .real: sqlite3_bind_double(statement, number, Double(bitPattern: value.bits))
    case .text:
      arena.withMemoryRebound(to: CChar.self) { bytes in
        let start = bytes.baseAddress.map { $0 + value.offset }
        _ = sqlite3_bind_text(statement, number, start, CInt(value.length), nil)
      }
    case .date:
      CivilDate.withText(ofDays: Int(Int64(bitPattern: value.bits))) { bytes in
        let start = bytes.assumingMemoryBound(to: CChar.self).baseAddress
        _ = sqlite3_bind_text(statement, number, start, CInt(bytes.count), Self.copied)
      }
    case .pooled: preconditionFailure("a feed's values stand in its arena")
    }
  }
}
