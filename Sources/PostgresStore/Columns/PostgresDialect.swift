import SQLStore
import Schemas

/// How PostgreSQL writes what stores write differently.
///
/// The catalog tells how each column's values get into and out of it.
final class PostgresDialect: SQLDialect {
  private let catalog: StoreCatalog

  init(_ catalog: StoreCatalog) { self.catalog = catalog }

  /// The separator of items as an expression.
  static let separator = "chr(31)"

  var separator: String { Self.separator }

  func parameter(_ number: Int, _ type: LogicalType) -> String { "$\(number)::\(type.name)" }

  func truth(_ value: Bool) -> String { value ? "true" : "false" }

  func null(_ type: LogicalType) -> String { "NULL::\(type.name)" }

  func cast(_ sql: String, to type: LogicalType) -> String { "(\(sql))::\(type.name)" }

  func text(_ sql: String) -> String { "(\(sql))::text" }

  func bytewise(_ sql: String) -> String { "(\(sql))::text COLLATE \"C\"" }

  func digest(_ value: TypedSQL, seed: Int64) -> String? {
    // By bytes: collations that take two texts for equal must not hide a difference.
    let sql = value.type == .text ? bytewise(value.sql) : value.sql
    return "\(value.type.hashFunction)(\(sql), \(seed))"
  }

  func function(_ name: String) -> String { "pg_temp." + name }

  func differ(_ one: String, _ other: String) -> String { "\(one) IS DISTINCT FROM \(other)" }

  func isAmong(_ id: String, _ select: String) -> String { "\(id) = ANY (ARRAY(\(select)))" }

  func isUntouched(_ id: String, by stage: String) -> String {
    "NOT EXISTS (SELECT 1 FROM \(stage) AS touched WHERE touched._id = \(id))"
  }

  var orderedJoin: String { "JOIN" }

  func joined(_ value: String, from source: String, orderedBy order: String?) -> String {
    """
    (SELECT string_agg((\(value))::text, \(separator) ORDER BY \(order ?? bytewise(value))) \
    FROM \(source))
    """
  }

  func instant(_ text: String) -> String { sqlText(text) + "::timestamptz" }

  var keepsGivenIDs: String { "OVERRIDING SYSTEM VALUE" }

  // MARK: Tables

  func qualified(_ table: String) -> String { catalog.qualified(table) }

  func temporary(_ name: String) -> String { "pg_temp." + quoted(name) }

  func temporary(
    _ part: TemporaryPart, of table: TableSchema, number: Int, list: TableColumns.FieldColumns?
  ) -> String {
    // Numbers, as names of tables and fields may be too long together.
    let suffix = "\(number)" + (list.map { "_\($0.index)" } ?? "")
    return switch part {
    case .stage: "pg_temp._stage_" + suffix
    case .aside: "pg_temp._aside_" + suffix
    case .storedView: "pg_temp._stored_" + suffix
    }
  }

  func ruleColumn(_ name: String, _ type: LogicalType) -> String {
    // Texts compare by bytes.
    quoted(name) + " " + type.inRules.name + (type == .text ? " COLLATE \"C\"" : "")
  }

  func creation(ofTemporary name: String, _ columns: [String]) -> String {
    "CREATE TEMP TABLE \(quoted(name)) (\(columns.joined(separator: ", "))) ON COMMIT DROP"
  }

  func index(_ name: String, onTemporary table: String, _ columns: [String]) -> String {
    "CREATE INDEX ON \(temporary(table)) (\(columns.map(quoted).joined(separator: ", ")))"
  }

  // MARK: Surrogate ids

  func idType(of table: TableColumns) -> String {
    guard table.numbers != nil else { return "bigint" }
    let column = catalog.column(table.schema.store.idColumn, of: table.schema.store.table)
    return column?.category == .other("uuid") ? "uuid" : "text"
  }

  func castID(_ sql: String, of table: TableColumns) -> String {
    "\(sql)::\(idType(of: table))"
  }

  func pendingID(_ row: String, of table: TableColumns) -> String {
    switch idType(of: table) {
    case "uuid": "lpad(to_hex(\(row)), 32, '0')::uuid"
    case "text": "'-' || \(row)"
    default: "-1 - \(row)"
    }
  }

  // MARK: Columns of the store

  func isExact(_ column: String, of table: String) -> Bool {
    catalog.column(column, of: table)?.category == .numeric
  }

  func read(_ column: String, of table: String, alias: String, as form: ColumnForm) -> String {
    let reference = "\(alias).\(quoted(column))"
    let physical = catalog.column(column, of: table)
    switch form {
    case .value(let type): return physical?.read(reference, as: type) ?? reference
    case .instant, .array: return physical?.read(reference, as: .text) ?? reference
    case .localTime:
      return physical?.category == .localInstant
        ? "to_char(\(reference), 'YYYY-MM-DD\"T\"HH24:MI')"
        : "left(replace((\(reference))::text, ' ', 'T'), 16)"
    }
  }

  func write(_ value: String, to column: String, of table: String, from form: ColumnForm) -> String
  {
    let physical = catalog.column(column, of: table)
    switch form {
    case .value(let type): return physical?.write(value, from: type) ?? value
    case .localTime where physical?.category == .localInstant: return "(\(value))::timestamp"
    case .instant, .localTime, .array: return physical?.write(value, from: .text) ?? value
    }
  }

  func isInstant(
    _ column: String, of table: String, alias: String, _ value: TypedSQL
  ) -> String {
    let own = write(value.sql, to: column, of: table, from: .value(value.type))
    return "\(alias).\(quoted(column)) = \(own)"
  }

  func arrayItems(_ column: String, of table: TableColumns, _ type: LogicalType) -> String {
    """
    SELECT t.\(table.id) AS owner, l.position, (l.item)::text::\(type.name) AS item \
    FROM \(table.target) AS t, unnest(t.\(quoted(column))) WITH ORDINALITY AS l (item, position)
    """
  }
}

extension LogicalType {
  /// The function of PostgreSQL that hashes values with a seed.
  fileprivate var hashFunction: String {
    switch self {
    case .integer: "hashint8extended"
    case .real: "hashfloat8extended"
    case .exact: "hash_numeric_extended"
    case .text: "hashtextextended"
    }
  }
}
