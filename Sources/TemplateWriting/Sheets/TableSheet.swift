import ImportPipeline
import RecordMapping
import Schemas
import TabularCore

/// The sheet of a table: its header, its records if the template has any, and what helps to fill it in.
struct TableSheet {
  let table: TableSchema
  let workbook: TemplateWorkbook
  let contents: StoreContents.Table

  private var phrases: TemplatePhrases { workbook.phrases }
  private var records: [StoreContents.Record] { contents.records ?? [] }
  private var isProtected: Bool { records.contains(where: \.isStored) }
  /// How many rows below the header have drop-downs and questions.
  private var preparedRows: Int {
    let given = workbook.rows.first { $0.table == table.name }?.rows.count ?? 0
    return min(max(TemplateWorkbook.preparedRows, records.count + given + 1_000), 1_048_575)
  }
  /// The row, from 0, that people fill in first.
  private var firstRow: Int { workbook.showsExample ? 2 : 1 }

  /// Adds the sheet to a workbook; returns the fields whose cells have a validation.
  func write(
    to file: inout WorkbookFile, _ lists: inout ListsSheet, _ checks: inout CheckSheet
  ) throws(TemplateError) -> [String] {
    let sheet = try file.addSheet(table.sheetName)
    let columns = table.templateColumns(in: workbook.language, of: workbook.package)
    file.setTab(0x1F_3864, of: sheet)
    try file.setRow(0, height: TemplateWorkbook.headerHeight, in: sheet)
    var rules: [(rule: CellRule, words: String)?] = []
    for (index, column) in columns.enumerated() {
      try file.setColumn(index, width: column.width, style: style(of: column), in: sheet)
      try file.write(column.header, row: 0, column: index, style: column.headerStyle, in: sheet)
      try file.addNote(column.note, row: 0, column: index, in: sheet)
      let rule = rule(for: column, at: index, among: columns, lists: &lists)
      rules.append(rule)
      if let (rule, words) = rule {
        try file.setRule(
          rule, column: index, rows: 1...preparedRows,
          title: title(of: column, rule), message: words,
          prompt: prompt(at: index, rule), in: sheet)
      }
    }
    try writeRows(columns, to: &file, in: sheet)
    try workbook.writeRows(of: table, columns: columns, to: &file, in: sheet)
    try writeChecks(columns, rules.map { $0?.rule }, to: &file, &checks, in: sheet)
    file.freeze(rows: 1, columns: frozenColumns, in: sheet)
    // Where no key comes first, the first column says which row it is on every page.
    file.setTablePrinting(headerRow: 0, keyColumns: max(frozenColumns, 1), of: sheet)
    if isProtected { file.protect(sheet) }
    return zip(table.templateFields, rules).compactMap { $1 == nil ? nil : $0.name }
  }

  /// A question is titled as one, words by the column that they are about.
  private func title(of column: TemplateColumn, _ rule: CellRule) -> String {
    if case .prompt = rule { return column.label }
    return phrases.questionTitle
  }

  private func style(of column: TemplateColumn) -> CellStyle? {
    guard isProtected || column.numberFormat != nil else { return nil }
    return CellStyle(numberFormat: column.numberFormat, isUnlocked: isProtected)
  }

  /// The key columns stay in view when they come first, two at most.
  private var frozenColumns: Int {
    let keys = table.templateFields.prefix { table.naturalKey.contains($0.name) }
    return min(keys.count, 2)
  }
}

// MARK: Rows

extension TableSheet {
  private func writeRows(
    _ columns: [TemplateColumn], to file: inout WorkbookFile, in sheet: WorkbookFile.Sheet
  ) throws(TemplateError) {
    if workbook.showsExample { try writeExample(columns, to: &file, in: sheet) }
    let fields = table.templateFields.compactMap { table.fieldIndex(named: $0.name) }
    let names = Set(table.fields.map(\.name))
    for (offset, record) in records.enumerated() {
      let row = firstRow + offset
      for (index, field) in fields.enumerated() {
        let isKey = record.isStored && table.naturalKey.contains(table.fields[field].name)
        try file.write(
          record.cells[field], row: row, column: index,
          style: isKey
            ? .lockedKey(columns[index].numberFormat)
            : record.cells[field] == .blank ? nil : style(of: columns[index]), in: sheet)
      }
      var column = fields.count
      for (name, text) in [("action", record.action), ("notes", record.notes)]
      where !names.contains(name) {
        if !text.isEmpty {
          try file.write(
            .text(text), row: row, column: column, style: style(of: columns[column]), in: sheet)
        }
        column += 1
      }
    }
  }

  /// A row that an import knows by its first cell and leaves out.
  private func writeExample(
    _ columns: [TemplateColumn], to file: inout WorkbookFile, in sheet: WorkbookFile.Sheet
  ) throws(TemplateError) {
    for (index, field) in table.templateFields.enumerated() {
      let example = field.shownExample(workbook.phrases) ?? ""
      let text =
        index == 0 ? (RowClass.exampleMark + " " + example).trimmingSuffix(while: " ") : example
      guard !text.isEmpty else { continue }
      try file.write(
        .text(text), row: 1, column: index, style: .example("@"), in: sheet)
    }
  }
}

extension String {
  fileprivate func trimmingSuffix(while character: Character) -> String {
    var text = self
    while text.last == character { text.removeLast() }
    return text
  }
}

// MARK: Rules

extension TableSheet {
  private func rule(
    for column: TemplateColumn, at index: Int, among columns: [TemplateColumn],
    lists: inout ListsSheet
  ) -> (rule: CellRule, words: String)? {
    let stored = storedChoices(at: index)
    if let mark = column.separator {
      var source: String?
      if let stored {
        _ = lists.range(of: stored, titled: column.label, on: table.sheetName, parent: nil)
        source = phrases.listed(under: column.label)
      } else if case .values(let values, _) = column.choices {
        _ = lists.range(of: values, titled: column.label, on: table.sheetName)
        source = phrases.listed(under: column.label)
      } else if case .column(_, let name) = column.choices {
        source = workbook.tables.first { $0.name == name }.map { phrases.listed(on: $0.sheetName) }
      }
      return (.prompt, phrases.several(mark: mark, source: source))
    }
    if let stored {
      let range = lists.range(
        of: stored, titled: column.label, on: table.sheetName,
        parent: parentCell(of: stored, among: columns))
      return (.choices(formula: range, questions: false), phrases.questionKey(column.label))
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
      let format = format(at: index)
      if let rule = column.rule { return (rule, phrases.questionValue(column.label, format)) }
      return textRule(at: index).map { rule in
        if case .prompt = rule { return (rule, format) }
        return (rule, phrases.questionValue(column.label, format))
      }
    }
  }

  /// What a column of texts asks of them: a length, or a form that is told while the cell is chosen.
  private func textRule(at index: Int) -> CellRule? {
    guard table.templateFields.indices.contains(index) else { return nil }
    let constraints = table.templateFields[index].constraints
    if let most = constraints.maximumLength { return .length(most) }
    return constraints.patternWords == nil ? nil : .prompt
  }

  /// The stored records that a column may name.
  private func storedChoices(at index: Int) -> StoreContents.Choices? {
    guard table.templateFields.indices.contains(index) else { return nil }
    return contents.choices[table.templateFields[index].name]
  }

  /// The cell, in the first row, that says of which parent the choices are.
  private func parentCell(
    of choices: StoreContents.Choices, among columns: [TemplateColumn]
  ) -> (title: String, cell: String)? {
    guard let name = choices.parentField,
      let column = table.templateFields.firstIndex(where: { $0.name == name })
    else { return nil }
    return (columns[column].label, "$\(columnLetters(column + 1))2")
  }

  private func format(at index: Int) -> String {
    guard table.templateFields.indices.contains(index) else { return "" }
    return FieldFormat(table.templateFields[index], phrases).text
  }

  /// What stands beside a cell while it is chosen: the form of a date, time or number.
  private func prompt(at index: Int, _ rule: CellRule) -> String {
    switch rule {
    case .date, .time, .wholeNumber, .number, .length: format(at: index)
    case .choices, .prompt: ""
    }
  }

  /// The filled part of a column of a table of this workbook.
  private func range(of field: String, in name: String) -> String? {
    guard let table = workbook.tables.first(where: { $0.name == name }),
      let column = table.templateFields.firstIndex(where: { $0.name == field })
    else { return nil }
    let letters = columnLetters(column + 1)
    let cells = "\(Self.quoted(table.sheetName))!$\(letters)$2"
    let last = TemplateWorkbook.preparedRows + 1
    return "=OFFSET(\(cells),0,0,MAX(1,COUNTA(\(cells):$\(letters)$\(last))),1)"
  }

  private static func quoted(_ name: String) -> String {
    "'" + name.replacing("'", with: "''") + "'"
  }
}

// MARK: Checks

extension TableSheet {
  /// Colours cells that are to be looked at, and the headers of their columns.
  private func writeChecks(
    _ columns: [TemplateColumn], _ rules: [CellRule?], to file: inout WorkbookFile,
    _ checks: inout CheckSheet, in sheet: WorkbookFile.Sheet
  ) throws(TemplateError) {
    let check = ColumnCheck(
      sheet: Self.quoted(table.sheetName), rows: firstRow + 1...preparedRows + 1)
    let rows = firstRow...preparedRows
    let fields = table.templateFields
    let required = columns.indices.filter { columns[$0].role == .required }
    let key = table.naturalKey.compactMap { name in fields.firstIndex { $0.name == name } }
    for (index, column) in columns.enumerated() {
      var counts: [String] = []
      if column.role == .required {
        try file.setLook(
          .problem, where: check.isMissing(index, width: fields.count), rows: rows,
          columns: index...index, in: sheet)
        if let other = (key + required).first(where: { $0 != index }) {
          counts.append(check.missingCount(index, beside: other))
        }
      }
      if let rule = rules[index], column.separator == nil {
        if let formula = check.isUnfit(index, rule) {
          try file.setLook(
            .problem, where: formula, rows: rows, columns: index...index, in: sheet)
        }
        if let count = check.unfitCount(index, rule) { counts.append(count) }
      }
      guard !counts.isEmpty else { continue }
      let holds = checks.add(counts, header: column.label, on: table.sheetName)
      try file.setLook(.problem, where: holds, rows: 0...0, columns: index...index, in: sheet)
    }
    guard key.count == table.naturalKey.count, !key.isEmpty else { return }
    for index in key {
      try file.setLook(
        .problem, where: check.isRepeated(key), rows: rows, columns: index...index, in: sheet)
    }
  }
}
