import RecordMapping
import Schemas
import TabularCore

/// Reads the rows of one source: each row goes through the stages in their order, and most rows go through them
/// together, by columns of a batch.
///
/// A pass stops at a text that can be read only with its whole column in view; the run then studies the
/// column and makes another pass.
struct SourcePass {
  let setup: SourceSetup
  var issues: SourceIssues
  var counter: RowCounter
  var classifier: RowClassifier
  var cells: CellReading
  let shifts: ShiftedRows
  var references: ReferenceResolution
  var lookup: StoredLookup
  var defaults: DefaultValues
  let dependents: DependentFields
  let baseline: BaselineMerge
  let protection: EditProtection
  var validation: RowValidation
  let comparison: RecordComparison
  let secrets: SecretSealing
  let insertOnly: InsertOnlyRows
  var staging: RowStaging
  /// The state of reading by columns; `nil` when rows are read cell by cell.
  var columns: ColumnState?
  /// The references of rows read by columns to rows of the same table.
  var ownReferences: [OwnReferences] = []
  /// The values that no cell gave.
  var origins: ValueOrigins
  /// The cells that corrections gave their text.
  var replays = Replays()
  /// Findings of the study of the columns.
  var columnFindings: [ColumnStudies.Finding] = []
  private let readsColumns: Bool

  /// A pass over a source.
  ///
  /// - Parameter readsColumns: whether rows may be read by columns first.
  init(_ setup: SourceSetup, readsColumns: Bool = true) {
    self.setup = setup
    // What a template showed is compared cell by cell, and files are looked at row by row.
    let namesFiles = setup.session.attachments != nil && !setup.fields.attachments.isEmpty
    self.readsColumns = readsColumns && setup.source.template?.baseline == nil && !namesFiles
    issues = SourceIssues(setup)
    origins = ValueOrigins(
      isKept: setup.session.options.mode == .execute,
      explains: setup.session.options.explainsValues)
    counter = RowCounter(setup)
    classifier = RowClassifier(setup)
    cells = CellReading(setup)
    shifts = ShiftedRows(setup)
    references = ReferenceResolution(setup)
    lookup = StoredLookup(setup)
    defaults = DefaultValues(setup)
    dependents = DependentFields(setup)
    baseline = BaselineMerge(setup)
    protection = EditProtection(setup)
    validation = RowValidation(setup)
    comparison = RecordComparison(setup)
    secrets = SecretSealing(setup)
    insertOnly = InsertOnlyRows(setup)
    staging = RowStaging(setup)
  }

  var session: ImportSession { setup.session }
  var source: TableSource { setup.source }
  var table: Int { setup.table }
  var fields: TableFields { setup.fields }

  /// The most rows of a batch.
  static let batchRows = 1_000

  /// Reads all rows; afterwards they are in the run's table and staged.
  mutating func run() throws -> SourceSummary? {
    if readsColumns, !session.tables[table].foldsKeys, let layout = try BatchLayout(setup),
      let stored = try makeComparison(layout)
    {
      // Rows of a plain table that nobody will ask the store about are not staged.
      if layout.isPlain {
        staging.stages =
          session.options.mode == .execute || session.needsOperations || setup.hasStoredRecords
          || session.validatesConstraints(ofTable: table)
        session.tables[table].isStaged = staging.stages
      }
      return try run(layout, comparison: stored)
    }
    var failure: (any Error)?
    let summary = try source.rows.readRows(maximumRows: Self.batchRows) { batch in
      do {
        try consume(&batch)
        return !cells.awaitsColumns && !session.isCancelled()
      } catch {
        failure = error
        return false
      }
    }
    if let failure { throw failure }
    if session.isCancelled() { throw ImportInterruption() }
    return summary
  }

  /// Reads a batch of rows cell by cell.
  private mutating func consume(_ batch: inout RowBatch) throws {
    let toldBefore = issues.collector.issues.count
    replays.note(batch, below: source.binding.headerRow)
    var findings = Dictionary(grouping: batch.findings, by: \.row)
    var pending: [PendingRow] = []
    pending.reserveCapacity(batch.rowCount)
    var ordinal = session.tables[table].rows.count
    for index in batch.rows.indices {
      let number = batch.rows[index].number
      guard number > source.binding.headerRow else { continue }
      guard counter.dataRows < session.options.limits[.rows] else {
        throw RowLimitError(session.options.limits)
      }
      let found = findings.removeValue(forKey: number) ?? []
      if let row = try read(batch, rowAt: index, findings: found, ordinal: ordinal) {
        pending.append(row)
        ordinal += 1
      }
      if cells.awaitsColumns { return }
    }
    issues.report(findings)
    if setup.hasStoredRecords {
      let wanted = pending.indices.filter { !pending[$0].isResolved && pending[$0].key != nil }
      try lookup.findStored(of: &pending, at: wanted, &issues)
    }
    if !fields.renaming.isEmpty { try lookup.findRenamed(&pending, &issues) }
    for index in pending.indices {
      if !pending[index].isResolved { try complete(&pending[index]) }
      enter(pending[index])
      if cells.awaitsColumns { return }
    }
    try staging.flush()
    issues.keepEvidence(from: batch, since: toldBefore)
    session.noteRead(
      rows: pending.count, bytes: batch.byteCount + batch.cells.count,
      of: source)
  }

  /// Classifies a row, reads its cells and resolves its references and its key; `nil` for a row that is no
  /// record.
  mutating func read(
    _ batch: RowBatch, rowAt index: Int, findings: [RowFinding], ordinal: Int
  ) throws -> PendingRow? {
    let classified = try classifier.classify(
      batch, rowAt: index, findings: findings, ordinal: ordinal, rows: session.tables[table].rows,
      counter: &counter, &issues)
    switch classified {
    case .noRecord: return nil
    case .leftOut(let row): return row
    case .record(var row):
      baseline.leaveUntouched(&row)
      try cells.readIndependent(&row, &issues)
      if cells.awaitsColumns { return nil }
      if !row.refusals.isEmpty { shifts.validateRefusals(&row, &issues) }
      if !row.isResolved {
        try references.resolveReferences(of: &row, &cells, &issues)
        references.resolveKey(of: &row, &issues)
      }
      return row
    }
  }

  /// Builds the resulting record of a row whose stored record is known, validates it and compares it.
  mutating func complete(_ row: inout PendingRow) throws {
    if baseline.leaveOut(&row, &issues) { return }
    if row.action == .delete { return row.resolveDelete() }
    switch (fields.schema.writeMode, row.creates) {
    case (.insertOnly, false):
      return try insertOnly.skipStored(
        &row, defaults: defaults, dependents: dependents, &cells, &issues)
    case (.updateOnly, true):
      row.isInvalid = true
      issues.report(
        .referenceMissing(
          .unknown, parent: fields.schema.noun.english, value: RecordKey.shown(row.key ?? "")),
        field: setup.keyFields.first ?? 0, of: row)
    default: break
    }
    try lookup.noteSourceID(of: &row)
    if row.renamedFrom != nil || !session.tables[table].renamedFrom.isEmpty {
      staging.validateRename(&row, in: session.tables[table], &issues)
    }
    defaults.mergeStored(&row)
    try defaults.fillDefaults(&row)
    defaults.doubtInherited(of: &row, unreadOnly: true)
    try dependents.readDependents(&row, &cells, &issues)
    if cells.awaitsColumns { return }
    try defaults.fillLateDefaults(&row)
    baseline.merge(&row, &issues)
    try protection.keepManualEdits(&row, &issues)
    defaults.doubtInherited(of: &row)
    try validation.validate(&row, &issues)
    // What a row that waits for another would change is not known.
    guard row.waitsFor == nil, row.waitsForTable == nil else { return }
    try comparison.compare(&row, &issues)
    try secrets.sealSecrets(of: &row, &issues)
    comparison.noteChange(&row, kept: session.tables[table].changes.count)
  }

  /// Enters a finished row in the run's table and, if it is valid, stages it.
  mutating func enter(_ row: PendingRow) {
    if origins.isKept { origins.note(row, fields) }
    staging.enter(row, in: &session.tables[table], &issues)
  }
}

/// The run was cancelled.
struct ImportInterruption: Error {}

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
