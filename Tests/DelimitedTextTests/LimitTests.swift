import TabularCore
import Testing

@testable import DelimitedText

/// Limits end the reading with their line and column.
struct LimitTests {
  @Test func columnsOverTheLimit_endTheReading() {
    var limits = Limits()
    limits[.columns] = 3
    let bytes = Array("a,b,c\n1,2,3,4\n".utf8)
    let expected = DelimitedTextError(
      .fileTooLarge(.columns, limit: 3), row: 2)
    for chunkSize in 1...bytes.count {
      let reading = Reading(bytes, .comma, limits: limits, chunkSize: chunkSize, sampleSize: 0)
      #expect(reading.error == expected)
    }
  }

  @Test(arguments: [
    ("a,123456,b\nc,d\n", ["a", "12345"], 2, "c"), ("1234é6\r\nc\r\n", ["1234"], 1, "c"),
    ("日本語\nc", ["日"], 1, "c"), ("\"x\",123456\n\n", ["x", "12345"], 2, nil),
    ("1234567890", ["12345"], 1, nil),
  ])
  func fieldOverTheLimit_isCutAndTheRestOfItsLineDropped(
    _ text: String, _ fields: [String], _ column: Int, _ next: String?
  ) {
    var limits = Limits()
    limits[.fieldSize] = 5
    let bytes = Array(text.utf8)
    let whole = Reading(bytes, .comma, limits: limits)
    #expect(whole.rows.first == ReadRow(1, fields))
    #expect(whole.rows.dropFirst().first?.fields.first == next)
    #expect(
      whole.findings == [
        RowFinding(
          .valueTooLong(.fieldSize(limit: 5)), row: 1, column: column,
          value: fields.last)
      ])
    #expect(whole.error == nil)
    expectSameReading(bytes, .comma, limits: limits, whole)
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
    #expect(
      Reading(text, .comma, limits: limits).error
        == DelimitedTextError(
          .valueTooLong(.fieldSize(limit: 160)), row: 1)
    )
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
