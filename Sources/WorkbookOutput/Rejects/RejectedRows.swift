import Foundation
import ImportPipeline
import ImportReports
import RecordMapping
import Schemas
import TabularCore
import TemplateWriting

/// Collects the rows of a table that were not imported, as cells of the table's template.
struct RejectedRows {
  private let file: ImportReport.File
  private let sheet: ImportReport.Sheet
  private let table: BoundTable
  private let states: RowStates
  private let decisions: ColumnDecisions
  private let problems: RowProblems
  /// Whether the rows go to a workbook, whose cells can hold dates and numbers.
  private let isWorkbook: Bool
  /// Whether rows of several places come together, so that each says where it stood.
  private let namesPlace: Bool
  /// The columns that the template has not, but an import reads.
  let others: [(column: Int, header: String)]

  init(
    _ file: ImportReport.File, _ sheet: ImportReport.Sheet, _ table: BoundTable,
    _ decisions: ColumnDecisions, _ problems: RowProblems, isWorkbook: Bool, namesPlace: Bool,
    states: RowStates
  ) {
    self.file = file
    self.sheet = sheet
    self.table = table
    self.states = states
    self.decisions = decisions
    self.problems = problems
    self.isWorkbook = isWorkbook
    self.namesPlace = namesPlace
    others = table.binding.columns.compactMap { column in
      guard !column.isRepeated, !column.isSecret else { return nil }
      switch column.target {
      case .datePart(let index), .timePart(let index):
        return table.schema.fields[index].privacy == .secret ? nil : (column.number, column.header)
      case .sourceID: return (column.number, column.header)
      default: return nil
      }
    }
  }

  /// A collected row: its values, and those of the columns that the template has not, by header.
  struct Row {
    var row = TemplateRows.Row()
    var others: [String: TemplateRows.Value] = [:]
    /// Where the row stood, and what is wrong with it.
    var place = ""
    var problems = ""
  }

  /// The rejected rows in the order of the source.
  func rows(_ source: SourceRows) throws(MarkedCopyError) -> [Row] {
    var result: [Row] = []
    var above: [Int: FilledCell] = [:]
    try source.read { batch in
      let broken = Set(batch.findings.map(\.row))
      for (index, row) in batch.rows.enumerated() where row.number > table.binding.headerRow {
        let cells = CorrectionSearch.filledCells(batch, rowAt: index)
        if cells.first?.text.hasPrefix(RowClass.exampleMark) == true { continue }
        let isRejected =
          states.invalid.contains(row.number) || states.waiting.contains(row.number)
        if isRejected {
          var collected = collect(cells, above: above)
          if broken.contains(row.number) || isDisplaced(row, cells) {
            // Its cells may stand in the wrong columns: somebody has to look before it is imported.
            collected.row.values["action"] = .text("?")
          }
          collected.place = place(row.number)
          collected.problems = problems.text(
            ofRow: row.number, isWaiting: states.waiting.contains(row.number))
          result.append(collected)
        }
        for cell in cells {
          guard let field = table.fieldOfColumn[cell.column], table.schema.fields[field].fillsDown
          else { continue }
          above[cell.column] = cell
        }
      }
      return true
    }
    return result
  }

  private func place(_ row: Int) -> String {
    guard namesPlace else { return String(row) }
    return [file.name, sheet.name, String(row)].compactMap(\.self).joined(separator: " › ")
  }

  /// Whether a record of a delimited file has not the fields that its header has.
  private func isDisplaced(_ row: RowBatch.Row, _ cells: [FilledCell]) -> Bool {
    guard !table.isWorksheet else { return false }
    if let last = cells.last, last.column > table.binding.width { return true }
    return row.cellCount < table.binding.width
      && (row.endsUnlikeOthers || row.followsUnlikeEnd)
  }

  private func collect(_ cells: [FilledCell], above: [Int: FilledCell]) -> Row {
    var row = Row()
    let filled = Set(cells.map(\.column))
    for cell in cells + above.filter({ !filled.contains($0.key) }).map(\.value) {
      let column = cell.column
      if let index = table.fieldOfColumn[column] {
        let field = table.schema.fields[index]
        guard field.privacy != .secret, field.type.definition.storage != .sealed else { continue }
        row.row.values[field.name] = value(of: cell, field: index)
      } else if let other = others.first(where: { $0.column == column }) {
        row.others[other.header] = value(of: cell, field: nil)
      } else {
        switch table.binding.column(numbered: column)?.target {
        case .action: row.row.values["action"] = .text(cell.text)
        case .notes
        where table.binding.columns.first(where: { $0.target == .notes })?.number == column:
          row.row.values["notes"] = .text(cell.text)
        default: continue
        }
      }
    }
    return row
  }

  // MARK: Values

  /// What a cell holds, in a form that is read the same without the other rows of its column.
  private func value(of cell: FilledCell, field: Int?) -> TemplateRows.Value {
    let input = table.input(cell)
    switch cell.kind {
    case .blank, .text, .isoDate: return .text(settled(input, cell, field))
    case .boolean: return isWorkbook ? .boolean(cell.text != "0") : .text(input.shown)
    case .error: return .text(cell.text)
    // Nobody knows its result; the error word keeps the row from being read without it.
    case .uncachedFormula: return .text("#N/A")
    case .number: return number(cell, input)
    }
  }

  /// A text; one whose day and month are told by the other dates of its column becomes a plain date.
  private func settled(_ input: CellInput, _ cell: FilledCell, _ field: Int?) -> String {
    guard cell.kind == .text, let field, let decision = decisions[cell.column] else {
      return cell.text
    }
    let reader = table.reader(of: field)
    var context = ReadingContext()
    context.zone = "UTC"
    guard reader.awaitsColumn(input, in: context) else { return cell.text }
    context.column = decision
    guard let reading = try? reader.read(input, in: context) else { return cell.text }
    switch reading.value {
    case .text(let date): return date
    case .dateTime(let local, _): return local
    default: return cell.text
    }
  }

  private func number(_ cell: FilledCell, _ input: CellInput) -> TemplateRows.Value {
    guard let number = Double(cell.text), number.isFinite else { return .text(cell.text) }
    guard isWorkbook else {
      if cell.format.isTemporal { return .text(input.shown) }
      guard cell.format == .percent, let exact = Decimal(string: cell.text) else {
        return .text(plain(cell.text))
      }
      return .text("\(exact * 100)%")
    }
    // Workbooks of templates count days from 1900.
    let shift = table.countsFrom1904 && cell.format.hasDate ? 1_462.0 : 0
    return .number(number + shift, format: Self.format(cell.format))
  }

  /// A number without an exponent.
  private func plain(_ lexeme: String) -> String {
    guard lexeme.contains(where: { $0 == "e" || $0 == "E" }), let exact = Decimal(string: lexeme)
    else { return lexeme }
    return "\(exact)"
  }

  private static func format(_ format: NumberFormatClass) -> String? {
    switch format {
    case .general: nil
    case .grouped: "#,##0.##"
    case .percent: "0.##%"
    case .date: "yyyy-mm-dd"
    case .time: "hh:mm"
    case .dateTime: "yyyy-mm-dd hh:mm"
    case .duration: "[h]:mm"
    case .text: "@"
    case .utcDateTime: "yyyy-mm-dd\"T\"hh:mm:ss\"Z\""
    case .zonedDateTime: "yyyy-mm-dd hh:mm \"UTC\""
    case .zonedTime: "hh:mm \"UTC\""
    }
  }
}
