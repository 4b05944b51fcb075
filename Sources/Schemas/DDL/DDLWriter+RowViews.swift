extension DDLWriter {
  /// The statement that makes a view of rows; a record's values are read where they stand.
  func statement(for view: RowView, of table: TargetTable) -> String {
    let rows = view.rows.compactMap { row -> String? in
      guard let column = table.columns(of: row.field).first(where: { $0.role == .value }) else {
        return nil
      }
      let value = "t.\(sqlIdentifier(column.name))"
      let id = "t.\(sqlIdentifier(table.idColumn))"
      let mark = view.mark.map { ", " + isListed(row.label, in: $0.field, of: table) } ?? ""
      return "SELECT \(id), \(sqlText(row.label)), \(value)\(mark)"
        + " FROM \(sqlIdentifier(table.name)) AS t WHERE \(value) IS NOT NULL"
    }
    let head = dialect == .sqlite ? "CREATE VIEW IF NOT EXISTS" : "CREATE OR REPLACE VIEW"
    let columns = view.columns.map(sqlIdentifier).joined(separator: ", ")
    return "\(head) \(sqlIdentifier(view.name)) (\(columns)) AS\n  "
      + rows.joined(separator: "\n  UNION ALL ")
  }

  /// Whether a list of the record `t` has an item; a list without items has none.
  private func isListed(_ item: String, in field: String, of table: TargetTable) -> String {
    if let list = table.joinTables.first(where: { $0.field == field }) {
      return "EXISTS (SELECT 1 FROM \(sqlIdentifier(list.name)) AS l"
        + " WHERE l.\(sqlIdentifier(list.ownerColumn)) = t.\(sqlIdentifier(table.idColumn))"
        + " AND l.\(sqlIdentifier(list.itemColumn)) = \(sqlText(item)))"
    }
    let column = table.columns(of: field).first.map { "t." + sqlIdentifier($0.name) } ?? "NULL"
    switch dialect {
    case .sqlite:
      return "EXISTS (SELECT 1 FROM json_each(\(column)) AS l WHERE l.value = \(sqlText(item)))"
    case .postgresql:
      return "coalesce(\(sqlText(item)) = ANY (\(column)), FALSE)"
    }
  }
}
