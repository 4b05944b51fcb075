import RecordMapping
import Schemas
import TabularCore

/// How the columns of a table are written, as the run found out.
struct ColumnDecisions {
  /// The decisions by column.
  private(set) var decisions: [Int: ColumnDecision] = [:]
  /// Columns whose date cells may have day and month swapped: their texts prove it.
  private(set) var swapped: Set<Int> = []

  /// Studies the columns whose cells depend on one another.
  init(_ table: BoundTable, _ rows: SourceRows, _ rules: ReadingRules) throws(MarkedCopyError) {
    var studies: [Int: ColumnStudy] = [:]
    let dates = table.partOfColumn.filter { table.dateColumns.contains($0.key) }
    for (column, index) in table.fieldOfColumn.merging(dates, uniquingKeysWith: { own, _ in own }) {
      let field = table.schema.fields[index]
      if ColumnStudy.concerns(field) { studies[column] = ColumnStudy(field: field) }
    }
    guard !studies.isEmpty else { return }
    try rows.read { batch in
      for (index, row) in batch.rows.enumerated() where row.number > table.binding.headerRow {
        let cells = batch.cells(ofRowAt: index).filter { $0.kind != .blank }
        if let first = cells.first, first.kind == .text,
          batch.text(of: first).hasPrefix(RowClass.exampleMark)
        {
          continue
        }
        for cell in cells where studies[Int(cell.column)] != nil {
          let input = table.input(FilledCell(cell, text: batch.text(of: cell)))
          studies[Int(cell.column)]?.observe(input, row: row.number)
        }
      }
      return true
    }
    for (column, study) in studies {
      decisions[column] = study.decision(declared: rules.dateOrder)
      let findings = study.findings(declared: rules.dateOrder)
      if findings.contains(where: { $0.code == "value.date-order-swapped" }) {
        swapped.insert(column)
      }
    }
  }

  /// The decision of a column; `nil` where its cells do not depend on one another.
  subscript(column: Int) -> ColumnDecision? { decisions[column] }
}
