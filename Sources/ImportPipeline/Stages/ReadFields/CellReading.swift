import RecordMapping
import Schemas
import TabularCore

/// Reads the cells of rows as values of their fields, one cell after another.
///
/// It stops at a text that can be read only with its whole column in view; the run then studies the column
/// and reads the source again.
struct CellReading {
  /// Problems that the study of the column reports once.
  static let columnCodes: Set<IssueCode> = [
    "value.date-order-unclear", "value.date-order-mixed", "value.date-order-swapped",
  ]
  /// Problems that may be wrong if the country or currency of a cell is not known.
  private static let contextCodes: Set<IssueCode> = [
    "value.subdivision-unknown", "value.postal-code-invalid", "value.phone-invalid",
    "value.too-precise", "rule.money-pair",
  ]

  let fields: TableFields
  let source: TableSource
  /// How each field's column is read, once decided.
  let decisions: [Int: ColumnDecision]
  let table: Int
  let records: any RecordLookup
  /// What is watched over whole columns, by field.
  var statistics: [Int: ColumnStatistics] = [:]
  /// Whether a text needs a decision about its column.
  private(set) var awaitsColumns = false

  init(_ setup: SourceSetup) {
    fields = setup.fields
    source = setup.source
    decisions = setup.decisions
    table = setup.table
    records = setup.session
    for (index, field) in fields.schema.fields.enumerated()
    where source.binding.place(ofFieldAt: index) != nil {
      statistics[index] = ColumnStatistics(field: field)
    }
  }

  /// Reads the fields that depend on nothing but their cells.
  mutating func readIndependent(_ row: inout PendingRow, _ issues: inout SourceIssues) throws {
    for field in fields.independent { try read(field, of: &row, &issues) }
    row.keepsRefusals = false
  }

  /// Reads a field's cell.
  mutating func read(
    _ index: Int, of row: inout PendingRow, context: ReadingContext = ReadingContext(),
    reader: CompiledField? = nil, _ issues: inout SourceIssues
  ) throws {
    if fields.isDateTime[index], row.parts[index] != nil {
      return try readParts(index, of: &row, context: context, &issues)
    }
    guard let origin = row.origins[index] else { return }
    if row.action == .delete, !fields.isKey[index] { return }
    var context = context
    context.column = decisions[index]
    let cell = source.input(origin)
    do {
      let reading = try (reader ?? fields.readers[index]).read(cell, in: context)
      accept(reading, index, of: &row, origin: origin)
    } catch {
      if error.awaitsColumn, decisions[index] == nil {
        awaitsColumns = true
        return
      }
      refuse(error, index, of: &row, origin: origin, &issues)
    }
  }

  mutating func accept(
    _ reading: FieldReading, _ index: Int, of row: inout PendingRow, origin: PendingRow.Origin
  ) {
    if reading.isClear {
      row.cleared.insert(index)
      row.given.insert(index)
    } else if !reading.value.isNull {
      row.values[index] = reading.value
      row.given.insert(index)
      statistics[index]?.observe(
        reading.value, row: row.number,
        isPercent: origin.format == .percent || origin.text.utf8.contains(UInt8(ascii: "%")))
    }
    guard !origin.isRepeated else { return }
    for remark in reading.remarks { row.remarks.append((index, remark, origin)) }
  }

  mutating func refuse(
    _ problem: CellProblem, _ index: Int, of row: inout PendingRow, origin: PendingRow.Origin,
    _ issues: inout SourceIssues
  ) {
    row.errors.insert(index)
    // The meaning of the cell depends on another cell, or on a row that this one waits for: the error
    // there stands for both.
    if row.unsureFields.contains(index), Self.contextCodes.contains(problem.code) { return }
    row.isInvalid = true
    guard !Self.columnCodes.contains(problem.code) else { return }
    row.told.insert(index)
    if origin.isRepeated { return }
    if row.keepsRefusals { return row.refusals.append((index, problem, origin)) }
    issues.report(
      problem.content, field: index, of: row, origin: origin, suggestion: { problem.suggestion })
  }

  /// Notes that a text needs a decision about its column.
  mutating func awaitColumns() { awaitsColumns = true }
}

extension TableSource {
  /// A cell as readers take it.
  func input(_ origin: PendingRow.Origin) -> CellInput {
    CellInput(
      origin.text, kind: origin.kind, format: origin.format, isWorksheet: isWorksheet,
      countsFrom1904: countsFrom1904)
  }
}
