import Schemas

/// The records that an undo concerns, in a temporary table, with the verdict on each.
///
/// A row without a verdict will be reversed. `op` is what the run did with the record, `before_json`
/// what the journal kept of it.
struct UndoRows {
  /// Why a record is not reversed.
  enum Verdict: String, CaseIterable {
    /// It was changed by another program since.
    case edited
    /// It is not stored any more.
    case gone
    /// It was deleted, and another record now has its key or one of its unique values.
    case taken
    /// A record that is kept refers to it.
    case needed
    /// What the run did to it is undone already.
    case done
    /// A later run changed it.
    case later
    /// Records that the run did not create refer to it.
    case children
    /// It referred to a record that is not stored any more.
    case parent

    /// Whether one such record refuses the whole undo.
    var isRefusal: Bool { self == .later || self == .children || self == .parent }
  }

  /// A table that the run wrote to.
  struct Table {
    var schema: TableSchema
    var target: TargetTable
    /// The name in the store, as statements write it.
    var name: String
    /// The surrogate key's column, as statements write it.
    var id: String { sqlIdentifier(target.idColumn) }
    /// The machine name as an SQL text.
    var label: String { sqlText(schema.name) }
  }

  let connection: any SQLConnection
  /// The tables of the package that the run wrote to, parents first.
  let tables: [Table]
  let run: RunRecord

  /// The temporary table.
  static let name = "registrar_undo"

  /// Collects what a run did.
  init(
    of run: RunRecord, package: DataPackage, in connection: any SQLConnection
  ) throws(StoreError) {
    self.connection = connection
    self.run = run
    let touched = Set(
      try connection.rows(
        "SELECT DISTINCT table_name FROM registrar_journal WHERE run_id = ?1", [.text(run.id)]
      ).compactMap { $0[0].text })
    tables = StoreLayout(package).tables.compactMap { target in
      guard touched.contains(target.schema), let schema = package.table(named: target.schema)
      else { return nil }
      return Table(
        schema: schema, target: target, name: sqlTable(target.name, connection.dialect))
    }
    try connection.execute("DROP TABLE IF EXISTS \(Self.name)")
    try connection.execute(
      """
      CREATE TEMPORARY TABLE \(Self.name) (tab TEXT NOT NULL, id BIGINT NOT NULL, op TEXT NOT NULL,
        record_key TEXT, before_json TEXT, verdict TEXT, reason TEXT, PRIMARY KEY (tab, id))
      """)
    for table in tables { try collect(table) }
  }

  private func collect(_ table: Table) throws(StoreError) {
    let run = SQLValue.text(self.run.id)
    // Ids of another program's table may have been given out again.
    let present = table.target.isOwned ? Verdict.done : .taken
    try connection.execute(
      """
      INSERT INTO \(Self.name) (tab, id, op)
      SELECT \(table.label), t.\(table.id), 'create' FROM registrar_journal AS j
      JOIN \(table.name) AS t ON t.\(table.id) BETWEEN j.first_id AND j.last_id
      WHERE j.run_id = ?1 AND j.table_name = \(table.label) AND j.operation = 'create'
      """, [run])
    try connection.execute(
      """
      INSERT INTO \(Self.name) (tab, id, op, record_key, before_json, verdict)
      SELECT \(table.label), j.first_id, j.operation, j.record_key, j.before_json,
        CASE WHEN j.operation = 'update' AND t.\(table.id) IS NULL THEN 'gone'
          WHEN j.operation = 'delete' AND t.\(table.id) IS NOT NULL
            THEN '\(present.rawValue)' END
      FROM registrar_journal AS j LEFT JOIN \(table.name) AS t ON t.\(table.id) = j.first_id
      WHERE j.run_id = ?1 AND j.table_name = \(table.label) AND j.operation <> 'create'
      """, [run])
  }

  /// How many records the run created that are no longer stored.
  func goneCount(of table: Table) throws(StoreError) -> Int {
    let made =
      try connection.value(
        """
        SELECT CAST(coalesce(sum(last_id - first_id + 1), 0) AS BIGINT) FROM registrar_journal
        WHERE run_id = ?1 AND table_name = ?2 AND operation = 'create'
        """, [.text(run.id), .text(table.schema.name)]
      ).integer ?? 0
    let present =
      try connection.value(
        "SELECT count(*) FROM \(Self.name) WHERE tab = ?1 AND op = 'create'",
        [.text(table.schema.name)]
      ).integer ?? 0
    return made - present
  }

  /// How many records have each operation and verdict; the verdict is empty for those to reverse.
  func counts(of table: Table) throws(StoreError) -> [(
    operation: String, verdict: String, count: Int
  )] {
    try connection.rows(
      """
      SELECT op, coalesce(verdict, ''), count(*) FROM \(Self.name) WHERE tab = ?1
      GROUP BY op, coalesce(verdict, '') ORDER BY 1, 2
      """, [.text(table.schema.name)]
    ).map { ($0[0].text ?? "", $0[1].text ?? "", $0[2].integer ?? 0) }
  }

  /// A record that is not reversed.
  struct Exception {
    var verdict: Verdict
    var key: [String]
    var reason: String
  }

  /// The records of a table that are not reversed, by verdict, with their keys.
  func exceptions(
    of table: Table, verdicts: [Verdict], key: StoredKey, limit: Int
  ) throws(StoreError) -> [Exception] {
    let list = verdicts.map { sqlText($0.rawValue) }.joined(separator: ", ")
    return try connection.rows(
      """
      SELECT u.verdict, coalesce(u.record_key, \(key.text(of: table.schema, alias: "t"))), u.reason
      FROM \(Self.name) AS u LEFT JOIN \(table.name) AS t ON t.\(table.id) = u.id
      WHERE u.tab = ?1 AND u.verdict IN (\(list)) ORDER BY u.id LIMIT ?2
      """, [.text(table.schema.name), SQLValue(limit)]
    ).compactMap { row in
      row[0].text.flatMap(Verdict.init(rawValue:)).map {
        Exception(
          verdict: $0, key: StoredKey.parts(row[1].text ?? ""), reason: row[2].text ?? "")
      }
    }
  }
}
