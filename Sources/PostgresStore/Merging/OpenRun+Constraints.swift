import SQLStore

extension OpenRun {
  /// Drops the unique keys, references and indexes of an empty table; returns what recreates them.
  ///
  /// A key that foreign keys rely on stays.
  func takeConstraints(of columns: TableColumns) throws -> [String] {
    let table = columns.target
    let constraints = try connection.query(
      """
      SELECT quote_ident(k.conname), pg_get_constraintdef(k.oid) FROM pg_catalog.pg_constraint AS k
      WHERE k.conrelid = $1::regclass AND k.contype IN ('u', 'f') AND NOT EXISTS (
        SELECT 1 FROM pg_catalog.pg_constraint AS f
        WHERE k.contype = 'u' AND f.contype = 'f' AND f.conindid = k.conindid)
      ORDER BY k.contype DESC, k.conname
      """, [table])
    let indexes = try connection.query(
      """
      SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)
      FROM pg_catalog.pg_index AS i WHERE i.indrelid = $1::regclass AND NOT i.indisprimary
        AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conindid = i.indexrelid)
      ORDER BY 1
      """, [table])
    var definitions: [String] = []
    for row in 0..<constraints.count {
      let name = constraints.text(row, 0) ?? ""
      try connection.execute("ALTER TABLE \(table) DROP CONSTRAINT \(name)")
      definitions.append(
        "ALTER TABLE \(table) ADD CONSTRAINT \(name) \(constraints.text(row, 1) ?? "")")
    }
    for row in 0..<indexes.count {
      try connection.execute("DROP INDEX \(indexes.text(row, 0) ?? "")")
      definitions.append(indexes.text(row, 1) ?? "")
    }
    return definitions
  }
}
