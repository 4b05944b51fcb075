public import Schemas
import TabularCore

/// Collects evidence from all cells of a column about how its dates and numbers are written.
///
/// When a reader throws `CellProblem.awaitingColumn`, the pipeline shows the study every cell of the
/// column, including cells of rows that turn out to be invalid, takes its decision, and reads the rows
/// again with it.
public struct ColumnStudy: Sendable {
  private let evidence: ColumnEvidence?
  private let isList: Bool
  private let missingValues: Set<String>
  private var dates = DateOrderEvidence()
  private var provesPoint = false
  private var provesComma = false
  private var datesHaveTimes = false

  /// A study of a field's column.
  public init(field: Field) {
    isList = field.type.definition.storage.isList
    missingValues = Set(field.plain.missingValues ?? [])
    evidence = field.type.definition.evidence(of: field)
  }

  /// Whether the cells of a field can depend on their column at all.
  public static func concerns(_ field: Field) -> Bool {
    field.type.definition.evidence(of: field) != nil
  }

  /// Takes a cell of the column.
  ///
  /// - Parameter row: the row number, from 1.
  public mutating func observe(_ cell: CellInput, row: Int) {
    switch (evidence, cell.kind) {
    case (nil, _): return
    case (.dates, .number):
      guard cell.format.hasDate,
        case .number(let serial) = ScaledDecimal.lexeme(cell.text),
        let moment = SerialNumber.moment(serial.double, countsFrom1904: cell.countsFrom1904)
      else { return }
      dates.observe(dateCell: moment.days, row: row)
      if cell.format == .date, moment.milliseconds > 600 { datesHaveTimes = true }
    case (_, .text):
      guard !missingValues.contains(cell.text) else { return }
      let text = withoutSpreadsheetWrapping(
        CleanedText(cell.text, keepsRuns: false, keepsLines: isList).text)
      guard isList else { return observe(text: text, row: row) }
      for item in text.split(whereSeparator: { $0 == ";" || $0 == "\n" }) {
        observe(text: String(item.trimmed), row: row)
      }
    default: return
    }
  }

  private mutating func observe(text: String, row: Int) {
    guard let first = text.utf8.first else { return }
    switch evidence {
    case .dates:
      if ByteScanning.isDigit(first) { dates.observe(text: text, row: row) }
    case .numbers, .amounts:
      var text = text
      if evidence == .amounts {
        text = MoneyText(text)?.number ?? text
      } else if text.hasSuffix("%") {
        text = String(Substring(text.dropLast()).trimmed)
      }
      switch NumberText(text)?.provenMark {
      case .point: provesPoint = true
      case .comma: provesComma = true
      default: break
      }
    case nil: break
    }
  }

  /// How the column is read.
  ///
  /// - Parameter declared: the order that `--date-order` or the template declares.
  public func decision(declared: ColumnDecision.DateOrder? = nil) -> ColumnDecision {
    let mark: ColumnDecision.DecimalMark =
      switch (provesPoint, provesComma) {
      case (true, true): .mixed
      case (true, false): .point
      case (false, true): .comma
      case (false, false): .unproven
      }
    return ColumnDecision(
      dateOrder: declared ?? dates.order, isDateOrderDeclared: declared != nil,
      decimalMark: mark, datesHaveTimes: datesHaveTimes)
  }

  /// Problems of the whole column: day and month unclear, mixed or swapped.
  ///
  /// Each stands for all its rows: problems with the same codes that reading a cell with the decision
  /// throws must not be reported as well.
  public func findings(declared: ColumnDecision.DateOrder? = nil) -> [ColumnFinding] {
    declared == nil ? dates.findings : []
  }
}
