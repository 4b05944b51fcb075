public import Schemas

/// A foreign key of any table of the database that refers to a table of the package.
public struct IncomingReference: Sendable, Hashable {
  /// A referring column with the column that it refers to.
  public struct Pair: Sendable, Hashable {
    /// The referring column.
    public var own: String
    /// The column referred to.
    public var target: String
  }

  /// The referring table as statements name it.
  public var table: String
  /// The referring table as messages name it; with its schema where that is another one.
  public var name: String
  /// The columns.
  public var columns: [Pair]
  /// Whether this role may read the referring table.
  public var isReadable: Bool

  /// The condition that a referring row `o` refers to a record `t`.
  var condition: String {
    columns.map { "o.\(sqlIdentifier($0.own)) = t.\(sqlIdentifier($0.target))" }
      .joined(separator: " AND ")
  }
}

/// The foreign keys of a database that refer to a package's tables but are not references of the package.
///
/// When a record is deleted, the database applies such a key whoever owns the referring table: it
/// deletes, clears or refuses. The package does not know it, so the catalog is read.
public struct IncomingReferences {
  private let connection: any SQLConnection
  private let layout: StoreLayout

  /// The foreign keys of the database that a connection leads to.
  public init(_ connection: any SQLConnection, layout: StoreLayout) {
    self.connection = connection
    self.layout = layout
  }

  /// The foreign keys that refer to a table.
  public func references(to target: TargetTable) throws(StoreError) -> [IncomingReference] {
    let all: [IncomingReference]
    switch connection.dialect {
    case .sqlite: all = try sqliteReferences(to: target)
    case .postgresql: all = try serverReferences(to: target)
    }
    return all.filter { !isOfPackage($0, to: target) }
  }

  /// Staged deletes of records that remaining rows refer to, with the referring table and the number of
  /// those rows; 0 where the role may not read them.
  ///
  /// - Parameters:
  ///   - stage: the staging table, with `_row`, `_op` and `_id`.
  ///   - stages: the staging tables of the run, by machine name.
  public func remaining(
    afterDeletesIn stage: String, of target: TargetTable, stages: [String: String]
  ) throws(StoreError) -> [(ordinal: Int, children: String, count: Int)] {
    var found: [(ordinal: Int, children: String, count: Int)] = []
    for reference in try references(to: target) {
      let isUnseen = !reference.isReadable
      let other =
        isUnseen
        ? ""
        : " JOIN \(reference.table) AS o ON \(reference.condition)\(leaving(reference, stages))"
      let rows = try connection.rows(
        """
        SELECT s._row, count(*) FROM \(stage) AS s
        JOIN \(sqlTable(target.name, connection.dialect)) AS t ON t.\(sqlIdentifier(target.idColumn)) = s._id\(other)
        WHERE s._op = 'delete' GROUP BY s._row ORDER BY s._row
        """)
      found += rows.map {
        ($0[0].integer ?? 0, reference.name, isUnseen ? 0 : $0[1].integer ?? 0)
      }
    }
    return found
  }

  /// Whether a record of a table can be deleted and reinserted without effect on what refers to it.
  public func mayVanish(from target: TargetTable) throws(StoreError) -> Bool {
    let acting: SQLValue
    switch connection.dialect {
    case .sqlite:
      acting = try connection.value(
        """
        SELECT count(*) FROM main.sqlite_master AS m, pragma_foreign_key_list(m.name, 'main') AS f
        WHERE m.type = 'table' AND lower(f."table") = lower(?1) AND f.on_delete <> 'NO ACTION'
        """, [.text(target.name)])
    case .postgresql:
      acting = try connection.value(
        """
        SELECT count(*) FROM pg_catalog.pg_constraint
        WHERE contype = 'f' AND confrelid = to_regclass(?1) AND confdeltype <> 'a'
        """, [.text(sqlTable(target.name, connection.dialect))])
    }
    return acting.integer == 0
  }

  /// Leaves out referring records that the run deletes too.
  private func leaving(_ reference: IncomingReference, _ stages: [String: String]) -> String {
    guard let table = layout.tables.first(where: { $0.name == reference.name }),
      let stage = stages[table.schema]
    else { return "" }
    return " AND NOT EXISTS (SELECT 1 FROM \(stage) AS d"
      + " WHERE d._id = o.\(sqlIdentifier(table.idColumn)) AND d._op = 'delete')"
  }

  /// Whether a foreign key is a reference of the package, or belongs to the items of a record's own list.
  private func isOfPackage(_ reference: IncomingReference, to target: TargetTable) -> Bool {
    // A column may hold the parent's key instead of its id.
    let holdsKey = layout.tables.contains { table in
      table.name == reference.name
        && table.columns.contains { own in
          own.refersTo == target.name && reference.columns.contains { $0.own == own.name }
        }
    }
    if holdsKey { return true }
    guard reference.columns.count == 1, let column = reference.columns.first,
      column.target == target.idColumn
    else { return false }
    return layout.tables.contains { table in
      table.name == reference.name
        && table.columns.contains {
          $0.name == column.own && $0.role == .reference(table: target.name)
        }
        || table.joinTables.contains { list in
          list.name == reference.name
            && (list.ownerColumn == column.own && table.name == target.name
              || list.itemColumn == column.own && list.itemReference == target.name)
        }
    }
  }

  private func sqliteReferences(
    to target: TargetTable
  ) throws(StoreError) -> [IncomingReference] {
    let rows = try connection.rows(
      """
      SELECT m.name, f.id, f."from", coalesce(f."to", k.name)
      FROM main.sqlite_master AS m, pragma_foreign_key_list(m.name, 'main') AS f
      LEFT JOIN pragma_table_info(?1, 'main') AS k ON k.pk = f.seq + 1
      WHERE m.type = 'table' AND lower(f."table") = lower(?1)
      ORDER BY m.name, f.id, f.seq
      """, [.text(target.name)])
    return Self.grouped(rows) { row in
      IncomingReference(
        table: "main." + quoted(row[0].text ?? ""), name: row[0].text ?? "", columns: [],
        isReadable: true)
    }
  }

  private func serverReferences(
    to target: TargetTable
  ) throws(StoreError) -> [IncomingReference] {
    let rows = try connection.rows(
      """
      SELECT c.relname, k.oid::bigint, a.attname, b.attname, n.nspname,
        n.nspname = current_schema(), has_table_privilege(c.oid, 'SELECT')
      FROM pg_catalog.pg_constraint AS k
      JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid
      JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
      CROSS JOIN LATERAL unnest(k.conkey, k.confkey) WITH ORDINALITY AS u (own, target, place)
      JOIN pg_catalog.pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = u.own
      JOIN pg_catalog.pg_attribute AS b ON b.attrelid = k.confrelid AND b.attnum = u.target
      WHERE k.contype = 'f' AND k.conparentid = 0 AND k.confrelid = to_regclass(?1)
      ORDER BY k.oid, u.place
      """, [.text(sqlTable(target.name, connection.dialect))])
    return Self.grouped(rows) { row in
      let name = row[0].text ?? ""
      let schema = row[4].text ?? ""
      return IncomingReference(
        table: quoted(schema) + "." + quoted(name),
        name: row[5].integer == 1 ? name : schema + "." + name, columns: [],
        isReadable: row[6].integer == 1)
    }
  }

  /// Foreign keys from rows with the table, the key's number and a pair of columns.
  private static func grouped(
    _ rows: [[SQLValue]], _ make: ([SQLValue]) -> IncomingReference
  ) -> [IncomingReference] {
    var references: [IncomingReference] = []
    var last: [SQLValue] = []
    for row in rows {
      let key = Array(row.prefix(2))
      if key != last { references.append(make(row)) }
      last = key
      references[references.count - 1].columns.append(
        .init(own: row[2].text ?? "", target: row[3].text ?? ""))
    }
    return references
  }

}
