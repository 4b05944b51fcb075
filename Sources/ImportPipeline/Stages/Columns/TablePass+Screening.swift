import RecordMapping
import Schemas
import TabularCore

extension TablePass {
  /// What a pass that screens keeps besides.
  final class Screening {
    /// The fields that screens validate, by index.
    let fields: [Int]
    /// Where the key's values stand among those of a row.
    let keyColumns: [Int]
    /// Whether each cell is validated by its bytes alone.
    let isPlain: Bool
    /// The columns of which something is watched, by place.
    let watched: [WatchedColumn]
    /// Where the values of fields stand that are not null in every row, by field.
    let places: [Int]
    /// The tables of the references' parents.
    let parentTables: [Int]
    /// Compares rows with what is stored; `nil` where nothing is.
    let comparison: (any StoredComparison)?
    /// The hash of the values of each row, by ordinal.
    var valueHashes: [UInt64] = []
    /// Refusals that are over the cap of details, to be counted.
    var tallies: [ScreenedBatch.Refusal: Tally] = [:]
    /// Repeats of keys that are over the cap.
    var repeats: [IssueCode: Tally] = [:]
    /// Repeats whose first rows are read again at the end.
    var deferred: [DeferredRepeat] = []
    /// The parts of the source, each with the ordinal of its first row.
    var parts: [(ordinal: Int, part: SourcePart)] = []
    /// Which codes of issues have as many details as are kept.
    var saturated: [IssueCode: Bool] = [:]
    /// What was seen of slots of keys that were only brought near.
    var prefetched: UInt64 = 0

    init(
      _ screen: RowScreen, watched: [WatchedColumn], places: [Int],
      comparison: (any StoredComparison)?
    ) {
      fields = screen.fields
      keyColumns = screen.keyColumns
      isPlain = screen.isPlain
      self.watched = watched
      self.places = places
      parentTables = screen.references.map(\.table)
      self.comparison = comparison
    }
  }

  /// Issues that are but counted, and their rows.
  struct Tally {
    private(set) var count = 0
    private(set) var rows = RowRanges()

    mutating func insert(_ row: Int) {
      count += 1
      rows.insert(row)
    }
  }

  /// A repeat of a key with the row as it was read, to be reported with the first row's values.
  struct DeferredRepeat {
    var row: PendingRow
    var key: String
    var first: Int
    var isIdentical: Bool
  }

  /// Reads all rows through screens; the threads share the session, the order stays that of the rows.
  mutating func run(
    screening screen: RowScreen, comparison: (any StoredComparison)??
  ) throws -> SourceSummary? {
    screening = makeScreening(screen, comparison: comparison ?? nil)
    let session = session
    let table = table
    let rows = source.rows
    let summary = try rows.readColumns(screen, threads: session.options.jobs) { batch, part in
      if let part, screening?.parts.last?.part.index != part.index {
        screening?.parts.append((session.tables[table].rows.count, part))
      }
      try consume(batch)
      return !awaitsColumns && !session.isCancelled()
    }
    if session.isCancelled() { throw ImportInterruption() }
    if summary != nil { try endScreening() }
    return summary
  }

  /// What rows are compared with: nothing in an empty store; `nil` when the store cannot compare.
  func makeComparison(_ screen: RowScreen) throws -> (any StoredComparison)?? {
    guard hasStoredRecords else { return .some(nil) }
    let comparison = try session.store.makeComparison(
      of: fields.schema, fields: screen.fields, blank: screen.blankFields)
    return comparison.map { .some($0) }
  }

  private mutating func consume(_ validated: ScreenedBatch) throws {
    var findings = Dictionary(grouping: validated.batch.findings, by: \.row)
    let headerRow = source.binding.headerRow
    let limit = session.options.limits[.rows]
    let before = session.tables[table].rows.count
    let toldBefore = issues.issues.count
    // Taken out of the run while rows are entered one after another, and put back for the others.
    var rows = RowList()
    swap(&rows, &session.tables[table].rows)
    var isOut = true
    var sound: [StagedBatch.Row] = []
    defer { if isOut { swap(&rows, &session.tables[table].rows) } }
    for index in validated.batch.rows.indices {
      if index % Self.prefetched == 0 { prefetch(validated, from: index, in: rows) }
      let number = validated.batch.rows[index].number
      guard number > headerRow else { continue }
      guard dataRows < limit, rows.keys.byteCount < Self.mostKeyBytes else {
        throw RowLimitError(session.options.limits)
      }
      switch validated.verdicts[index] {
      case .sound where try enterSound(validated, index, number: number, &rows, &sound): continue
      case .noted where try enterNoted(validated, index, number: number, &rows, &sound): continue
      case .refused where try enterRefused(validated, index, number: number, &rows, &sound):
        continue
      default:
        try keep(&sound, of: validated)
        swap(&rows, &session.tables[table].rows)
        isOut = false
        try readRow(validated.batch, index, findings.removeValue(forKey: number) ?? [])
        if awaitsColumns { return }
        swap(&rows, &session.tables[table].rows)
        isOut = true
      }
    }
    try keep(&sound, of: validated)
    swap(&rows, &session.tables[table].rows)
    isOut = false
    report(findings)
    keepEvidence(from: validated.batch, since: toldBefore)
    try flushStaged()
    session.rowsRead += session.tables[table].rows.count - before
    session.bytesRead += validated.batch.byteCount + validated.batch.cells.count
    session.progress?(
      ImportProgress(
        table: ledger.table, rows: session.rowsRead,
        fraction: session.totalBytes.map { min(1, Double(session.bytesRead) / Double(max($0, 1))) })
    )
  }

  /// How many keys are looked for at once.
  private static let prefetched = 64

  private mutating func prefetch(
    _ validated: ScreenedBatch, from index: Int, in rows: RowList
  ) {
    let end = min(index + Self.prefetched, validated.keyHashes.count)
    let seen = rows.keys.prefetch(
      validated.keyHashes.span.extracting(index..<end))
    // Without a use it would not be read.
    screening?.prefetched ^= seen
  }

  private static let mostKeyBytes = KeyIndex.mostBytes - (1 << 20)

  /// Enters a row that is sound; `false` when its key is there already and must be told about.
  @inline(__always)
  private mutating func enterSound(
    _ validated: ScreenedBatch, _ index: Int, number: Int, _ rows: inout RowList,
    _ sound: inout [StagedBatch.Row]
  ) throws -> Bool {
    let start = index == 0 ? 0 : validated.keyEnds[index - 1]
    var storedID: Int64?
    if let comparison = screening?.comparison {
      guard let id = try self.storedID(of: validated, index, comparison) else { return false }
      storedID = id
    }
    let isNew = validated.keyBytes.withUnsafeBytes { bytes in
      let key = UnsafeRawBufferPointer(rebasing: bytes[start..<validated.keyEnds[index]])
      let hash = validated.keyHashes[index]
      guard rows.keys.first(key, hash: hash) == nil else { return false }
      rows.append(
        number: Int32(clamping: number), source: Int32(sourceIndex), state: .valid,
        operation: storedID == nil ? .create : .unchanged, key: key)
      rows.enterLast(hash: hash)
      return true
    }
    let isPlain = screening?.isPlain ?? true
    guard isNew else {
      return isPlain && countRepeat(validated, index, number: number, &rows)
    }
    if isPlain { screening?.valueHashes.append(validated.valueHashes[index]) }
    count(rowNumber: number)
    dataRows += 1
    if !isPlain || stages && storedID == nil {
      sound.append(.init(ordinal: rows.count - 1, place: index, storedID: storedID))
    }
    return true
  }

  /// Enters a sound row whose notes are over the cap of details; `false` when they must be told.
  private mutating func enterNoted(
    _ batch: ScreenedBatch, _ index: Int, number: Int, _ rows: inout RowList,
    _ sound: inout [StagedBatch.Row]
  ) throws -> Bool {
    let notes = batch.notes(ofRow: index)
    guard screening?.isPlain == false, notes.allSatisfy({ isSaturated($0.note.code) }),
      try enterSound(batch, index, number: number, &rows, &sound)
    else { return false }
    for item in notes { screening?.tallies[item.note, default: Tally()].insert(number) }
    return true
  }

  /// The id of a row's stored record, when that has the row's values.
  private func storedID(
    of validated: ScreenedBatch, _ index: Int, _ comparison: any StoredComparison
  ) throws -> Int64? {
    let start = index == 0 ? 0 : validated.keyEnds[index - 1]
    let answer = try validated.keyBytes.withUnsafeBytes { bytes in
      try comparison.answer(
        key: UnsafeRawBufferPointer(rebasing: bytes[start..<validated.keyEnds[index]]),
        hash: validated.valueHashes[index])
    }
    guard case .same(let id) = answer else { return nil }
    return id
  }

  /// Counts a row whose one refusal is over the cap of details; `false` when it must be told.
  private mutating func enterRefused(
    _ validated: ScreenedBatch, _ index: Int, number: Int, _ rows: inout RowList,
    _ sound: inout [StagedBatch.Row]
  ) throws -> Bool {
    guard let refusal = validated.refusals[index], !Self.columnCodes.contains(refusal.code),
      isSaturated(refusal.code)
    else { return false }
    let isPlain = screening?.isPlain ?? true
    guard isPlain || (screening?.comparison == nil && mayTally()) else { return false }
    let start = index == 0 ? 0 : validated.keyEnds[index - 1]
    let isNew = validated.keyBytes.withUnsafeBytes { bytes in
      let key = UnsafeRawBufferPointer(rebasing: bytes[start..<validated.keyEnds[index]])
      let hash = validated.keyHashes[index]
      guard key.isEmpty || rows.keys.first(key, hash: hash) == nil else {
        return false
      }
      rows.append(
        number: Int32(clamping: number), source: Int32(sourceIndex), state: .invalid,
        operation: .create, key: key)
      if !key.isEmpty { rows.enterLast(hash: hash) }
      return true
    }
    guard isNew else { return false }
    if isPlain {
      screening?.valueHashes.append(validated.valueHashes[index])
    } else {
      try keep(&sound, of: validated)
      noteRefused(validated, index, number: number, ordinal: rows.count - 1)
    }
    screening?.tallies[refusal, default: Tally()].insert(number)
    count(rowNumber: number)
    dataRows += 1
    return true
  }

  /// Counts a sound row that repeats a key when its issue is over the cap of details.
  private mutating func countRepeat(
    _ validated: ScreenedBatch, _ index: Int, number: Int, _ rows: inout RowList
  ) -> Bool {
    let start = index == 0 ? 0 : validated.keyEnds[index - 1]
    return validated.keyBytes.withUnsafeBytes { bytes in
      let key = UnsafeRawBufferPointer(rebasing: bytes[start..<validated.keyEnds[index]])
      guard
        let first = rows.keys.first(key, hash: validated.keyHashes[index]),
        rows.state(of: first) != .deleting
      else { return false }
      let isIdentical =
        screening?.valueHashes[first - firstOrdinal] == validated.valueHashes[index]
      let code: IssueCode = isIdentical ? "key.repeated-identical" : "key.repeated"
      guard isSaturated(code) else { return false }
      rows.append(
        number: Int32(clamping: number), source: Int32(sourceIndex),
        state: isIdentical ? .skipped : .invalid, operation: .create, key: key)
      if !isIdentical { repeatedOrdinals.insert(first) }
      screening?.valueHashes.append(validated.valueHashes[index])
      screening?.repeats[code, default: Tally()].insert(number)
      count(rowNumber: number)
      dataRows += 1
      return true
    }
  }

  /// Reads a row cell by cell.
  private mutating func readRow(
    _ batch: RowBatch, _ index: Int, _ findings: [RowFinding]
  ) throws {
    let ordinal = session.tables[table].rows.count
    guard var row = try prepare(batch, rowAt: index, findings: findings), !awaitsColumns else {
      return
    }
    if !row.refusals.isEmpty { validateRefusals(&row) }
    if !row.isResolved {
      try resolveReferences(of: &row)
      try resolveKey(of: &row)
    }
    screening?.saturated.removeAll(keepingCapacity: true)
    if hasStoredRecords, !row.isResolved, row.key != nil {
      var rows = [row]
      try findStored(of: &rows, at: [0])
      row = rows[0]
    }
    if !row.isResolved { try complete(&row) }
    if awaitsColumns { return }
    enter(row)
    if screening?.isPlain == true {
      let hash = valueHash(of: row.values)
      screening?.valueHashes.append(hash)
    }
    pendingOrdinals = 0
    assert(session.tables[table].rows.count == ordinal + 1)
  }

  /// The hash of a row's values, as screens make it.
  private func valueHash(of values: [FieldValue]) -> UInt64 {
    (screening?.fields ?? []).reduce(ByteHash.seed) { values[$1].hash($0) }
  }

  /// Keeps a repeat of a key for the end, when the first row is read again; `false` without screens.
  mutating func deferRepeat(_ row: inout PendingRow, key: String, first: Int) -> Bool {
    guard let screening, screening.isPlain, first >= firstOrdinal else { return false }
    let hashes = screening.valueHashes
    let isDeleting =
      row.state == .deleting || session.tables[table].rows.state(of: first) == .deleting
    let isIdentical =
      hashes[first - firstOrdinal] == valueHash(of: row.values) && !isDeleting
    self.screening?.deferred.append(
      DeferredRepeat(row: row, key: key, first: first, isIdentical: isIdentical))
    if isIdentical {
      if !row.isInvalid { row.state = .skipped }
    } else {
      row.state = .invalid
      repeatedOrdinals.insert(first)
    }
    return true
  }

  /// Puts what waits into the stage.
  mutating func flushStaged() throws {
    guard !staged.isEmpty else { return }
    if stages { try session.store.stage(staged, of: fields.schema) }
    staged.removeAll(keepingCapacity: true)
  }

  /// Whether a code has as many details as are kept, so that one more is but counted.
  private mutating func isSaturated(_ code: IssueCode) -> Bool {
    if let known = screening?.saturated[code] { return known }
    var kept = 0
    let severity = issues.severity(of: code)
    let key = IssueCollector.CountKey(code: code, severity: severity, table: ledger.table)
    kept = issues.counts[key]?.kept ?? 0
    kept += screening?.deferred.count { $0.code == code } ?? 0
    let isSaturated =
      issues.maximumDetails > 0 && kept >= issues.maximumDetails && !issues.silenced.contains(code)
    screening?.saturated[code] = isSaturated
    return isSaturated
  }

  /// Counts what was over the cap and reports the repeats with the rows that they repeat.
  private mutating func endScreening() throws {
    let deferred = screening?.deferred ?? []
    let values = deferred.isEmpty ? [:] : try valuesAgain(ofRows: Set(deferred.map(\.first)))
    for item in deferred {
      reportRepeat(
        item.row, key: item.key, first: item.first, firstValues: values[item.first],
        isIdentical: item.isIdentical)
    }
    guard let screening else { return }
    for (refusal, tally) in screening.tallies {
      issues.tally(
        refusal.code, table: ledger.table, source: source.name.id, file: source.name.text,
        sheet: source.sheet, field: fields.schema.fields[refusal.field].name, count: tally.count,
        rows: tally.rows)
    }
    let key = fields.schema.fields[session.tables[table].keyFields.first ?? 0].name
    for (code, tally) in screening.repeats {
      issues.tally(
        code, table: ledger.table, source: source.name.id, file: source.name.text,
        sheet: source.sheet, field: key, count: tally.count, rows: tally.rows)
    }
  }
}

extension TablePass.DeferredRepeat {
  var code: IssueCode { isIdentical ? "key.repeated-identical" : "key.repeated" }
}
