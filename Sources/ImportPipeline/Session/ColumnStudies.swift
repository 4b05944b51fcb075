import RecordMapping
import Schemas
import TabularCore

/// The columns of a source whose texts can be read only with the whole column in view.
struct ColumnStudies {
  /// A finding with the field whose column it concerns.
  struct Finding {
    /// The field's index.
    var field: Int
    /// The column, from 1.
    var column: Int
    /// What was found.
    var finding: ColumnFinding
  }

  /// What was found, once per column.
  private(set) var findings: [Finding] = []
  /// How each field's column is read.
  private(set) var decisions: [Int: ColumnDecision] = [:]
  /// The columns with their decisions, for the report.
  private(set) var reported: [ImportReport.Column] = []

  /// Reads all cells of the columns whose cells depend on one another.
  init(_ session: ImportSession, source: TableSource) throws {
    let schema = session.order[source.table]
    var studies: [Int: (field: Int, study: ColumnStudy)] = [:]
    for column in source.binding.columns where !column.isRepeated {
      guard let index = column.target?.fieldIndex else { continue }
      if case .timePart = column.target { continue }
      guard ColumnStudy.concerns(schema.fields[index]) else { continue }
      studies[column.number] = (index, ColumnStudy(field: schema.fields[index]))
    }
    _ = try source.rows.readRows(maximumRows: SourcePass.batchRows) { batch in
      for row in batch.rows.indices where batch.rows[row].number > source.binding.headerRow {
        let cells = batch.cells(ofRowAt: row)
        if let first = cells.first(where: { $0.kind != .blank }), first.kind == .text,
          batch.text(of: first).hasPrefix(RowClass.exampleMark)
        {
          continue
        }
        for cell in cells where cell.kind != .blank {
          let input = CellInput(
            batch.text(of: cell), kind: cell.kind, format: cell.format,
            isWorksheet: source.isWorksheet, countsFrom1904: source.countsFrom1904)
          studies[Int(cell.column)]?.study.observe(input, row: batch.rows[row].number)
        }
      }
      return !session.isCancelled()
    }
    for (column, item) in studies.sorted(by: { $0.key < $1.key }) {
      let declared = session.options.dateOrder
      let decision = item.study.decision(declared: declared)
      decisions[item.field] = decision
      findings += item.study.findings(declared: declared).map {
        Finding(field: item.field, column: column, finding: $0)
      }
      let field = schema.fields[item.field]
      let type = field.type.definition
      let isDate = !type.storage.isList && type.evidence(of: field) == .dates
      reported.append(
        ImportReport.Column(
          number: column, header: "", field: field.name,
          dateOrder: isDate
            && (decision.dateOrder == .dayFirst || decision.dateOrder == .monthFirst)
            ? decision.dateOrder.rawValue : nil,
          decimalMark: !isDate && (decision.decimalMark == .point || decision.decimalMark == .comma)
            ? decision.decimalMark.rawValue : nil))
    }
  }
}
