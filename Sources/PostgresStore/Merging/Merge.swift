import ImportPipeline
import SQLStore
import Schemas

/// Applies the staged operations, one statement per table and kind of operation.
///
/// Order: the journal records its images; records that nothing refers to are deleted, which frees
/// their unique values; then each table, parents first, is updated, extended and given its lists;
/// references to records that came later are filled in; the remaining deletes and the seal of the
/// run come last.
struct Merge {
  let run: OpenRun
  let connection: ServerConnection
  /// The tables with staged rows, parents first.
  let tables: [TableColumns]
  /// The new records of tables without staged rows, parents first.
  let feeds: [RecordFeed]
  let record: RunRecord
  /// What is staged for each table, by machine name: a statement that has nothing to do is not sent,
  /// as the role may lack the privilege.
  let operations: [String: Set<RecordOperation>]

  private var runID: String { record.id }

  /// Applies everything and counts.
  func perform(counting all: [TableColumns]) throws -> [String: MergeCounts] {
    var counts: [String: MergeCounts] = [:]
    for table in all {
      counts[table.schema.name, default: MergeCounts()].storedBefore = try count(table)
    }
    for table in tables { try run.prepareForms(ofParentsOf: table) }
    Failpoint.journalStarting.pass()
    try writeJournal()
    Failpoint.journalWritten.pass()
    for feed in feeds { counts[feed.table.name]?.created = try load(feed) }
    for table in tables.reversed() where has(.delete, in: table) {
      try forgetKeys(ofDeletesIn: table)
      counts[table.schema.name]?.deleted += try delete(in: table, onlyUnreferenced: true)
    }
    let moved = MovedKeys(connection, package: run.package)
    try moved.remember()
    // The references to the table itself with which new records were written, by table.
    var whole: [String: Set<String>] = [:]
    for (position, table) in tables.enumerated() {
      Failpoint.tableMerging.pass()
      let deferred = deferredFields(of: table, at: position)
      if has(.update, in: table) {
        counts[table.schema.name]?.updated = try update(table, without: deferred)
      }
      if has(.create, in: table) {
        let own = ownReferences(of: table)
        if let count = try insertAtOnce(table, without: deferred.subtracting(own), own: own) {
          counts[table.schema.name]?.created = count
          whole[table.schema.name] = own
        } else {
          counts[table.schema.name]?.created = try insertion(into: table, without: deferred)
            .perform(on: run.connection)
        }
      }
      try writeLists(of: table, in: deferred, wanted: false)
      Failpoint.tableMerged.pass()
    }
    try moved.follow()
    for (position, table) in tables.enumerated()
    where has(.create, in: table) || has(.update, in: table) {
      let deferred = deferredFields(of: table, at: position)
      try writeReferences(of: table, deferred, written: whole[table.schema.name] ?? [])
      try writeLists(of: table, in: deferred, wanted: true)
      try checkReferences(of: table)
      try writeSecrets(of: table)
    }
    for table in tables where has(.create, in: table) || has(.update, in: table) {
      try writeSourceIDs(of: table)
    }
    for (position, table) in tables.enumerated() where has(.delete, in: table) {
      try letGo(ofDeletesIn: table, deferredFields(of: table, at: position))
    }
    for table in tables.reversed() where has(.delete, in: table) {
      counts[table.schema.name]?.deleted += try delete(in: table, onlyUnreferenced: false)
    }
    for table in all { counts[table.schema.name]?.storedAfter = try count(table) }
    for table in journalledTables { try WrittenValues(connection, run: runID).write(table) }
    try RunRecords.finish(record, in: connection)
    Failpoint.sealed.pass()
    return counts
  }

  private func has(_ operation: RecordOperation, in table: TableColumns) -> Bool {
    operations[table.schema.name]?.contains(operation) == true
  }

  /// Writes all planned changes to the journal; new records have had their ids since they were
  /// staged.
  private func writeJournal() throws {
    let layout = StoreLayout(run.package)
    var journal = try JournalWriter(connection, run: record)
    let journalled = journalledTables
    try journal.writeChanges(of: journalled)
    try journal.writeCreates(of: journalled)
    try ManualEdits(connection, layout: layout).forget(writtenTo: journalled)
  }

  /// The tables with staged rows, as the journal knows them.
  private var journalledTables: [JournalWriter.Table] {
    let layout = StoreLayout(run.package)
    return tables.compactMap { table in
      layout.table(of: table.schema.name).map { target in
        JournalWriter.Table(
          schema: table.schema, target: target, stage: table.stage, storedView: table.storedView)
      }
    }
  }

  /// Loads a feed and records in the journal which records came from which rows.
  private func load(_ feed: RecordFeed) throws -> Int {
    guard let target = StoreLayout(run.package).table(of: feed.table.name) else { return 0 }
    let base = try JournalWriter.lastID(of: target, in: connection)
    let (loaded, created) = try Load(run: run, record: record).perform(feed, after: base)
    run.loads[feed.table.name] = loaded
    var journal = try JournalWriter(connection, run: record)
    try journal.writeCreated(created, of: feed.table.name)
    return feed.count
  }

  /// How many records a table holds; a run in parts counts once for all parts.
  private func count(_ table: TableColumns) throws -> Int {
    guard record.step == .only else { return 0 }
    return Int(try run.connection.value("SELECT count(*) FROM \(table.target)") ?? "") ?? 0
  }

  /// Fields whose parents are written with the table or after it, and which can be filled in later.
  private func deferredFields(of table: TableColumns, at position: Int) -> Set<String> {
    let later = Set(tables[position...].map(\.schema.name))
    return Set(
      table.schema.references.filter { later.contains($0.table) }.map(\.field)
        .filter { name in
          guard let field = table.columns(of: name) else { return false }
          return field.isList || !field.field.isRequired
        })
  }

  // MARK: Records

  private func update(_ table: TableColumns, without deferred: Set<String>) throws -> Int {
    let sets = run.assignments(table, without: deferred).map { assignment in
      // Columns that the row does not change keep exactly what another program wrote; so does a
      // reference, since several records may share the text it is read as.
      let isKept =
        !table.schema.store.isOwned
        || table.schema.reference(from: table.fields[assignment.field].field.name) != nil
      let expression =
        !isKept
        ? assignment.expression
        : "CASE WHEN s._changed LIKE '%,\(assignment.field),%' THEN \(assignment.expression)"
          + " ELSE t.\(quoted(assignment.column)) END"
      return (column: assignment.column, expression: expression)
    }
    let stamps = stamps(of: table).filter { $0.column.hasPrefix("updated") }
    let values = sets + stamps
    guard !values.isEmpty else { return try changedCount(table) }
    // Another program's record is not written to when only its external identifier changes.
    let isOwned = table.schema.store.isOwned
    let step = MergeStep(
      table: table, schema: run.catalog.schema,
      sql: """
        UPDATE \(table.target) AS t SET \(values.map { "\(quoted($0.column)) = \($0.expression)" }.joined(separator: ", "))
        FROM \(table.stage) AS s
        WHERE t.\(table.id) = s._id AND s._op = 'update' AND s._row BETWEEN $1 AND $2
          \(isOwned ? "" : "AND s._changed IS NOT NULL")
        """)
    let count = try step.performUpdate(
      on: run.connection, location: connection.location, moving: try moving(table, values))
    return isOwned ? count : try count + changedCount(table, where: " AND _changed IS NULL")
  }

  /// All columns of a record with their new values; `nil` where the record cannot be deleted and
  /// reinserted.
  private func moving(
    _ table: TableColumns, _ values: [(column: String, expression: String)]
  ) throws -> [(column: String, expression: String)]? {
    let layout = StoreLayout(run.package)
    guard let target = layout.table(of: table.schema.name),
      try IncomingReferences(connection, layout: layout).mayVanish(from: target)
    else { return nil }
    let written = Dictionary(values.map { ($0.column, $0.expression) }) { $1 }
    let columns = run.catalog.tables[table.schema.store.table] ?? [:]
    return columns.values.filter { !$0.isGenerated }.map(\.name).sorted().map {
      (column: $0, expression: written[$0] ?? "t." + quoted($0))
    }
  }

  /// How many records change only in their lists or external identifiers.
  private func changedCount(
    _ table: TableColumns, where condition: String = ""
  ) throws -> Int {
    Int(
      try run.connection.value(
        "SELECT count(*) FROM \(table.stage) WHERE _op = 'update'\(condition)") ?? "") ?? 0
  }

  /// The fields of a table that refer to the table itself.
  private func ownReferences(of table: TableColumns) -> Set<String> {
    Set(
      table.schema.references.filter { $0.table == table.schema.name }.map(\.field)
        .filter { table.columns(of: $0)?.isList == false })
  }

  /// Writes all new records with one statement, their references to each other too.
  ///
  /// The server looks at references when the statement ends, so that a parent may come after its child.
  /// Keys and references of a table that the run itself made are built when its records are there.
  ///
  /// - Returns: `nil` when there is nothing to gain, or when a row is refused; that row is then
  ///   found step by step.
  private func insertAtOnce(
    _ table: TableColumns, without deferred: Set<String>, own: Set<String>
  ) throws -> Int? {
    let isLoaded = try run.isFresh && table.schema.store.isOwned && isLarge(table)
    guard isLoaded || !own.isEmpty else { return nil }
    do {
      return try run.connection.underSavepoint("whole") {
        let definitions = isLoaded ? try run.takeConstraints(of: table) : []
        let count = try insertion(into: table, without: deferred).attempt(on: run.connection)
        for definition in definitions { try run.connection.execute(definition) }
        return count
      }
    } catch let error as PostgresError where error.refusesRow {
      return nil
    }
  }

  /// Whether there are so many new records that rebuilding keys costs less than maintaining them.
  private func isLarge(_ table: TableColumns) throws -> Bool {
    let count = try run.connection.value(
      "SELECT count(*) FROM \(table.stage) WHERE _op = 'create'")
    return Int(count ?? "") ?? 0 >= 5_000
  }

  /// The statement that writes new records.
  private func insertion(
    into table: TableColumns, without deferred: Set<String>
  ) throws -> MergeStep {
    let defaults = try columnDefaults(of: table)
    var values = [(column: table.schema.store.idColumn, expression: "s._id")]
    for assignment in run.assignments(table, without: deferred) {
      let value = defaults[assignment.column].map { "coalesce(\(assignment.expression), \($0))" }
      values.append((assignment.column, value ?? assignment.expression))
    }
    values += stamps(of: table)
    values += table.schema.store.defaults.sorted { $0.key < $1.key }
      .map { (column: $0.key, expression: "(\($0.value))") }
    return MergeStep(
      table: table, schema: run.catalog.schema,
      sql: """
        INSERT INTO \(table.target) (\(values.map { quoted($0.column) }.joined(separator: ", ")))
        OVERRIDING SYSTEM VALUE
        SELECT \(values.map(\.expression).joined(separator: ", "))
        FROM \(table.stage) AS s WHERE s._op = 'create' AND s._row BETWEEN $1 AND $2
        ORDER BY s._row
        """)
  }

  /// The provenance columns that the table has: who wrote a record, and when.
  private func stamps(of table: TableColumns) -> [(column: String, expression: String)] {
    table.schema.store.provenance.map { column in
      (
        column,
        literal(column.hasSuffix("_at") ? run.now : runID)
          + (column.hasSuffix("_at") ? "::timestamptz" : "")
      )
    }
  }

  /// Column defaults of another program's table, used for blank values.
  private func columnDefaults(of table: TableColumns) throws -> [String: String] {
    guard !table.schema.store.isOwned else { return [:] }
    let columns = run.catalog.tables[table.schema.store.table] ?? [:]
    return columns.compactMapValues(\.defaultSQL)
  }

  /// Fills in deferred references.
  ///
  /// - Parameter written: those that new records have already.
  private func writeReferences(
    of table: TableColumns, _ deferred: Set<String>, written: Set<String>
  ) throws {
    for field in table.fields where deferred.contains(field.field.name) {
      guard case .reference(let column) = field.field.store else { continue }
      let isWritten = written.contains(field.field.name)
      guard !isWritten || has(.update, in: table) else { continue }
      let creates =
        isWritten ? "" : "OR s._op = 'create' AND s.\(quoted(field.field.name)) IS NOT NULL"
      _ = try MergeStep(
        table: table, schema: run.catalog.schema,
        sql: """
          UPDATE \(table.target) AS t SET \(quoted(column)) = \(run.parentID(field, in: table))
          FROM \(table.stage) AS s
          WHERE t.\(table.id) = s._id AND s._row BETWEEN $1 AND $2
            AND (s._op = 'update' AND s._changed LIKE '%,\(field.index),%' \(creates))
          """
      ).perform(on: run.connection)
    }
  }

  /// Refuses rows whose reference has no parent.
  private func checkReferences(of table: TableColumns) throws {
    for field in table.fields {
      guard case .reference(let column) = field.field.store else { continue }
      let rows = try run.connection.query(
        """
        SELECT s._row FROM \(table.stage) AS s JOIN \(table.target) AS t ON t.\(table.id) = s._id
        WHERE s._op IN ('create', 'update') AND s.\(quoted(field.field.name)) IS NOT NULL
          AND t.\(quoted(column)) IS NULL ORDER BY 1 LIMIT \(RowAttempts.mostRefusals)
        """)
      guard rows.count > 0 else { continue }
      throw try MergeStep.refusal(
        ofRows: (0..<rows.count).map { row in
          (
            Int64(rows.integer(row, 0) ?? 0), "\(field.field.name) names no stored record",
            [column]
          )
        }, in: table, connection: run.connection)
    }
  }

  /// Clears references from records about to be deleted to tables that come later: where two tables
  /// refer to each other, neither record could be deleted first.
  private func letGo(ofDeletesIn table: TableColumns, _ deferred: Set<String>) throws {
    for reference in table.schema.references
    where deferred.contains(reference.field) && reference.table != table.schema.name {
      guard case .reference(let column)? = table.columns(of: reference.field)?.field.store else {
        continue
      }
      try run.connection.change(
        """
        UPDATE \(table.target) SET \(quoted(column)) = NULL
        WHERE \(table.id) IN (SELECT _id FROM \(table.stage) WHERE _op = 'delete')
        """)
    }
  }

  /// Deletes records, all or those that no stored record refers to.
  private func delete(in table: TableColumns, onlyUnreferenced: Bool) throws -> Int {
    var conditions = [
      "t.\(table.id) IN (SELECT s._id FROM \(table.stage) AS s"
        + " WHERE s._op = 'delete' AND s._row BETWEEN $1 AND $2)"
    ]
    if onlyUnreferenced {
      for link in run.childFields(of: table.schema.name) {
        guard let links = link.storedLinks else { continue }
        conditions.append(
          "NOT EXISTS (SELECT 1 FROM (\(links)) AS l WHERE l.parent = t.\(table.id))")
      }
    }
    return try MergeStep(
      table: table, schema: run.catalog.schema,
      sql: "DELETE FROM \(table.target) AS t WHERE \(run.dialect.conjunction(conditions))"
    ).perform(on: run.connection)
  }

  // MARK: Lists, secrets, identifiers

  /// Replaces the items of lists: either those with deferred parents, or all others.
  private func writeLists(
    of table: TableColumns, in deferred: Set<String>, wanted: Bool
  ) throws {
    for field in table.fields where deferred.contains(field.field.name) == wanted {
      guard case .list(let list, let owner, let item, let position) = field.field.store else {
        continue
      }
      // Unchanged items are not rewritten: several records may be read as the same text.
      let isChanged = "_changed LIKE '%,\(field.index),%'"
      let target = run.catalog.qualified(list)
      if has(.update, in: table) {
        try run.connection.change(
          """
          DELETE FROM \(target) WHERE \(quoted(owner)) IN (
            SELECT _id FROM \(table.stage) WHERE _op = 'update' AND \(isChanged))
          """)
      }
      var value =
        run.catalog.column(item, of: list)?.write("i.item", from: field.itemType) ?? "i.item"
      if let reference = table.schema.reference(from: field.field.name) {
        value = run.lookup.stagedParentID(
          of: field.field.name, in: table, stage: "s", value: TypedSQL("i.item", field.itemType),
          includesStaged: reference.table == table.schema.name)
      }
      var columns = [quoted(owner), quoted(item)]
      var expressions = ["s._id", value]
      if let position {
        columns.append(quoted(position))
        expressions.append("i.position")
      }
      _ = try MergeStep(
        table: table, schema: run.catalog.schema,
        sql: """
          INSERT INTO \(target) (\(columns.joined(separator: ", ")))
          SELECT \(expressions.joined(separator: ", "))
          FROM \(table.stage) AS s JOIN \(table.listStage(field)) AS i ON i._row = s._row
          WHERE (s._op = 'create' OR s._op = 'update' AND \(isChanged)) AND s._row BETWEEN $1 AND $2
          """
      ).perform(on: run.connection)
    }
  }

  /// Stores sealed secrets and removes cleared ones.
  private func writeSecrets(of table: TableColumns) throws {
    let secrets = run.catalog.qualified("registrar_secrets")
    for field in table.fields where field.field.store == .secret {
      let secret = "s." + quoted(field.field.name)
      let key = table.keyText(alias: "s")
      let name = literal(table.schema.name)
      let label = literal(field.field.name)
      let isFilled = "\(secret) NOT IN ('', \(literal(secretPlaceholder)))"
      try run.connection.change(
        """
        DELETE FROM \(secrets)
        WHERE table_name = \(name) AND field = \(label) AND record_key IN (
          SELECT \(key) FROM \(table.stage) AS s WHERE s._op IN ('create', 'update')
            AND (\(isFilled) OR \(secret) IS NULL AND s._changed LIKE '%,\(field.index),%'))
        """)
      try run.connection.change(
        """
        INSERT INTO \(secrets) (table_name, record_key, field, sealed, run_id)
        SELECT \(name), \(key), \(label), \(secret), $1 FROM \(table.stage) AS s
        WHERE s._op IN ('create', 'update') AND \(isFilled)
        """, [runID])
    }
  }

  /// Replaces the identifiers that records have in another system.
  private func writeSourceIDs(of table: TableColumns) throws {
    let map = run.catalog.qualified("registrar_id_map")
    let key = table.keyText(alias: "s")
    try run.connection.change(
      """
      DELETE FROM \(map) WHERE package = $1 AND table_name = $2 AND system = $3 AND record_key IN (
        SELECT \(key) FROM \(table.stage) AS s
        WHERE s._source_id IS NOT NULL AND s._op = 'update')
      """, [run.package.name, table.schema.name, sourceSystem])
    try run.connection.change(
      """
      INSERT INTO \(map) AS m (package, table_name, record_key, system, source_id)
      SELECT $1, $2, \(key), $3, s._source_id FROM \(table.stage) AS s
      WHERE s._source_id <> '' AND s._op IN ('create', 'update')
      ON CONFLICT (package, table_name, system, source_id)
      DO UPDATE SET record_key = excluded.record_key
        WHERE m.record_key IS DISTINCT FROM excluded.record_key
      """, [run.package.name, table.schema.name, sourceSystem])
  }

  /// Deletes what the tool's own tables keep under the key of a deleted record.
  private func forgetKeys(ofDeletesIn table: TableColumns) throws {
    for own in ["registrar_secrets", "registrar_id_map"] {
      try run.connection.change(
        """
        DELETE FROM \(run.catalog.qualified(own)) WHERE table_name = $1 AND record_key IN (
          SELECT \(table.keyText(alias: "v"))
          FROM \(table.stage) AS s JOIN \(table.storedView) AS v ON v._id = s._id
          WHERE s._op = 'delete')
        """, [table.schema.name])
    }
  }
}
