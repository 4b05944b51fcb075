import Schemas
import TabularCore

/// The first sheet: how to fill in the others, in a page.
struct InstructionsSheet {
  let package: DataPackage
  let tables: [TableSchema]
  let title: String
  let phrases: TemplatePhrases
  /// Whether the workbook shows stored records.
  var hasRecords = false

  /// The paragraphs, each with the words it starts with.
  private static let paragraphs = [
    "rows", "headers", "dropDowns", "dates", "blanks", "action", "avoid", "red",
  ]

  /// What the colours of headers say.
  private static let legend: [(style: CellStyle, sample: String, text: String)] = [
    (.requiredHeader, "required", "required"), (.optionalHeader, "optional", "optional"),
    (.controlHeader, "optional", "control"),
  ]

  /// Adds the sheet to a workbook.
  func write(to file: inout WorkbookFile) throws(TemplateError) {
    let sheet = try file.addSheet(phrases.instructionsSheet)
    file.hideGrid(of: sheet)
    file.setPagePrinting(of: sheet)
    file.setTab(0xF2_B134, of: sheet)
    try file.setColumn(0, width: 3, in: sheet)
    try file.setColumn(1, width: 24, in: sheet)
    try file.setColumn(2, width: 92, in: sheet)

    var row = 1
    try file.setRow(row, height: 28, in: sheet)
    try file.write(title, row: row, column: 1, style: .title, in: sheet)
    row += 1
    try file.write(
      phrases.instructions("subtitle"), row: row, column: 1, style: .subtitle, in: sheet)

    row = try heading("howTo", after: row, in: sheet, of: &file)
    for name in (hasRecords ? ["records"] : []) + Self.paragraphs {
      row = try line(
        phrases.instructions("\(name)/topic"), phrases.instructions("\(name)/text"), after: row,
        in: sheet, of: &file)
    }
    if let several {
      row = try line(
        phrases.instructions("several/topic"), several, after: row, in: sheet, of: &file)
    }

    row = try heading("colours", after: row, in: sheet, of: &file)
    for entry in Self.legend {
      row += 1
      try file.setRow(row, height: 19, in: sheet)
      let sample = phrases.instructions("sample/" + entry.sample)
      try file.write(sample, row: row, column: 1, style: entry.style, in: sheet)
      let text = phrases.instructions("legend/" + entry.text)
      try file.write(text, row: row, column: 2, style: .legend, in: sheet)
    }

    row = try heading("contents", after: row, in: sheet, of: &file)
    for table in tables {
      let text = phrases.plain(table.description)
      row = try line(
        table.sheetName, text.isEmpty ? table.title.text(in: phrases.language) : text,
        after: row, in: sheet, of: &file)
    }
    row = try line(
      phrases.listsSheet, phrases.instructions("lists"), after: row, in: sheet, of: &file)

    row = try heading("checking", after: row, in: sheet, of: &file)
    row += 1
    try file.setRow(row, height: 19, in: sheet)
    try file.write(
      phrases.instructions("command"), row: row, column: 2, style: .paragraph, in: sheet)
    row += 1
    try file.setRow(row, height: 19, in: sheet)
    let name = phrases.instructions("fileName")
    try file.write(
      "registrar import \(name) --package \(package.name) --validate", row: row, column: 2,
      style: .command, in: sheet)
  }

  /// How several values stand in one cell, by an example of the tables at hand; nothing where no column
  /// takes several.
  private var several: String? {
    let fields = tables.flatMap(\.templateFields).filter { $0.type == .list }
    guard !fields.isEmpty else { return nil }
    let example = fields.lazy.compactMap { $0.shownExample(phrases) }.first { $0.contains(";") }
    return example.map { phrases.instructions("several/example", ["example": $0]) }
      ?? phrases.instructions("several/text")
  }

  private func heading(
    _ name: String, after row: Int, in sheet: WorkbookFile.Sheet, of file: inout WorkbookFile
  ) throws(TemplateError) -> Int {
    try file.setRow(row + 2, height: 24, in: sheet)
    try file.write(
      phrases.instructions(name), row: row + 2, column: 1, style: .heading, in: sheet)
    return row + 2
  }

  private func line(
    _ topic: String, _ text: String, after row: Int, in sheet: WorkbookFile.Sheet,
    of file: inout WorkbookFile
  ) throws(TemplateError) -> Int {
    // A little over a hundred characters of this font fill the width of the column.
    let lines = max(1, (text.count + 104) / 105)
    try file.setRow(row + 1, height: 4 + 15 * Double(lines), in: sheet)
    try file.write(topic, row: row + 1, column: 1, style: .topic, in: sheet)
    try file.write(text, row: row + 1, column: 2, style: .paragraph, in: sheet)
    return row + 1
  }
}
