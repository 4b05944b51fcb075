import ImportPipeline

extension StoreCatalog {
  /// The tables with their constraints and indexes.
  func description(_ connection: PostgresConnection) throws -> StoreDescription {
    var description = StoreDescription()
    let choices = try choices(connection)
    for (name, columns) in tables {
      var table = StoreDescription.Table()
      table.columns = columns.values.sorted { $0.name < $1.name }.map { column in
        StoreDescription.Column(
          name: column.name, kind: column.kind(choices: choices), type: column.typeText,
          isNotNull: column.isNotNull, hasDefault: column.defaultSQL != nil || column.isIdentity,
          isComputed: column.isGenerated)
      }
      description.tables[name] = table
    }
    try readConstraints(into: &description, connection)
    try readIndexes(into: &description, connection)
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
      SELECT c.relname, k.contype, k.conname, pg_get_expr(k.conbin, k.conrelid),
        CASE WHEN cardinality(k.conkey) = 1 THEN a.attname END, p.relname
      FROM pg_catalog.pg_constraint AS k
      JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid
      JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
      LEFT JOIN pg_catalog.pg_class AS p ON p.oid = k.confrelid
      LEFT JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = k.conkey[1]
      WHERE n.nspname = $1 AND k.contype IN ('c', 'f') ORDER BY c.relname, k.conname
      """, [schema])
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
      SELECT c.relname, x.indisunique AND x.indpred IS NULL,
        string_agg(coalesce(a.attname, ''), chr(31) ORDER BY k.place)
      FROM pg_catalog.pg_index AS x
      JOIN pg_catalog.pg_class AS c ON c.oid = x.indrelid
      JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
      CROSS JOIN LATERAL unnest(x.indkey::smallint[]) WITH ORDINALITY AS k (number, place)
      LEFT JOIN pg_catalog.pg_attribute AS a
        ON a.attrelid = c.oid AND a.attnum = k.number AND k.number > 0
      WHERE n.nspname = $1 AND x.indisvalid AND k.place <= x.indnkeyatts
      GROUP BY c.relname, x.indexrelid, x.indisunique, x.indpred IS NULL
      ORDER BY c.relname, x.indexrelid
      """, [schema])
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

extension PhysicalColumn {
  /// What values the column can hold, as a check of a store asks.
  fileprivate func kind(choices: [String: [String]]) -> StoreDescription.Column.Kind {
    switch category {
    case .boolean: .boolean
    case .integer: .integer(bytes: byteCount)
    case .float: .real
    case .numeric: .decimal(digits: precision?.digits, scale: precision?.scale)
    case .date: .date
    case .instant, .localInstant: .instant
    case .time: .time
    case .text: .text(limit: maximumLength)
    case .other(let type): choices[type].map { .choice($0) } ?? .other
    }
  }
}
