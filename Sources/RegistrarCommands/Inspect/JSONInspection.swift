import ImportPipeline
import JSONRecords
import JSONText
import TabularCore

/// A look into a JSON file.
struct JSONInspection: FileInspection {
  let file: InputFile
  let limits: Limits
  let output: BufferedOutput
  let findings: InspectionFindings
  /// What the file would be imported as; `nil` without a package.
  var guess: ImportGuess?
  var language = Language.english

  private static let rowsPerBatch = 4096

  private func document() throws(JSONRecordsError) -> JSONDocument {
    try JSONDocument(file.jsonSource, isLines: file.isNamedAsLines, limits: limits)
  }

  func printCells() throws {
    for list in try document().lists {
      try forEachBatch(of: list) { batch in
        for (index, row) in batch.rows.enumerated() where row.cellCount > 0 {
          let cells = batch.cells(ofRowAt: index).map { cell in
            cell.kind == .blank
              ? "null"
              : "{\"kind\": \"\(cell.kind)\", \"text\": \(jsonString(batch.text(of: cell)))}"
          }
          output.append(
            "{\"list\": \(jsonString(list.pointer)), \"record\": \(row.number), \"cells\": ["
              + cells.joined(separator: ", ") + "]}\n")
        }
      }
    }
  }

  func printStatistics() throws {
    var statistics = CellStatistics()
    for list in try document().lists {
      try forEachBatch(of: list) { batch in statistics.add(batch) }
    }
    output.append(statistics.json + "\n")
  }

  func printOverview(asJSON: Bool) throws {
    let document = try document()
    // What no cell can hold is told, too.
    for list in document.lists { try forEachBatch(of: list) { _ in } }
    let tables = document.lists.map(table)
    guard !asJSON else {
      let lists = zip(document.lists, tables).map { list, table in
        let texts = list.columns.map { maskedJSON($0.header) }.joined(separator: ", ")
        return "{\"pointer\": \(maskedJSON(list.pointer)), \"records\": \(list.recordCount), "
          + "\"columns\": \(list.columns.count), \"header\": [\(texts)]"
          + (table.map { ", \"table\": \(maskedJSON($0))" } ?? "") + "}"
      }
      output.append(
        "{\"file\": \(maskedJSON(file.displayName)), \"kind\": \"json\", \"lists\": ["
          + lists.joined(separator: ", ") + "]}\n")
      return
    }
    var lines = [("file", printable(file.displayName)), ("kind", "JSON")]
    for (list, table) in zip(document.lists, tables) {
      lines.append(
        ("list", list.name.map { printable($0) } ?? language.label("inspect/wholeFile")))
      lines += [
        ("records", String(list.recordCount)), ("columns", String(list.columns.count)),
        ("header", headerText(list)),
      ]
      if guess != nil { lines.append(("table", table ?? language.label("inspect/none"))) }
    }
    let head = language.column("inspect/head", gap: 1)
    for (name, value) in lines { output.append(head[name] + value + "\n") }
  }

  private func headerText(_ list: JSONList) -> String {
    let shown = list.columns.prefix(12).map { printable($0.header, limit: 40) }
    let rest = list.columns.count > 12 ? ", … (\(list.columns.count))" : ""
    return shown.joined(separator: ", ") + rest
  }

  private func table(_ list: JSONList) -> String? {
    let header = list.columns.map(\.header)
    // The name of the list counts as that of a file.
    return guess?.table(ofFile: list.name ?? file.displayName, header: header)
  }

  /// Reads a list to its end; what no cell can hold is noted at its place.
  private func forEachBatch(of list: JSONList, _ body: (RowBatch) throws -> Void) throws {
    let reader = list.makeReader()
    var batch = RowBatch()
    while try reader.next(into: &batch, maximumRows: Self.rowsPerBatch) {
      try note(batch.findings, of: list)
      try body(batch)
      if output.isClosed { return }
    }
  }

  private func note(_ found: [RowFinding], of list: JSONList) throws {
    guard !found.isEmpty else { return }
    let wanted = Dictionary(grouping: found, by: \.row).mapValues { Set($0.map { $0.column ?? 0 }) }
    let places = try list.places(of: wanted)
    for finding in found {
      var place = IssueLocation(.json, file: file.displayName)
      if let known = places[finding.row]?[finding.column ?? 0] {
        place.part = known.pointer
        place.line = known.line
        place.lineColumn = known.column
      }
      findings.note(
        Issue(finding.content.completed(with: [.value: finding.value ?? ""]), at: place),
        isError: true)
    }
  }
}
