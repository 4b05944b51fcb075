import ImportPipeline
import SQLStore
import Schemas

extension StoreCatalog {
  /// Primary keys, foreign keys, and which tables are views.
  func readKeys(
    into description: inout StoreDescription, _ connection: PostgresConnection
  ) throws {
    let rows = try connection.query(
      """
      SELECT w.prefix || c.relname, k.contype,
        CASE WHEN o.nspname = $1 THEN '' ELSE o.nspname || '.' END || p.relname,
        (SELECT string_agg(a.attname, chr(31) ORDER BY u.place)
          FROM unnest(k.conkey) WITH ORDINALITY AS u (number, place)
          JOIN pg_catalog.pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = u.number),
        (SELECT string_agg(a.attname, chr(31) ORDER BY u.place)
          FROM unnest(k.confkey) WITH ORDINALITY AS u (number, place)
          JOIN pg_catalog.pg_attribute AS a ON a.attrelid = k.confrelid AND a.attnum = u.number)
      FROM pg_catalog.pg_constraint AS k
      JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid
      JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
      JOIN \(wanted) ON w.name = n.nspname
      LEFT JOIN pg_catalog.pg_class AS p ON p.oid = k.confrelid
      LEFT JOIN pg_catalog.pg_namespace AS o ON o.oid = p.relnamespace
      WHERE k.contype IN ('p', 'f') ORDER BY 1, k.conkey[1], k.conname
      """, schemas)
    for row in 0..<rows.count {
      let table = rows.text(row, 0) ?? ""
      let columns = keyParts(rows.text(row, 3) ?? "")
      if rows.text(row, 1) == "p" {
        description.tables[table]?.primaryKey = columns
      } else if let parent = rows.text(row, 2) {
        description.tables[table]?.foreignKeys.append(
          .init(columns: columns, table: parent, targets: keyParts(rows.text(row, 4) ?? "")))
      }
    }
    let views = try connection.query(
      """
      SELECT w.prefix || c.relname FROM pg_catalog.pg_class AS c
      JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
      JOIN \(wanted) ON w.name = n.nspname
      WHERE c.relkind IN ('v', 'f')
      """, schemas)
    for row in 0..<views.count { description.tables[views.text(row, 0) ?? ""]?.isView = true }
  }
}
