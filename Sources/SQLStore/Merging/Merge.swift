public import ImportPipeline
import Schemas

/// Applies the staged operations, one statement per table and kind of operation.
///
/// Order: new records get their ids and the journal records its images; records that nothing refers
/// to are deleted, which frees their unique values; then each table, parents first, is updated,
/// extended and given its lists; references to records that came later are filled in; the remaining
/// deletes and the seal of the run come last.
public struct Merge {
  let run: any SQLMergeRun
  /// The tables with staged rows, parents first.
  let tables: [TableColumns]
  let record: RunRecord
  /// The tables that are loaded directly from their staged rows, parents first.
  let loads: [RowLoad]
  /// What is staged for each table, by machine name.
  private let operations: [String: Set<RecordOperation>]

  var dialect: any SQLDialect { run.dialect }

  /// A merge of the tables that have staging tables.
  public init(
    _ run: any SQLMergeRun, tables: [TableColumns], loads: [RowLoad], record: RunRecord
  ) throws {
    self.run = run
    self.tables = tables
    self.loads = loads
    self.record = record
    operations = try Dictionary(
      tables.map { ($0.schema.name, try run.stagedOperations(of: $0)) },
      uniquingKeysWith: { first, _ in first })
  }

  /// Applies everything and counts.
  public func perform(counting all: [TableColumns]) throws -> [String: MergeCounts] {
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
    for table in tables.reversed() where has(.delete, in: table) {
      try discardKeys(ofDeletesIn: table)
      counts[table.schema.name]?.deleted += try delete(in: table, onlyUnreferenced: true)
    }
    let moved = MovedKeys(run.sql, package: run.package)
    try moved.remember()
    let written = try writeRecords(order: all.map(\.schema.name), &counts)
    try moved.follow()
    for (position, table) in tables.enumerated()
    where has(.create, in: table) || has(.update, in: table) {
      let deferred = try deferredFields(of: table, at: position)
      try writeReferences(of: table, deferred, written: written[table.schema.name] ?? [])
      try writeLists(of: table, in: deferred, wanted: true)
      try checkReferences(of: table)
      try writeSecrets(of: table)
    }
    for table in tables where has(.create, in: table) || has(.update, in: table) {
      try writeSourceIDs(of: table)
    }
    for (position, table) in tables.enumerated() where has(.delete, in: table) {
      try clearReferences(ofDeletesIn: table, deferredFields(of: table, at: position))
    }
    for table in tables.reversed() where has(.delete, in: table) {
      counts[table.schema.name]?.deleted += try delete(in: table, onlyUnreferenced: false)
    }
    for table in all { counts[table.schema.name]?.storedAfter = try count(table) }
    for table in journalledTables { try WrittenValues(run.sql, run: record.id).write(table) }
    try RunRecords.finish(record, in: run.sql)
    try run.checkReferences(except: Set(loads.map(\.schema.store.table)))
    Failpoint.sealed.pass()
    return counts
  }

  func has(_ operation: RecordOperation, in table: TableColumns) -> Bool {
    operations[table.schema.name]?.contains(operation) == true
  }

  /// Updates and extends each table, parents first.
  ///
  /// - Parameter order: all tables of the run, parents first.
  /// - Returns: the references to the table itself with which new records were written, by table.
  private func writeRecords(
    order: [String], _ counts: inout [String: MergeCounts]
  ) throws -> [String: Set<String>] {
    var written: [String: Set<String>] = [:]
    var waiting = loads[...]
    for (position, table) in tables.enumerated() {
      let name = table.schema.name
      // Writes the tables that come before this one, since it may refer to them.
      let place = order.firstIndex(of: name) ?? order.count
      while let load = waiting.first, order[..<place].contains(load.schema.name) {
        counts[load.schema.name]?.created = try write(load)
        waiting.removeFirst()
      }
      Failpoint.tableMerging.pass()
      let deferred = try deferredFields(of: table, at: position)
      if has(.update, in: table) { counts[name]?.updated = try update(table, without: deferred) }
      if has(.create, in: table) {
        let own = run.ownReferences(of: table)
        let atOnce = try insertion(into: table, without: deferred.subtracting(own))
        if let count = try run.insertAtOnce(atOnce, into: table) {
          counts[name]?.created = count
          written[name] = own
        } else {
          let sql = try insertion(into: table, without: deferred)
          counts[name]?.created = try MergeStep(run: run, table: table, sql: sql).perform()
        }
      }
      try writeLists(of: table, in: deferred, wanted: false)
      Failpoint.tableMerged.pass()
    }
    for load in waiting { counts[load.schema.name]?.created = try write(load) }
    return written
  }

  /// Assigns ids to new records and writes all planned changes to the journal.
  private func writeJournal() throws {
    let layout = run.layout
    var journal = try JournalWriter(run.sql, run: record)
    for table in tables { try run.assignIDs(of: table) }
    let journalled = journalledTables
    try journal.writeChanges(of: journalled)
    try journal.writeCreates(of: journalled)
    try ManualEdits(run.sql, layout: layout).discard(writtenTo: journalled)
  }

  /// The tables with staged rows, as the journal knows them.
  private var journalledTables: [JournalWriter.Table] {
    let layout = run.layout
    return tables.compactMap { table in
      layout.table(of: table.schema.name).map { target in
        JournalWriter.Table(
          schema: table.schema, target: target, stage: table.stage, storedView: table.storedView)
      }
    }
  }

  /// Loads staged rows directly and records in the journal which records came from which rows.
  private func write(_ load: RowLoad) throws -> Int {
    guard let target = run.layout.table(of: load.schema.name) else { return 0 }
    Failpoint.tableMerging.pass()
    let base = try JournalWriter.lastID(of: target, in: run.sql)
    let created: [JournalWriter.Created]
    do {
      created = try run.write(load, after: base, record)
    } catch {
      run.hasRefusedLoad = error is RowLoad.Refused || run.refusesLoad(error)
      throw error
    }
    run.rowLoads[load.schema.name] = (load, created)
    var journal = try JournalWriter(run.sql, run: record)
    try journal.writeCreated(created, of: load.schema.name)
    Failpoint.tableMerged.pass()
    return created.reduce(0) { $0 + $1.count }
  }

  /// How many records a table holds; a run in parts counts once for all parts.
  private func count(_ table: TableColumns) throws -> Int {
    guard record.step == .only else { return 0 }
    return try run.countRecords(of: table.schema)
  }

  /// Fields whose parents are written with the table or after it, and which can be filled in later.
  ///
  /// A parent of the same table has its id already, and need not be there before its child where references
  /// are checked at the end.
  private func deferredFields(of table: TableColumns, at position: Int) throws -> Set<String> {
    let later = Set(tables[position...].map(\.schema.name))
    let isLate = try run.checksReferencesLate()
    return Set(
      table.schema.references.filter { later.contains($0.table) }.compactMap { reference in
        guard let field = table.columns(of: reference.field) else { return nil }
        if field.isList { return reference.field }
        let isOwn = reference.table == table.schema.name
        return field.field.isRequired || isOwn && isLate ? nil : reference.field
      })
  }
}
