import Foundation
public import ImportPipeline
public import Schemas
import TabularCore

extension TemplateWriter {
  /// Writes one workbook with the templates of tables and their rows, to a path where nothing may be.
  public func write(_ rows: [TemplateRows], to path: String) throws(TemplateError) {
    let tables = rows.compactMap { package.table(named: $0.table) }
    var workbook = TemplateWorkbook(package: package, tables: tables, language: language)
    workbook.rows = rows
    try workbook.write(to: path)
  }

  /// The template of a table with its rows as delimited text: UTF-8 with a byte order mark, CRLF.
  ///
  /// Texts that a spreadsheet would take for formulas have an apostrophe before them, which an import takes
  /// away.
  public func delimitedText(of table: TableSchema, _ rows: TemplateRows) -> String {
    let columns = table.templateColumns(in: language, of: package)
    let names = table.templateColumnNames
    var result = DelimitedLine.byteOrderMark
    result += DelimitedLine.text(columns.map(\.header) + rows.others.map(\.header))
    for row in rows.rows {
      let values = names.map { row.values[$0] } + rows.others.indices.map { row.others[$0] }
      result += DelimitedLine.text(values.map { $0?.delimitedText ?? "" })
    }
    return result
  }
}

extension TemplateWriter {
  /// A line of the delimited template of a table, with its end.
  ///
  /// - Parameter cells: those of a record, by the index of the schema's fields; texts.
  public func delimitedLine(of cells: [RecordCell], in table: TableSchema) -> String {
    let texts = table.templateColumnNames.map { name -> String in
      guard let index = table.fieldIndex(named: name), case .text(let text) = cells[index] else {
        return ""
      }
      return text
    }
    return DelimitedLine.text(texts)
  }
}

extension TemplateRows.Value {
  /// The value as a field of a delimited file.
  fileprivate var delimitedText: String {
    switch self {
    case .text(let text): text
    case .number(let number, _):
      number == number.rounded() && abs(number) < 1e15 ? String(Int64(number)) : "\(number)"
    case .boolean(let isTrue): isTrue ? "TRUE" : "FALSE"
    }
  }
}

extension TableSchema {
  /// The machine names of the columns of the table's template, in order.
  var templateColumnNames: [String] {
    let names = Set(fields.map(\.name))
    return templateFields.map(\.name) + ["action", "notes"].filter { !names.contains($0) }
  }
}
