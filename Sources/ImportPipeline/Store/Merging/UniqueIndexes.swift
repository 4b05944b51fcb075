import Schemas

/// Drops unique indexes of tables while records exchange their values, and recreates them.
///
/// Stores check each record as it is written, so two records could never exchange values. Without the
/// indexes they can, and recreating those checks the result. No temporary values are written.
public struct UniqueIndexes {
  private let connection: any SQLConnection

  /// The indexes of the database that a connection leads to.
  public init(_ connection: any SQLConnection) {
    self.connection = connection
  }

  /// Runs a body without the unique indexes of tables; it is rolled back when it throws, or when an index
  /// cannot be recreated.
  ///
  /// - Returns: `nil` when the role may not change the tables, or records are not unique afterwards.
  public func lift<Result>(
    from tables: [String], _ body: () throws(StoreError) -> Result
  ) throws(StoreError) -> Result? {
    try connection.execute("SAVEPOINT lifted")
    do throws(StoreError) {
      var definitions: [String] = []
      for table in tables { definitions += try take(from: table) }
      let result = try body()
      for definition in definitions { try connection.execute(definition) }
      try connection.execute("RELEASE SAVEPOINT lifted")
      return result
    } catch {
      guard error.isRefusal else { throw error }
      try connection.execute("ROLLBACK TO SAVEPOINT lifted")
      try connection.execute("RELEASE SAVEPOINT lifted")
      return nil
    }
  }

  /// Drops the indexes of a table; returns the statements that recreate them.
  private func take(from table: String) throws(StoreError) -> [String] {
    switch connection.dialect {
    case .sqlite:
      let rows = try connection.rows(
        """
        SELECT name, sql FROM main.sqlite_master
        WHERE type = 'index' AND tbl_name = ?1 AND sql LIKE 'CREATE UNIQUE%'
        """, [.text(table)])
      for row in rows {
        try connection.execute("DROP INDEX main.\(sqlIdentifier(row[0].text ?? ""))")
      }
      return rows.compactMap { $0[1].text }
    case .postgresql:
      return try takeConstraints(of: sqlTable(table, connection.dialect))
    }
  }

  /// A key that foreign keys of other tables rely on stays.
  private func takeConstraints(of table: String) throws(StoreError) -> [String] {
    let constraints = try connection.rows(
      """
      SELECT quote_ident(k.conname), pg_get_constraintdef(k.oid)
      FROM pg_catalog.pg_constraint AS k
      WHERE k.conrelid = to_regclass(?1) AND k.contype = 'u' AND NOT EXISTS (
        SELECT 1 FROM pg_catalog.pg_constraint AS f
        WHERE f.contype = 'f' AND f.conindid = k.conindid)
      ORDER BY k.conname
      """, [.text(table)])
    let indexes = try connection.rows(
      """
      SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)
      FROM pg_catalog.pg_index AS i
      WHERE i.indrelid = to_regclass(?1) AND i.indisunique AND NOT i.indisprimary AND NOT EXISTS (
        SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.conindid = i.indexrelid)
      ORDER BY 1
      """, [.text(table)])
    var definitions: [String] = []
    for row in constraints {
      let name = row[0].text ?? ""
      try connection.execute("ALTER TABLE \(table) DROP CONSTRAINT \(name)")
      definitions.append("ALTER TABLE \(table) ADD CONSTRAINT \(name) \(row[1].text ?? "")")
    }
    for row in indexes {
      try connection.execute("DROP INDEX \(row[0].text ?? "")")
      definitions.append(row[1].text ?? "")
    }
    return definitions
  }
}
