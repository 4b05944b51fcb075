import RecordMapping
import Schemas
import TabularCore

extension SourcePass {
  /// Reads all rows by columns; the threads share the reading, the order stays that of the rows.
  mutating func run(
    _ layout: BatchLayout, comparison: (any StoredComparison)?
  ) throws -> SourceSummary? {
    var layout = layout
    layout.keepsValues =
      !layout.isPlain || staging.stages || session.tables[table].links != nil
    columns = makeColumnState(layout, comparison: comparison)
    defaults.computed = layout.surroundings?.computed
    ownReferences = layout.ownReferences.map { OwnReferences(field: layout.fields[$0]) }
    if layout.isPlain {
      staging.plainRows = PlainRows(firstOrdinal: setup.firstOrdinal, fields: layout.fields)
    }
    let session = session
    let table = table
    let rows = source.rows
    let summary = try rows.readColumns(layout, threads: session.options.jobs) { batch, part in
      if let part, columns?.parts.last?.part.index != part.index {
        columns?.parts.append((session.tables[table].rows.count, part))
      }
      try consume(batch)
      return !cells.awaitsColumns && !session.isCancelled()
    }
    if session.isCancelled() { throw ImportInterruption() }
    if summary != nil { try endColumns() }
    return summary
  }

  /// What rows are compared with: nothing in an empty store; `nil` when the store cannot compare.
  func makeComparison(_ layout: BatchLayout) throws -> (any StoredComparison)?? {
    guard setup.hasStoredRecords else { return .some(nil) }
    let comparison = try session.store.makeComparison(
      of: fields.schema, fields: layout.fields, blank: layout.blankFields)
    return comparison.map { .some($0) }
  }

  private mutating func consume(_ validated: ColumnBatch) throws {
    var findings = Dictionary(grouping: validated.batch.findings, by: \.row)
    let headerRow = source.binding.headerRow
    replays.note(validated.batch, below: headerRow)
    let limit = session.options.limits[.rows]
    let before = session.tables[table].rows.count
    let toldBefore = issues.collector.issues.count
    columns?.isBatchBegun = false
    // Taken out of the run while rows are entered one after another, and put back for the others.
    var rows = RowList()
    swap(&rows, &session.tables[table].rows)
    var isOut = true
    rows.makeRoom(forRows: validated.batch.rows.count, keyBytes: validated.keyBytes.count)
    var sound: [StagedBatch.Row] = []
    defer { if isOut { swap(&rows, &session.tables[table].rows) } }
    for index in validated.batch.rows.indices {
      if index % Self.prefetched == 0 { prefetch(validated, from: index, in: rows) }
      let number = validated.batch.rows[index].number
      guard number > headerRow else { continue }
      guard counter.dataRows < limit, rows.keys.byteCount < Self.mostKeyBytes else {
        throw RowLimitError(session.options.limits)
      }
      switch validated.verdicts[index] {
      case .sound where try enterSound(validated, index, number: number, &rows, &sound): continue
      case .noted where try enterNoted(validated, index, number: number, &rows, &sound): continue
      case .refused where try enterRefused(validated, index, number: number, &rows, &sound):
        continue
      case .waiting where try enterWaiting(validated, index, number: number, &rows, &sound):
        continue
      default:
        try keep(&sound, of: validated)
        swap(&rows, &session.tables[table].rows)
        isOut = false
        try readRow(validated.wholeRows(), index, findings.removeValue(forKey: number) ?? [])
        if cells.awaitsColumns { return }
        swap(&rows, &session.tables[table].rows)
        isOut = true
      }
    }
    try keep(&sound, of: validated)
    swap(&rows, &session.tables[table].rows)
    isOut = false
    issues.report(findings)
    if issues.collector.issues.count > toldBefore {
      issues.keepEvidence(from: try validated.wholeRows(), since: toldBefore)
    }
    try staging.flush()
    session.noteRead(
      rows: session.tables[table].rows.count - before,
      bytes: validated.batch.byteCount + validated.batch.cells.count,
      of: source)
  }

  /// How many keys are looked for at once.
  private static let prefetched = 64

  private mutating func prefetch(
    _ validated: ColumnBatch, from index: Int, in rows: RowList
  ) {
    let end = min(index + Self.prefetched, validated.keyHashes.count)
    let seen = rows.keys.prefetch(
      validated.keyHashes.span.extracting(index..<end))
    // Consume the result so the optimizer keeps the loads.
    columns?.prefetched ^= seen
  }

  private static let mostKeyBytes = KeyIndex.mostBytes - (1 << 20)

  /// Reads a row cell by cell.
  private mutating func readRow(
    _ batch: RowBatch, _ index: Int, _ findings: [RowFinding]
  ) throws {
    let ordinal = session.tables[table].rows.count
    guard var row = try read(batch, rowAt: index, findings: findings, ordinal: ordinal) else {
      return
    }
    columns?.saturated.removeAll(keepingCapacity: true)
    if setup.hasStoredRecords, !row.isResolved, row.key != nil {
      var rows = [row]
      try lookup.findStored(of: &rows, at: [0], &issues)
      row = rows[0]
    }
    if !row.isResolved { try complete(&row) }
    if cells.awaitsColumns { return }
    enter(row)
    if let hash = staging.plainRows?.hash(of: row.values) { staging.plainRows?.append(hash) }
    assert(session.tables[table].rows.count == ordinal + 1)
  }

  /// Counts what was over the cap and reports the repeats with the rows that they repeat.
  private mutating func endColumns() throws {
    let rows = session.tables[table].rows
    let values =
      try staging.plainRows?.firstValues(in: rows, of: setup, parts: columns?.parts ?? []) ?? [:]
    let deferred = staging.plainRows?.deferred ?? []
    for item in deferred {
      staging.reportRepeat(
        item.row, key: item.key, first: item.first, firstValues: values[item.first],
        isIdentical: item.isIdentical, in: session.tables[table], &issues)
    }
    guard let columns else { return }
    for (refusal, tally) in columns.tallies {
      issues.collector.tally(
        refusal.code, table: fields.schema.name, source: source.name.id, file: source.name.text,
        sheet: source.sheet, field: fields.schema.fields[refusal.field].name, count: tally.count,
        rows: tally.rows)
    }
    let key = fields.schema.fields[staging.keyPlace].name
    for (code, tally) in columns.repeats {
      issues.collector.tally(
        code, table: fields.schema.name, source: source.name.id, file: source.name.text,
        sheet: source.sheet, field: key, count: tally.count, rows: tally.rows)
    }
  }
}
