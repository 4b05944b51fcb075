import RecordMapping
import Schemas
import TabularCore

/// The last stage: enters finished rows in the run's table and stages what the merge and the rules over whole
/// tables need.
struct RowStaging {
  let fields: TableFields
  let keyFields: [Int]
  let keyPlace: Int
  let source: TableSource
  let sourceIndex: Int
  let tableName: String
  let store: any RecordStore
  let hasStoredRecords: Bool
  /// The sources of the run, for rows whose key an earlier one has.
  let sources: [TableSource]
  /// Whether valid rows are staged.
  var stages = true
  /// What is kept to compare rows of a plain table that repeat a key; `nil` for other tables.
  var plainRows: PlainRows?
  /// Rows whose keys later rows repeat.
  var repeatedOrdinals: Set<Int> = []
  /// Invalid rows that were not staged, for comparison with rows that repeat their keys.
  private(set) var refusedValues: [Int: [FieldValue]] = [:]
  /// Invalid rows that are staged only to check unique values.
  private(set) var provisional: Set<Int> = []
  /// Rows whose records are broken or too wide.
  private(set) var silencedOrdinals: Set<Int> = []
  private var staged: [StagedRecord] = []

  init(_ setup: SourceSetup) {
    fields = setup.fields
    keyFields = setup.keyFields
    keyPlace = setup.keyPlace
    source = setup.source
    sourceIndex = setup.sourceIndex
    tableName = setup.fields.schema.name
    store = setup.session.store
    hasStoredRecords = setup.hasStoredRecords
    sources = setup.session.sources
  }

  /// Enters a finished row in the run's table and, if it is valid, stages it.
  mutating func enter(
    _ row: PendingRow, in run: inout RunTable, _ issues: inout SourceIssues
  ) {
    var row = row
    issues.tellRemarks(of: row)
    if row.isSilenced { silencedOrdinals.insert(row.ordinal) }
    if row.state == .valid, row.isInvalid { row.state = .invalid }
    if row.state == .valid, row.waitsFor != nil || row.waitsForTable != nil { row.state = .waiting }
    if let key = row.key, row.state != .skipped, !row.isSilenced {
      resolveRepeat(&row, key: key, in: &run, &issues)
    }
    notePruning(row, in: &run)
    if row.state != .skipped { run.links?.note(row) }
    noteMention(&row, in: &run)
    let key = row.key ?? ""
    run.rows.append(
      RunTable.Row(
        source: Int32(sourceIndex), number: Int32(clamping: row.number), state: row.state,
        operation: row.operation, key: key),
      isFound: row.key != nil && row.state != .skipped)
    if row.key != nil, row.state != .skipped {
      run.noteKey(key, ordinal: row.ordinal)
      if let canonical = row.canonicalKey {
        run.noteCanonicalKey(canonical, ordinal: row.ordinal)
      }
    }
    if let id = row.sourceID, row.state != .skipped {
      if let other = run.ordinalBySourceID[id] {
        reportUnique(row, field: "source_id", value: id, other: other, in: run, &issues)
      } else {
        run.ordinalBySourceID[id] = row.ordinal
      }
    }
    if let parent = row.waitsFor {
      run.waitsFor[row.ordinal] = parent
    } else if let parent = row.waitsForTable {
      run.waitsForTable[row.ordinal] = parent
    }
    noteRename(of: row, in: &run)
    if !fields.indexed.isEmpty, row.state == .valid, fields.mayOverflow(row.values) {
      run.mayOverflow = true
    }
    if row.state == .valid {
      enterValid(row, in: &run)
    } else if row.state == .deleting {
      staged.append(
        StagedRecord(
          ordinal: row.ordinal, operation: .delete, storedID: row.stored?.id,
          values: row.stored?.values ?? row.values))
    } else if row.state == .invalid || row.state == .waiting {
      enterRefused(row, in: &run)
    }
    if let id = row.meantID { run.meantIDs[row.ordinal] = id }
    run.keptEdits += row.keptEdits
    if let change = row.change { run.changes[row.ordinal] = change }
  }

  private mutating func enterValid(_ row: PendingRow, in run: inout RunTable) {
    if row.hasLateReference, !row.changedFields.isEmpty {
      run.lateChanges[row.ordinal] = row.changedFields
    }
    if row.hasLateReference, let id = row.newSourceID { run.lateSourceIDs[row.ordinal] = id }
    run.enter(row.values, ordinal: row.ordinal)
    for parent in row.parents.values.joined() where parent.isNew {
      guard let ordinal = parent.ordinal else { continue }
      run.dependences.add(row.ordinal, on: .init(table: parent.table, ordinal: ordinal))
    }
    staged.append(
      StagedRecord(
        ordinal: row.ordinal, operation: row.operation, storedID: row.stored?.id,
        values: row.values, sourceID: row.newSourceID, changedFields: row.changedFields))
    if row.newSourceID != nil, !row.storedSourceIDs.isEmpty {
      run.sourceIDReleases.insert(row.ordinal)
    }
  }

  private mutating func enterRefused(_ row: PendingRow, in run: inout RunTable) {
    noteUnreadKey(of: row, in: &run)
    run.context.append(soundValues(of: row), ordinal: row.ordinal)
    stageProvisionally(row, in: run)
    keepRefused(row, in: &run)
    keepValues(row.values, ofRefused: row.ordinal)
    run.enterLookups(row.values, ordinal: row.ordinal)
  }

  /// Keeps the values of an invalid row for comparison with rows that repeat its key.
  mutating func keepValues(_ values: [FieldValue], ofRefused ordinal: Int) {
    if refusedValues.count < 10_000 { refusedValues[ordinal] = values }
  }

  /// The values of a row that is read already; `nil` when they are not kept.
  func values(ofRow ordinal: Int) -> [FieldValue]? {
    refusedValues[ordinal] ?? staged.first { $0.ordinal == ordinal }?.values
      ?? (try? store.stagedValues([ordinal], of: fields.schema).first ?? nil)
  }

  /// Puts what waits into the stage.
  mutating func flush() throws {
    guard !staged.isEmpty else { return }
    if stages { try store.stage(staged, of: fields.schema) }
    staged.removeAll(keepingCapacity: true)
  }

  /// Takes the rows that were staged only to check unique values out of the stage.
  func unstageProvisional() throws {
    if !provisional.isEmpty { try store.unstage(provisional.sorted(), of: fields.schema) }
  }

  /// Unstages rows and counts them as invalid.
  func invalidate(_ ordinals: Set<Int>, in run: inout RunTable) throws {
    var staged: [Int] = []
    for ordinal in ordinals where ordinal < run.rows.count {
      let state = run.rows.state(of: ordinal)
      if state == .valid || state == .deleting { staged.append(ordinal) }
      if state != .waiting { run.rows.setState(.invalid, of: ordinal) }
    }
    if stages { try store.unstage(staged.sorted(), of: fields.schema) }
  }

  /// Stages the sound unique values of an invalid row.
  ///
  /// A value that two rows share is then reported together with the row's other errors. The row is
  /// unstaged once the table is checked.
  private mutating func stageProvisionally(_ row: PendingRow, in run: RunTable) {
    guard stages, !fields.schema.uniqueKeys.isEmpty, let key = row.key, row.action == .upsert,
      run.rows.ordinal(ofKey: key) == row.ordinal
    else { return }
    stageProvisionally(
      row.values, ordinal: row.ordinal, unsound: row.errors,
      operation: row.creates ? .create : .update, storedID: row.stored?.id)
  }

  /// The same for a row with a key of its own.
  ///
  /// - Parameter unsound: the fields that have an error.
  mutating func stageProvisionally(
    _ all: [FieldValue], ordinal: Int, unsound: FieldSet, operation: RecordOperation = .create,
    storedID: Int64? = nil
  ) {
    let schema = fields.schema
    guard stages, !schema.uniqueKeys.isEmpty else { return }
    var values: [FieldValue] = Array(repeating: .null, count: all.count)
    for index in schema.uniqueKeys.joined().compactMap(schema.fieldIndex(named:))
    where !unsound.contains(index) && schema.fields[index].type != .secret {
      values[index] = all[index]
    }
    guard values.contains(where: { !$0.isNull }) else { return }
    provisional.insert(ordinal)
    staged.append(
      StagedRecord(ordinal: ordinal, operation: operation, storedID: storedID, values: values))
  }
}
