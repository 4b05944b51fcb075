import DelimitedText
import ImportPipeline
import RecordMapping
import TabularCore
import Workbooks

/// A sheet or a delimited file that is drafted as a table, read as often as need be.
struct SourceTable {
  /// The name that a table gets: the sheet's, the template's, or the file's.
  var name: String
  /// The sheet; `nil` for a delimited file.
  var sheet: String?
  /// The stem of a delimited file; `nil` for a sheet.
  var stem: String?
  /// The file, and the sheet of a workbook, for people.
  var place: String
  /// Whether serial dates count from 1904.
  var countsFrom1904 = false
  /// The row of the header, from 1.
  var headerRow = 0
  /// The headers by column, from 1.
  var headers: [Int: String] = [:]

  private let rows: ((RowBatch) -> Bool) throws -> Void

  /// How many rows are looked at for the header.
  private static let headRows = HeaderRow.searchedRows

  /// The tables of a file: itself, or the visible sheets with cells of a workbook.
  static func tables(of input: InputFile, limits: Limits) throws -> [SourceTable] {
    switch input.kind {
    case .delimited: [try SourceTable(input, limits: limits)].compactMap(\.self)
    case .workbook: try sheets(of: input, limits: limits)
    case .json, .items: []
    }
  }

  private init?(_ input: InputFile, limits: Limits) throws {
    var stem = input.displayName
    if let dot = stem.lastIndex(of: "."), dot != stem.startIndex { stem = String(stem[..<dot]) }
    stem = stem.split(separator: "/").last.map(String.init) ?? stem
    self.stem = stem
    // An import looks for the table of `prices-2027-01.csv` under `prices` as well.
    let cut = stem.lastIndex { !($0.isNumber || "-_ .()".contains($0)) }
    name = cut.map { String(stem[...$0]) } ?? stem
    place = input.displayName
    let first = try DelimitedReader(input.source, options: DialectOptions(), limits: limits)
    var options = DialectOptions()
    options.delimiter = first.dialect.delimiter
    rows = { body in
      let reader = try DelimitedReader(input.source, options: options, limits: limits)
      var batch = RowBatch()
      while try reader.next(into: &batch, maximumRows: 4_096) {
        guard body(batch) else { return }
      }
    }
    guard try findHeader() else { return nil }
  }

  private init?(
    _ workbook: Workbook, _ sheet: Sheet, name: String, file: String, limits: Limits
  ) throws {
    self.name = name
    self.sheet = sheet.name
    place = file + " › " + sheet.name
    countsFrom1904 = workbook.dateSystem == .from1904
    rows = { body in
      let summary = try workbook.readRows(
        ofSheetAt: sheet.index, maximumRows: 4_096, order: .ascending,
        maximumColumns: limits[.columns]
      ) { body($0) }
      guard summary.isOutOfOrder else { return }
      _ = try workbook.readRows(
        ofSheetAt: sheet.index, maximumRows: 4_096, order: .ascending,
        maximumColumns: limits[.columns]
      ) { body($0) }
    }
    guard try findHeader() else { return nil }
  }

  private static func sheets(of input: InputFile, limits: Limits) throws -> [SourceTable] {
    let workbook = try Workbook(fileDescriptor: input.descriptor, limits: limits)
    let origin = try TemplateOrigin(workbook)
    var found: [SourceTable] = []
    for sheet in workbook.sheets
    where sheet.kind == .worksheet && sheet.visibility == .visible
      && !TemplateOrigin.isReserved(sheet: sheet.name)
    {
      let named = origin?.tables.first { fold($0.sheet) == fold(sheet.name) }?.name
      let table = try SourceTable(
        workbook, sheet, name: named ?? sheet.name, file: input.displayName, limits: limits)
      if let table { found.append(table) }
    }
    return found
  }

  /// Reads the cells below the header in batches, until `body` returns false; rows that an import passes
  /// over are left out.
  func forEachRow(_ body: (_ row: Int, _ cells: [Cell], RowBatch) -> Bool) throws {
    try rows { batch in
      for index in batch.rows.indices where batch.rows[index].number > headerRow {
        let cells = batch.cells(ofRowAt: index).filter { $0.kind != .blank && $0.length > 0 }
        guard let first = cells.first else { continue }
        if first.kind == .text, batch.text(of: first).hasPrefix(RowClass.exampleMark) { continue }
        guard body(batch.rows[index].number, cells, batch) else { return false }
      }
      return true
    }
  }

  /// The first row of texts that fills half of the columns, among the first ones.
  private mutating func findHeader() throws -> Bool {
    var head: [(row: Int, texts: [Int: String], isText: Bool)] = []
    try rows { batch in
      for index in batch.rows.indices {
        guard batch.rows[index].number <= Self.headRows || head.isEmpty else { return false }
        var texts: [Int: String] = [:]
        var isText = true
        for cell in batch.cells(ofRowAt: index) where cell.kind != .blank && cell.length > 0 {
          let text = batch.text(of: cell)
          guard !isBlank(text) else { continue }
          texts[Int(cell.column)] = text
          if cell.kind != .text || Double(text) != nil { isText = false }
        }
        if !texts.isEmpty { head.append((batch.rows[index].number, texts, isText)) }
      }
      return true
    }
    head.sort { $0.row < $1.row }
    let width = head.map(\.texts.count).max() ?? 0
    let best = head.first { $0.isText && $0.texts.count * 2 >= width } ?? head.first
    guard let best else { return false }
    headerRow = best.row
    headers = best.texts
    return true
  }
}

/// Whether a text has nothing that can be seen.
private func isBlank(_ text: String) -> Bool {
  text.unicodeScalars.allSatisfy { $0.properties.isWhitespace || isInvisible($0) }
}

extension SourceTable {
  /// The package that a workbook was made for; `nil` for one that is no template.
  static func origin(
    of input: InputFile, limits: Limits
  ) throws -> (name: String, version: String?)? {
    let workbook = try Workbook(fileDescriptor: input.descriptor, limits: limits)
    return try TemplateOrigin(workbook).map { ($0.package, $0.version) }
  }
}
