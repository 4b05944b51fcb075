import SQLStore
import Schemas

/// The tables of a schema as the server's catalog describes them.
struct StoreCatalog {
  /// The schema that holds the store's tables.
  let schema: String
  /// The other schemas of the database that tables of the package are in.
  let others: [String]
  /// The columns by table and name; tables of other schemas as `hr.people`.
  private(set) var tables: [String: [String: PhysicalColumn]] = [:]

  /// Reads the catalog.
  ///
  /// - Parameter package: whose tables are asked for; without one those of the schema.
  init(schema: String, of package: DataPackage? = nil, _ connection: PostgresConnection) throws {
    self.schema = schema
    let names = package.map { package in
      StoreLayout(package).tables.flatMap { [$0.name] + $0.joinTables.map(\.name) }
    }
    others = Set((names ?? []).compactMap(StoreMapping.schemaName)).sorted()
    let rows = try connection.query(
      """
      SELECT w.prefix || c.relname, a.attname, coalesce(b.typname, t.typname), coalesce(b.typtype, t.typtype),
        format_type(a.atttypid, a.atttypmod), format_type(a.atttypid, NULL), a.attnotnull,
        CASE WHEN a.attidentity <> '' THEN
            'nextval(' || quote_literal(pg_get_serial_sequence(quote_ident(n.nspname) || '.'
              || quote_ident(c.relname), a.attname)) || ')'
          WHEN a.attgenerated = '' THEN
            coalesce(pg_get_expr(d.adbin, d.adrelid), pg_get_expr(t.typdefaultbin, 0)) END,
        a.attidentity, a.attgenerated,
        CASE WHEN t.typtype = 'd' THEN t.typtypmod ELSE a.atttypmod END, t.typtype = 'd'
      FROM pg_catalog.pg_class AS c
      JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
      JOIN \(wanted) ON w.name = n.nspname
      JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0
        AND NOT a.attisdropped
      JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid
      LEFT JOIN pg_catalog.pg_type AS b ON b.oid = t.typbasetype AND t.typtype = 'd'
      LEFT JOIN pg_catalog.pg_attrdef AS d ON d.adrelid = c.oid AND d.adnum = a.attnum
      WHERE c.relkind IN ('r', 'p', 'v', 'f')
      ORDER BY 1, a.attnum
      """, schemas)
    for row in 0..<rows.count {
      func text(_ column: Int) -> String { rows.text(row, column) ?? "" }
      let modifier = rows.integer(row, 10) ?? -1
      var column = PhysicalColumn(
        name: text(1),
        category: Self.category(text(2), kind: text(3), written: text(5)),
        typeText: text(4), isNotNull: text(6) == "t", defaultSQL: rows.text(row, 7),
        isIdentity: !text(8).isEmpty, isGenerated: !text(9).isEmpty)
      // The modifier counts its own four bytes (varchar), or packs two numbers (numeric).
      if ["varchar", "bpchar", "_varchar", "_bpchar"].contains(text(2)), modifier > 4 {
        column.maximumLength = modifier - 4
      }
      if text(2) == "numeric", modifier > 4 {
        column.precision = ((modifier - 4) >> 16 & 0xFFFF, (modifier - 4) & 0x7FF)
      }
      column.place = row
      if text(2) == "int2" { column.byteCount = 2 }
      if text(2) == "int4" || text(2) == "float4" { column.byteCount = 4 }
      if rows.text(row, 11) == "t" { column.domain = text(5) }
      column.isPadded = text(2) == "bpchar"
      tables[text(0), default: [:]][text(1)] = column
    }
  }

  /// A column; `nil` where there is none.
  func column(_ name: String, of table: String) -> PhysicalColumn? { tables[table]?[name] }

  /// The schemas as a table of names and what stands before their tables' names, of two parameters.
  var wanted: String {
    """
    (SELECT $1::text AS name, '' AS prefix UNION ALL
      SELECT u.name, u.name || '.' FROM unnest($2::text[]) AS u (name)) AS w
    """
  }

  /// What the two parameters are.
  var schemas: [String?] { [schema, arrayLiteral(others)] }

  /// A table as statements name it.
  func qualified(_ table: String) -> String {
    guard let other = StoreMapping.schemaName(of: table), others.contains(other) else {
      return quoted(schema) + "." + quoted(table)
    }
    return quoted(other) + "." + quoted(StoreMapping.bareName(of: table))
  }

  private static func category(
    _ type: String, kind: String, written: String
  ) -> PhysicalColumn.Category {
    guard kind == "b" else { return .other(written) }
    if type.hasPrefix("_"), written.hasSuffix("[]") { return .array(written) }
    switch type {
    case "bool": return .boolean
    case "int2", "int4", "int8": return .integer
    case "float4", "float8": return .float
    case "numeric": return .numeric
    case "date": return .date
    case "timestamptz": return .instant
    case "timestamp": return .localInstant
    case "time": return .time
    case "text", "varchar", "bpchar": return .text
    default: return .other(written)
    }
  }
}
