import Schemas

/// Keeps the values that a run wrote, as the store has them afterwards, for verification and trace
/// to compare with the store later.
///
/// Of large loads, only what is changed later is kept: the triggers record edits of the tool's own
/// tables.
public struct WrittenValues {
  /// The most new records of the tool's own table whose values are kept.
  static let mostOwned = 5_000
  /// The most new records of another program's table, which has no triggers of the tool.
  static let mostForeign = 100_000

  private let connection: any SQLConnection
  private let run: String

  /// The values of a run whose record is written.
  public init(_ connection: any SQLConnection, run: String) {
    self.connection = connection
    self.run = run
  }

  /// Keeps the values that the staged rows of a table gave their records; call it after they are
  /// merged.
  public func write(_ table: JournalWriter.Table) throws(StoreError) {
    let image = RecordImage(
      dialect: connection.dialect, schema: table.schema, table: table.target)
    let counts = try connection.rows(
      "SELECT _op, count(*) FROM \(table.stage) WHERE _op IN ('create', 'update') GROUP BY _op")
    let most = table.target.isOwned ? Self.mostOwned : Self.mostForeign
    for row in counts {
      let operation = row[0].text ?? ""
      guard operation == "update" || row[1].integer ?? 0 <= most,
        let values = image.values(
          alias: "t",
          where: { _, field in
            operation == "update" ? "s._changed LIKE '%,\(field),%'" : nil
          })
      else { continue }
      try connection.execute(
        """
        INSERT INTO registrar_written (run_id, table_name, record_id, values_json)
        SELECT ?1, ?2, \(table.target.number(of: "s._id", connection.dialect)), \(values)
        FROM \(table.stage) AS s JOIN \(sqlTable(table.target.name, connection.dialect)) AS t
          ON t.\(sqlIdentifier(table.target.idColumn)) = s._id
        WHERE s._op = ?3 ON CONFLICT (run_id, table_name, record_id) DO NOTHING
        """, [.text(run), .text(table.schema.name), .text(operation)])
    }
  }
}

extension RecordImage {
  /// SQL of the values of a record's fields, each column and list that a condition admits.
  ///
  /// - Parameters:
  ///   - alias: the record's alias in the statement.
  ///   - condition: SQL of whether a column or list, by its name and its field's index, is in the image;
  ///     `nil` for always.
  /// - Returns: `nil` for a table without values.
  func values(alias: String, where condition: (_ name: String, _ field: Int) -> String?) -> String?
  {
    var members: [String] = []
    func add(_ name: String, _ value: String, field: String?) {
      guard let index = field.flatMap(schema.fieldIndex(named:)) else { return }
      let member = "\(sqlText(label(name))) || \(value)"
      members.append(
        condition(name, index).map { "CASE WHEN \($0) THEN \(member) ELSE '' END" } ?? member)
    }
    for column in table.columns
    where column.role != .folded && column.name != table.idColumn && !column.isSecret {
      add(column.name, text(of: column, alias: alias), field: column.field)
    }
    for list in table.joinTables {
      add(list.name, "coalesce(\(items(of: list, alias: alias)), '[]')", field: list.field)
    }
    return members.isEmpty ? nil : object(members)
  }
}
