public import Schemas

/// A field of a stored record that another program changed since the tool wrote it.
public struct ManualEdit: Sendable, Hashable {
  /// The field, by index in the schema.
  public var field: Int
  /// When it was changed last, UTC `YYYY-MM-DDTHH:MM:SSZ`; `nil` if nothing recorded it.
  public var editedAt: String?

  /// A changed field.
  public init(field: Int, editedAt: String?) {
    self.field = field
    self.editedAt = editedAt
  }
}

/// Changes by other programs: those that the store's triggers record in `registrar_edits` and, in
/// tables without such triggers, values that differ from what runs wrote.
public struct ManualEdits {
  private let connection: any SQLConnection
  private let layout: StoreLayout

  /// The edits of a store, over a connection to it.
  public init(_ connection: any SQLConnection, layout: StoreLayout) {
    self.connection = connection
    self.layout = layout
  }

  /// Whether any record of a table was edited.
  public func exist(in table: TableSchema) throws(StoreError) -> Bool {
    guard let target = layout.table(of: table.name) else { return false }
    guard target.isOwned else {
      return try ForeignEdits(connection: connection, schema: table, target: target).mayExist()
    }
    guard try isKept() else { return false }
    return try connection.value(
      "SELECT count(*) FROM (SELECT 1 FROM registrar_edits WHERE table_name = ?1 LIMIT 1) AS e",
      [.text(target.name)]
    ).integer != 0
  }

  /// Whether the store records edits at all.
  private func isKept() throws(StoreError) -> Bool {
    switch connection.dialect {
    case .sqlite:
      try connection.value(
        "SELECT count(*) FROM main.sqlite_master WHERE name = 'registrar_edits'"
      ).integer != 0
    case .postgresql:
      try !connection.value("SELECT to_regclass('registrar_edits')::text").isNull
    }
  }

  /// The fields of a record that were edited and do not have their old value again, in the schema's
  /// order.
  ///
  /// - Parameter id: the record's surrogate id.
  public func ofRecord(
    _ id: SQLValue, of table: TableSchema
  ) throws(StoreError) -> [ManualEdit] {
    guard let target = layout.table(of: table.name) else { return [] }
    guard target.isOwned else {
      return try ForeignEdits(connection: connection, schema: table, target: target).ofRecord(id)
        .sorted().map { ManualEdit(field: $0, editedAt: nil) }
    }
    let rows = try connection.rows(
      """
      SELECT column_name, edited_at, before_text FROM registrar_edits
      WHERE table_name = ?1 AND record_id = ?2
      """, [.text(target.name), id])
    var edits: [Int: String] = [:]
    for row in rows {
      guard let column = row[0].text, let index = field(of: column, in: target, table) else {
        continue
      }
      if try isTakenBack(column, before: row[2], id: id, in: target) { continue }
      let editedAt = row[1].text ?? ""
      edits[index] = max(edits[index] ?? "", editedAt)
    }
    return edits.sorted { $0.key < $1.key }.map { ManualEdit(field: $0.key, editedAt: $0.value) }
  }

  /// Whether a column again holds what the tool had written.
  private func isTakenBack(
    _ column: String, before: SQLValue, id: SQLValue, in target: TargetTable
  ) throws(StoreError) -> Bool {
    guard target.columns.contains(where: { $0.name == column }) else { return false }
    let now = try connection.value(
      """
      SELECT CAST(\(sqlIdentifier(column)) AS TEXT) FROM \(sqlTable(target.name, connection.dialect))
      WHERE \(sqlIdentifier(target.idColumn)) = ?1
      """, [id])
    return now.text == before.text
  }

  private func field(
    of column: String, in target: TargetTable, _ schema: TableSchema
  ) -> Int? {
    let name =
      target.columns.first { $0.name == column }?.field
      ?? target.joinTables.first { $0.name == column }?.field
    return name.flatMap(schema.fieldIndex(named:))
  }

  /// Discards the edits of what a merge writes: of fields that staged updates change, and of
  /// records that are created or deleted.
  public func discard(writtenTo tables: [JournalWriter.Table]) throws(StoreError) {
    for table in tables where table.target.isOwned {
      guard try exist(in: table.schema) else { continue }
      let name = SQLValue.text(table.target.name)
      try connection.execute(
        """
        DELETE FROM registrar_edits WHERE table_name = ?1 AND record_id IN (
          SELECT _id FROM \(table.stage) WHERE _op IN ('create', 'delete'))
        """, [name])
      for (index, field) in table.schema.fields.enumerated() {
        let columns =
          table.target.columns(of: field.name).map(\.name)
          + table.target.joinTables.filter { $0.field == field.name }.map(\.name)
        for column in columns {
          try connection.execute(
            """
            DELETE FROM registrar_edits
            WHERE table_name = ?1 AND column_name = ?2 AND record_id IN (
              SELECT _id FROM \(table.stage) WHERE _op = 'update' AND _changed LIKE ?3)
            """, [name, .text(column), .text("%,\(index),%")])
        }
      }
    }
  }
}
