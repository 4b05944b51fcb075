import SQLStore
import Schemas

/// How SQLite writes what stores write differently.
///
/// Values have no types there, so that nothing is cast.
final class SQLiteDialect: SQLDialect {
  /// The types that columns of other programs' tables are declared with, by table and column.
  var declaredTypes: [String: [String: String]] = [:]

  var separator: String { "char(31)" }

  func parameter(_ number: Int, _ type: LogicalType) -> String { "?\(number)" }

  func truth(_ value: Bool) -> String { value ? "1" : "0" }

  func null(_ type: LogicalType) -> String { "NULL" }

  func cast(_ sql: String, to type: LogicalType) -> String { sql }

  func text(_ sql: String) -> String { sql }

  func bytewise(_ sql: String) -> String { sql }

  func digest(_ value: TypedSQL, seed: Int64) -> String? { nil }

  func function(_ name: String) -> String { name }

  func differ(_ one: String, _ other: String) -> String { "\(one) IS NOT \(other)" }

  func isAmong(_ id: String, _ select: String) -> String { "\(id) IN (\(select))" }

  func isUntouched(_ id: String, by stage: String) -> String {
    "\(id) NOT IN (SELECT _id FROM \(stage) WHERE _id IS NOT NULL)"
  }

  var orderedJoin: String { "CROSS JOIN" }

  func joined(_ value: String, from source: String, orderedBy order: String?) -> String {
    """
    (SELECT group_concat(i, \(separator)) FROM (SELECT \(value) AS i FROM \(source) \
    ORDER BY \(order ?? "1")))
    """
  }

  func instant(_ text: String) -> String { sqlText(text) }

  var keepsGivenIDs: String { "" }

  // MARK: Tables

  func qualified(_ table: String) -> String { "main." + quoted(table) }

  func temporary(_ name: String) -> String { "temp." + quoted(name) }

  func temporary(
    _ part: TemporaryPart, of table: TableSchema, number: Int, list: TableColumns.FieldColumns?
  ) -> String {
    temporary(bareName(part, of: table, list: list))
  }

  /// The name of a temporary table without what qualifies it.
  func bareName(
    _ part: TemporaryPart, of table: TableSchema, list: TableColumns.FieldColumns? = nil
  ) -> String {
    let name = table.name + (list.map { "__" + $0.field.name } ?? "")
    return switch part {
    case .stage: "stage_" + name
    case .aside: "aside_" + name
    case .storedView: "_stored_" + name
    }
  }

  func ruleColumn(_ name: String, _ type: LogicalType) -> String { quoted(name) }

  func creation(ofTemporary name: String, _ columns: [String]) -> String {
    "CREATE TABLE \(temporary(name)) (\(columns.joined(separator: ", ")))"
  }

  func index(_ name: String, onTemporary table: String, _ columns: [String]) -> String {
    """
    CREATE INDEX IF NOT EXISTS \(temporary(name)) \
    ON \(quoted(table)) (\(columns.map(quoted).joined(separator: ", ")))
    """
  }

  // MARK: Surrogate ids

  func idType(of table: TableColumns) -> String { table.numbers == nil ? "INTEGER" : "TEXT" }

  func castID(_ sql: String, of table: TableColumns) -> String { sql }

  func pendingID(_ row: String, of table: TableColumns) -> String { "-1 - \(row)" }

  // MARK: Columns of the store

  func isExact(_ column: String, of table: String) -> Bool { false }

  func read(_ column: String, of table: String, alias: String, as form: ColumnForm) -> String {
    let reference = "\(alias).\(quoted(column))"
    return switch form {
    case .value: reference
    case .instant: SQLFunctions.instant(reference)
    case .localTime: SQLFunctions.localText(reference)
    case .array: SQLFunctions.items(reference, separator: separator)
    }
  }

  func write(_ value: String, to column: String, of table: String, from form: ColumnForm) -> String
  {
    switch form {
    case .value: return value
    case .instant, .localTime:
      // A column declared as a time gets SQLite's own format.
      let type = declaredTypes[table]?[column] ?? ""
      guard type.contains("DATETIME") || type.contains("TIMESTAMP") else { return value }
      return "datetime(\(value))"
    case .array(let areNumbers): return SQLFunctions.array(value, areNumbers: areNumbers)
    }
  }

  func isInstant(
    _ column: String, of table: String, alias: String, _ value: TypedSQL
  ) -> String {
    "\(read(column, of: table, alias: alias, as: .instant)) = \(value.sql)"
  }

  func arrayItems(_ column: String, of table: TableColumns, _ type: LogicalType) -> String {
    """
    SELECT t.\(table.id) AS owner, l.key + 1 AS position, l.value AS item \
    FROM \(table.target) AS t, json_each(t.\(quoted(column))) AS l
    """
  }
}
