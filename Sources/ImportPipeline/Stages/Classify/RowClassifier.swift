import RecordMapping
import Schemas
import TabularCore

/// What a row of a source is.
enum ClassifiedRow {
  /// Blank, an example, a total: no record.
  case noRecord
  /// A row with its cells assigned to fields.
  case record(PendingRow)
  /// A record of which no cell is read: left out on purpose, or told as a whole.
  case leftOut(PendingRow)
}

/// The first stage: tells records from rows that are none, and assigns their cells to fields.
struct RowClassifier {
  let fields: TableFields
  let keyFields: [Int]
  let source: TableSource
  let tableName: String
  let store: any RecordStore
  let hasStoredRecords: Bool
  let collector: CellCollector
  private let totalsRows: Set<Int>
  private let allowsDelete: Bool
  private let columnToField: [Int: ColumnTarget]
  private var rowContext: RowClass.Context
  /// The value above a blank cell of a filled-down field, by field.
  private var above: [Int: PendingRow.Origin] = [:]
  private let clearToken: String
  /// The last data row that was classified.
  private var lastRow: (number: Int, ordinal: Int)?
  private let firstOrdinal: Int
  /// The rows that the run takes; `nil` for all.
  private let chosenRows: ChosenRows?
  private let sourceIndex: Int
  /// How many rows were not taken.
  private(set) var leftOutCount = 0
  /// The number of values below unknown headers and without a header, by column.
  private(set) var unboundValues: [Int: Int] = [:]
  /// Rows that may have lost their end to a broken record behind them, by ordinal.
  private(set) var cutOrdinals: Set<Int> = []

  init(_ setup: SourceSetup) {
    fields = setup.fields
    keyFields = setup.keyFields
    source = setup.source
    tableName = setup.fields.schema.name
    store = setup.session.store
    hasStoredRecords = setup.hasStoredRecords
    collector = CellCollector(setup)
    totalsRows = setup.totalsRows
    allowsDelete = setup.session.options.allowsDelete
    clearToken = setup.session.options.clearToken.lowercased()
    columnToField = setup.columnToField
    firstOrdinal = setup.firstOrdinal
    chosenRows =
      setup.session.options.subset == nil ? nil : setup.session.options.chosenRows ?? ChosenRows()
    sourceIndex = setup.sourceIndex
    let keys = Set(keyFields).union(fields.identityFields)
    let places = fields.required.filter { !keys.contains($0) }
      .map(setup.source.binding.place(ofFieldAt:))
    rowContext = RowClass.Context(
      binding: source.binding, keyColumns: setup.keyColumns,
      requiredColumns: Set(places.compactMap(\.self)), lacksRequired: places.contains(nil))
  }

  /// Classifies a row of a batch.
  ///
  /// - Parameters:
  ///   - findings: what the reader found in the row.
  ///   - ordinal: the ordinal that a record gets.
  ///   - rows: the rows before it.
  mutating func classify(
    _ batch: RowBatch, rowAt index: Int, findings: [RowFinding], ordinal: Int, rows: RowList,
    counter: inout RowCounter, _ issues: inout SourceIssues
  ) throws -> ClassifiedRow {
    let record = batch.rows[index]
    let number = record.number
    let filled = filledCells(batch, rowAt: index)
    if filled.isEmpty, findings.isEmpty {
      counter.skipBlank()
      return .noRecord
    }
    counter.count(rowNumber: number)
    rowContext.hasSubtotal = record.hasSubtotal
    rowContext.isTotalsRow = totalsRows.contains(number)
    let rowClass = RowClass.of(filled, in: rowContext)
    switch rowClass {
    case .blank, .data: break
    case .example, .notData, .unsure: issues.report([number: findings])
    }
    switch rowClass {
    case .blank, .data: break
    case .unsure(let text):
      counter.countData()
      return .leftOut(
        reportUnsure(record, first: filled.first?.column, text, ordinal: ordinal, &issues))
    case .example:
      counter.countExample()
      return .noRecord
    case .notData(let reason, let text):
      counter.countSkipped()
      issues.reportRow(
        .rowNotData(reason.noRecord, value: text), number: number, column: filled.first?.column,
        value: text)
      return .noRecord
    }
    counter.countData()
    var row = PendingRow(ordinal: ordinal, number: number, fieldCount: fields.readers.count)
    if let chosenRows, !chosenRows.contains(number, ofSource: sourceIndex) {
      return leaveOut(&row, filled, &issues)
    }
    for finding in findings { issues.report(finding, in: &row) }
    let broken = findings.first { $0.code.area == "csv" && issues.severity(of: $0.code) == .error }
    let surplus = collector.collect(filled, into: &row, unbound: &unboundValues, &issues)
    if !fields.filledDown.isEmpty { fillDown(&row) }
    if findings.contains(where: \.losesPlace) { collector.excuseBlanks(of: &row) }
    defer { lastRow = (number, ordinal) }
    collector.silenceHeaderFields(of: &row)
    if findings.contains(where: { $0.code == "json.not-a-record" }) { collector.silence(&row) }
    if let column = broken?.column { collector.discardCells(from: column, of: &row) }
    refuseDelete(of: &row, &issues)
    let isCut = record.endsUnlikeOthers || record.followsUnlikeEnd
    if findings.isEmpty, !isCut, try isRemark(filled, in: row) {
      reportRemark(filled, in: &row, &issues)
      return .leftOut(row)
    }
    if broken == nil {
      validateWidth(
        of: &row, record, surplus: surplus, rows: rows, previousRow: counter.previousRow, &issues)
    }
    if row.action == .skip {
      row.state = .skipped
      row.isResolved = true
      return .leftOut(row)
    }
    return .record(row)
  }

  /// Leaves out a row that is not of the part which the run takes; nothing in it is told.
  private mutating func leaveOut(
    _ row: inout PendingRow, _ filled: [FilledCell], _ issues: inout SourceIssues
  ) -> ClassifiedRow {
    leftOutCount += 1
    // Rows below may take the value of a cell of this one.
    if !fields.filledDown.isEmpty {
      var ignored: [Int: Int] = [:]
      _ = collector.collect(filled, into: &row, unbound: &ignored, &issues)
      fillDown(&row)
    }
    row.state = .skipped
    row.isResolved = true
    return .leftOut(row)
  }

  private func filledCells(_ batch: RowBatch, rowAt index: Int) -> [FilledCell] {
    var filled: [FilledCell] = []
    filled.reserveCapacity(batch.rows[index].cellCount)
    for cell in batch.cells(ofRowAt: index) where cell.kind != .blank {
      let text = batch.text(of: cell)
      if cell.kind == .text, isBlankText(text) { continue }
      filled.append(FilledCell(cell, text: text))
    }
    return filled
  }

  /// Fills blank cells of filled-down fields with the value above them.
  private mutating func fillDown(_ row: inout PendingRow) {
    for index in fields.filledDown {
      if let own = row.origins[index] {
        var origin = own
        // A problem of a cell is reported in its own row, unless that row is left out unread.
        origin.isRepeated = row.action != .skip
        let isClear = own.text.lowercased() == clearToken
        above[index] = isClear ? nil : origin
      } else if let origin = above[index], row.parts[index] == nil {
        row.origins[index] = origin
      }
    }
  }

  private func refuseDelete(of row: inout PendingRow, _ issues: inout SourceIssues) {
    guard row.action == .delete, !allowsDelete else { return }
    row.isInvalid = true
    row.hasRowError = true
    issues.reportRow(
      .rowDeleteDisabled(), number: row.number, column: source.binding.actionColumn,
      value: "delete")
    row.isResolved = true
  }

  /// Notes a row that may have lost its end to the record behind it.
  mutating func noteCut(before previousRow: Int, rows: RowList) {
    if let lastRow, lastRow.number == previousRow {
      cutOrdinals.insert(lastRow.ordinal)
    } else if rows.count > firstOrdinal, Int(rows[rows.count - 1].number) == previousRow {
      cutOrdinals.insert(rows.count - 1)
    }
  }

  /// Reports a row that looks like a total but may be a record; returns it as an invalid one.
  private func reportUnsure(
    _ row: RowBatch.Row, first: Int?, _ text: String, ordinal: Int,
    _ issues: inout SourceIssues
  ) -> PendingRow {
    let field: String? = first.flatMap { columnToField[$0]?.fieldIndex }.map {
      fields.schema.fields[$0].name
    }
    issues.collector.add(
      Issue(
        .rowNotData(.unsure, value: text), severity: .error,
        at: source.location(row: row.number, column: first, table: tableName, field: field),
        value: String(text.prefix(200))))
    var pending = PendingRow(
      ordinal: ordinal, number: row.number,
      fieldCount: fields.readers.count)
    pending.isInvalid = true
    pending.isResolved = true
    pending.isSilenced = true
    return pending
  }
}
