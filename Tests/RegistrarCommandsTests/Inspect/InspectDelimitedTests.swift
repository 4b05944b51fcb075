import DelimitedText
import TabularCore
import Testing

@testable import RegistrarCommands

/// What `inspect` prints of delimited text.
struct InspectDelimitedTests {
  private let scratch: InspectScratch

  init() throws { scratch = try InspectScratch() }

  @Test func cells_areRecordsWithTheirLines() throws {
    let printed = try scratch.delimited("sep=;\na;\"b\nc\"\n\n;\n\"\";x\n") { try $0.printCells() }
    #expect(
      printed == """
        {"encoding": "utf-8", "bom": false, "delimiter": ";", "quote": "\\""}
        {"line": 2, "cells": ["a", "b\\nc"]}
        {"line": 5, "cells": ["", ""]}
        {"line": 6, "cells": ["", "x"]}

        """)
  }

  @Test func cells_escapeWhatJSONForbids() throws {
    let text = "q\"b\\t\t\u{1}\u{8}\u{C}\u{1F}\u{7F}é\u{2028}😀/\n"
    let comma = DialectOptions(delimiter: UInt8(ascii: ","))
    let printed = try scratch.delimited(text, comma) { try $0.printCells() }
    let expected =
      #"{"line": 1, "cells": ["q\"b\\t\t\u0001\b\f\u001f\u007fé\u2028😀/"]}"# + "\n"
    let line = try #require(printed.firstIndex(of: "\n").map { printed[$0...].dropFirst() })
    #expect(Array(line.utf8) == Array(expected.utf8))
  }

  @Test(arguments: [
    (DialectOptions(encoding: .named(.windows1252)), "windows-1252", ",", "\\\""),
    (DialectOptions(delimiter: 9), "utf-8", "\\t", "\\\""),
    (DialectOptions(quote: 0x27), "utf-8", ",", "'"), (DialectOptions(quote: 0), "utf-8", ",", ""),
  ])
  func dialectLine_tellsWhatWasStated(
    _ options: DialectOptions, _ encoding: String, _ delimiter: String, _ quote: String
  ) throws {
    let printed = try scratch.delimited("a,b\n", options) { try $0.printCells() }
    let line =
      "{\"encoding\": \"\(encoding)\", \"bom\": false, \"delimiter\": \"\(delimiter)\", "
      + "\"quote\": \"\(quote)\"}"
    #expect(printed.split(separator: "\n").first.map(String.init) == line)
  }

  @Test func unclosedQuote_isToldAndReadOn() throws {
    let printed = try scratch.delimited("a,b\n1,\"x\n2,y\n") { try $0.printCells() }
    #expect(printed.hasSuffix("{\"line\": 3, \"cells\": [\"2\", \"y\"]}\n"))
    #expect(scratch.findings.hasErrors)
    #expect(scratch.findings.lines == ["error csv.quote-unclosed 2:2"])
  }

  @Test func strayQuote_isReadOn() throws {
    let printed = try scratch.delimited("\"a\"b,c\n") { try $0.printCells() }
    #expect(printed.hasSuffix("{\"line\": 1, \"cells\": [\"\\\"a\\\"b\", \"c\"]}\n"))
    #expect(!scratch.findings.hasErrors)
    #expect(scratch.findings.lines == ["warning csv.quote-stray 1:1"])
  }

  @Test func overview_tellsDialectRowsAndHeader() throws {
    let printed = try scratch.delimited("Title\n\nid;name\n1;a\n2;b\n") {
      try $0.printOverview(asJSON: false)
    }
    #expect(
      printed == """
        file        table.csv
        kind        delimited text
        encoding    UTF-8
        delimiter   ;
        quote       "
        filled rows 4
        columns     2
        header      row 1: Title

        """)
  }

  @Test func overviewAsJSON_isOneObject() throws {
    let printed = try scratch.delimited("id,name,x\n1,a\n") { try $0.printOverview(asJSON: true) }
    #expect(
      printed == """
        {"file": "table.csv", "kind": "delimited", "dialect": {"encoding": "utf-8", "bom": false, \
        "delimiter": ",", "quote": "\\""}, "rows": 2, "columns": 3, \
        "header": {"row": 1, "texts": ["id", "name", "x"]}}

        """)
  }

  @Test func statistics_countKindsAndNoticeEveryChange() throws {
    let text = "id,v\n1,2.5\n2,true\n3,2024-02-29\n4,2024-02-30\n5,10:30\n6,\n007,1e5\n"
    let printed = try scratch.delimited(text) { try $0.printStatistics() }
    #expect(
      printed.hasPrefix(
        "{\"rows\": 8, \"cells\": 15, \"kinds\": {\"string\": 4, \"number\": 8, \"bool\": 1, "
          + "\"date\": 1, \"time\": 1}, \"checksum\": \""))
    let quoted = try scratch.delimited(text.replacing("2.5", with: "\"2.50\"")) {
      try $0.printStatistics()
    }
    #expect(quoted == printed)
    let moved = try scratch.delimited(text.replacing("2,true", with: "true,2")) {
      try $0.printStatistics()
    }
    #expect(moved != printed)
  }
}
