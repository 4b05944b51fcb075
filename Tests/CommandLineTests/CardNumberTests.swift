import Foundation
import TestSupport
import Testing

/// The number of a payment card stands nowhere in full, wherever it was typed and whatever is said of it.
@Suite struct CardNumberTests {
  private static let card = "4111111111111111"
  private static let spaced = "4111 1111 1111 1111"

  /// Files whose cells make the number part of many issues: its own, another of the same cell, its
  /// neighbour's, those of headers and keys.
  private static func write(_ scratch: ScratchFolder) throws -> [String] {
    let header = "location_code,name,time_zone,kind,country,phone,email,capacity,street,unknown"
    let rows = [
      // Alone, with another mistake in the row, with a wrong type, as a list of values.
      "TOR-01,\(spaced),America/Toronto,virtual,CA,,,,,",
      "\(card),Name,\(card),virtual,\(spaced),\(card),\(card),\(spaced)x,\(spaced),\(card)",
      "\(card),Other,America/Toronto,\(card),CA,,\(spaced)@x,,,",
      "TOR-02,pay \(spaced) now,nowhere \(card),virtual,CA,,,,,",
      "TOR-03,\"=\"\"\(card)\"\"\",America/Toronto,virtual,CA,,,,,",
      "TOR-04,'\(card),America/Toronto,virtual,CA,,,,,,\(card)",
      "TOR-05,\"\(spaced)\" left,America/Toronto,virtual,CA,,,,,",
      "TOR-06,\(String(repeating: "x", count: 190)) \(card),America/Toronto,virtual,CA,,,,,",
    ]
    let venues = [
      "venue_code,location_code,name,seats", "V-1,\(card),Hall,\(card)",
      "V-2,\(spaced),\(spaced),12",
    ]
    return [
      try scratch.write("locations.csv", ([header] + rows).joined(separator: "\n") + "\n"),
      try scratch.write("venues.csv", venues.joined(separator: "\n") + "\n"),
    ]
  }

  /// The text without what may part groups of digits.
  private static func joined(_ text: String) -> String {
    text.replacing(" ", with: "").replacing("-", with: "").replacing("\u{A0}", with: "")
  }

  @Test(arguments: [false, true])
  func noOutput_holdsTheNumber(isRedacted: Bool) throws {
    let tool = try Registrar()
    let files = try Self.write(tool.scratch)
    let reports = [
      "json", "ndjson", "text", "markdown", "html", "mail", "sarif", "junit", "github",
    ].map { "\($0):report.\($0)" }
    let options =
      ["--store", "sqlite:store.sqlite", "--notes", "--verbose"]
      + reports.flatMap { ["--report", $0] } + (isRedacted ? ["--redact"] : [])
    for mode in [
      ["--validate", "--plan-out", "plan.jsonl"], ["--execute", "--on-error", "skip-row"],
    ] {
      let run = try tool.runImport(files + mode + options)
      #expect([0, 1].contains(run.status), "\(run.errors)")
      for (name, text) in [("stdout", run.output), ("stderr", run.errors)] {
        #expect(!Self.joined(text).contains(Self.card), "\(mode) \(name)")
      }
      for format in [
        "json", "ndjson", "text", "markdown", "html", "mail", "sarif", "junit", "github",
      ] {
        let text = String(
          decoding: try tool.scratch.contents(of: "report.\(format)"), as: UTF8.self)
        #expect(text.contains("value.card-number") || format == "mail", "\(format)")
        #expect(text.contains("1111"), "\(format)")
        #expect(!Self.joined(text).contains(Self.card), "\(mode) \(format)")
        // The beginning of a number that was cut is not told either.
        #expect(!Self.joined(text).contains("x411"), "\(mode) \(format)")
      }
    }
    for name in try FileManager.default.contentsOfDirectory(atPath: tool.scratch.path)
    where name.hasPrefix("plan") {
      let text = String(decoding: try tool.scratch.contents(of: name), as: UTF8.self)
      #expect(!Self.joined(text).contains(Self.card), "\(name)")
    }
  }

  /// A number cell, which a spreadsheet stores with an exponent.
  @Test func numberCells_areToldByFourDigits() throws {
    let tool = try Registrar()
    let path = tool.scratch.path(of: "locations.xlsx")
    try WorkbookBuilder().sheet(
      "Locations",
      rows: [
        ["location_code", "name", "time_zone", "kind"],
        ["TOR-01", .lexeme("4.111111111111111E+15"), "America/Toronto", "virtual"],
        ["TOR-02", .lexeme("4111111111111111"), .lexeme("4111111111111111"), "virtual"],
      ]
    ).write(to: path)
    let run = try tool.runImport([path, "--offline", "--report", "json"])
    #expect(run.status == 1, "\(run.errors)")
    #expect(run.output.contains("value.card-number"))
    #expect(!run.output.contains("4111111") && !run.output.contains("4.111111"))
  }
}
