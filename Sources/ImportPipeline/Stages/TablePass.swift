import RecordMapping
import Schemas
import TabularCore
import Workbooks

/// Reads the rows of one source into records: cells, references, stored records, row rules.
///
/// A pass stops at a text that can be read only with its whole column in view; the run then studies the
/// column and makes another pass.
struct TablePass {
  let session: ImportSession
  let source: TableSource
  let sourceIndex: Int
  let table: Int
  let fields: TableFields
  /// How each field's column is read, once decided.
  let decisions: [Int: ColumnDecision]
  let rowRules: any RowRuleEvaluator
  let defaultRules: (any RowRuleEvaluator)?
  var issues: IssueCollector
  var statistics: [Int: ColumnStatistics] = [:]
  /// Findings of the study of the columns.
  var columnFindings: [ColumnStudies.Finding] = []
  /// Whether a text needs a decision about its column.
  var awaitsColumns = false
  /// Header errors found while reading, which make every row invalid.
  var hasHeaderError = false
  /// A row that the reader left out; its record could be any.
  var unreadRow: Int?
  /// Fields required by new records whose column is missing.
  var missingColumns: Set<Int> = []
  /// The number of values below unknown headers and without a header, by column.
  var unboundValues: [Int: Int] = [:]
  /// Rows whose keys later rows repeat.
  var repeatedOrdinals: Set<Int> = []
  /// Invalid rows that were not staged, for comparison with rows that repeat their keys.
  var refusedValues: [Int: [FieldValue]] = [:]
  /// Invalid rows that are staged only to check unique values.
  var provisional: Set<Int> = []
  /// References that can be resolved only once all rows are known.
  var deferredReferences: [DeferredReference] = []
  /// The value above a blank cell of a filled-down field, by field.
  var above: [Int: PendingRow.Origin] = [:]
  /// Rows with an external identifier of a stored record that may give it up.
  var sourceIDClaims: [SourceIDClaim] = []
  var staged: [StagedRecord] = []
  var ledger: LedgerLine
  var lastRow: Int
  var blankRun = 0
  /// The row before the last one counted, if no blank row is between them.
  var previousRow = 0
  var dataRows = 0
  /// Rows of the current batch that are not in the run's table yet.
  var pendingOrdinals = 0
  let firstOrdinal: Int
  let keyColumns: Set<Int>
  /// Tells rows that are not data.
  var rowContext: RowClass.Context
  /// The rows that contain the totals of a table over the key's columns.
  let totalsRows: Set<Int>
  /// Fields whose problems the error of the header explains.
  let silencedFields: FieldSet
  /// Fields with cells in merged ranges, and the rows of those, as an earlier pass found.
  var mergedFields: [(field: Int, rows: RowRanges)] = []
  /// Rows whose records are broken or too wide.
  var silencedOrdinals: Set<Int> = []
  /// The last data row that was read cell by cell.
  var lastPrepared: (number: Int, ordinal: Int)?
  let columnToField: [Int: ColumnTarget]
  /// The same by column number, from 0; `nil` for columns that are not read.
  let targets: [ColumnTarget?]
  let hasStoredRecords: Bool
  /// Whether another program changed any of the stored records.
  let hasManualEdits: Bool
  /// The state of reading by columns; `nil` when rows are read cell by cell.
  var screening: Screening?
  /// Whether rows are staged.
  var stages = true
  private let mayScreen: Bool

  /// A pass over a source.
  ///
  /// - Parameter mayScreen: whether rows may be read by columns first.
  init(
    _ session: ImportSession, sourceIndex: Int, decisions: [Int: ColumnDecision],
    mayScreen: Bool = true
  ) throws {
    self.session = session
    self.mayScreen = mayScreen
    self.sourceIndex = sourceIndex
    self.decisions = decisions
    source = session.sources[sourceIndex]
    table = source.table
    fields = try session.fields(ofTable: table)
    firstOrdinal = session.tables[table].rows.count
    issues = IssueCollector(
      maximumDetails: session.issues.maximumDetails,
      severityChanges: session.issues.severityChanges, isStrict: session.issues.isStrict)
    issues.silenced = session.issues.silenced
    ledger = LedgerLine(table: session.order[table].name)
    lastRow = source.binding.headerRow
    let schema = session.order[table]
    rowRules = try session.store.makeRowRules(
      fields.checks.map { RowCondition($0.rule) }, of: schema)
    defaultRules =
      fields.computedDefaults.isEmpty
      ? nil
      : try session.store.makeRowRules(
        fields.computedDefaults.map {
          RowCondition(condition: "1", arguments: [("value", $0.expression)])
        }, of: schema)
    var keyColumns: Set<Int> = []
    let keys = Set(session.tables[table].keyFields).union(fields.identityFields)
      .union(schema.defaultedKeySources)
    var columnToField: [Int: ColumnTarget] = [:]
    for column in source.binding.columns where !column.isRepeated {
      guard let target = column.target else { continue }
      columnToField[column.number] = target
      if case .field(let index) = target, keys.contains(index) { keyColumns.insert(column.number) }
    }
    self.keyColumns = keyColumns
    let keyFields = Set(session.tables[table].keyFields).union(fields.identityFields)
    let places = fields.required.filter { !keyFields.contains($0) }
      .map(source.binding.place(ofFieldAt:))
    rowContext = RowClass.Context(
      binding: source.binding, keyColumns: keyColumns,
      requiredColumns: Set(places.compactMap(\.self)), lacksRequired: places.contains(nil))
    totalsRows = Self.totalsRows(try source.rows.totalsRanges(), over: keyColumns)
    silencedFields = Self.silencedFields(source.binding, schema)
    self.columnToField = columnToField
    var targets: [ColumnTarget?] = Array(repeating: nil, count: (columnToField.keys.max() ?? 0) + 1)
    for (column, target) in columnToField { targets[column] = target }
    self.targets = targets
    hasStoredRecords = try session.store.recordCount(of: schema) > 0
    hasManualEdits = hasStoredRecords ? try session.store.hasManualEdits(of: schema) : false
    for (index, field) in schema.fields.enumerated()
    where source.binding.place(ofFieldAt: index) != nil {
      statistics[index] = ColumnStatistics(field: field)
    }
  }

  private static func totalsRows(_ ranges: [CellRange], over columns: Set<Int>) -> Set<Int> {
    var rows: Set<Int> = []
    for range in ranges
    where columns.contains(where: (range.first.column...range.last.column).contains) {
      rows.formUnion(range.first.row...range.last.row)
    }
    return rows
  }

  /// The fields given by two columns, or by only one of two parts: the header's error stands for them.
  private static func silencedFields(_ binding: HeaderBinding, _ schema: TableSchema) -> FieldSet {
    var silenced = FieldSet()
    for column in binding.columns where column.isRepeated {
      if let index = column.target?.fieldIndex { silenced.insert(index) }
    }
    for (index, parts) in binding.partsOfField where binding.columnOfField[index] == nil {
      let hasDate = parts.date != nil || schema.fields[index].parts?.dateFrom != nil
      if !hasDate || parts.time == nil { silenced.insert(index) }
    }
    return silenced
  }

  /// What a column is read as.
  func target(ofColumn column: Int) -> ColumnTarget? {
    column < targets.count ? targets[column] : nil
  }

  /// The most rows of a batch.
  static let batchRows = 1_000

  /// Reads all rows; afterwards they are in the run's table and staged.
  mutating func run() throws -> SourceSummary? {
    if mayScreen, !session.tables[table].foldsKeys, let screen = try RowScreen(self) {
      if screen.isPlain {
        if let summary = try runPlain(screen) { return summary }
      } else if let comparison = try makeComparison(screen) {
        return try run(screening: screen, comparison: comparison)
      }
    }
    var failure: (any Error)?
    let summary = try source.rows.readRows(maximumRows: Self.batchRows) { batch in
      do {
        try consume(&batch)
        return !awaitsColumns && !session.isCancelled()
      } catch {
        failure = error
        return false
      }
    }
    if let failure { throw failure }
    if session.isCancelled() { throw ImportInterruption() }
    return summary
  }

  /// Reads the rows of a table whose cells can be checked as bytes; `nil` if the store cannot compare
  /// them with its records.
  private mutating func runPlain(_ screen: RowScreen) throws -> SourceSummary?? {
    guard let comparison = try makeComparison(screen) else { return nil }
    // Rows that nobody will ask the store about are not staged.
    stages =
      session.options.mode == .execute || session.needsOperations || hasStoredRecords
      || session.validatesConstraints(ofTable: table)
    session.tables[table].isStaged = stages
    return .some(try run(screening: screen, comparison: comparison))
  }

  private mutating func consume(_ batch: inout RowBatch) throws {
    let toldBefore = issues.issues.count
    var findings = Dictionary(grouping: batch.findings, by: \.row)
    var pending: [PendingRow] = []
    pending.reserveCapacity(batch.rowCount)
    for index in batch.rows.indices {
      let row = batch.rows[index]
      guard row.number > source.binding.headerRow else { continue }
      guard dataRows < session.options.limits[.rows] else {
        throw RowLimitError(session.options.limits)
      }
      let found = findings.removeValue(forKey: row.number) ?? []
      if var row = try prepare(batch, rowAt: index, findings: found) {
        if !row.refusals.isEmpty, !awaitsColumns { validateRefusals(&row) }
        if !row.isResolved, !awaitsColumns {
          try resolveReferences(of: &row)
          try resolveKey(of: &row)
        }
        pending.append(row)
      }
      if awaitsColumns { return }
    }
    report(findings)
    try finish(&pending)
    keepEvidence(from: batch, since: toldBefore)
    session.rowsRead += pending.count
    session.bytesRead += batch.byteCount + batch.cells.count
    session.progress?(
      ImportProgress(
        table: ledger.table, rows: session.rowsRead,
        fraction: session.totalBytes.map { min(1, Double(session.bytesRead) / Double(max($0, 1))) })
    )
  }

  private mutating func finish(_ pending: inout [PendingRow]) throws {
    let schema = session.order[table]
    if hasStoredRecords {
      let wanted = pending.indices.filter { !pending[$0].isResolved && pending[$0].key != nil }
      try findStored(of: &pending, at: wanted)
    }
    if !fields.renaming.isEmpty { try findRenamed(&pending) }
    for index in pending.indices {
      if !pending[index].isResolved { try complete(&pending[index]) }
      enter(pending[index])
      if awaitsColumns { return }
    }
    try session.store.stage(staged, of: schema)
    staged.removeAll(keepingCapacity: true)
    pendingOrdinals = 0
  }

  /// Enters a finished row in the run's table and, if it is valid, stages it.
  mutating func enter(_ row: PendingRow) {
    var row = row
    tellRemarks(of: row)
    if row.isSilenced { silencedOrdinals.insert(row.ordinal) }
    if row.state == .valid, row.isInvalid { row.state = .invalid }
    if row.state == .valid, row.waitsFor != nil || row.waitsForTable != nil { row.state = .waiting }
    if let key = row.key, row.state != .skipped, !row.isSilenced { resolveRepeat(&row, key: key) }
    notePruning(row)
    noteMention(&row)
    let key = row.key ?? ""
    session.tables[table].rows.append(
      RunTable.Row(
        source: Int32(sourceIndex), number: Int32(clamping: row.number), state: row.state,
        operation: row.operation, key: key),
      isFound: row.key != nil && row.state != .skipped)
    if row.key != nil, row.state != .skipped {
      session.tables[table].noteKey(key, ordinal: row.ordinal)
      if let canonical = row.canonicalKey {
        session.tables[table].noteCanonicalKey(canonical, ordinal: row.ordinal)
      }
    }
    if let id = row.sourceID, row.state != .skipped {
      if let other = session.tables[table].ordinalBySourceID[id] {
        reportUnique(row, field: "source_id", value: id, other: other)
      } else {
        session.tables[table].ordinalBySourceID[id] = row.ordinal
      }
    }
    if let parent = row.waitsFor {
      session.tables[table].waitsFor[row.ordinal] = parent
    } else if let parent = row.waitsForTable {
      session.tables[table].waitsForTable[row.ordinal] = parent
    }
    noteRename(of: row)
    if !fields.indexed.isEmpty, row.state == .valid, fields.mayOverflow(row.values) {
      session.tables[table].mayOverflow = true
    }
    if row.state == .valid {
      if row.hasLateReference, !row.changedFields.isEmpty {
        session.tables[table].lateChanges[row.ordinal] = row.changedFields
      }
      if row.hasLateReference, let id = row.newSourceID {
        session.tables[table].lateSourceIDs[row.ordinal] = id
      }
      session.tables[table].enter(row.values, ordinal: row.ordinal)
      for parent in row.parents.values.joined() where parent.isNew {
        guard let ordinal = parent.ordinal else { continue }
        session.tables[table].dependences.add(
          row.ordinal, on: .init(table: parent.table, ordinal: ordinal))
      }
      staged.append(
        StagedRecord(
          ordinal: row.ordinal, operation: row.operation, storedID: row.stored?.id,
          values: row.values, sourceID: row.newSourceID, changedFields: row.changedFields))
      if row.newSourceID != nil, !row.storedSourceIDs.isEmpty {
        session.tables[table].sourceIDReleases.insert(row.ordinal)
      }
    } else if row.state == .deleting {
      staged.append(
        StagedRecord(
          ordinal: row.ordinal, operation: .delete, storedID: row.stored?.id,
          values: row.stored?.values ?? row.values))
    } else if row.state == .invalid || row.state == .waiting {
      let values = row.values
      noteUnreadKey(of: row)
      session.tables[table].context.append(soundValues(of: row), ordinal: row.ordinal)
      stageProvisionally(row)
      keepRefused(row)
      if refusedValues.count < 10_000 { refusedValues[row.ordinal] = values }
      var field = 0
      while field < session.tables[table].lookupFields.count {
        let index = session.tables[table].lookupFields[field]
        if let text = session.tables[table].lookupText(values[index], fieldAt: index) {
          session.tables[table].ordinalsByValue[index, default: [:]][text, default: []]
            .append(row.ordinal)
        }
        field += 1
      }
    }
  }

  /// Handles a row whose key an earlier row of the run has.
  private mutating func resolveRepeat(_ row: inout PendingRow, key: String) {
    guard let first = session.tables[table].ordinal(ofKey: key), first != row.ordinal,
      !silencedOrdinals.contains(first),
      !deferRepeat(&row, key: key, first: first)
    else { return }
    let earlier = session.tables[table].rows.state(of: first)
    let firstValues =
      refusedValues[first] ?? staged.first { $0.ordinal == first }?.values
      ?? (try? session.store.stagedValues([first], of: session.order[table]).first ?? nil)
    let isIdentical =
      firstValues.map { $0 == row.values } ?? false && earlier != .deleting
      && row.state != .deleting
    reportRepeat(row, key: key, first: first, firstValues: firstValues, isIdentical: isIdentical)
    if isIdentical {
      // An invalid repeat stays invalid: its own errors are reported like those of the first.
      if !row.isInvalid { row.state = .skipped }
      return
    }
    row.state = .invalid
    repeatedOrdinals.insert(first)
    // What another row with the key contradicts is not known.
    for index in session.tables[table].context.fields
    where firstValues.map({ $0[index] != row.values[index] }) ?? true {
      session.tables[table].context.clear(index, ordinal: first)
    }
  }

  /// The part of the key that distinguishes a row from its siblings: the last one with a column.
  var keyPlace: Int {
    let keys = session.tables[table].keyFields
    return keys.last { source.binding.place(ofFieldAt: $0) != nil } ?? keys.first ?? 0
  }

  /// Reports a row whose key an earlier row of the run has.
  mutating func reportRepeat(
    _ row: PendingRow, key: String, first: Int, firstValues: [FieldValue]?, isIdentical: Bool
  ) {
    let earlier = session.tables[table].rows[first]
    let place = session.sources[Int(earlier.source)].location(
      row: Int(earlier.number),
      column: source.binding.place(ofFieldAt: keyPlace), table: ledger.table,
      field: session.order[table].fields[keyPlace].name)
    let keyField = keyPlace
    let file = session.sources[Int(earlier.source)].fileName
    let repeated: IssueContent.RepeatPlace = file == source.fileName ? .sameFile : .otherFile
    if isIdentical {
      report(
        .keyRepeatedIdentical(repeated, row: Int(earlier.number), file: file), field: keyField,
        of: row,
        related: [.init(place, label: "first")])
      return
    }
    // A value that an error kept from being read is not a difference.
    let isRefused = earlier.state == .invalid || earlier.state == .waiting
    let differing = firstValues.flatMap { values in
      let all = values.indices.filter {
        values[$0] != row.values[$0] && !row.errors.contains($0)
          && !(isRefused && values[$0].isNull)
      }
      return all.first { !values[$0].isNull && !row.values[$0].isNull } ?? all.first
    }
    var difference: IssueContent.KeyDifference?
    let schema = session.order[table]
    if let differing, let firstValues {
      difference = IssueContent.KeyDifference(
        field: schema.fields[differing].name,
        first: ShownText(
          firstValues[differing], as: schema.form(ofFieldAt: differing, in: firstValues)),
        second: ShownText(
          row.values[differing], as: schema.form(ofFieldAt: differing, in: row.values)))
    }
    report(
      .keyRepeated(
        repeated, value: RecordKey.shown(key), row: Int(earlier.number), file: file,
        difference: difference),
      field: keyField, of: row,
      related: [.init(place, label: "first")])
  }

  private mutating func reportUnique(
    _ row: PendingRow, field: String, value: String, other: Int
  ) {
    let earlier = session.tables[table].rows[other]
    let file = session.sources[Int(earlier.source)].fileName
    let location = source.location(
      row: row.number, column: source.binding.sourceIDColumn, table: ledger.table, field: field)
    issues.add(
      Issue(
        .keyUnique(
          file == source.fileName ? .sameFile : .otherFile, field: field, value: value,
          row: Int(earlier.number), file: file),
        at: location, value: value))
    repeatedOrdinals.insert(row.ordinal)
  }
}

/// The run was cancelled.
struct ImportInterruption: Error {}

extension RowCondition {
  /// The condition of a row rule.
  init(_ rule: Rule) {
    var condition = ""
    if case .row(let text) = rule.scope { condition = text }
    var place: String?
    if case .expression(let sql) = rule.place { place = sql }
    self.init(
      condition: condition, place: place,
      arguments: rule.arguments.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
  }
}

/// The table has more rows than the limit.
struct RowLimitError: InputError {
  let content: IssueContent

  var part: String? { nil }
  var byteOffset: Int? { nil }
  var row: Int? { nil }

  init(_ limits: Limits) {
    content = .fileTooLarge(.rows, limit: limits[.rows])
  }
}
