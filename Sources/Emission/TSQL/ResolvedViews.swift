import Schemas

/// The views that give staged rows the ids of the records that they name.
struct ResolvedViews {
  let layout: StoreLayout
  let package: DataPackage
  let schema: String

  private func name(_ text: String) -> String { TSQLSpelling.name(text) }
  private func table(_ text: String) -> String { TSQLSpelling.table(text, schema: schema) }

  /// The view of the staged rows of a table: its own values, the ids of parents, and the id of the record.
  ///
  /// Of a record that is there it has the stored value of each column that the row does not give.
  func rows(of merged: MergedTable, takesParts: Bool) -> String {
    let target = merged.target
    var selection = [
      "s.[registrar_row]", "s.[registrar_new]", "t.\(name(target.idColumn)) AS [registrar_id]",
    ]
    let isThere = "t.\(name(target.idColumn)) IS NOT NULL"
    func effective(_ staged: String, column: String, field: String) -> String {
      guard takesParts, !merged.schema.naturalKey.contains(field) else {
        return "\(staged) AS \(name(column))"
      }
      let isTaken = "CHARINDEX(\(TSQLSpelling.text("|\(field)|")), s.[registrar_taken]) > 0"
      return
        "CASE WHEN \(isThere) AND COALESCE(s.[registrar_new], 0) = 0 AND NOT \(isTaken) THEN t.\(name(column)) ELSE \(staged) END"
        + " AS \(name(column))"
    }
    for column in merged.columns {
      selection.append(
        effective(column.expression(alias: "s"), column: column.name, field: column.field))
    }
    var joins: [String] = []
    for (number, lookup) in merged.lookups.enumerated() {
      let alias = "p\(number + 1)"
      selection.append(
        effective(
          "\(alias).\(name(lookup.parent.idColumn))", column: lookup.column.name,
          field: lookup.field))
      let missing = lookup.staged.map { "s.\(name($0.name)) IS NOT NULL" }
      selection.append(
        "CASE WHEN \(missing.joined(separator: " AND "))"
          + " AND \(alias).\(name(lookup.parent.idColumn)) IS NULL"
          + " THEN 1 ELSE 0 END AS \(name(lookup.field + "_missing"))")
      joins.append(join(lookup.parent, alias: alias, staged: lookup.staged, from: "s"))
    }
    if takesParts { selection.append("s.[registrar_kind]") }
    joins.append(
      "LEFT JOIN \(table(target.name)) AS t ON " + keyCondition(of: merged, staged: "s"))
    return view(merged.resolved, selection, from: merged.stage, joins)
  }

  /// The condition that a record of the target is the one of a staged row whose parents are looked up.
  private func keyCondition(of merged: MergedTable, staged: String) -> String {
    merged.target.keyColumns.map { column in
      if let number = merged.lookups.firstIndex(where: { $0.column.name == column }) {
        let id = name(merged.lookups[number].parent.idColumn)
        return "t.\(name(column)) = p\(number + 1).\(id)"
      }
      let own = merged.columns.first { $0.name == column }
      return "t.\(name(column)) = \(own?.expression(alias: staged) ?? "NULL")"
    }.joined(separator: " AND ")
  }

  /// The view of the staged items of a list: the id of the record, and of the record that the item names.
  func items(_ items: MergedTable.Items, of merged: MergedTable) -> String {
    var selection = [
      "s.[registrar_row]", "r.[registrar_id]", "s.[registrar_position]",
    ]
    var joins = [
      "INNER JOIN \(table(merged.resolved)) AS r ON r.[registrar_row] = s.[registrar_row]"
    ]
    if let parent = items.parent {
      selection.append("p1.\(name(parent.idColumn)) AS \(name(items.join.itemColumn))")
      joins.append(join(parent, alias: "p1", staged: items.staged, from: "s"))
    } else {
      selection += items.staged.map {
        $0.expression(alias: "s") + " AS " + name(items.join.itemColumn)
      }
    }
    return view(items.resolved, selection, from: items.stage, joins)
  }

  /// The view of the records that are removed, with their ids.
  func removed(of merged: MergedTable) -> String {
    view(
      merged.removedResolved,
      ["s.[registrar_row]", "p1.\(name(merged.target.idColumn)) AS [registrar_id]"],
      from: merged.removed,
      [join(merged.target, alias: "p1", staged: merged.keyColumns, from: "s")])
  }

  /// Looks a record up by the parts of its key.
  private func join(
    _ target: TargetTable, alias: String, staged: [StagedColumn], from: String
  ) -> String {
    guard let schema = package.table(named: target.schema) else { return "" }
    var inner: [String] = []
    var selection = ["k.\(name(target.idColumn))"]
    for (number, field) in schema.naturalKey.enumerated() {
      let own = target.columns(of: field)
      let column = own.first { $0.role == .utc } ?? own.first
      let part = name("registrar_key_\(number + 1)")
      if let column, case .reference = column.role,
        let reference = schema.reference(from: field),
        let parent = layout.table(of: reference.table),
        let named = parent.columns(of: reference.targetField).first
      {
        let above = "k\(number + 1)"
        inner.append(
          "INNER JOIN \(table(parent.name)) AS \(above) ON \(above).\(name(parent.idColumn))"
            + " = k.\(name(column.name))")
        selection.append("\(above).\(name(named.name)) AS \(part)")
      } else {
        selection.append("k.\(name(column?.name ?? field)) AS \(part)")
      }
    }
    let conditions = staged.enumerated().map { number, column in
      "\(alias).\(name("registrar_key_\(number + 1)")) = \(column.expression(alias: from))"
    }
    let source =
      (["SELECT " + selection.joined(separator: ", "), "FROM \(table(target.name)) AS k"] + inner)
      .joined(separator: " ")
    return "LEFT JOIN (\(source)) AS \(alias) ON " + conditions.joined(separator: " AND ")
  }

  private func view(
    _ view: String, _ selection: [String], from stage: String, _ joins: [String]
  ) -> String {
    "CREATE VIEW \(table(view)) AS\nSELECT\n  " + selection.joined(separator: ",\n  ")
      + "\nFROM \(table(stage)) AS s\n" + joins.joined(separator: "\n") + ";\nGO\n"
  }
}
