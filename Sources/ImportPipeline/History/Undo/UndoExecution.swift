import Schemas

/// Reverses the records that an undo may reverse, with a journal of its own.
///
/// Order: the journal records what will be replaced; created records that nothing refers to are
/// deleted; deleted records are restored, parents first; changed records get their old values;
/// references that close a cycle follow; the remaining created records are deleted, children first.
/// Where records need unique values that others still hold, changed records are restored first, and
/// as a last resort everything is done without the unique indexes.
struct UndoExecution {
  let rows: UndoRows
  let package: DataPackage
  /// The undo's own run.
  let record: RunRecord
  private let connection: any SQLConnection
  private let reading: ImageReading
  private let name = UndoRows.name

  init(_ rows: UndoRows, package: DataPackage, record: RunRecord) {
    self.rows = rows
    self.package = package
    self.record = record
    connection = rows.connection
    reading = ImageReading(dialect: rows.connection.dialect)
  }

  /// Writes everything; returns how many records were restored, changed and deleted, by table.
  func perform() throws(StoreError) -> [String: MergeCounts] {
    var counts: [String: MergeCounts] = [:]
    Failpoint.journalStarting.pass()
    try writeJournal()
    Failpoint.journalWritten.pass()
    for table in rows.tables.reversed() {
      try discardKeys(of: table)
      counts[table.schema.name, default: MergeCounts()].deleted += try remove(
        table, onlyUnreferenced: true)
    }
    let moved = MovedKeys(connection, package: package)
    try moved.remember()
    let restored = try putBack()
    try moved.follow()
    for (table, count) in restored {
      counts[table, default: MergeCounts()].created = count.created
      counts[table, default: MergeCounts()].updated = count.updated
    }
    for table in rows.tables {
      try restoreDeferred(of: table)
      try restoreIdentifiers(of: table)
    }
    for table in rows.tables { try clearReferences(table) }
    for table in rows.tables.reversed() {
      counts[table.schema.name, default: MergeCounts()].deleted += try remove(
        table, onlyUnreferenced: false)
    }
    for table in rows.tables {
      try discardEdits(of: table)
      try bringBackEdits(of: table)
      try keepWrittenValues(of: table)
    }
    return counts
  }

  // MARK: The order

  /// Restores deleted and changed records, in the first order that the store accepts.
  private func putBack() throws(StoreError) -> [String: MergeCounts] {
    for updatesFirst in [false, true] {
      if let counts = try attempt({ () throws(StoreError) in
        try putBack(updatesFirst: updatesFirst)
      }) {
        return counts
      }
    }
    // Indexes of another program stay as they are; the store says what it refuses.
    guard rows.tables.allSatisfy(\.target.isOwned) else {
      return try putBack(updatesFirst: false)
    }
    let lifted = try UniqueIndexes(connection).lift(from: rows.tables.map(\.target.name)) {
      () throws(StoreError) in try putBack(updatesFirst: false)
    }
    if let lifted { return lifted }
    for table in rows.tables { try park(table) }
    return try putBack(updatesFirst: true)
  }

  /// Runs a body; rolls back and returns `nil` when the store refuses what it does.
  private func attempt<Result>(
    _ body: () throws(StoreError) -> Result
  ) throws(StoreError) -> Result? {
    try connection.execute("SAVEPOINT attempt")
    do throws(StoreError) {
      let result = try body()
      try connection.execute("RELEASE SAVEPOINT attempt")
      return result
    } catch {
      guard error.isRefusal else { throw error }
      try connection.execute("ROLLBACK TO SAVEPOINT attempt")
      try connection.execute("RELEASE SAVEPOINT attempt")
      return nil
    }
  }

  private func putBack(updatesFirst: Bool) throws(StoreError) -> [String: MergeCounts] {
    var counts: [String: MergeCounts] = [:]
    if updatesFirst {
      for table in rows.tables {
        counts[table.schema.name, default: MergeCounts()].updated = try restore(table)
      }
    }
    for table in rows.tables {
      counts[table.schema.name, default: MergeCounts()].created = try bringBack(table)
    }
    for table in rows.tables {
      if !updatesFirst {
        counts[table.schema.name, default: MergeCounts()].updated = try restore(table)
      }
      try restoreLists(of: table)
    }
    return counts
  }

  /// The rows of one kind that will be reversed, as a condition over an alias.
  private func condition(_ operation: String, _ table: UndoRows.Table, alias: String) -> String {
    "\(alias).tab = \(table.label) AND \(alias).op = '\(operation)' AND \(alias).verdict IS NULL"
  }

  // MARK: The journal

  private func writeJournal() throws(StoreError) {
    var sequence = 0
    let key = StoredKey(package: package, dialect: connection.dialect)
    for table in rows.tables {
      let image = RecordImage(
        dialect: connection.dialect, schema: table.schema, table: table.target)
      let keyText = key.text(of: table.schema, alias: "t")
      let kinds = [
        ("create", "delete", image.whole(alias: "t", key: keyText)),
        (
          "update", "update",
          image.members(alias: "t", like: "u.before_json", key: keyText, reading)
        ),
      ]
      for (done, operation, before) in kinds {
        sequence += try connection.execute(
          """
          INSERT INTO registrar_journal (run_id, seq, table_name, record_key, operation,
            before_json, state, first_id, last_id)
          SELECT ?1, ?2 + row_number() OVER (ORDER BY u.id), \(table.label), \(keyText),
            '\(operation)', \(before), 'applied', u.id, u.id
          FROM \(name) AS u JOIN \(table.name) AS t ON t.\(table.id) = u.id
          WHERE \(condition(done, table, alias: "u"))
          """, [.text(record.id), SQLValue(sequence)])
      }
      sequence += try connection.execute(
        """
        INSERT INTO registrar_journal (run_id, seq, table_name, record_key, operation,
          state, first_id, last_id)
        SELECT ?1, ?2 + row_number() OVER (ORDER BY u.id), \(table.label), u.record_key, 'create',
          'applied', u.id, u.id
        FROM \(name) AS u WHERE \(condition("delete", table, alias: "u"))
        """, [.text(record.id), SQLValue(sequence)])
      try EditHistory(connection, run: record.id).keepReplaced(in: table.target)
    }
  }

  // MARK: Records

  private func bringBack(_ table: UndoRows.Table) throws(StoreError) -> Int {
    let columns =
      table.target.columns.filter { !$0.isDeferred && $0.name != table.target.idColumn }
      + table.target.provenance
    let names = columns.map { sqlIdentifier($0.name) }
    // The journal holds no hash of a secret; where a secret is required, an unmatchable placeholder
    // is stored.
    let values = columns.map { column in
      column.isSecret && column.isNotNull
        ? "'!'" : reading.value("u.before_json", column: column, of: table.target)
    }
    let overriding = connection.dialect == .postgresql ? " OVERRIDING SYSTEM VALUE" : ""
    return try connection.execute(
      """
      INSERT INTO \(table.name) (\(([table.id] + names).joined(separator: ", ")))\(overriding)
      SELECT \((["u.id"] + values).joined(separator: ", "))
      FROM \(name) AS u WHERE \(condition("delete", table, alias: "u")) ORDER BY u.id
      """)
  }

  private func restore(_ table: UndoRows.Table) throws(StoreError) -> Int {
    let writers = table.target.provenance.filter {
      RecordImage.writerColumns.contains($0.name)
    }
    let sets = (table.target.columns + writers).map { column in
      let name = sqlIdentifier(column.name)
      return "\(name) = CASE WHEN \(reading.has("u.before_json", column: column.name))"
        + " THEN \(reading.value("u.before_json", column: column, of: table.target))"
        + " ELSE t.\(name) END"
    }
    return try connection.execute(
      """
      UPDATE \(table.name) AS t SET \(sets.joined(separator: ", "))
      FROM \(name) AS u
      WHERE t.\(table.id) = u.id AND \(condition("update", table, alias: "u"))
      """)
  }

  /// Sets a unique text of the tool's own tables aside while records exchange it, where the role
  /// must not change the tables; the old text is restored right after.
  private func park(_ table: UndoRows.Table) throws(StoreError) {
    let mark = connection.dialect == .sqlite ? "char(31)" : "chr(31)"
    for columns in [table.target.keyColumns] + table.target.uniqueColumns {
      let column = table.target.columns.first {
        columns.contains($0.name) && $0.kind == .text && $0.allowedValues.isEmpty
      }
      guard let column else { continue }
      try connection.execute(
        """
        UPDATE \(table.name) SET \(sqlIdentifier(column.name)) = \(mark) || \(table.id)
        WHERE \(table.id) IN (SELECT u.id FROM \(name) AS u
          WHERE \(condition("update", table, alias: "u"))
            AND \(reading.has("u.before_json", column: column.name)))
        """)
    }
  }

  private func restoreLists(of table: UndoRows.Table) throws(StoreError) {
    for list in table.target.joinTables {
      let target = sqlTable(list.name, connection.dialect)
      let owner = sqlIdentifier(list.ownerColumn)
      let has = reading.has("e.before_json", column: list.name)
      try connection.execute(
        """
        DELETE FROM \(target) WHERE \(owner) IN (SELECT e.id FROM \(name) AS e
          WHERE \(condition("update", table, alias: "e")) AND \(has))
        """)
      var columns = [owner, sqlIdentifier(list.itemColumn)]
      var values = ["s.owner", "s.item"]
      if let position = list.positionColumn {
        columns.append(sqlIdentifier(position))
        values.append("s.position")
      }
      let items = reading.items(
        of: list, from: name, owner: "e.id",
        where: "e.tab = \(table.label) AND e.op <> 'create' AND e.verdict IS NULL AND \(has)")
      try connection.execute(
        """
        INSERT INTO \(target) (\(columns.joined(separator: ", ")))
        SELECT \(values.joined(separator: ", ")) FROM (\(items)) AS s
        """)
    }
  }

  /// References from restored records to tables that come later.
  private func restoreDeferred(of table: UndoRows.Table) throws(StoreError) {
    for column in table.target.columns where column.isDeferred {
      let name = sqlIdentifier(column.name)
      try connection.execute(
        """
        UPDATE \(table.name) AS t
        SET \(name) = \(reading.value("u.before_json", column: column, of: table.target))
        FROM \(self.name) AS u
        WHERE t.\(table.id) = u.id AND \(condition("delete", table, alias: "u"))
        """)
    }
  }

  /// External identifiers of restored records, unless another record has them now.
  private func restoreIdentifiers(of table: UndoRows.Table) throws(StoreError) {
    let member = sqlText(RecordImage.identifiers)
    let isChanged = """
      \(condition("update", table, alias: "u"))
        AND \(reading.has("u.before_json", column: RecordImage.identifiers))
      """
    try connection.execute(
      """
      DELETE FROM registrar_id_map WHERE table_name = \(table.label) AND record_key IN (
        SELECT u.record_key FROM \(name) AS u WHERE \(isChanged))
      """)
    let items =
      connection.dialect == .sqlite
      ? """
      SELECT u.record_key, json_extract(i.value, '$[0]') AS package,
        json_extract(i.value, '$[1]') AS system, json_extract(i.value, '$[2]') AS source_id
      FROM \(name) AS u, json_each(u.before_json, '$.' || \(member)) AS i
      """
      : """
      SELECT u.record_key, i.value ->> 0 AS package, i.value ->> 1 AS system,
        i.value ->> 2 AS source_id
      FROM \(name) AS u, jsonb_array_elements(
        coalesce(CAST(u.before_json AS jsonb) -> \(member), '[]')) AS i (value)
      """
    try connection.execute(
      """
      INSERT INTO registrar_id_map (package, table_name, record_key, system, source_id)
      SELECT s.package, \(table.label), s.record_key, s.system, s.source_id
      FROM (\(items) WHERE \(condition("delete", table, alias: "u")) OR \(isChanged)) AS s
      WHERE s.source_id IS NOT NULL
      ON CONFLICT (package, table_name, system, source_id) DO NOTHING
      """)
  }

  /// Clears references from records about to be deleted to tables that come later.
  private func clearReferences(_ table: UndoRows.Table) throws(StoreError) {
    for column in table.target.columns where column.isDeferred {
      try connection.execute(
        """
        UPDATE \(table.name) SET \(sqlIdentifier(column.name)) = NULL WHERE \(table.id) IN (
          SELECT u.id FROM \(name) AS u WHERE \(condition("create", table, alias: "u")))
        """)
    }
  }

  /// Deletes records that the run created.
  ///
  /// Where they refer to each other, those that no other
  /// refers to go first, as a reference restricts deletion row by row.
  ///
  /// - Parameter onlyUnreferenced: whether records that any table refers to stay for now.
  private func remove(
    _ table: UndoRows.Table, onlyUnreferenced: Bool
  ) throws(StoreError) -> Int {
    let isCreated = condition("create", table, alias: "u")
    let links = links(to: table.target).filter {
      onlyUnreferenced || $0.source == table.target.name
    }
    let isFree = links.map { link in
      "NOT EXISTS (SELECT 1 FROM \(sqlTable(link.source, connection.dialect)) AS c"
        + " WHERE c.\(sqlIdentifier(link.column)) = t.\(table.id)"
        + (link.source == table.target.name ? " AND c.\(table.id) <> t.\(table.id)" : "") + ")"
    }
    let isRemovable =
      (["t.\(table.id) IN (SELECT u.id FROM \(name) AS u WHERE \(isCreated))"] + isFree)
      .joined(separator: " AND ")
    let sql = """
      DELETE FROM \(table.name) WHERE \(table.id) IN (
        SELECT t.\(table.id) FROM \(table.name) AS t WHERE \(isRemovable))
      """
    let refersToItself = links.contains { $0.source == table.target.name }
    var total = 0
    var count = try connection.execute(sql)
    while count > 0, refersToItself {
      total += count
      count = try connection.execute(sql)
    }
    return total + count
  }

  /// The columns, of tables and lists of the package, that hold ids of a table's records.
  private func links(to target: TargetTable) -> [(source: String, column: String)] {
    StoreLayout(package).tables.flatMap { table in
      table.columns.filter { $0.role == .reference(table: target.name) }
        .map { (table.name, $0.name) }
        + table.joinTables.filter { $0.itemReference == target.name }
        .map { ($0.name, $0.itemColumn) }
    }
  }

  // MARK: Lists, secrets, identifiers

  /// Deletes what the tool's own tables keep under the key of a deleted record.
  private func discardKeys(of table: UndoRows.Table) throws(StoreError) {
    for own in ["registrar_secrets", "registrar_id_map"] {
      try connection.execute(
        """
        DELETE FROM \(own) WHERE table_name = \(table.label) AND record_key IN (
          SELECT j.record_key FROM registrar_journal AS j
          WHERE j.run_id = ?1 AND j.table_name = \(table.label) AND j.operation = 'delete')
        """, [.text(record.id)])
    }
  }

  /// Discards edits by hand of deleted records.
  private func discardEdits(of table: UndoRows.Table) throws(StoreError) {
    try connection.execute(
      """
      DELETE FROM registrar_edits WHERE table_name = \(sqlText(table.target.name))
        AND record_id NOT IN (SELECT \(table.id) FROM \(table.name))
      """)
  }

  /// Restores the edits by hand that the run had replaced.
  private func bringBackEdits(of table: UndoRows.Table) throws(StoreError) {
    try EditHistory(connection, run: rows.run.id).bringBack(
      in: table.target,
      ids: """
        SELECT u.id FROM \(name) AS u
        WHERE u.tab = \(table.label) AND u.op <> 'create' AND u.verdict IS NULL
        """)
  }

  /// Keeps the values that changed records got back, and in tables of other programs those of restored ones.
  private func keepWrittenValues(of table: UndoRows.Table) throws(StoreError) {
    let image = RecordImage(
      dialect: connection.dialect, schema: table.schema, table: table.target)
    guard
      let values = image.values(
        alias: "t", where: { name, _ in reading.has("u.before_json", column: name) })
    else { return }
    let restored =
      table.target.isOwned ? "" : " OR \(condition("delete", table, alias: "u"))"
    try connection.execute(
      """
      INSERT INTO registrar_written (run_id, table_name, record_id, values_json)
      SELECT ?1, \(table.label), u.id, \(values)
      FROM \(name) AS u JOIN \(table.name) AS t ON t.\(table.id) = u.id
      WHERE \(condition("update", table, alias: "u"))\(restored)
      ON CONFLICT (run_id, table_name, record_id) DO NOTHING
      """, [.text(record.id)])
  }
}
