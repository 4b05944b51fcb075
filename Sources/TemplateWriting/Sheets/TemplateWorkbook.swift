import Schemas
import TabularCore

/// Lays out one workbook: instructions, one sheet per table, the lists, what importers want to know.
struct TemplateWorkbook {
  let package: DataPackage
  let tables: [TableSchema]
  let language: Language
  /// Rows that the sheets hold already.
  var rows: [TemplateRows] = []

  /// How many rows below the header have drop-downs and questions.
  static let preparedRows = 3000
  /// The height of a header row, in points: two lines.
  static let headerHeight = 33.0

  private var phrases: TemplatePhrases { TemplatePhrases(language) }

  /// The title of the document: the table's, or the package's for several.
  var title: String {
    let package = package.title.text(in: language)
    guard tables.count == 1, let table = tables.first else { return package }
    return "\(package) – \(table.title.text(in: language))"
  }

  /// Writes the workbook to a path.
  func write(to path: String) throws(TemplateError) {
    var file = try WorkbookFile(path: path, title: title)
    let guide = InstructionsSheet(package: package, tables: tables, title: title, phrases: phrases)
    try guide.write(to: &file)

    var lists = ListsSheet()
    for table in tables {
      try write(table, to: &file, lists: &lists)
    }
    try lists.write(to: &file, title: phrases.listsTitle)
    try writeIdentity(to: &file)
    try file.close()
  }

  private func write(
    _ table: TableSchema, to file: inout WorkbookFile, lists: inout ListsSheet
  ) throws(TemplateError) {
    let sheet = try file.addSheet(table.sheetName)
    let columns = table.templateColumns(in: language, of: package)
    file.setTab(0x1F_3864, of: sheet)
    file.setPrinting(asTable: true, of: sheet)
    try file.setRow(0, height: Self.headerHeight, in: sheet)
    for (index, column) in columns.enumerated() {
      try file.setColumn(
        index, width: column.width, style: column.numberFormat.map { CellStyle(numberFormat: $0) },
        in: sheet)
      try file.write(column.header, row: 0, column: index, style: column.headerStyle, in: sheet)
      try file.addNote(column.note, row: 0, column: index, in: sheet)
      if let (rule, words) = rule(for: column, of: table, at: index, lists: &lists) {
        try file.setRule(
          rule, column: index, rows: 1...Self.preparedRows,
          title: column.separator == nil ? phrases.questionTitle : column.label, message: words,
          in: sheet)
      }
    }
    try writeRows(of: table, columns: columns, to: &file, in: sheet)
    file.freeze(rows: 1, columns: frozenColumns(of: table), in: sheet)
  }

  /// The key columns stay in view when they come first, two at most.
  private func frozenColumns(of table: TableSchema) -> Int {
    let keys = table.templateFields.prefix { table.naturalKey.contains($0.name) }
    return min(keys.count, 2)
  }

  private func rule(
    for column: TemplateColumn, of table: TableSchema, at index: Int, lists: inout ListsSheet
  ) -> (CellRule, words: String)? {
    if let mark = column.separator {
      var source: String?
      switch column.choices {
      case .values(let values, _):
        _ = lists.range(of: values, titled: column.label, on: table.sheetName)
        source = phrases.listed(under: column.label)
      case .column(_, let name):
        source = tables.first { $0.name == name }.map { phrases.listed(on: $0.sheetName) }
      case .none: break
      }
      return (.prompt, phrases.several(mark: mark, source: source))
    }
    switch column.choices {
    case .values(let values, let isClosed):
      let range = lists.range(of: values, titled: column.label, on: table.sheetName)
      return (
        .choices(formula: range, questions: isClosed), phrases.questionChoice(column.label)
      )
    case .column(let field, let name):
      // Nothing to choose from where the other table is a workbook of its own.
      guard let range = range(of: field, in: name) else { return nil }
      return (.choices(formula: range, questions: false), phrases.questionChoice(column.label))
    case .none:
      return column.rule.map { rule in
        let format =
          table.templateFields.indices.contains(index)
          ? FieldFormat(table.templateFields[index], phrases).text : ""
        return (rule, phrases.questionValue(column.label, format))
      }
    }
  }

  /// The filled part of a column of a table of this workbook.
  private func range(of field: String, in name: String) -> String? {
    guard let table = tables.first(where: { $0.name == name }),
      let column = table.templateFields.firstIndex(where: { $0.name == field })
    else { return nil }
    let letters = columnLetters(column + 1)
    let sheet = "'" + table.sheetName.replacing("'", with: "''") + "'"
    let cells = "\(sheet)!$\(letters)$2"
    return "=OFFSET(\(cells),0,0,MAX(1,COUNTA(\(cells):$\(letters)$\(Self.preparedRows + 1))),1)"
  }

  /// Says which template this is: a hidden sheet for importers, properties for other programs.
  private func writeIdentity(to file: inout WorkbookFile) throws(TemplateError) {
    let sheet = try file.addSheet("_meta")
    var rows = [
      ["registrar-template", "1"],
      ["package", package.name],
      ["package-version", package.version],
      ["schema-hash", package.hash],
      ["language", language.rawValue],
    ]
    rows += tables.map { ["table", $0.name, $0.sheetName] }
    for (row, cells) in rows.enumerated() {
      for (column, text) in cells.enumerated() {
        try file.write(text, row: row, column: column, in: sheet)
      }
    }
    file.hide(sheet)
    file.setProperty("registrar-package", to: package.name)
    file.setProperty("registrar-package-version", to: package.version)
    file.setProperty("registrar-schema-hash", to: package.hash)
    file.setProperty("registrar-tables", to: tables.map(\.name).joined(separator: ","))
  }
}
