import ImportPipeline
import Schemas
import TabularCore

/// Lays out one workbook: instructions, one sheet per table, the lists, what importers want to know.
struct TemplateWorkbook {
  let package: DataPackage
  let tables: [TableSchema]
  let language: Language
  /// Rows that the sheets hold already.
  var rows: [TemplateRows] = []
  /// What a store gives the template.
  var contents = StoreContents()
  /// Whether the first row of each sheet shows how others are filled in.
  var showsExample = false

  /// How many rows below the header have drop-downs and questions.
  static let preparedRows = 3000
  /// The height of a header row, in points: two lines.
  static let headerHeight = 33.0

  var phrases: TemplatePhrases { TemplatePhrases(language) }

  /// The title of the document: the table's, or the package's for several.
  var title: String {
    let package = package.title.text(in: language)
    guard tables.count == 1, let table = tables.first else { return package }
    return "\(package) – \(table.title.text(in: language))"
  }

  /// Writes the workbook to a path.
  func write(to path: String) throws(TemplateError) {
    var file = try WorkbookFile(path: path, title: title)
    let baseline = contents.baseline(of: tables)
    let guide = InstructionsSheet(
      package: package, tables: tables, title: title, phrases: phrases,
      hasRecords: baseline != nil)
    try guide.write(to: &file)

    var lists = ListsSheet(name: phrases.listsSheet)
    var checks = CheckSheet()
    var validated: [[String]] = []
    for table in tables {
      let sheet = TableSheet(
        table: table, workbook: self, contents: contents.tables[table.name] ?? .init())
      validated.append([
        "validated", table.name, try sheet.write(to: &file, &lists, &checks).joined(separator: " "),
      ])
    }
    try lists.write(to: &file, title: phrases.listsTitle, names: phrases.listNames)
    try checks.write(to: &file)
    var mark = validated.filter { !$0[2].isEmpty }
    if let baseline { mark.append(["baseline", baseline.digest]) }
    try writeIdentity(mark, to: &file)
    if let baseline {
      let sheet = try file.addSheet("_base")
      try write(baseline.rows, to: &file, in: sheet)
      file.hide(sheet)
    }
    try file.close()
  }

  /// Says which template this is: a hidden sheet for importers, properties for other programs.
  ///
  /// - Parameter further: what the sheet says besides.
  private func writeIdentity(
    _ further: [[String]], to file: inout WorkbookFile
  ) throws(TemplateError) {
    let sheet = try file.addSheet("_meta")
    var rows = [
      ["registrar-template", "1"],
      ["package", package.name],
      ["package-version", package.version],
      ["schema-hash", package.hash],
      ["language", language.rawValue],
    ]
    rows += tables.map { ["table", $0.name, $0.sheetName] } + further
    try write(rows, to: &file, in: sheet)
    file.hide(sheet)
    file.setProperty("registrar-package", to: package.name)
    file.setProperty("registrar-package-version", to: package.version)
    file.setProperty("registrar-schema-hash", to: package.hash)
    file.setProperty("registrar-tables", to: tables.map(\.name).joined(separator: ","))
  }

  private func write(
    _ rows: [[String]], to file: inout WorkbookFile, in sheet: WorkbookFile.Sheet
  ) throws(TemplateError) {
    for (row, cells) in rows.enumerated() {
      for (column, text) in cells.enumerated() {
        try file.write(text, row: row, column: column, in: sheet)
      }
    }
  }
}
