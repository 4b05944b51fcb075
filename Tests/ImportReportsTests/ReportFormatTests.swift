import ImportPipeline
import ImportReports
import TabularCore
import Testing

/// Whatever format is in the list can be asked for, and prints a report.
@Suite struct ReportFormatTests {
  @Test(arguments: ReportFormat.allCases)
  func everyFormat_isFoundByItsName(format: ReportFormat) throws {
    #expect(ReportFormat(named: format.name) == format)
    #expect(ReportFormat.names.contains(format.name))
    #expect(!format.renderer.purpose.isEmpty)
    let bytes = format.renderer.bytes(of: SampleReport.report)
    #expect(bytes.last == UInt8(ascii: "\n"))
    #expect(format.renderer.text(of: SampleReport.report).contains("phisical"))
  }

  @Test func names_areDifferent() {
    #expect(Set(ReportFormat.allCases).count == ReportFormat.allCases.count)
    #expect(
      ReportFormat.names
        == "text, json, ndjson, markdown, html, mail, sarif, junit or github")
    #expect(ReportFormat(named: "xml") == nil)
  }

  /// A format that is no text.
  @Test func renderers_mayWriteBytes() {
    struct Zeros: ReportRenderer {
      let name = "zeros"
      let purpose = "nothing"

      func render(_ content: ReportContent, to sink: inout some ReportSink) {
        sink.write([0, 0xFF])
        sink.write("é")
      }
    }
    #expect(Zeros().bytes(of: SampleReport.report) == [0, 0xFF, 0xC3, 0xA9])
  }

  /// Equal values have one number in all formats.
  @Test func hiddenValues_haveTheSameNumbers() throws {
    var options = ReportOptions()
    options.isRedacted = true
    let report = EvidenceReport.report
    let hidden = "‹hidden› #1 (15)"
    for format in ReportFormat.allCases {
      #expect(format.renderer.text(of: report, options).contains(hidden), "\(format)")
    }
  }
}
