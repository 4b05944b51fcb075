import TabularCore
import Testing

@testable import DelimitedText

/// The delimiter: scored over the first records, told by `sep=`, stated, or unclear.
struct DelimiterTests {
  @Test(arguments: [
    ("a,b\n1,2\n", ","), ("a;b\n1,5;2\n", ";"), ("a\tb\n1,2\t3\n", "\t"), ("a|b\nx,y|2\n", "|"),
    // One column, and nothing at all: a comma.
    ("id\n1\n2\n", ","), ("", ","),
    // Decimal commas in all rows but the header.
    ("id;preis\n1;1.234,50\n2;-0,5\n", ";"),
    // A delimiter in quotes does not count.
    ("a,b\n\"x;y\",\"z;w\"\n\"p;q\",\"r;s\"\n", ","),
    // Blank lines are not records.
    ("\n\n\na;b\n\n1;2\n", ";"),
    // Records of several lines.
    ("a;b\n\"1,\n2,\n3\";x\n", ";"),
  ])
  func delimiter(_ text: String, _ delimiter: String) {
    #expect(Reading(text).dialect?.delimiter == delimiter.utf8.first)
  }

  @Test func blankLinesAtTheStart_doNotUseUpTheSample() {
    let text = String(repeating: "\n", count: 500) + "a;b\n1;2\n"
    #expect(Reading(text).dialect?.delimiter == UInt8(ascii: ";"))
  }

  @Test func tie_isUnclear() {
    let reading = Reading("a,b;c,d;e\n1,2;3,4;5\n")
    #expect(
      reading.error
        == DelimitedTextError(
          .csvDelimiterUnclear(first: ",", second: ";", count: 3)))
    let accepted = Reading("a,b;c\n", DialectOptions(acceptsDelimiterTie: true))
    #expect(accepted.dialect?.delimiter == UInt8(ascii: ","))
  }

  @Test func tie_goesToTheFirstRecordWithMoreHeaders() {
    let options = DialectOptions(headerScore: { $0.count { $0 == "code" || $0 == "seats, max" } })
    let reading = Reading("code;seats, max\nA;1,5\n", options)
    #expect(reading.dialect?.delimiter == UInt8(ascii: ";"))
    #expect(Reading("x;y,z\n", options).error?.code == "csv.delimiter-unclear")
  }

  @Test func damageExplainsMoreThanAnUnclearDelimiter() {
    let reading = Reading(Array("a,b;c\n1,2;3\n".utf8) + [0xFF])
    #expect(reading.error?.code == "csv.encoding-invalid")
    #expect(reading.error?.row == 3)
  }

  @Test(arguments: [
    ("sep=;\na;b,c\n", ";"), ("SEP=|\r\na|b\r\n", "|"), ("sep=\t\ra\tb", "\t"),
    ("sep=:\na:b\n", ":"),
  ])
  func separatorLine_namesTheDelimiterAndCountsAsLineOne(_ text: String, _ delimiter: String) {
    let reading = Reading(text)
    #expect(reading.dialect?.hasSeparatorLine == true)
    #expect(reading.dialect?.delimiter == delimiter.utf8.first)
    #expect(reading.rows.first?.line == 2)
    #expect(reading.rows.first?.fields.first == "a")
    expectSameReading(Array(text.utf8), DialectOptions(), reading)
  }

  @Test func statedDelimiter_winsOverTheSeparatorLine() {
    let reading = Reading("sep=;\na,b\n", .comma)
    #expect(reading.rows == [ReadRow(2, ["a", "b"])])
  }

  @Test(arguments: ["sep=\na,b\n", "sep=;;\na;b\n", "sep=x\n1,2\n", "sep=,x\n", "sep=\"\na,b"])
  func otherFirstLines_areRecords(_ text: String) {
    let reading = Reading(text)
    #expect(reading.dialect?.hasSeparatorLine == false)
    #expect(reading.rows.first?.line == 1)
  }

  @Test func separatorLineAlone_hasNoRecords() {
    let reading = Reading("sep=;")
    #expect(reading.rows.isEmpty)
    #expect(reading.dialect?.delimiter == UInt8(ascii: ";"))
  }
}
