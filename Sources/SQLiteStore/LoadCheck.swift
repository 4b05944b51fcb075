import GRDB
import GRDBSQLite
import ImportPipeline
import RecordMapping
import Schemas

extension LoadedTable {
  /// Reads all loaded records back and compares the hash of each with that of its row.
  func differences(
    in database: Database, _ columns: TableColumns, limit: Int
  ) throws -> [StoreDifference] {
    let fields = feed.fields.map { columns.fields[$0] }
    let names = fields.map { "v." + quoted($0.field.name) }
    var statement: OpaquePointer?
    let sql = """
      SELECT v._id, \(names.joined(separator: ", ")) FROM \(columns.storedView) AS v ORDER BY v._id
      """
    let code = sqlite3_prepare_v2(database.sqliteConnection, sql, -1, &statement, nil)
    defer { sqlite3_finalize(statement) }
    guard code == SQLITE_OK else {
      throw DatabaseError(resultCode: ResultCode(rawValue: code))
    }
    var differences: [StoreDifference] = []
    var count = 0
    while differences.count < limit {
      let step = sqlite3_step(statement)
      guard step == SQLITE_ROW else {
        if step != SQLITE_DONE { throw DatabaseError(resultCode: ResultCode(rawValue: step)) }
        break
      }
      count += 1
      let ordinal = Int(sqlite3_column_int64(statement, 0) - firstID)
      if storedHash(of: fields, in: statement) != feed.valueHash(ordinal) {
        differences.append(difference(statement, fields, columns))
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
