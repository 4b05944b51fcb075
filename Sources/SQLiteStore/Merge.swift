import GRDB
public import ImportPipeline
import SQLStore
public import Schemas

extension SQLiteStore {
  /// Applies what was staged and writes the run's record, all in the run's transaction.
  public func merge(
    _ tables: [TableSchema], run record: RunRecord
  ) throws(StoreError) -> [String: MergeCounts] {
    try merge(tables, feeds: [], run: record)
  }

  /// Applies what was staged, loads the feeds and writes the run's record.
  public func merge(
    _ tables: [TableSchema], feeds: [RecordFeed], run record: RunRecord
  ) throws(StoreError) -> [String: MergeCounts] {
    try access { run, database in
      try database.execute(sql: "PRAGMA main.cache_size = -16000")
      let connection = RunConnection(database, location: location)
      let loads = try run.loads(of: tables, record)
      if !loads.isEmpty {
        // If a direct load is refused, SQL writes the rows again and reports every refusal in full.
        // The staging tables of the other tables are written first, since they must survive the
        // rollback.
        for load in loads { load.rows.isLoaded = true }
        try run.writeStages()
        try database.execute(sql: "SAVEPOINT loading")
        do {
          let counts = try merge(tables, loads, feeds, record, connection, run, database)
          try database.execute(sql: "RELEASE loading")
          return counts
        } catch {
          guard run.hasRefusedLoad else { throw error }
          try database.execute(sql: "ROLLBACK TO loading; RELEASE loading")
          run.forgetLoads()
        }
      }
      return try merge(tables, [], feeds, record, connection, run, database)
    }
  }

  /// Merges the tables; some are loaded directly from the staged rows.
  private func merge(
    _ tables: [TableSchema], _ loads: [RowLoad], _ feeds: [RecordFeed], _ record: RunRecord,
    _ connection: RunConnection, _ run: OpenRun, _ database: Database
  ) throws -> [String: MergeCounts] {
    if !run.staged.keepAll { try run.writeStages() }
    try run.forgetAllResults()
    run.storedCounts = [:]
    try RunRecords.write(record, in: connection)
    let loaded = Set(loads.map(\.schema.name))
    let staged = try tables.compactMap { table in
      run.stages[table.name] == nil || loaded.contains(table.name)
        ? nil : try run.columns(of: table)
    }
    let merge = Merge(
      run: run, database: database, connection: connection, tables: staged, loads: loads,
      feeds: feeds, record: record)
    return try connection.writing(run: record, now: run.now) { () throws(StoreError) in
      do {
        return try merge.perform(counting: tables.map { try run.columns(of: $0) })
      } catch {
        throw storeError(error, location: location)
      }
    }
  }
}

/// Applies the staged operations, one statement per table and kind of operation.
///
/// Order: new records get their ids and the journal records its images; records that nothing refers
/// to are deleted, which frees their unique values; then each table, parents first, is updated,
/// extended and given its lists; references to records that came later are filled in; the remaining
/// deletes and the seal of the run come last.
struct Merge {
  let run: OpenRun
  let database: Database
  let connection: RunConnection
  /// The tables with staged rows, parents first.
  let tables: [TableColumns]
  /// The tables loaded directly from their staged rows, parents first.
  let loads: [RowLoad]
  /// The new records of tables without staged rows, parents first.
  let feeds: [RecordFeed]
  let record: RunRecord

  private var runID: String { record.id }

  /// Applies everything and counts.
  func perform(counting all: [TableColumns]) throws -> [String: MergeCounts] {
    var counts: [String: MergeCounts] = [:]
    for table in all {
      counts[table.schema.name, default: MergeCounts()].storedBefore = try count(table)
    }
    for table in tables {
      try run.prepareForms(ofParentsOf: table)
      try run.indexStage(of: table, namedBy: table.schema)
    }
    Failpoint.journalStarting.pass()
    try writeJournal()
    Failpoint.journalWritten.pass()
    for feed in feeds { counts[feed.table.name]?.created = try load(feed) }
    for table in tables.reversed() {
      try forgetKeys(ofDeletesIn: table)
      counts[table.schema.name]?.deleted += try delete(in: table, onlyUnreferenced: true)
    }
    let moved = MovedKeys(connection, package: run.package)
    try moved.remember()
    var waiting = loads[...]
    let order = all.map(\.schema.name)
    for (position, table) in tables.enumerated() {
      // Loads the tables that come before this one, since it may refer to them.
      let place = order.firstIndex(of: table.schema.name) ?? order.count
      while let load = waiting.first, order[..<place].contains(load.schema.name) {
        counts[load.schema.name]?.created = try perform(load)
        waiting.removeFirst()
      }
      Failpoint.tableMerging.pass()
      let deferred = try deferredFields(of: table, at: position)
      counts[table.schema.name]?.updated = try update(table, without: deferred)
      counts[table.schema.name]?.created = try insert(table, without: deferred)
      try writeLists(of: table, in: deferred, wanted: false)
      Failpoint.tableMerged.pass()
    }
    for load in waiting { counts[load.schema.name]?.created = try perform(load) }
    try moved.follow()
    for (position, table) in tables.enumerated() {
      let deferred = try deferredFields(of: table, at: position)
      try writeReferences(of: table, deferred)
      try writeLists(of: table, in: deferred, wanted: true)
      try checkReferences(of: table)
      try writeSecrets(of: table)
      try writeSourceIDs(of: table)
    }
    for (position, table) in tables.enumerated() {
      try letGo(ofDeletesIn: table, deferredFields(of: table, at: position))
    }
    for table in tables.reversed() {
      counts[table.schema.name]?.deleted += try delete(in: table, onlyUnreferenced: false)
    }
    for table in all { counts[table.schema.name]?.storedAfter = try count(table) }
    for table in journalledTables { try WrittenValues(connection, run: runID).write(table) }
    try RunRecords.finish(record, in: connection)
    try LateForeignKeys.check(
      in: database,
      except: Set(feeds.map(\.table.store.table) + loads.map(\.schema.store.table)))
    Failpoint.sealed.pass()
    return counts
  }

  /// Assigns ids to new records and writes all planned changes to the journal.
  private func writeJournal() throws {
    let layout = StoreLayout(run.package)
    var journal = try JournalWriter(connection, run: record)
    for table in tables {
      guard let target = layout.table(of: table.schema.name) else { continue }
      try assignIDs(table, after: JournalWriter.lastID(of: target, in: connection))
    }
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
          schema: table.schema, target: target, stage: table.stage,
          storedView: table.storedView)
      }
    }
  }

  /// Loads a feed and records in the journal which records came from which rows.
  private func load(_ feed: RecordFeed) throws -> Int {
    guard let target = StoreLayout(run.package).table(of: feed.table.name) else { return 0 }
    let base = try JournalWriter.lastID(of: target, in: connection)
    let (loaded, created) = try Load(run: run, database: database, record: record)
      .perform(feed, after: base)
    run.loads[feed.table.name] = loaded
    var journal = try JournalWriter(connection, run: record)
    try journal.writeCreated(created, of: feed.table.name)
    return feed.count
  }

  /// Loads staged rows directly and records in the journal which records came from which rows.
  private func perform(_ load: RowLoad) throws -> Int {
    guard let target = StoreLayout(run.package).table(of: load.schema.name) else { return 0 }
    Failpoint.tableMerging.pass()
    let base = try JournalWriter.lastID(of: target, in: connection)
    let created: [JournalWriter.Created]
    do {
      created = try RowLoading(load: load, run: run, database: database)
        .perform(after: base, record: record)
    } catch {
      run.hasRefusedLoad = error is RowLoad.Refused || (error as? DatabaseError)?.refusesRow == true
      throw error
    }
    run.rowLoads[load.schema.name] = (load, created)
    var journal = try JournalWriter(connection, run: record)
    try journal.writeCreated(created, of: load.schema.name)
    Failpoint.tableMerged.pass()
    return created.reduce(0) { $0 + $1.count }
  }

  /// How many records a table holds; a run in parts counts once for all parts.
  private func count(_ table: TableColumns) throws -> Int {
    guard record.step == .only else { return 0 }
    return try Int.fetchOne(database, sql: "SELECT count(*) FROM \(table.target)") ?? 0
  }

  /// Fields whose parents are written with the table or after it, and which can be filled in later.
  ///
  /// A parent of the same table has its id already, and need not be there before its child where foreign
  /// keys are checked at the end.
  private func deferredFields(of table: TableColumns, at position: Int) throws -> Set<String> {
    let later = Set(tables[position...].map(\.schema.name))
    let isLate = try LateForeignKeys.isAwaited(in: database)
    return Set(
      table.schema.references.filter { later.contains($0.table) }.compactMap { reference in
        guard let field = table.columns(of: reference.field) else { return nil }
        if field.isList { return reference.field }
        let isOwn = reference.table == table.schema.name
        return field.field.isRequired || isOwn && isLate ? nil : reference.field
      })
  }

  /// Gives the rows to create their surrogate ids, in the order of the rows.
  private func assignIDs(_ table: TableColumns, after base: Int) throws {
    let first =
      try Int64.fetchOne(
        database, sql: "SELECT min(_row) FROM \(table.stage) WHERE _op = 'create'") ?? 0
    let next = table.numbers == nil ? "?1 + _row" : try newID(of: table)
    // A field that stands in the surrogate key's column says which id the record has.
    let given = table.fields.first { $0.isSurrogate(of: table.schema) }
      .map { "coalesce(\(quoted($0.field.name)), \(next))" }
    try database.execute(
      sql: "UPDATE \(table.stage) SET _id = \(given ?? next) WHERE _op = 'create'",
      arguments: table.numbers == nil ? [Int64(base) + 1 - first] : [])
  }

  /// SQL of a new record's id, where ids are texts: the column's default, or a UUID.
  private func newID(of table: TableColumns) throws -> String {
    let value = try String.fetchOne(
      database, sql: "SELECT dflt_value FROM pragma_table_info(?, 'main') WHERE name = ?",
      arguments: [table.schema.store.table, table.schema.store.idColumn])
    return value.map { "(\($0))" } ?? "registrar_uuid()"
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
      table: table,
      sql: """
        UPDATE \(table.target) AS t SET \(values.map { "\(quoted($0.column)) = \($0.expression)" }.joined(separator: ", "))
        FROM \(table.stage) AS s
        WHERE t.\(table.id) = s._id AND s._op = 'update' AND s._row BETWEEN ?1 AND ?2
          \(isOwned ? "" : "AND s._changed IS NOT NULL")
        """)
    let count = try step.performUpdate(
      in: database, connection: connection, moving: try moving(table, values))
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
    let columns = try String.fetchAll(
      database, sql: "SELECT name FROM pragma_table_xinfo(?, 'main') WHERE hidden = 0",
      arguments: [table.schema.store.table])
    return columns.map { (column: $0, expression: written[$0] ?? "t." + quoted($0)) }
  }

  /// How many records change only in their lists or external identifiers.
  private func changedCount(
    _ table: TableColumns, where condition: String = ""
  ) throws -> Int {
    try Int.fetchOne(
      database, sql: "SELECT count(*) FROM \(table.stage) WHERE _op = 'update'\(condition)") ?? 0
  }

  private func insert(_ table: TableColumns, without deferred: Set<String>) throws -> Int {
    let defaults = try columnDefaults(of: table)
    var values = [(column: table.schema.store.idColumn, expression: "s._id")]
    for assignment in run.assignments(table, without: deferred) {
      let value = defaults[assignment.column].map { "coalesce(\(assignment.expression), \($0))" }
      values.append((assignment.column, value ?? assignment.expression))
    }
    values += stamps(of: table)
    values += table.schema.store.defaults.sorted { $0.key < $1.key }
      .map { (column: $0.key, expression: "(\($0.value))") }
    let step = MergeStep(
      table: table,
      sql: """
        INSERT INTO \(table.target) (\(values.map { quoted($0.column) }.joined(separator: ", ")))
        SELECT \(values.map(\.expression).joined(separator: ", "))
        FROM \(table.stage) AS s WHERE s._op = 'create' AND s._row BETWEEN ?1 AND ?2
        ORDER BY s._row
        """)
    guard try isFirstLoad(of: table) else { return try step.perform(in: database) }
    // Building indexes over a full table is faster; rows that violate one are then found one by
    // one.
    let count = try UniqueIndexes(connection).lift(from: [table.schema.store.table]) {
      () throws(StoreError) in
      do {
        return try step.attempt(in: database)
      } catch {
        throw storeError(error, location: connection.location)
      }
    }
    return try count ?? step.perform(in: database)
  }

  /// Whether a table of the tool's own is empty and about to receive many records in a store this
  /// run creates.
  private func isFirstLoad(of table: TableColumns) throws -> Bool {
    guard table.schema.store.isOwned, try LateForeignKeys.isAwaited(in: database) else {
      return false
    }
    let created =
      try Int.fetchOne(
        database, sql: "SELECT count(*) FROM \(table.stage) WHERE _op = 'create'") ?? 0
    return created >= 5_000
  }

  /// The provenance columns that the table has: who wrote a record, and when.
  private func stamps(of table: TableColumns) -> [(column: String, expression: String)] {
    table.schema.store.provenance.map { column in
      (column, literal(column.hasSuffix("_at") ? run.now : runID))
    }
  }

  /// Column defaults of another program's table, used for blank values.
  private func columnDefaults(of table: TableColumns) throws -> [String: String] {
    guard !table.schema.store.isOwned else { return [:] }
    var defaults: [String: String] = [:]
    let rows = try Row.fetchAll(
      database, sql: "SELECT name, dflt_value FROM pragma_table_info(?, 'main')",
      arguments: [table.schema.store.table])
    for row in rows { defaults[row[0]] = row[1] as String? }
    return defaults
  }

  /// Fills in deferred references.
  private func writeReferences(of table: TableColumns, _ deferred: Set<String>) throws {
    for field in table.fields where deferred.contains(field.field.name) {
      guard case .reference(let column) = field.field.store else { continue }
      _ = try MergeStep(
        table: table,
        sql: """
          UPDATE \(table.target) AS t SET \(quoted(column)) = \(run.parentID(field, in: table))
          FROM \(table.stage) AS s
          WHERE t.\(table.id) = s._id AND s._row BETWEEN ?1 AND ?2
            AND (s._op = 'update' AND s._changed LIKE '%,\(field.index),%'
              OR s._op = 'create' AND s.\(quoted(field.field.name)) IS NOT NULL)
          """
      ).perform(in: database)
    }
  }

  /// Refuses rows whose reference has no parent.
  private func checkReferences(of table: TableColumns) throws {
    for field in table.fields {
      guard case .reference(let column) = field.field.store else { continue }
      let rows = try Int64.fetchAll(
        database,
        sql: """
          SELECT s._row FROM \(table.stage) AS s JOIN \(table.target) AS t ON t.\(table.id) = s._id
          WHERE s._op IN ('create', 'update') AND s.\(quoted(field.field.name)) IS NOT NULL
            AND t.\(quoted(column)) IS NULL ORDER BY 1 LIMIT \(RowAttempts.mostRefusals)
          """)
      guard !rows.isEmpty else { continue }
      throw try MergeStep.refusal(
        ofRows: rows.map { ($0, "\(field.field.name) names no stored record", [column]) },
        in: table, database: database)
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
      try database.execute(
        sql: """
          UPDATE \(table.target) SET \(quoted(column)) = NULL
          WHERE \(table.id) IN (SELECT _id FROM \(table.stage) WHERE _op = 'delete')
          """)
    }
  }

  /// Deletes records, all or those that no stored record refers to.
  private func delete(in table: TableColumns, onlyUnreferenced: Bool) throws -> Int {
    var conditions = [
      "t.\(table.id) IN (SELECT s._id FROM \(table.stage) AS s"
        + " WHERE s._op = 'delete' AND s._row BETWEEN ?1 AND ?2)"
    ]
    if onlyUnreferenced {
      for link in run.childFields(of: table.schema.name) {
        guard let links = link.storedLinks else { continue }
        conditions.append(
          "NOT EXISTS (SELECT 1 FROM (\(links)) AS l WHERE l.parent = t.\(table.id))")
      }
    }
    return try MergeStep(
      table: table,
      sql: "DELETE FROM \(table.target) AS t WHERE \(run.dialect.conjunction(conditions))"
    ).perform(in: database)
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
      let target = "main." + quoted(list)
      try database.execute(
        sql: """
          DELETE FROM \(target) WHERE \(quoted(owner)) IN (
            SELECT _id FROM \(table.stage) WHERE _op = 'update' AND \(isChanged))
          """)
      var value = "i.item"
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
        table: table,
        sql: """
          INSERT INTO \(target) (\(columns.joined(separator: ", ")))
          SELECT \(expressions.joined(separator: ", "))
          FROM \(table.stage) AS s JOIN \(table.listStage(field)) AS i ON i._row = s._row
          WHERE (s._op = 'create' OR s._op = 'update' AND \(isChanged)) AND s._row BETWEEN ?1 AND ?2
          """
      ).perform(in: database)
    }
  }

  /// Stores sealed secrets and removes cleared ones.
  private func writeSecrets(of table: TableColumns) throws {
    for field in table.fields where field.field.store == .secret {
      let secret = "s." + quoted(field.field.name)
      let key = table.keyText(alias: "s")
      let name = literal(table.schema.name)
      let label = literal(field.field.name)
      let isFilled = "\(secret) NOT IN ('', \(literal(secretPlaceholder)))"
      try database.execute(
        sql: """
          DELETE FROM main.registrar_secrets
          WHERE table_name = \(name) AND field = \(label) AND record_key IN (
            SELECT \(key) FROM \(table.stage) AS s WHERE s._op IN ('create', 'update')
              AND (\(isFilled) OR \(secret) IS NULL AND s._changed LIKE '%,\(field.index),%'))
          """)
      try database.execute(
        sql: """
          INSERT INTO main.registrar_secrets (table_name, record_key, field, sealed, run_id)
          SELECT \(name), \(key), \(label), \(secret), ? FROM \(table.stage) AS s
          WHERE s._op IN ('create', 'update') AND \(isFilled)
          """, arguments: [runID])
    }
  }

  /// Replaces the identifiers that records have in another system.
  private func writeSourceIDs(of table: TableColumns) throws {
    let key = table.keyText(alias: "s")
    try database.execute(
      sql: """
        DELETE FROM main.registrar_id_map
        WHERE package = ? AND table_name = ? AND system = ? AND record_key IN (
          SELECT \(key) FROM \(table.stage) AS s
          WHERE s._source_id IS NOT NULL AND s._op = 'update')
        """, arguments: [run.package.name, table.schema.name, sourceSystem])
    try database.execute(
      sql: """
        INSERT INTO main.registrar_id_map (package, table_name, record_key, system, source_id)
        SELECT ?, ?, \(key), ?, s._source_id FROM \(table.stage) AS s
        WHERE s._source_id <> '' AND s._op IN ('create', 'update')
        ON CONFLICT (package, table_name, system, source_id)
        DO UPDATE SET record_key = excluded.record_key
          WHERE record_key IS NOT excluded.record_key
        """, arguments: [run.package.name, table.schema.name, sourceSystem])
  }

  /// Deletes what the tool's own tables keep under the key of a deleted record.
  private func forgetKeys(ofDeletesIn table: TableColumns) throws {
    for own in ["registrar_secrets", "registrar_id_map"] {
      try database.execute(
        sql: """
          DELETE FROM main.\(own) WHERE table_name = ? AND record_key IN (
            SELECT \(table.keyText(alias: "v"))
            FROM \(table.stage) AS s JOIN \(table.storedView) AS v ON v._id = s._id
            WHERE s._op = 'delete')
          """, arguments: [table.schema.name])
    }
  }
}
