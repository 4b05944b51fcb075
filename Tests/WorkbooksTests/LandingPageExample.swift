import TabularCore
import TestSupport
import Testing
import Workbooks

/// Runs the example of the library's landing page.
@Suite struct LandingPageExample {
  @Test func theExample_doesWhatThePageSays() throws {
    let path = try Repository.path(of: "Templates/exam-platform/examples/clean/proctors.xlsx")
    // The example of the landing page begins here.
    let workbook = try Workbook(path: path)

    var places: [String] = []
    for sheet in workbook.sheets where sheet.kind == .worksheet {
      _ = try workbook.readRows(ofSheetAt: sheet.index) { batch in
        for (index, row) in batch.rows.enumerated() {
          for cell in batch.cells(ofRowAt: index) where cell.format == .date {
            places.append("\(CellReference(row: row.number, column: Int(cell.column)))")
          }
        }
        return true  // `false` stops the reading
      }
    }
    // The example ends here.
    #expect(workbook.dateSystem == .from1900)
    #expect(!places.isEmpty)
  }
}
