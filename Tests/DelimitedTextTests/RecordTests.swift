import TabularCore
import Testing

@testable import DelimitedText

/// Records and fields of RFC 4180, each case through every chunking.
struct RecordTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var text: String
    var rows: [ReadRow]

    init(_ text: String, _ rows: [(Int, [String])]) {
      self.text = text
      self.rows = rows.map { ReadRow($0.0, $0.1) }
    }

    var testDescription: String { text.debugDescription }
  }

  static let cases: [Case] = [
    Case("a,b\n1,2\n", [(1, ["a", "b"]), (2, ["1", "2"])]),
    Case("a,b\n1,2", [(1, ["a", "b"]), (2, ["1", "2"])]),
    Case("a,b\r\n1,2\r\n", [(1, ["a", "b"]), (2, ["1", "2"])]),
    Case("a,b\r1,2\r", [(1, ["a", "b"]), (2, ["1", "2"])]),
    Case("a\nb\r\nc\rd", [(1, ["a"]), (2, ["b"]), (3, ["c"]), (4, ["d"])]),
    Case("a\n\nb\n", [(1, ["a"]), (2, []), (3, ["b"])]),
    Case("a\r\r\nb", [(1, ["a"]), (2, []), (3, ["b"])]),
    Case("a\n\rb", [(1, ["a"]), (2, []), (3, ["b"])]),
    Case("\n\n", [(1, []), (2, [])]),
    Case(",", [(1, ["", ""])]),
    Case(",\n", [(1, ["", ""])]),
    Case("a,", [(1, ["a", ""])]),
    Case(" a , b ", [(1, [" a ", " b "])]),
    Case("   \nx", [(1, ["   "]), (2, ["x"])]),
    Case("\"a\",\"b\"\n", [(1, ["a", "b"])]),
    Case("\"a,b\",c", [(1, ["a,b", "c"])]),
    Case("\"\",x", [(1, ["", "x"])]),
    Case("x,\"\"", [(1, ["x", ""])]),
    Case("\"\"\"\"", [(1, ["\""])]),
    Case("\"a\"\"b\",\"\"\"c\"\"\"\nd", [(1, ["a\"b", "\"c\""]), (2, ["d"])]),
    Case("\"\"\"\"\"\",x,\"y\"\"\"", [(1, ["\"\"", "x", "y\""])]),
    Case("a,\"b\nc\"\nd,e", [(1, ["a", "b\nc"]), (3, ["d", "e"])]),
    Case("\"a\r\nb\rc\nd\",e\r\nf", [(1, ["a\r\nb\rc\nd", "e"]), (5, ["f"])]),
    Case("\"\n\n\",\"\"\"\n\"\nz", [(1, ["\n\n", "\"\n"]), (5, ["z"])]),
    Case("a\"b,c\" d\n", [(1, ["a\"b", "c\" d"])]),
    Case(" \"a\",b", [(1, [" \"a\"", "b"])]),
    Case("é,\"ü\"\"ß\"\n日本,😀", [(1, ["é", "ü\"ß"]), (2, ["日本", "😀"])]),
    Case(
      ",\u{301}a\n\u{200D}1,\u{2028}x\u{85}y\u{B}\u{C}z",
      [
        (1, ["", "\u{301}a"]), (2, ["\u{200D}1", "\u{2028}x\u{85}y\u{B}\u{C}z"]),
      ]),
    Case(
      "abcdefgh,abcdefg,abcdefghi\nabcdefghijklmnopqrstuvwxyz,,",
      [
        (1, ["abcdefgh", "abcdefg", "abcdefghi"]), (2, ["abcdefghijklmnopqrstuvwxyz", "", ""]),
      ]),
  ]

  @Test(arguments: cases)
  func records(_ item: Case) {
    let bytes = Array(item.text.utf8)
    let whole = Reading(bytes, .comma)
    #expect(whole.rows == item.rows)
    #expect(whole.findings.isEmpty)
    #expect(whole.error == nil)
    expectSameReading(bytes, .comma, whole)
  }

  @Test(arguments: TextEncoding.allCases, ["a,\"b\"\"\r\nc\"\r\nd,é\n", "é\r", "\"é\n\"\"\""])
  func records_areTheSameInEveryEncoding(_ encoding: TextEncoding, _ text: String) {
    var options = DialectOptions.comma
    let expected = Reading(text, options).rows
    let bytes = Samples.encode(text, encoding)
    options.encoding = .named(encoding)
    let whole = Reading(bytes, options)
    #expect(whole.rows == expected)
    #expect(whole.error == nil)
    expectSameReading(bytes, options, whole)
  }

  @Test func cells_tellBlankQuotedAndColumn() throws {
    let reader = try DelimitedReader(MemorySource(Array("a,,\"\",\"b\"".utf8)), options: .comma)
    var batch = RowBatch()
    #expect(try reader.next(into: &batch, maximumRows: 10))
    #expect(batch.cells.map(\.column) == [1, 2, 3, 4])
    #expect(batch.cells.map(\.kind) == [.text, .blank, .blank, .text])
    #expect(batch.cells.map(\.isQuoted) == [false, false, true, true])
    #expect(batch.cells.map(\.length) == [1, 0, 0, 1])
    #expect(try !reader.next(into: &batch, maximumRows: 10))
    #expect(batch.rowCount == 0)
  }

  @Test func next_givesAtMostTheRowsAskedFor() throws {
    let reader = try DelimitedReader(MemorySource(Array("1\n2\n3\n4\n5".utf8)), options: .comma)
    var batch = RowBatch()
    var sizes: [Int] = []
    while try reader.next(into: &batch, maximumRows: 2) { sizes.append(batch.rowCount) }
    #expect(sizes == [2, 2, 1])
  }

  @Test func quoteNone_keepsQuotesAsText() {
    let options = DialectOptions(delimiter: UInt8(ascii: ","), quote: 0)
    #expect(Reading("\"a,b\"\n", options).rows == [ReadRow(1, ["\"a", "b\""])])
  }

  @Test func otherQuoteAndDelimiter_areHonoured() {
    let options = DialectOptions(delimiter: UInt8(ascii: ":"), quote: UInt8(ascii: "'"))
    #expect(Reading("'a:b':\"c\n", options).rows == [ReadRow(1, ["a:b", "\"c"])])
  }
}
