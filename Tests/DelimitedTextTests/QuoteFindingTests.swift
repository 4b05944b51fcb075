import TabularCore
import Testing

@testable import DelimitedText

/// What goes wrong with quotes: a finding at the record's line and field, and reading goes on.
struct QuoteFindingTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var text: String
    var rows: [ReadRow]
    var findings: [RowFinding]

    var testDescription: String { text.debugDescription }
  }

  static func unclosed(
    _ row: Int, _ column: Int, lines: Int, limit: Int? = nil, _ value: String
  ) -> RowFinding {
    RowFinding(
      .csvQuoteUnclosed(column: column, count: lines, beyond: limit), row: row, column: column,
      value: value)
  }

  static func stray(_ row: Int, _ column: Int, _ value: String) -> RowFinding {
    RowFinding(
      .csvQuoteStray(column: column, value: value), row: row, column: column, value: value)
  }

  static let cases: [Case] = [
    Case(
      text: "a,b\n1,\"x\n2,y\n3,z\n",
      rows: [
        ReadRow(1, ["a", "b"]), ReadRow(2, ["1", "x"]), ReadRow(3, ["2", "y"]),
        ReadRow(4, ["3", "z"]),
      ], findings: [unclosed(2, 2, lines: 3, "\"x")]),
    Case(
      text: "a,\"", rows: [ReadRow(1, ["a", ""])], findings: [unclosed(1, 2, lines: 1, "\"")]),
    Case(
      text: "\"x,y\r\nz\r\n", rows: [ReadRow(1, ["x,y"]), ReadRow(2, ["z"])],
      findings: [unclosed(1, 1, lines: 2, "\"x,y")]),
    Case(
      text: "\"a\nb\",\"c\nd", rows: [ReadRow(1, ["a\nb", "c"]), ReadRow(3, ["d"])],
      findings: [unclosed(1, 2, lines: 2, "\"c")]),
    Case(
      text: "\"a\"\"\nb", rows: [ReadRow(1, ["a\"\""]), ReadRow(2, ["b"])],
      findings: [unclosed(1, 1, lines: 2, "\"a\"\"")]),
    Case(
      text: "1,\"Hall \"A\" North\",x\n2,y",
      rows: [ReadRow(1, ["1", "Hall \"A\" North", "x"]), ReadRow(2, ["2", "y"])],
      findings: [stray(1, 2, "Hall \"A\" North")]),
    Case(
      text: "\"a\"b\n\"c\" ,d",
      rows: [ReadRow(1, ["\"a\"b"]), ReadRow(2, ["\"c\" ", "d"])],
      findings: [stray(1, 1, "\"a\"b"), stray(2, 1, "\"c\" ")]),
    Case(
      text: "\"a\nb\"x,c\nd", rows: [ReadRow(1, ["\"a\nb\"x", "c"]), ReadRow(3, ["d"])],
      findings: [stray(1, 1, "\"a\nb\"x")]),
  ]

  @Test(arguments: cases)
  func findings(_ item: Case) {
    let bytes = Array(item.text.utf8)
    let whole = Reading(bytes, .comma)
    #expect(whole.rows == item.rows)
    #expect(whole.findings == item.findings)
    #expect(whole.error == nil)
    expectSameReading(bytes, .comma, whole)
  }

  @Test func quoteBeyondTheFieldLimit_isUnclosed() {
    var limits = Limits()
    limits[.fieldSize] = 8
    let bytes = Array("a,\"1234\n678\",b\nc,\"1234\n6789\",d\n".utf8)
    let whole = Reading(bytes, .comma, limits: limits)
    #expect(
      whole.rows == [
        ReadRow(1, ["a", "1234\n678", "b"]), ReadRow(3, ["c", "1234"]),
        ReadRow(4, ["6789\"", "d"]),
      ])
    #expect(whole.findings == [Self.unclosed(3, 2, lines: 2, limit: 8, "\"1234")])
    expectSameReading(bytes, .comma, limits: limits, whole)
  }

  @Test func lineBeyondTheFieldLimit_isDroppedToItsEnd() {
    var limits = Limits()
    limits[.fieldSize] = 4
    let bytes = Array("a,\"12345678\"\"90,x\r\nb,c\n".utf8)
    let whole = Reading(bytes, .comma, limits: limits)
    #expect(whole.rows == [ReadRow(1, ["a", "1234"]), ReadRow(2, ["b", "c"])])
    #expect(whole.findings == [Self.unclosed(1, 2, lines: 1, limit: 4, "\"1234")])
    expectSameReading(bytes, .comma, limits: limits, whole)
  }

  @Test func cutCharacterAtTheFieldLimit_isLeftOut() {
    var limits = Limits()
    limits[.fieldSize] = 4
    let bytes = Array("\"abcéf\nx".utf8)
    let whole = Reading(bytes, .comma, limits: limits)
    #expect(whole.rows == [ReadRow(1, ["abc"]), ReadRow(2, ["x"])])
    expectSameReading(bytes, .comma, limits: limits, whole)
  }

  @Test func findingsValue_isCutAtTwoHundredBytes() throws {
    let text = "\"a\"" + String(repeating: "é", count: 150)
    let finding = try #require(Reading(text, .comma).findings.first)
    #expect(finding.value == "\"a\"" + String(repeating: "é", count: 98))
  }
}
