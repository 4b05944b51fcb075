import Foundation
import ImportPipeline
import ImportReports
import ImportService
import TabularCore
import TestSupport
import Testing

/// Files of decisions that are no files of decisions: each mistake has a code, a place and what to do, and
/// nothing is written.
@Suite struct HostileDecisionTests {
  /// A file, and the codes of what is said about it.
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var bytes: [UInt8]
    var codes: Set<String>

    init(_ name: String, _ text: String, _ codes: Set<String>) {
      self.init(name, Array(text.utf8), codes)
    }

    init(_ name: String, _ bytes: [UInt8], _ codes: Set<String>) {
      self.name = name
      self.bytes = bytes
      self.codes = codes
    }

    var testDescription: String { name }
  }

  private static let correction = "field,read,meant,reason,who,until\n"
  private static let waiver = "code,table,field,key,digest,reason,name,expires\n"
  private static let digest = String(repeating: "a", count: 32)

  static let corrections: [Case] = [
    Case("nothing", "", ["file.empty"]),
    Case("a mark alone", [0xEF, 0xBB, 0xBF], ["file.empty"]),
    Case("NUL bytes", [UInt8](repeating: 0, count: 5_000), ["file.unknown-format"]),
    Case(
      "a picture", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13],
      ["file.unknown-format"]),
    Case(
      "an archive", [0x50, 0x4B, 3, 4] + [UInt8](repeating: 7, count: 60), ["file.unknown-format"]),
    Case("half a UTF-16 unit", [0xFF, 0xFE, 0x66, 0, 0x69], ["csv.encoding-invalid"]),
    Case(
      "no UTF-8", Array(correction.utf8) + [0x6E, 0x2C, 0xC3, 0x28, 0xFF, 0x2C, 0x78, 0x0A],
      ["csv.encoding-invalid"]),
    Case(
      "an open quote", correction + "name,\"Torono,Toronto\nname,b,c\n",
      ["csv.quote-unclosed", "csv.too-few-fields", "decision.unused"]),
    Case("no header", "name,Torono,Toronto\n", ["header.not-found"]),
    Case("a header twice", "field,read,read,meant\nname,a,b,c\n", ["header.repeated"]),
    Case(
      "a header that nobody knows", "field,read,meant,evil\nname,a,b,c\n",
      ["decision.unused", "header.unknown"]),
    Case("too many cells", correction + "name,a,b,,,,,,,,,,,x\n", ["csv.too-many-fields"]),
    Case("only a field", correction + "name\n", ["csv.too-few-fields", "key.missing"]),
    Case("a day that is none", correction + "name,a,b,,,2026-02-30\n", ["value.date-invalid"]),
    Case("a day far away", correction + "name,a,b,,,99999999-01-01\n", ["value.date-invalid"]),
    Case(
      "a text without end", correction + "name,\(String(repeating: "x", count: 100_000)),b,,,\n",
      ["value.too-long"]),
    Case("an unknown field", correction + "items.\u{1B}[31mname,a,b,,,\n", ["value.text-damaged"]),
    Case(
      "many points", correction + "a.b.c.d,a,b,,,\n.,a,b,,,\n..,a,b,,,\n",
      ["decision.field-unknown"]),
    Case(
      "two meanings", correction + "name,a,b,,,\nname, A ,c,,,\nname,a,d,,,\n",
      ["decision.unused", "key.repeated"]),
    Case(
      "formulas", correction + "name,=1+1,\"=HYPERLINK(\"\"x\"\")\",+1,@x,\n", ["decision.unused"]),
    Case(
      "letters that turn", correction + "name,\u{202E}Item\u{0}1,b,\u{7},\u{202E},\n",
      ["csv.encoding-invalid"]),
    Case(
      "old line ends", correction.replacing("\n", with: "\r") + "name,a,b,,,\r", ["decision.unused"]
    ),
    Case("a cycle", correction + "name,a,b,,,\nname,b,a,,,\n", ["decision.unused"]),
    Case("many columns", String(repeating: "a,", count: 20_000) + "\n", ["file.too-large"]),
    Case(
      "many lines", correction + String(repeating: "nix,a,b,,,\n", count: 300),
      ["decision.field-unknown", "key.repeated-identical"]),
  ]

  static let waivers: [Case] = [
    Case("nothing", "", ["file.empty"]),
    Case(
      "the other kind", correction + "name,a,b,,,\n",
      ["header.required-missing", "header.unknown", "value.required"]),
    Case(
      "a digest in capitals", waiver + "key.missing,,,,\(digest.uppercased()),x,y,2027-01-01\n",
      ["value.pattern"]),
    Case("a short digest", waiver + "key.missing,,,,abc,x,y,2027-01-01\n", ["value.pattern"]),
    Case("no code", waiver + ",,,,\(digest),x,y,2027-01-01\n", ["value.required"]),
    Case(
      "a code that is none", waiver + "no.such-code,,,,\(digest),x,y,2027-01-01\n",
      ["decision.refused"]),
    Case(
      "a code of this", waiver + "decision.refused,,,,\(digest),x,y,2027-01-01\n",
      ["decision.refused"]),
    Case(
      "an error of the store", waiver + "value.required,items,name,,\(digest),x,y,2027-01-01\n",
      ["decision.refused"]),
    Case(
      "no reason, no name, no end", waiver + "value.required,,,,\(digest),,,\n", ["value.required"]),
    Case(
      "a serial number", waiver + "header.unknown,,,,\(digest),x,y,46000\n", ["value.date-invalid"]),
    Case(
      "one twice",
      waiver + String(repeating: "header.unknown,,,,\(digest),x,y,2028-01-01\n", count: 2),
      ["decision.unused", "key.repeated-identical"]),
    Case(
      "a long key",
      waiver
        + "header.unknown,,,\(String(repeating: "k", count: 5_000)),\(digest),x,y,2028-01-01\n",
      ["value.too-long"]),
    Case(
      "signs for a terminal",
      waiver + "header.unknown,\u{1B}]0;x\u{7},,,\(digest),\u{1B}[2J,y,2028-01-01\n",
      ["value.text-damaged"]),
    Case("brackets", "[" + String(repeating: "[", count: 20_000), ["file.unknown-format"]),
  ]

  private func check(
    _ test: Case, _ shop: ShopSetting, _ choose: (inout ImportRequest, String) -> Void
  ) throws {
    let path = shop.scratch.path(of: "decisions.csv")
    try Data(test.bytes).write(to: URL(fileURLWithPath: path))
    var request = shop.request(.execute)
    choose(&request, path)
    let report = try shop.service().prepare(request).run()
    let content = ReportContent(report, ReportOptions())
    let own = report.issues.issues.filter { $0.location.file == "decisions.csv" }
    #expect(Set(own.map(\.code.rawValue)) == test.codes, "\(test.name)")
    for issue in own {
      #expect(!content.messages.help(of: issue).isEmpty, "\(issue.code)")
      let text = content.messages.message(of: issue) + content.places.text(issue.location)
      #expect(!text.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x202E }, "\(text)")
      let isOfFile = ["file", "csv", "zip", "workbook", "json", "header"].contains(issue.code.area)
      #expect(issue.location.row != nil || isOfFile, "\(issue.code)")
    }
    // Only what is sound, or only warned of, lets the run go on.
    let isWrong = own.contains { $0.severity == .error }
    #expect(report.run.isWritten == !isWrong, "\(test.name)")
    let texts = [TextReport().text(of: report, ReportOptions())]
    #expect(texts.allSatisfy { !$0.contains("\u{1B}") && !$0.contains("\u{0}") })
  }

  /// All in one place: each case is a file of its own, in the same shop.
  @Test func correctionsThatAreNone_areToldAtTheirPlace() throws {
    let shop = try ShopSetting()
    try shop.writeItems(1...2)
    for test in Self.corrections { try check(test, shop) { $0.corrections = $1 } }
  }

  @Test func waiversThatAreNone_areToldAtTheirPlace() throws {
    let shop = try ShopSetting()
    try shop.writeItems(1...2)
    for test in Self.waivers { try check(test, shop) { $0.waivers = $1 } }
  }

  @Test func aFolderInsteadOfAFile_isTold() throws {
    let shop = try ShopSetting()
    try shop.writeItems(1...2)
    var request = shop.request(.execute)
    request.corrections = shop.scratch.path(of: "shop")
    let report = try shop.service().prepare(request).run()
    #expect(!report.run.isWritten)
    #expect(report.issues.issues.contains { $0.location.file == "shop" && $0.severity == .error })
  }
}
