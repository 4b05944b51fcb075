import Schemas

/// Decides which records of a run can be reversed, and why others cannot.
struct UndoValidation {
  let rows: UndoRows
  let package: DataPackage
  private let connection: any SQLConnection
  private let reading: ImageReading
  private let layout: StoreLayout
  private let name = UndoRows.name

  init(_ rows: UndoRows, package: DataPackage) {
    self.rows = rows
    self.package = package
    connection = rows.connection
    reading = ImageReading(dialect: rows.connection.dialect)
    layout = StoreLayout(package)
  }

  /// Decides about every record.
  func resolve() throws(StoreError) {
    try resolveLaterRuns()
    for table in rows.tables { try resolveEdits(of: table) }
    var changes = 1
    // A record that stays makes the records it refers to stay, so this is repeated until nothing
    // changes.
    while changes > 0 {
      changes = 0
      for table in rows.tables {
        changes += try resolveTaken(of: table)
        changes += try resolveParents(of: table)
      }
      for table in rows.tables.reversed() { changes += try resolveChildren(of: table) }
    }
  }

  // MARK: Later runs

  /// What a later run did with a record.
  private struct LaterEntry {
    var run: String
    var command: String
    var subject: String
  }

  private func resolveLaterRuns() throws(StoreError) {
    guard let number = rows.run.number else { return }
    let numbers =
      try connection.value(
        "SELECT count(*) FROM registrar_runs WHERE number > ?1", [SQLValue(number)]
      ).integer ?? 0
    guard numbers > 0 else { return }
    for table in rows.tables {
      var entries: [Int: [LaterEntry]] = [:]
      for part in [
        "j.operation IN ('update', 'delete') AND j.last_id = u.id",
        "j.operation = 'create' AND j.last_id >= u.id AND j.first_id <= u.id",
      ] {
        try connection.forEachRow(
          """
          SELECT u.id, r.run_id, r.command, r.subject FROM \(name) AS u
          JOIN registrar_journal AS j ON j.table_name = u.tab AND \(part)
          JOIN registrar_runs AS r ON r.run_id = j.run_id AND r.number > ?2
          WHERE u.tab = ?1 ORDER BY r.number
          """, [.text(table.schema.name), SQLValue(number)]
        ) { row throws(StoreError) in
          let entry = LaterEntry(
            run: row[1].text ?? "", command: row[2].text ?? "", subject: row[3].text ?? "")
          entries[row[0].integer ?? 0, default: []].append(entry)
        }
      }
      let order = try runOrder(after: number)
      for (id, later) in entries {
        let sorted = later.sorted { order[$0.run, default: 0] < order[$1.run, default: 0] }
        try resolve(id, of: table, later: sorted)
      }
    }
  }

  private func runOrder(after number: Int) throws(StoreError) -> [String: Int] {
    Dictionary(
      try connection.rows(
        "SELECT run_id, number FROM registrar_runs WHERE number > ?1", [SQLValue(number)]
      ).map { ($0[0].text ?? "", $0[1].integer ?? 0) }, uniquingKeysWith: { first, _ in first })
  }

  /// An undone run and its undo cancel each other, the latest first.
  private func resolve(
    _ id: Int, of table: UndoRows.Table, later: [LaterEntry]
  ) throws(StoreError) {
    var cancelled: Set<String> = []
    let known = Set(later.map(\.run) + [rows.run.id])
    var verdict: (UndoRows.Verdict, reason: String)?
    for entry in later.reversed() where !cancelled.contains(entry.run) {
      if entry.command == "undo", known.contains(entry.subject) {
        cancelled.insert(entry.subject)
      } else {
        verdict = (.later, entry.run)
      }
    }
    if verdict == nil, cancelled.contains(rows.run.id) { verdict = (.done, "") }
    guard let verdict else { return }
    try connection.execute(
      "UPDATE \(name) SET verdict = ?3, reason = ?4 WHERE tab = ?1 AND id = ?2 AND verdict IS NULL",
      [
        .text(table.schema.name), SQLValue(id), .text(verdict.0.rawValue), .text(verdict.reason),
      ])
  }

  // MARK: Edits by hand

  private func resolveEdits(of table: UndoRows.Table) throws(StoreError) {
    guard table.target.isOwned else { return try resolveForeignEdits(of: table) }
    let isOwn = reading.has("\(name).before_json", member: "e.column_name")
    try connection.execute(
      """
      UPDATE \(name) SET verdict = 'edited', reason = (
        SELECT min(e.edited_at) FROM registrar_edits AS e
        WHERE e.table_name = \(sqlText(table.target.name)) AND e.record_id = \(name).id)
      WHERE tab = ?1 AND verdict IS NULL AND op <> 'delete' AND EXISTS (
        SELECT 1 FROM registrar_edits AS e
        WHERE e.table_name = \(sqlText(table.target.name)) AND e.record_id = \(name).id
          AND (\(name).op = 'create' OR \(isOwn)) AND NOT \(EditHistory.isBroughtBack))
      """, [.text(table.schema.name)])
  }

  /// Records that are not stored as the run wrote them, in a table without the tool's triggers.
  private func resolveForeignEdits(of table: UndoRows.Table) throws(StoreError) {
    guard
      let isUntouched = ForeignUndo.isUntouched(table, row: name, run: "?2", reading)
    else { return }
    try connection.execute(
      """
      UPDATE \(name) SET verdict = 'edited'
      WHERE tab = ?1 AND verdict IS NULL AND op <> 'delete' AND NOT \(isUntouched)
      """, [.text(table.schema.name), .text(rows.run.id)])
  }

  // MARK: Keys and unique values

  private func resolveTaken(of table: UndoRows.Table) throws(StoreError) -> Int {
    var changes = 0
    for columns in [table.target.keyColumns] + table.target.uniqueColumns where !columns.isEmpty {
      let own = columns.compactMap { name in table.target.columns.first { $0.name == name } }
      guard own.count == columns.count else { continue }
      let image = "\(name).before_json"
      let equalities = own.map { column -> String in
        let value = reading.value(image, column: column, of: table.target)
        let kept =
          "(SELECT c.\(sqlIdentifier(column.name)) FROM \(table.name) AS c"
          + " WHERE c.\(table.id) = \(name).id)"
        let has = reading.has(image, column: column.name)
        return "x.\(sqlIdentifier(column.name)) ="
          + " CASE WHEN \(has) OR \(name).op = 'delete' THEN \(value) ELSE \(kept) END"
      }
      let touches = own.map { reading.has(image, column: $0.name) }.joined(separator: " OR ")
      changes += try connection.execute(
        """
        UPDATE \(name) SET verdict = 'taken'
        WHERE tab = ?1 AND verdict IS NULL AND (op = 'delete' OR op = 'update' AND (\(touches)))
          AND EXISTS (SELECT 1 FROM \(table.name) AS x
            WHERE \(equalities.joined(separator: " AND ")) AND x.\(table.id) <> \(name).id
              AND NOT EXISTS (SELECT 1 FROM \(name) AS o
                WHERE o.tab = \(table.label) AND o.id = x.\(table.id) AND o.verdict IS NULL))
        """, [.text(table.schema.name)])
    }
    return changes
  }

  // MARK: References

  /// Records that would refer to something that is not stored and is not restored.
  private func resolveParents(of table: UndoRows.Table) throws(StoreError) -> Int {
    var changes = 0
    for column in table.target.columns {
      guard case .reference(let parent) = column.role,
        let target = layout.tables.first(where: { $0.name == parent })
      else { continue }
      let value = reading.value("\(name).before_json", column: column, of: table.target)
      changes += try connection.execute(
        """
        UPDATE \(name) SET verdict = 'parent', reason = \(sqlText(target.schema))
        WHERE tab = ?1 AND verdict IS NULL AND op <> 'create' AND \(value) IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM \(sqlTable(parent, connection.dialect)) AS p
            WHERE p.\(sqlIdentifier(target.idColumn)) = \(value))
          AND NOT EXISTS (SELECT 1 FROM \(name) AS o WHERE o.tab = \(sqlText(target.schema))
            AND o.id = \(value) AND o.op = 'delete' AND o.verdict IS NULL)
        """, [.text(table.schema.name)])
    }
    return changes
  }

  /// New records that others refer to: the record stays, or the undo is refused.
  private func resolveChildren(of table: UndoRows.Table) throws(StoreError) -> Int {
    var changes = 0
    for link in links(to: table.target) {
      let child = sqlText(link.table.schema)
      let isRestored = reading.has("o.before_json", column: link.member)
      let open = """
        NOT EXISTS (SELECT 1 FROM \(name) AS o WHERE o.tab = \(child)
          AND o.id = c.\(sqlIdentifier(link.owner)) AND o.verdict IS NULL
          AND (o.op = 'create' OR o.op = 'update' AND \(isRestored)))
        """
      let reference = "c.\(sqlIdentifier(link.column)) = \(name).id AND \(open)"
      let source = "\(sqlTable(link.source, connection.dialect)) AS c"
      let isKept = """
        EXISTS (SELECT 1 FROM \(source) JOIN \(name) AS k
          ON k.tab = \(child) AND k.id = c.\(sqlIdentifier(link.owner)) WHERE \(reference)
            AND k.op = 'create')
        """
      changes += try connection.execute(
        """
        UPDATE \(name) SET
          verdict = CASE WHEN \(isKept) THEN 'needed' ELSE 'children' END, reason = \(child)
        WHERE tab = ?1 AND verdict IS NULL AND op = 'create'
          AND EXISTS (SELECT 1 FROM \(source) WHERE \(reference))
        """, [.text(table.schema.name)])
    }
    return try changes + resolveOutsiders(of: table)
  }

  /// New records that records outside the package refer to: deleting them would damage those
  /// tables.
  private func resolveOutsiders(of table: UndoRows.Table) throws(StoreError) -> Int {
    var changes = 0
    for reference in try IncomingReferences(connection, layout: layout)
      .references(to: table.target)
    {
      let own = layout.tables.first { $0.name == reference.name }
      let isOpen =
        own.map {
          " AND NOT EXISTS (SELECT 1 FROM \(name) AS g WHERE g.tab = \(sqlText($0.schema))"
            + " AND g.id = o.\(sqlIdentifier($0.idColumn)) AND g.verdict IS NULL"
            + " AND g.op = 'create')"
        } ?? ""
      let isReferred =
        reference.isReadable
        ? " AND EXISTS (SELECT 1 FROM \(table.name) AS t JOIN \(reference.table) AS o"
          + " ON \(reference.condition) WHERE t.\(table.id) = \(name).id\(isOpen))" : ""
      changes += try connection.execute(
        """
        UPDATE \(name) SET verdict = 'children', reason = \(sqlText(own?.schema ?? reference.name))
        WHERE tab = ?1 AND verdict IS NULL AND op = 'create'\(isReferred)
        """, [.text(table.schema.name)])
    }
    return changes
  }

  /// A place where records refer to a table.
  private struct Link {
    /// The table that has the reference, or the list.
    var table: TargetTable
    /// The table whose rows hold the reference.
    var source: String
    /// The column with the id of the record that has it.
    var owner: String
    /// The column with the id of the record referred to.
    var column: String
    /// The reference's name in images.
    var member: String
  }

  private func links(to target: TargetTable) -> [Link] {
    layout.tables.flatMap { table -> [Link] in
      let columns = table.columns.compactMap { column -> Link? in
        guard case .reference(target.name) = column.role else { return nil }
        return Link(
          table: table, source: table.name, owner: table.idColumn, column: column.name,
          member: column.name)
      }
      let lists = table.joinTables.filter { $0.itemReference == target.name }.map { list in
        Link(
          table: table, source: list.name, owner: list.ownerColumn, column: list.itemColumn,
          member: list.name)
      }
      return columns + lists
    }
  }
}
