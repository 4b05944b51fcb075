import Foundation
import ImportPipeline
import TabularCore
import Testing

@testable import ImportReports

@Suite struct MailReportTests {
  @Test func mail_saysWhatToTypeWhere() {
    let expected = """
      december.xlsx: 6 errors, 1 warning.
      Nothing was written.

      This was read:
      - locations: 12 rows, 1 with errors
      - venues: 61 rows, 37 with errors
      - common_visits: 88 rows, 4 with errors

      Please correct:

      1. december.xlsx › Locations!C12 (kind)
         "phisical" is not a "kind", expected "physical" or "virtual".
         Type: physical
         (once corrected: 37 more rows that wait for this are cleared)
      """
    let text = MailReport().text(of: SampleReport.report)
    #expect(text.hasPrefix(expected), "\(text)")
    #expect(text.contains("The same in rows 37, 52, 60–61 (4 in all)."))
    #expect(text.hasSuffix("what is corrected\nis no longer listed.\n"), "\(text)")
    #expect(!text.contains("registrar") && !text.contains("--"))
  }

  @Test func sound_needsNothing() {
    var report = SampleReport.report
    report.issues = IssueCollector()
    #expect(MailReport().text(of: report).hasSuffix("\nNothing has to be corrected.\n"))
  }
}
