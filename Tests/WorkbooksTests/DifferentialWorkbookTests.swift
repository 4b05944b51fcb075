import Foundation
import TabularCore
import TestSupport
import Testing
import Workbooks

/// Generated workbooks through two readers, cell by cell.
@Suite struct DifferentialWorkbookTests {
  /// What we read of a workbook.
  static func read(_ path: String, maximumRows: Int = 4096) throws -> [String: DifferentialValue] {
    let workbook = try Workbook(path: path, contents: .stored)
    var cells: [String: DifferentialValue] = [:]
    for sheet in workbook.sheets {
      _ = try workbook.readRows(ofSheetAt: sheet.index, maximumRows: maximumRows) { batch in
        for row in batch.rows.indices {
          for cell in batch.cells(ofRowAt: row) {
            let text = batch.text(of: cell)
            let place = CellReference(row: batch.rows[row].number, column: Int(cell.column))
            cells["\(sheet.name)!\(place)"] =
              switch cell.kind {
              case .text: .text(text)
              case .number where cell.format.isTemporal: .serial(Double(text) ?? .nan)
              case .number: .number(Double(text) ?? .nan)
              case .boolean: .boolean(text == "1")
              case .error: .error(text)
              case .isoDate: .iso(text)
              case .blank, .uncachedFormula: nil
              }
          }
        }
        return true
      }
    }
    return cells
  }

  /// The places on which two readings differ, each with both values.
  static func differences(
    _ left: [String: DifferentialValue], _ right: [String: DifferentialValue]
  ) -> [String] {
    Set(left.keys).union(right.keys).sorted().compactMap { place in
      switch (left[place], right[place]) {
      case (let left?, let right?) where left.agrees(with: right): nil
      case (let left, let right):
        "\(place): \(left?.description ?? "nothing"), \(right?.description ?? "nothing")"
      }
    }
  }

  @Test(arguments: 1...200 as ClosedRange<UInt64>)
  func generatedWorkbooks_readAsTheyWereMeant(_ seed: UInt64) throws {
    let workbook = DifferentialWorkbook(seed: seed, isOwn: true)
    let file = ScratchFile()
    try workbook.builder.write(to: file.path)
    for maximumRows in [1, 7, 4096] {
      let read = try Self.read(file.path, maximumRows: maximumRows)
      #expect(Self.differences(workbook.cells, read) == [])
    }
  }

  @Test(
    .enabled(if: DifferentialPython.hasOpenPyXL, "openpyxl is not at hand: nothing is compared"))
  func openpyxl_readsTheSame() throws {
    let folder = try ScratchFolder()
    let paths = try (1...120 as ClosedRange<UInt64>).map { seed in
      let path = folder.path(of: "\(seed).xlsx")
      try DifferentialWorkbook(seed: seed, isOwn: false).builder.write(to: path)
      return path
    }
    let others = try DifferentialPython.cells(DifferentialPython.reader, paths)
    try #require(others.count == paths.count)
    #expect(others.reduce(0) { $0 + $1.count } > 10_000)
    for (path, other) in zip(paths, others) {
      #expect(Self.differences(try Self.read(path), other) == [], "\(path)")
    }
  }

  @Test(
    .enabled(
      if: DifferentialPython.hasOpenPyXL && DifferentialPython.hasXlsxWriter,
      "openpyxl or XlsxWriter is not at hand: nothing is compared"))
  func othersWorkbooks_readAsTheyWereMeant() throws {
    let folder = try ScratchFolder()
    let count = 120
    let meant = try DifferentialPython.cells(
      DifferentialPython.writer, [folder.path, "1", String(count)])
    try #require(meant.count == count)
    #expect(meant.reduce(0) { $0 + $1.count } > 5000)
    for (index, cells) in meant.enumerated() {
      let read = try Self.read(folder.path(of: "\(index + 1).xlsx"))
      #expect(Self.differences(cells, read) == [], "workbook \(index + 1)")
    }
  }

  /// The byte of damage is the same wherever it stands: before the rows, among them, behind them.
  @Test(arguments: [0, 1, 500])
  func damage_isToldAtItsByte(rows: Int) throws {
    let head =
      "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>"
    let row = "<row><c><v>1</v></c></row>"
    let sound = head + String(repeating: row, count: rows)
    for (text, place) in [
      ("junk" + sound, 0), (sound + "<row></raw>", sound.utf8.count),
      (sound + "<", sound.utf8.count),
    ] {
      let file = ScratchFile()
      try WorkbookBuilder().sheet("S", rows: []).part("xl/worksheets/sheet1.xml", text)
        .write(to: file.path)
      let workbook = try Workbook(path: file.path, contents: .stored)
      var offset: Int?
      do throws(WorkbookError) {
        _ = try workbook.readRows(ofSheetAt: 0) { _ in true }
      } catch {
        offset = error.byteOffset
      }
      let found = try #require(offset)
      #expect((place...place + 16).contains(found), "\(rows) rows: \(found), damaged at \(place)")
    }
  }
}
