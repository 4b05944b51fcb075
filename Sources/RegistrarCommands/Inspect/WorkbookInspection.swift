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
  let findings: InspectionFindings
  /// What the sheets would be imported as; `nil` without a package.
  var guess: ImportGuess?
  var language = Language.english

  func printCells() throws {
    let workbook = try open(.stored)
    for sheet in try sheets(of: workbook) {
      let name = maskedJSON(sheet.name)
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
    let workbook = try open(.stored)
    let statistics = BatchStatistics(dateSystem: workbook.dateSystem)
    for sheet in try sheets(of: workbook) {
      try forEachBatch(of: sheet, in: workbook) { statistics.add($0) }
    }
    output.append(statistics.finish().json + "\n")
  }

  func printOverview(asJSON: Bool) throws {
    let workbook = try open(.shown)
    try printOverview(of: workbook, asJSON: asJSON)
  }

  private func printOverview(
    of workbook: Workbook, asJSON: Bool
  ) throws {
    var overviews: [(sheet: Sheet, table: TableOverview)] = []
    for sheet in try sheets(of: workbook) {
      var overview = TableOverview()
      try forEachBatch(of: sheet, in: workbook) { overview.add($0) }
      overviews.append((sheet, overview))
    }
    let system = workbook.dateSystem == .from1904 ? 1904 : 1900
    let tables = guessedTables(overviews)
    if asJSON {
      let sheets = zip(overviews, tables).map { overview, name in
        let guessed = name.map { ", \"table\": \(maskedJSON($0))" } ?? ""
        let sheet = overview.sheet
        return
          "{\"name\": \(maskedJSON(sheet.name)), \"visibility\": \"\(sheet.visibility.rawValue)\", "
          + "\"type\": \"\(sheet.kind.rawValue)\", \(overview.table.jsonMembers)\(guessed)}"
      }
      output.append(
        "{\"file\": \(maskedJSON(file.displayName)), \"kind\": \"workbook\", "
          + "\"dateSystem\": \(system), \"hasMacros\": \(workbook.hasMacros), "
          + "\"sheets\": [\(sheets.joined(separator: ", "))]}\n")
      return
    }
    let head = language.column("inspect/head", gap: 1)
    let macros = workbook.hasMacros ? language.label("inspect/macros") : ""
    output.append(head["file"] + printable(file.displayName) + "\n")
    output.append(head["kind"] + language.label("inspect/workbook") + macros + "\n")
    output.append(
      head["dates"] + language.label("inspect/dateSystem", ["year": system]) + "\n\n")
    var table = ListingTable(
      columns: ["sheet", "type", "visibility", "head/rows", "head/columns", "head/table"]
        .map { language.label("inspect/" + $0) })
    for ((sheet, overview), name) in zip(overviews, tables) {
      table.add([
        printable(sheet.name), language.label("inspect/sheetKind/" + sheet.kind.rawValue),
        language.label("inspect/shown/" + sheet.visibility.rawValue),
        String(overview.rowCount), String(overview.columnCount), name ?? "",
      ])
    }
    output.append(table.text)
    writeHeaders(overviews)
  }

  /// The headers, a line per sheet, cut to the terminal's width.
  private func writeHeaders(_ overviews: [(sheet: Sheet, table: TableOverview)]) {
    let headers = overviews.compactMap { sheet, table in
      table.headerText(in: language).map { (printable(sheet.name), $0) }
    }
    guard let longest = headers.map(\.0.count).max() else { return }
    output.append("\n")
    for (name, text) in headers {
      var line = name + String(repeating: " ", count: longest - name.count + 2) + text
      if let width = Terminal.width, line.count > width {
        line = line.prefix(max(longest + 2, width - 1)) + "…"
      }
      output.append(line + "\n")
    }
  }

  /// The table of each sheet, by what an import would go by; hidden sheets are not read.
  private func guessedTables(
    _ overviews: [(sheet: Sheet, table: TableOverview)]
  ) -> [String?] {
    var tables = [String?](repeating: nil, count: overviews.count)
    let read = overviews.indices.filter {
      overviews[$0].sheet.visibility == .visible && overviews[$0].sheet.kind == .worksheet
        && overviews[$0].table.header != nil
    }
    let found = guess?.tables(
      ofSheets: read.map { (overviews[$0].sheet.name, overviews[$0].table.header?.texts ?? []) })
    for (index, name) in zip(read, found ?? []) { tables[index] = name }
    return tables
  }

  private func open(_ contents: CellContents) throws -> Workbook {
    try Workbook(fileDescriptor: file.descriptor, contents: contents, limits: limits)
  }

  private func sheets(of workbook: Workbook) throws -> [Sheet] {
    guard let sheet else { return workbook.sheets }
    let found = workbook.sheets.filter { $0.name == sheet }
    guard found.isEmpty else { return found }
    throw ReadingFailure(
      .sheetMissing(.absent(names: workbook.sheets.map(\.name)), sheet: sheet))
  }

  /// Reads a sheet to its end; what cannot be read of it is noted.
  private func forEachBatch(
    of sheet: Sheet, in workbook: Workbook, _ body: (RowBatch) -> Void
  ) throws {
    let limit = limits[.columns]
    var isWide = false
    _ = try workbook.readRows(ofSheetAt: sheet.index) { batch in
      for finding in batch.findings { findings.note(finding, sheet: sheet.name) }
      isWide =
        isWide
        || batch.rows.contains { row in
          row.cellCount > 0 && batch.cells[row.firstCell + row.cellCount - 1].column > limit
        }
      body(batch)
      return !output.isClosed
    }
    // Wide sheets can be looked at; tables cannot be wide.
    guard isWide else { return }
    findings.note(
      Issue(
        .fileTooLarge(.columns, limit: limit).preceded(by: .file, file.displayName),
        at: IssueLocation(.workbook, file: file.displayName, sheet: sheet.name)))
  }
}
