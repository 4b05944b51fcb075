import ImportPipeline
import ImportReports
import TestSupport
import Testing
import WorkbookOutput
import Workbooks

/// Runs the example of the library's landing page.
@Suite struct LandingPageExample {
  @Test func theExample_doesWhatThePageSays() throws {
    let scratch = try ScratchFolder()
    let folder = scratch.path
    let path = try FaultyExample.path("common_sessions.xlsx")
    let report = try FaultyExample.report(of: path)
    // The example of the landing page begins here.
    let copies = MarkedCopy(ReportContent(report, ReportOptions()))
    for file in report.files {
      try copies.write(file, at: path, to: folder + "/sites.checked.xlsx")
    }
    // The example ends here.
    let copy = try Workbook(path: folder + "/sites.checked.xlsx")
    #expect(copy.sheets.first?.name == "Import report")
  }
}
