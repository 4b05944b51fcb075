import GRDB
import RuleEvaluation
import Schemas
import TestSupport

/// Tables of a package filled at random, in SQLite and as columns.
struct RandomTables {
  /// A table by its name and columns.
  struct Table {
    var name: String
    var columns: [String]
    /// The columns that say which row it is; most rows have one of their own.
    var key: [String]
  }

  let queue: DatabaseQueue
  let tables: [Table]

  init(_ package: DataPackage) throws {
    queue = try DatabaseQueue()
    var tables: [Table] = []
    for schema in package.tables {
      var columns = ["_row", "_creates"]
      for field in schema.fields {
        columns.append(field.name)
        if field.type == .dateTime { columns.append(field.name + "_local") }
        guard field.type == .list else { continue }
        tables.append(
          Table(
            name: schema.name + "__" + field.name,
            columns: ["_row"] + schema.naturalKey + ["position", "item"], key: []))
      }
      tables.append(Table(name: schema.name, columns: columns, key: schema.naturalKey))
    }
    self.tables = tables
    try queue.write { database in
      database.add(
        function: DatabaseFunction("minutes_between", argumentCount: 2, pure: true) { values in
          func minutes(_ value: DatabaseValue) -> Int? {
            guard case .string(var text) = value.storage else { return nil }
            return text.withUTF8 { RuleMinutes.minutes(of: UnsafeRawBufferPointer($0)) }
          }
          guard let from = minutes(values[0]), let to = minutes(values[1]) else { return nil }
          return to - from
        })
      for table in tables {
        let columns = table.columns.map { name in
          "\"\(name)\"" + (["_row", "_creates"].contains(name) ? " INTEGER" : "")
        }
        try database.execute(
          sql: "CREATE TABLE \"\(table.name)\" (\(columns.joined(separator: ", ")))")
      }
    }
  }

  /// Fills the tables anew.
  func fill(_ numbers: inout SeededNumbers) throws {
    try queue.write { database in
      // The fewer different values, the more rows have to do with each other.
      let variety = Int.random(in: 1...3, using: &numbers)
      for table in tables {
        try database.execute(sql: "DELETE FROM \"\(table.name)\"")
        let blanks = table.columns.map { _ in [0, 0, 2, 10].randomElement(using: &numbers) ?? 0 }
        var keys: Set<[String]> = []
        for row in 0..<Int.random(in: 0...(table.key.isEmpty ? 8 : 10), using: &numbers) {
          let values = zip(table.columns, blanks).map { column, blank in
            if Int.random(in: 0..<10, using: &numbers) < blank, !table.key.contains(column) {
              return "NULL"
            }
            return Self.value(of: column, row: row, variety: variety, &numbers)
          }
          let key = zip(table.columns, values).filter { table.key.contains($0.0) }.map(\.1)
          if !key.isEmpty, !keys.insert(key).inserted, Int.random(in: 0..<8, using: &numbers) > 0 {
            continue
          }
          try database.execute(
            sql: "INSERT INTO \"\(table.name)\" VALUES (\(values.joined(separator: ", ")))")
        }
      }
    }
  }

  /// SQL of a value that fits a column's name.
  private static func value(
    of column: String, row: Int, variety: Int, _ numbers: inout SeededNumbers
  ) -> String {
    func one(_ texts: String...) -> String { texts.randomElement(using: &numbers) ?? "NULL" }
    switch column {
    case "_row", "position":
      return Int.random(in: 0..<12, using: &numbers) == 0 && column == "_row" ? "NULL" : String(row)
    case "_creates", "locked", "proctored", "can_lead": return one("0", "1")
    case "seats", "capacity", "accessible_seats", "duration_minutes":
      return one("10", "30", "60", "120", "180")
    case "status": return one("'draft'", "'active'", "'assigned'", "'closed'")
    case "role": return one("'lead'", "'proctor'", "'helper'")
    case "delivery", "delivery_modes": return one("'paper'", "'online'")
    case "item":
      return one("'paper'", "'online'", "'exam_code-0'", "'exam_code-1'", "'exam_code-2'")
    case "opens_at", "closes_at": return one("'08:00'", "'09:00'", "'11:30'", "'17:00'")
    case "valid_from", "valid_to", "certified_until":
      return one("'2027-01-01'", "'2027-01-04'", "'2027-01-05'")
    case "session_manager", "email":
      return "'username-\(Int.random(in: 0...variety, using: &numbers))'"
    case "home_location_code":
      return "'location_code-\(Int.random(in: 0...variety, using: &numbers))'"
    case "session_code": return "'session_code-\(Int.random(in: 0...variety + 4, using: &numbers))'"
    default: break
    }
    guard column.hasSuffix("_at") || column.hasSuffix("_local") || column.hasSuffix("deadline")
    else { return "'\(column)-\(Int.random(in: 0...variety, using: &numbers))'" }
    let day = Int.random(in: 3...5, using: &numbers)
    let time = one("08:00", "09:00", "10:30", "11:00", "12:00", "17:30")
    return "'2027-01-0\(day)T\(time)\(column.hasSuffix("_local") ? "" : ":00Z")'"
  }

  /// The tables as columns.
  func relations(_ pool: TextPool) throws -> [String: Relation] {
    try queue.read { database in
      var relations: [String: Relation] = [:]
      for table in tables {
        let rows = try Row.fetchAll(database, sql: "SELECT * FROM \"\(table.name)\"")
        relations[table.name] = Relation(
          count: rows.count, isTable: true,
          columns: table.columns.enumerated().map { place, name in
            let values = rows.map { $0[place] as DatabaseValue }
            return (name, { Self.vector(values, pool) })
          })
      }
      return relations
    }
  }

  private static func vector(_ values: [DatabaseValue], _ pool: TextPool) -> ColumnVector {
    if values.contains(where: { if case .string = $0.storage { true } else { false } }) {
      return .text(
        values.map { value in
          if case .string(let text) = value.storage { pool.number(of: text) } else { -1 }
        })
    }
    guard values.contains(where: { !$0.isNull }) else { return .null(values.count) }
    return .integer(
      IntegerColumn(values.map { Int64.fromDatabaseValue($0) ?? ColumnVector.noInteger }))
  }

  /// The lines with a row that SQLite returns: names with values, a line each.
  func linesInSQLite(_ query: String) throws -> [String] {
    try queue.read { database in
      try Row.fetchAll(database, sql: query)
        .filter { !($0["at_row"] as DatabaseValue).isNull }
        .map { row in
          row.map { name, value in
            switch value.storage {
            case .int64(let number): "\(name)=\(number)"
            case .string(let text): "\(name)='\(text)'"
            default: "\(name)=\(value)"
            }
          }.joined(separator: " ")
        }
    }
  }

  /// Lines of columns in the same form.
  static func texts(_ lines: QueryLines, _ pool: TextPool) -> [String] {
    (0..<lines.count).map { line in
      lines.columns.map { name, column in
        guard !column.isNull(at: line) else { return "\(name)=NULL" }
        switch column {
        case .text(let numbers): return "\(name)='\(pool.text(numbers[line]))'"
        case .integer(let values): return "\(name)=\(values[line])"
        default: return "\(name)=?"
        }
      }.joined(separator: " ")
    }
  }
}
