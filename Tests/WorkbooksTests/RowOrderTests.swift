import TabularCore
import TestSupport
import Testing
import Workbooks

/// Rows that a part stores in another order than that of their numbers.
@Suite struct RowOrderTests {
  private static func row(_ number: Int) -> String {
    "<row r=\"\(number)\"><c r=\"B\(number)\"><v>\(number)</v></c></row>"
  }

  /// What a sheet gives by its numbers, and whether it had to be read again.
  private static func read(
    _ data: String, maximumRows: Int
  ) throws -> (cells: [String], findings: [String], wasAgain: Bool) {
    let file = ScratchFile()
    try WorkbookBuilder().sheet("S", data: data).write(to: file.path)
    let workbook = try Workbook(path: file.path)
    for isAgain in [false, true] {
      var cells: [String] = []
      var findings: [String] = []
      let summary = try workbook.readRows(
        ofSheetAt: 0, maximumRows: maximumRows, order: .ascending
      ) { batch in
        #expect(batch.rowCount <= maximumRows)
        for row in batch.rows.indices {
          for cell in batch.cells(ofRowAt: row) {
            cells.append("\(batch.rows[row].number) \(cell.column) \(batch.text(of: cell))")
          }
        }
        findings += batch.findings.map { "\($0.row) \($0.leavesRowOut)" }
        return true
      }
      guard summary.isOutOfOrder else {
        #expect(summary.isComplete)
        #expect(summary.filledCellCount == cells.count)
        return (cells, findings, isAgain)
      }
      #expect(!summary.isComplete)
    }
    Issue.record("the second reading was out of order, too")
    return ([], [], true)
  }

  static let orders: [[Int]] = [
    [1, 2, 3], [3, 2, 1], [2, 3, 4, 1], [8, 9, 2, 3], [1_048_576, 1], [1, 5, 2, 4, 3],
    Array((1...50).reversed()),
  ]

  @Test(arguments: orders, [1, 2, 7, 4096])
  func rows_comeByTheirNumbers(order: [Int], maximumRows: Int) throws {
    let read = try Self.read(order.map(Self.row).joined(), maximumRows: maximumRows)
    #expect(read.cells == order.sorted().map { "\($0) 2 \($0)" })
    #expect(read.findings == [])
    #expect(read.wasAgain == (order != order.sorted()), "what is in order is read once")
  }

  @Test(arguments: [1, 3, 4096])
  func findings_comeOnceEach(maximumRows: Int) throws {
    let bad = "<row r=\"x\"><c><v>0</v></c></row>"
    let data =
      Self.row(9) + bad + Self.row(4) + Self.row(9) + "<row r=\"2\"><c t=\"q\"><v>1</v></c></row>"
    let read = try Self.read(data, maximumRows: maximumRows)
    #expect(read.cells == ["4 2 4", "9 2 9"])
    #expect(read.findings.sorted() == ["10 true", "2 false", "9 true"])
  }

  @Test func stored_isTheOrderOfThePart() throws {
    let sheet = try readData([3, 1, 2].map(Self.row).joined())
    #expect(sheet.cells == ["B3 number 3", "B1 number 1", "B2 number 2"])
    #expect(sheet.summary.lastRow == 3)
  }

  /// Blocks are handed on by rows, text and cells, whichever is first.
  @Test func wideRows_comeInSmallBatches() throws {
    let row = "<row>" + String(repeating: "<c><f/></c>", count: 16_384) + "</row>"
    let file = ScratchFile()
    try WorkbookBuilder().with(\.isStored, true).sheet("S", data: String(repeating: row, count: 20))
      .write(to: file.path)
    var most = 0
    var all = 0
    _ = try Workbook(path: file.path).readRows(ofSheetAt: 0) { batch in
      most = max(most, batch.cells.count)
      all += batch.cells.count
      return true
    }
    #expect(all == 20 * 16_384)
    #expect(most <= 5 * 16_384)
  }

  /// Of a cell that is left out no more is kept than is shown.
  @Test(arguments: ["zzz", "b", "s", "n"])
  func rejectedCells_takeNoRoom(type: String) throws {
    let text = String(repeating: "é", count: 5_000)
    let cell = "<c r=\"A1\" t=\"\(type)\"><v>\(text)</v></c>"
    let file = ScratchFile()
    try WorkbookBuilder()
      .sheet("S", data: "<row r=\"1\">" + String(repeating: cell, count: 100) + "</row>")
      .write(to: file.path)
    var bytes = 0
    var values: Set<String> = []
    _ = try Workbook(path: file.path).readRows(ofSheetAt: 0) { batch in
      bytes += batch.byteCount
      for finding in batch.findings { values.insert(finding.value ?? "") }
      return true
    }
    #expect(values == [String(repeating: "é", count: 100)])
    #expect(bytes <= 100 * 200)
  }

  @Test(arguments: [(500, nil), (501, "columns")] as [(Int, String?)])
  func columns_areLimitedWhereAsked(column: Int, variant: String?) throws {
    let file = ScratchFile()
    let place = CellReference(row: 1, column: column)
    try WorkbookBuilder().sheet("S", data: "<row><c r=\"\(place)\"><v>1</v></c></row>")
      .write(to: file.path)
    let workbook = try Workbook(path: file.path)
    var failure: WorkbookError?
    do throws(WorkbookError) {
      _ = try workbook.readRows(ofSheetAt: 0, maximumColumns: 500) { _ in true }
    } catch {
      failure = error
    }
    #expect(failure?.variant == variant)
    #expect(failure.map(\.code) == (variant == nil ? nil : "file.too-large"))
    #expect(try readSheet(workbook).cells == ["\(place) number 1"], "others may be wide")
  }
}
