import TabularCore
import Testing

@testable import DelimitedText

/// Limits end the reading with their line and column.
struct LimitTests {
  @Test(arguments: [
    (Limits.Name.columns, 3, "a,b,c\n1,2,3,4\n", 2, 4),
    (.fieldSize, 5, "a,b\nx,123456\n", 2, 2),
    (.fieldSize, 5, "a,b\n\"x\ny\",\"12\"3456\n", 2, 2),
  ])
  func limit(_ name: Limits.Name, _ maximum: Int, _ text: String, _ line: Int, _ column: Int) {
    var limits = Limits()
    limits[name] = maximum
    let bytes = Array(text.utf8)
    let whole = Reading(bytes, .comma, limits: limits)
    #expect(whole.error?.code == "file.too-large")
    #expect(whole.error?.variant == name.rawValue)
    #expect(whole.error?.row == line)
    #expect(
      whole.error?.arguments == [
        IssueArgument("limit", maximum), IssueArgument("line", line),
        IssueArgument("column", column),
      ])
    #expect(whole.rows.isEmpty)
    for chunkSize in 1...bytes.count {
      let reading = Reading(
        bytes, .comma, limits: limits, chunkSize: chunkSize, sampleSize: 0)
      #expect(reading.error == whole.error)
    }
  }

  @Test func fieldAsLargeAsTheLimit_isRead() {
    var limits = Limits()
    limits[.fieldSize] = 5
    limits[.columns] = 2
    let reading = Reading("12345,\"12345\"\n", .comma, limits: limits)
    #expect(reading.rows == [ReadRow(1, ["12345", "12345"])])
    #expect(reading.error == nil)
  }

  @Test func recordOfManyLargeFields_isRefused() {
    var limits = Limits()
    limits[.fieldSize] = 10
    let text = String(repeating: "1234567890,", count: 15) + "\n"
    #expect(Reading(text, .comma, limits: limits).error?.variant == "field-size")
    let shorter = String(repeating: "123456789,", count: 15) + "\n"
    #expect(Reading(shorter, .comma, limits: limits).error == nil)
  }

  @Test func unclosedQuotesEverywhere_takeLinearTime() {
    // Every line opens a quote; each is scanned to the limit or the end at most once.
    let text = String(repeating: "x,\"y\n", count: 20_001)
    let reading = Reading(text, .comma)
    #expect(reading.rows.count >= 2)
    #expect(reading.findings.count == reading.findings.filter { $0.row > 0 }.count)
    #expect(reading.findings.last?.code == "csv.quote-unclosed")
  }
}
