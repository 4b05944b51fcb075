import Schemas
import TabularCore

/// The statements that merge staged rows into the tables of the target, in one transaction.
struct MergeScript {
  let tables: [MergedTable]
  let schema: String
  let mode: TableSchema.WriteMode?
  let takesParts: Bool
  let language: Language

  private func name(_ text: String) -> String { TSQLSpelling.name(text) }
  private func table(_ text: String) -> String { TSQLSpelling.table(text, schema: schema) }

  /// The whole script.
  var text: String {
    var statements = ["SET NOCOUNT ON;", "SET XACT_ABORT ON;", "BEGIN TRANSACTION;"]
    statements += tables.map(counts)
    for merged in tables {
      statements += guards(of: merged, isLate: false)
      if marksNew(merged) { statements.append(mark(merged)) }
      statements.append(merge(merged))
    }
    for merged in tables where merged.lookups.contains(where: \.isLate) {
      statements += guards(of: merged, isLate: true)
      statements.append(completion(merged))
    }
    for merged in tables { statements += merged.items.flatMap { items($0, of: merged) } }
    for merged in tables.reversed() { statements += removals(of: merged) }
    statements.append(totals)
    statements.append("COMMIT TRANSACTION;")
    return statements.joined(separator: "\n\n") + "\nGO\n"
  }

  private func mode(of merged: MergedTable) -> TableSchema.WriteMode {
    mode ?? merged.schema.writeMode
  }

  /// How many rows are staged, and how many of them are new.
  private func counts(_ merged: MergedTable) -> String {
    """
    SELECT \(TSQLSpelling.text(merged.target.name)) AS [table], COUNT(*) AS [staged],
      COALESCE(SUM(CASE WHEN s.[registrar_id] IS NULL THEN 1 ELSE 0 END), 0) AS [new]
    FROM \(table(merged.resolved)) AS s;
    """
  }

  /// Refuses rows whose parents are not there, and changes of records that are not there.
  private func guards(of merged: MergedTable, isLate: Bool) -> [String] {
    var guards = merged.lookups.filter { $0.isLate == isLate }.map { lookup in
      refusal(
        "SELECT 1 FROM \(table(merged.resolved)) AS s"
          + " WHERE s.\(name(lookup.field + "_missing")) = 1",
        "tsql/missingParent",
        ["table": merged.target.name, "field": lookup.field, "parent": lookup.parent.name])
    }
    guard !isLate, takesParts, mode(of: merged) != .updateOnly else { return guards }
    guards.append(
      refusal(
        "SELECT 1 FROM \(table(merged.resolved)) AS s"
          + " WHERE s.[registrar_kind] = 1 AND s.[registrar_id] IS NULL",
        "tsql/missingRecord", ["table": merged.target.name]))
    return guards
  }

  private func refusal(
    _ condition: String, _ message: String, _ arguments: [String: String]
  ) -> String {
    "IF EXISTS (\(condition))\n  THROW 50001, "
      + "\(TSQLSpelling.text(language.label(message, values: arguments.map { ($0.key, $0.value) }))), 1;"
  }

  /// Whether what follows the merge concerns the records alone that the merge makes.
  private func marksNew(_ merged: MergedTable) -> Bool {
    (takesParts || mode(of: merged) == .insertOnly)
      && (!merged.items.isEmpty || merged.lookups.contains(where: \.isLate))
  }

  /// Notes which rows make new records.
  private func mark(_ merged: MergedTable) -> String {
    """
    UPDATE \(table(merged.stage))
    SET [registrar_new] = CASE WHEN [registrar_row] IN (
      SELECT s.[registrar_row] FROM \(table(merged.resolved)) AS s WHERE s.[registrar_id] IS NULL
    ) THEN 1 ELSE 0 END;
    """
  }

  private func merge(_ merged: MergedTable) -> String {
    let target = merged.target
    let early = merged.lookups.filter { !$0.isLate }.map(\.column.name)
    let own = merged.columns.map(\.name) + early
    let kept = own.filter { !target.keyColumns.contains($0) }
    let mode = mode(of: merged)
    var lines = [
      "MERGE INTO \(table(target.name)) WITH (HOLDLOCK) AS t",
      "USING \(table(merged.resolved)) AS s",
      "ON t.\(name(target.idColumn)) = s.[registrar_id]",
    ]
    if mode != .insertOnly, !kept.isEmpty {
      lines += update(kept, of: target)
    }
    if mode != .updateOnly {
      var columns = own.map { (name($0), "s." + name($0)) }
      if target.idType == .uuid, !own.contains(target.idColumn) {
        columns.append((name(target.idColumn), "NEWID()"))
      }
      for column in target.provenance where column.kind == .instant {
        columns.append((name(column.name), "SYSUTCDATETIME()"))
      }
      let filled = Set(own + target.provenance.map(\.name))
      for (column, value) in merged.schema.store.defaults.sorted(by: { $0.key < $1.key })
      where !filled.contains(column) {
        columns.append((name(column), value))
      }
      lines.append("WHEN NOT MATCHED THEN")
      lines.append("  INSERT (\(columns.map(\.0).joined(separator: ", ")))")
      lines.append("  VALUES (\(columns.map(\.1).joined(separator: ", ")))")
    }
    return lines.joined(separator: "\n") + ";"
  }

  /// The references to records that are merged after their own table, or in it.
  private func completion(_ merged: MergedTable) -> String {
    let late = merged.lookups.filter(\.isLate).map(\.column.name)
    let lines =
      [
        "MERGE INTO \(table(merged.target.name)) WITH (HOLDLOCK) AS t",
        "USING \(table(merged.resolved)) AS s",
        "ON t.\(name(merged.target.idColumn)) = s.[registrar_id]",
      ] + update(late, of: merged.target, onlyNew: mode(of: merged) == .insertOnly)
    return lines.joined(separator: "\n") + ";"
  }

  /// Gives columns of a record their values, where one differs.
  private func update(
    _ columns: [String], of target: TargetTable, onlyNew: Bool = false
  ) -> [String] {
    let new = columns.map { "s." + name($0) }.joined(separator: ", ")
    let old = columns.map { "t." + name($0) }.joined(separator: ", ")
    var changes = columns.map { "\(name($0)) = s.\(name($0))" }
    if target.provenance.contains(where: { $0.name == "updated_at" }) {
      changes.append("[updated_at] = SYSUTCDATETIME()")
    }
    return [
      "WHEN MATCHED\(onlyNew ? " AND s.[registrar_new] = 1" : "") AND EXISTS (SELECT \(new) EXCEPT SELECT \(old)) THEN",
      "  UPDATE SET \(changes.joined(separator: ", "))",
    ]
  }

  /// Gives records the items of a list that their rows have, in place of those that are there.
  private func items(_ items: MergedTable.Items, of merged: MergedTable) -> [String] {
    var condition = "s.[registrar_id] IS NOT NULL"
    let join = items.join
    var columns = [join.ownerColumn, join.itemColumn]
    var values = ["i.[registrar_id]", "i.\(name(join.itemColumn))"]
    if let position = join.positionColumn {
      columns.append(position)
      values.append("i.[registrar_position]")
    }
    var statements: [String] = []
    if items.parent != nil {
      statements.append(
        refusal(
          "SELECT 1 FROM \(table(items.resolved)) AS s"
            + " WHERE s.\(name(join.itemColumn)) IS NULL", "tsql/missingParent",
          [
            "table": merged.target.name, "field": items.field,
            "parent": items.parent?.name ?? "",
          ]))
    }
    let isNew = "s.[registrar_new] = 1"
    if mode(of: merged) == .insertOnly {
      condition += " AND " + isNew
    } else if takesParts {
      let field = TSQLSpelling.text("|\(items.field)|")
      condition += " AND (\(isNew) OR CHARINDEX(\(field), g.[registrar_taken]) > 0)"
    }
    let owners =
      "SELECT s.[registrar_id] FROM \(table(merged.resolved)) AS s"
      + (takesParts
        ? " INNER JOIN \(table(merged.stage)) AS g ON g.[registrar_row] = s.[registrar_row]" : "")
      + " WHERE \(condition)"
    return statements + [
      "DELETE FROM \(table(join.name)) WHERE \(name(join.ownerColumn)) IN (\(owners));",
      """
      INSERT INTO \(table(join.name)) (\(columns.map(name).joined(separator: ", ")))
      SELECT \(values.joined(separator: ", "))
      FROM \(table(items.resolved)) AS i
      WHERE i.[registrar_id] IN (\(owners));
      """,
    ]
  }

  private func removals(of merged: MergedTable) -> [String] {
    guard takesParts else { return [] }
    let ids =
      "SELECT s.[registrar_id] FROM \(table(merged.removedResolved)) AS s"
      + " WHERE s.[registrar_id] IS NOT NULL"
    return merged.target.joinTables.map {
      "DELETE FROM \(table($0.name)) WHERE \(name($0.ownerColumn)) IN (\(ids));"
    } + [
      "DELETE FROM \(table(merged.target.name)) WHERE \(name(merged.target.idColumn)) IN (\(ids));"
    ]
  }

  /// How many records the tables have afterwards.
  private var totals: String {
    tables.map { merged in
      "SELECT \(TSQLSpelling.text(merged.target.name)) AS [table], COUNT(*) AS [records]"
        + " FROM \(table(merged.target.name))"
    }.joined(separator: "\nUNION ALL\n") + ";"
  }
}
