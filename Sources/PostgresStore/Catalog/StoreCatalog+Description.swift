import ImportPipeline
import SQLStore
import Schemas

extension StoreCatalog {
  /// The tables with their constraints and indexes.
  func description(_ connection: PostgresConnection) throws -> StoreDescription {
    var description = StoreDescription()
    let choices = try choices(connection)
    for (name, columns) in tables {
      var table = StoreDescription.Table()
      table.columns = columns.values.sorted { $0.place < $1.place }.map { column in
        StoreDescription.Column(
          name: column.name, kind: column.kind(choices: choices), type: column.typeText,
          isNotNull: column.isNotNull, hasDefault: column.defaultSQL != nil || column.isIdentity,
          isComputed: column.isGenerated, defaultSQL: column.defaultSQL)
      }
      description.tables[name] = table
    }
    try readConstraints(into: &description, connection)
    try readKeys(into: &description, connection)
    try readIndexes(into: &description, connection)
    try readUniqueIndexes(into: &description, connection)
    try readRights(into: &description, connection)
    try readSequences(into: &description, connection)
    return description
  }

  /// The values of enumerated types, by the type's name as columns write it.
  private func choices(_ connection: PostgresConnection) throws -> [String: [String]] {
    let rows = try connection.query(
      """
      SELECT format_type(e.enumtypid, NULL), e.enumlabel FROM pg_catalog.pg_enum AS e
      ORDER BY e.enumtypid, e.enumsortorder
      """)
    var choices: [String: [String]] = [:]
    for row in 0..<rows.count {
      choices[rows.text(row, 0) ?? "", default: []].append(rows.text(row, 1) ?? "")
    }
    return choices
  }

  private func readConstraints(
    into description: inout StoreDescription, _ connection: PostgresConnection
  ) throws {
    let rows = try connection.query(
      """
      SELECT w.prefix || c.relname, k.contype, k.conname, pg_get_expr(k.conbin, k.conrelid),
        CASE WHEN cardinality(k.conkey) = 1 THEN a.attname END,
        CASE WHEN o.nspname = $1 THEN '' ELSE o.nspname || '.' END || p.relname
      FROM pg_catalog.pg_constraint AS k
      JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid
      JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
      JOIN \(wanted) ON w.name = n.nspname
      LEFT JOIN pg_catalog.pg_class AS p ON p.oid = k.confrelid
      LEFT JOIN pg_catalog.pg_namespace AS o ON o.oid = p.relnamespace
      LEFT JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = k.conkey[1]
      WHERE k.contype IN ('c', 'f') ORDER BY 1, k.conname
      """, schemas)
    for row in 0..<rows.count {
      let table = rows.text(row, 0) ?? ""
      if rows.text(row, 1) == "c" {
        description.tables[table]?.checks.append(
          StoreDescription.Check(
            name: rows.text(row, 2) ?? "", condition: rows.text(row, 3) ?? ""))
      } else if let column = rows.text(row, 4), let parent = rows.text(row, 5) {
        description.tables[table]?.references.append(
          StoreDescription.Reference(column: column, table: parent))
      }
    }
  }

  private func readIndexes(
    into description: inout StoreDescription, _ connection: PostgresConnection
  ) throws {
    let rows = try connection.query(
      """
      SELECT w.prefix || c.relname, x.indisunique AND x.indpred IS NULL,
        string_agg(coalesce(a.attname, ''), chr(31) ORDER BY k.place)
      FROM pg_catalog.pg_index AS x
      JOIN pg_catalog.pg_class AS c ON c.oid = x.indrelid
      JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
      JOIN \(wanted) ON w.name = n.nspname
      CROSS JOIN LATERAL unnest(x.indkey::smallint[]) WITH ORDINALITY AS k (number, place)
      LEFT JOIN pg_catalog.pg_attribute AS a
        ON a.attrelid = c.oid AND a.attnum = k.number AND k.number > 0
      WHERE x.indisvalid AND k.place <= x.indnkeyatts
      GROUP BY w.prefix || c.relname, x.indexrelid, x.indisunique, x.indpred IS NULL
      ORDER BY 1, x.indexrelid
      """, schemas)
    for row in 0..<rows.count {
      let table = rows.text(row, 0) ?? ""
      let columns = keyParts(rows.text(row, 2) ?? "")
      // An expression has no name, and an index over one tells nothing about columns.
      guard !columns.contains("") else { continue }
      description.tables[table]?.indexes.append(columns)
      if rows.text(row, 1) == "t" { description.tables[table]?.uniqueKeys.append(columns) }
    }
  }
}

extension StoreCatalog {
  /// The unique indexes with what they compare; texts of types like citext compare as their type does.
  private func readUniqueIndexes(
    into description: inout StoreDescription, _ connection: PostgresConnection
  ) throws {
    let rows = try connection.query(
      """
      SELECT w.prefix || c.relname, i.relname, pg_get_expr(x.indpred, x.indrelid), k.place, a.attname,
        pg_get_indexdef(x.indexrelid, k.place::integer, true),
        coalesce(b.typname, t.typname) = 'citext' OR NOT coalesce(l.collisdeterministic, true)
      FROM pg_catalog.pg_index AS x
      JOIN pg_catalog.pg_class AS c ON c.oid = x.indrelid
      JOIN pg_catalog.pg_class AS i ON i.oid = x.indexrelid
      JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
      JOIN \(wanted) ON w.name = n.nspname
      CROSS JOIN LATERAL unnest(x.indkey::smallint[], x.indcollation::oid[])
        WITH ORDINALITY AS k (number, rule, place)
      LEFT JOIN pg_catalog.pg_attribute AS a
        ON a.attrelid = c.oid AND a.attnum = k.number AND k.number > 0
      LEFT JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid
      LEFT JOIN pg_catalog.pg_type AS b ON b.oid = t.typbasetype AND t.typtype = 'd'
      LEFT JOIN pg_catalog.pg_collation AS l ON l.oid = k.rule
      WHERE x.indisunique AND x.indisvalid AND k.place <= x.indnkeyatts
      ORDER BY 1, x.indexrelid, k.place
      """, schemas)
    for row in 0..<rows.count {
      let table = rows.text(row, 0) ?? ""
      let name = rows.text(row, 1) ?? ""
      let column = rows.text(row, 4)
      let term = StoreDescription.UniqueIndex.Term(
        sql: column.map(quoted) ?? "(" + (rows.text(row, 5) ?? "NULL") + ")", column: column,
        collation: rows.text(row, 6) == "t" ? "" : nil)
      let known = description.tables[table]?.uniqueIndexes ?? []
      if known.last?.name == name {
        description.tables[table]?.uniqueIndexes[known.count - 1].terms.append(term)
      } else {
        description.tables[table]?.uniqueIndexes.append(
          .init(name: name, terms: [term], condition: rows.text(row, 2)))
      }
    }
  }

  /// What the role may not do, and whether it sees all records.
  private func readRights(
    into description: inout StoreDescription, _ connection: PostgresConnection
  ) throws {
    let rows = try connection.query(
      """
      SELECT w.prefix || c.relname, row_security_active(c.oid),
        string_agg(p.name, ',' ORDER BY p.place)
        FILTER (WHERE NOT has_schema_privilege(n.oid, 'USAGE') OR NOT CASE p.name WHEN 'DELETE' THEN has_table_privilege(c.oid, p.name)
          ELSE has_any_column_privilege(c.oid, p.name) END)
      FROM pg_catalog.pg_class AS c
      JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
      JOIN \(wanted) ON w.name = n.nspname
      CROSS JOIN unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE'])
        WITH ORDINALITY AS p (name, place)
      WHERE c.relkind IN ('r', 'p', 'v', 'f')
      GROUP BY w.prefix || c.relname, c.oid
      """, schemas)
    for row in 0..<rows.count {
      let table = rows.text(row, 0) ?? ""
      description.tables[table]?.hidesRows = rows.text(row, 1) == "t"
      description.tables[table]?.missingPrivileges =
        rows.text(row, 2)?.split(separator: ",").map(String.init) ?? []
    }
  }

  /// Sequences of primary keys that are behind the ids that are stored.
  private func readSequences(
    into description: inout StoreDescription, _ connection: PostgresConnection
  ) throws {
    let rows = try connection.query(
      """
      SELECT w.prefix || c.relname, a.attname, s.oid::regclass::text
      FROM pg_catalog.pg_depend AS d
      JOIN pg_catalog.pg_class AS s ON s.oid = d.objid AND s.relkind = 'S'
      JOIN pg_catalog.pg_class AS c ON c.oid = d.refobjid
      JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
      JOIN \(wanted) ON w.name = n.nspname AND has_schema_privilege(n.oid, 'USAGE')
      JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = d.refobjsubid
        AND a.atttypid IN ('smallint'::regtype, 'integer'::regtype, 'bigint'::regtype)
      JOIN pg_catalog.pg_index AS x
        ON x.indrelid = c.oid AND x.indisprimary AND x.indkey::text = a.attnum::text
      JOIN pg_catalog.pg_sequence AS q ON q.seqrelid = s.oid AND q.seqincrement > 0
      WHERE d.deptype IN ('a', 'i')
        AND CASE s.relkind WHEN 'S' THEN has_sequence_privilege(s.oid, 'SELECT') END AND has_table_privilege(c.oid, 'SELECT')
        AND NOT row_security_active(c.oid)
      """, schemas)
    for row in 0..<rows.count {
      let table = rows.text(row, 0) ?? ""
      let sequence = rows.text(row, 2) ?? ""
      let found = try connection.query(
        """
        SELECT s.last_value + s.is_called::integer, m.highest
        FROM \(sequence) AS s,
          (SELECT max(\(quoted(rows.text(row, 1) ?? ""))) AS highest FROM \(qualified(table))) AS m
        WHERE m.highest >= s.last_value + s.is_called::integer
        """)
      guard let next = found.integer(0, 0), let highest = found.integer(0, 1) else { continue }
      description.tables[table]?.lateSequence = .init(
        name: sequence, next: next, highest: highest)
    }
  }
}

extension PhysicalColumn {
  /// What values the column can hold, as a check of a store asks.
  fileprivate func kind(choices: [String: [String]]) -> StoreDescription.Column.Kind {
    switch category {
    case .boolean: .boolean
    case .integer: .integer(bytes: byteCount)
    case .float: byteCount == 4 ? .shortReal : .real
    case .numeric: .decimal(digits: precision?.digits, scale: precision?.scale)
    case .date: .date
    case .instant: .instant
    case .localInstant: .timestamp
    case .array: .array
    case .time: .time
    case .text: .text(limit: maximumLength)
    case .other("uuid"): .uuid
    case .other(let type): choices[type].map { .choice($0) } ?? .other
    }
  }
}
