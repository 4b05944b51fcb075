import GRDB
import GRDBSQLite
import ImportPipeline
import RecordMapping
import SQLStore
import Schemas

extension LoadedTable {
  /// Reads all loaded records back and compares the hash of each with that of its row.
  ///
  /// References are compared by the keys of the loaded parents, so no statement looks up a parent.
  func differences(of run: OpenRun, in database: Database, limit: Int) throws -> [StoreDifference] {
    let columns = try run.columns(of: feed.table)
    let reading = try Reading(self, run: run, columns: columns, in: database)
    defer { reading.finish() }
    var differences: [StoreDifference] = []
    var count = 0
    while differences.count < limit, try reading.step() {
      count += 1
      if try reading.hash() != feed.valueHash(reading.ordinal) {
        differences.append(difference(reading.statement, reading.fields, columns))
      }
    }
    if count != feed.count, differences.isEmpty {
      differences.append(
        StoreDifference(
          table: columns.schema.name, key: [], field: columns.key.first?.field.name ?? "",
          written: "\(feed.count) records", stored: "\(count) records"))
    }
    return differences
  }

  /// What is stored, by its key; what was written is in the file.
  private func difference(
    _ statement: OpaquePointer?, _ fields: [TableColumns.FieldColumns], _ columns: TableColumns
  ) -> StoreDifference {
    func text(_ name: String) -> String {
      guard let index = fields.firstIndex(where: { $0.field.name == name }),
        let text = sqlite3_column_text(statement, CInt(index + 1))
      else { return "" }
      return String(cString: text)
    }
    let key = columns.key.map { text($0.field.name) }
    return StoreDifference(
      table: columns.schema.name, key: key, field: columns.key.first?.field.name ?? "",
      written: "the row as read", stored: "another record")
  }
}

/// Iterates over the records loaded into a table, in the order of loading.
private struct Reading {
  let statement: OpaquePointer
  let fields: [TableColumns.FieldColumns]
  private let loaded: LoadedTable
  /// Which reference a column is, by its place among the fields, and the id of its first parent.
  private let parents: [(reference: Int, firstID: Int64)?]

  init(
    _ loaded: LoadedTable, run: OpenRun, columns: TableColumns, in database: Database
  ) throws {
    self.loaded = loaded
    let feed = loaded.feed
    fields = feed.fields.map { columns.fields[$0] }
    parents = fields.map { field in
      guard let reference = feed.parents.firstIndex(where: { $0.field == field.index }),
        case .reference = field.field.store,
        let parent = run.loads[feed.parents[reference].table]
      else { return nil }
      return (reference, parent.firstID)
    }
    let values = zip(fields, parents).map { field, parent in
      if parent != nil, case .reference(let column) = field.field.store {
        return "t." + quoted(column)
      }
      return run.lookup.value(of: field, in: columns, alias: "t")
    }
    let sql = """
      SELECT t.\(columns.id), \(values.joined(separator: ", ")) FROM \(columns.target) AS t
      ORDER BY t.\(columns.id)
      """
    var statement: OpaquePointer?
    let code = sqlite3_prepare_v2(database.sqliteConnection, sql, -1, &statement, nil)
    guard code == SQLITE_OK, let statement else {
      throw DatabaseError(resultCode: ResultCode(rawValue: code))
    }
    self.statement = statement
  }

  func finish() { sqlite3_finalize(statement) }

  /// Moves to the next record; `false` after the last.
  func step() throws -> Bool {
    let code = sqlite3_step(statement)
    guard code == SQLITE_ROW || code == SQLITE_DONE else {
      throw DatabaseError(resultCode: ResultCode(rawValue: code))
    }
    return code == SQLITE_ROW
  }

  /// The ordinal of the row the record was created from.
  var ordinal: Int { Int(sqlite3_column_int64(statement, 0) - loaded.firstID) }

  /// The hash of the record's values; 0 when it names a parent that was not loaded.
  func hash() throws -> UInt64 {
    var hash = ByteHash.seed
    for place in fields.indices {
      if let parent = parents[place], sqlite3_column_type(statement, CInt(place + 1)) != SQLITE_NULL
      {
        let id = sqlite3_column_int64(statement, CInt(place + 1))
        guard
          let next = loaded.feed.parentHash(parent.reference, Int(id - parent.firstID), hash)
        else { return 0 }
        hash = next
      } else {
        hash = try valueHash(of: fields[place], at: place + 1, in: statement, hash)
      }
    }
    return hash
  }
}
