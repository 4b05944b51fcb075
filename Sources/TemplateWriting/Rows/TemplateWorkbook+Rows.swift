import Schemas
import TabularCore

extension TemplateWorkbook {
  /// Writes the rows of a table below its header, with the columns behind those of the template.
  func writeRows(
    of table: TableSchema, columns: [TemplateColumn], to file: inout WorkbookFile,
    in sheet: WorkbookFile.Sheet
  ) throws(TemplateError) {
    guard let own = rows.first(where: { $0.table == table.name }) else { return }
    let names = table.templateColumnNames
    for (offset, other) in own.others.enumerated() {
      let column = columns.count + offset
      try file.setColumn(
        column, width: other.width, style: CellStyle(numberFormat: "@"), in: sheet)
      try file.write(other.header, row: 0, column: column, style: .controlHeader, in: sheet)
    }
    for (index, row) in own.rows.enumerated() {
      for (column, name) in names.enumerated() {
        guard let value = row.values[name] else { continue }
        try file.write(
          value, row: index + 1, column: column, numberFormat: columns[column].numberFormat,
          in: sheet)
      }
      for (offset, value) in row.others.enumerated() {
        guard let value else { continue }
        try file.write(
          value, row: index + 1, column: columns.count + offset, numberFormat: "@", in: sheet)
      }
    }
  }
}

extension WorkbookFile {
  /// Writes a value of a row; its number format is its own, else that of its column.
  fileprivate mutating func write(
    _ value: TemplateRows.Value, row: Int, column: Int, numberFormat: String?, in sheet: Sheet
  ) throws(TemplateError) {
    let usual = numberFormat.map { CellStyle(numberFormat: $0) }
    switch value {
    case .text(let text):
      // A text cell keeps its text under any format.
      try write(text, row: row, column: column, style: usual, in: sheet)
    case .number(let number, let format):
      let style = format.map { CellStyle(numberFormat: $0) } ?? CellStyle(numberFormat: "General")
      try write(number: number, row: row, column: column, style: style, in: sheet)
    case .boolean(let isTrue):
      try write(isTrue: isTrue, row: row, column: column, in: sheet)
    }
  }
}
