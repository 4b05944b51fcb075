import ImportPipeline
import TabularCore
import Workbooks

/// A look into a workbook.
struct WorkbookInspection: FileInspection {
  let file: InputFile
  /// The only sheet to look at, or `nil` for all.
  let sheet: String?
  let limits: Limits
  let output: BufferedOutput
  var guess = TableGuess.none

  func printCells() throws {
    let workbook = try open()
    for sheet in try sheets(of: workbook) {
      let name = jsonText(sheet.name)
      output.append(
        "{\"sheet\": \(name), \"visibility\": \"\(sheet.visibility.rawValue)\", "
          + "\"type\": \"\(sheet.kind.rawValue)\", "
          + "\"date1904\": \(workbook.dateSystem == .from1904)}\n")
      var writer = WorkbookCellWriter(
        sheet: name, dateSystem: workbook.dateSystem, output: output)
      try forEachBatch(of: sheet, in: workbook) { writer.write($0) }
    }
  }

  func printStatistics() throws {
    let workbook = try open()
    let statistics = BatchStatistics(dateSystem: workbook.dateSystem)
    for sheet in try sheets(of: workbook) {
      try forEachBatch(of: sheet, in: workbook) { statistics.add($0) }
    }
    output.append(statistics.finish().json + "\n")
  }

  func printOverview(asJSON: Bool) throws {
    let workbook = try open()
    var overviews: [(sheet: Sheet, table: TableOverview)] = []
    for sheet in try sheets(of: workbook) {
      var overview = TableOverview()
      try forEachBatch(of: sheet, in: workbook) { overview.add($0) }
      overviews.append((sheet, overview))
    }
    let system = workbook.dateSystem == .from1904 ? 1904 : 1900
    if asJSON {
      let sheets = overviews.map { sheet, table in
        let guessed = guessedTable(sheet, table).map { ", \"table\": \(jsonText($0))" } ?? ""
        return
          "{\"name\": \(jsonText(sheet.name)), \"visibility\": \"\(sheet.visibility.rawValue)\", "
          + "\"type\": \"\(sheet.kind.rawValue)\", \(table.jsonMembers)\(guessed)}"
      }
      output.append(
        "{\"file\": \(jsonText(file.displayName)), \"kind\": \"workbook\", "
          + "\"dateSystem\": \(system), \"hasMacros\": \(workbook.hasMacros), "
          + "\"sheets\": [\(sheets.joined(separator: ", "))]}\n")
      return
    }
    output.append("file        \(printable(file.displayName))\n")
    output.append("kind        workbook\(workbook.hasMacros ? " with macros, never run" : "")\n")
    output.append("dates       count from \(system)\n\n")
    var table = TextTable(columns: [
      "sheet", "type", "visibility", "rows", "columns", "table", "header",
    ])
    for (sheet, overview) in overviews {
      table.add([
        printable(sheet.name), sheet.kind.rawValue, sheet.visibility.rawValue,
        String(overview.rowCount), String(overview.columnCount),
        guessedTable(sheet, overview) ?? "", overview.headerText ?? "",
      ])
    }
    output.append(table.text)
  }

  private func guessedTable(_ sheet: Sheet, _ overview: TableOverview) -> String? {
    overview.header.flatMap { guess.table(sheet.name, $0.texts) }
  }

  private func open() throws -> Workbook {
    try Workbook(fileDescriptor: file.descriptor, limits: limits)
  }

  private func sheets(of workbook: Workbook) throws -> [Sheet] {
    guard let sheet else { return workbook.sheets }
    let found = workbook.sheets.filter { $0.name == sheet }
    guard found.isEmpty else { return found }
    throw ReadingFailure(
      "sheet.missing",
      arguments: [
        IssueArgument("sheet", sheet),
        IssueArgument("names", workbook.sheets.map(\.name).joined(separator: ", ")),
      ])
  }

  /// Reads a sheet to its end; a cell whose place or value is none ends the reading.
  private func forEachBatch(
    of sheet: Sheet, in workbook: Workbook, _ body: (RowBatch) -> Void
  ) throws {
    var failure: RowFinding?
    _ = try workbook.readRows(ofSheetAt: sheet.index) { batch in
      failure = batch.findings.first { $0.code == "sheet.bad-cell" }
      guard failure == nil else { return false }
      body(batch)
      return !output.isClosed
    }
    if let failure { throw ReadingFailure(failure, sheet: sheet.name) }
  }
}
