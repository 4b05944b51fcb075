import Foundation
import TestSupport
import Testing

/// With `--redact` nobody is named: not by a user name or an address in any message, place or change;
/// and nothing else is hidden.
@Suite struct RedactionTests {
  private let tool: Registrar

  init() throws {
    tool = try Registrar()
    var builder = WorkbookBuilder()
    for sheet in Self.sheets {
      let rows = sheet.text.split(separator: "\n").map { line in
        line.split(separator: "|", omittingEmptySubsequences: false)
          .map { WorkbookValue.text(String($0)) }
      }
      builder = builder.sheet(sheet.name, rows: rows)
    }
    try builder.write(to: tool.scratch.path(of: "book.xlsx"))
  }

  /// The names of people.
  private static let people = [
    "mlee", "okeane", "jpatel", "nroy", "bkhan", "tsmith", "Morgan", "Orla", "Jaya", "Keane",
    "Patel",
    "example.org", "+1416", "416555",
  ]

  private static let sheets: [(name: String, text: String)] = Season.sheets.map { sheet in
    var text = sheet.text
    switch sheet.name {
    case "Proctors":
      // The same address twice, a certificate that ends too early, a name that cannot be read.
      text =
        text.replacing("j.patel@example.org", with: "m.lee@example.org")
        .replacing(
          "okeane|o.keane@example.org|Orla|Keane|+14165550144|TOR-01|no|2028-06-30",
          with: "okeane|o.keane@example.org|Orla|KÃ©ane|416 555 01|TOR-01|no|2027-03-01")
        + "\ntsmith|t.smith@example|T|Smith||TOR-99|no|"
    case "Location proctors":
      text += "\nOTT-01|mleee|proctor|2027-01-01|2027-12-31"
    case "Session proctors":
      // A second lead, somebody who is not there, somebody at two places, an unknown address.
      text +=
        "\n2027-03-TOR|nroy|lead|08:15|13:00\n2027-03-OTT|okean|proctor|08:15|13:00"
        + "\n2027-03-OTT|k.none@example.org|proctor|08:15|13:00"
    default: break
    }
    return (sheet.name, text)
  }

  private func reports(_ options: [String]) throws -> [(name: String, text: String)] {
    let files = ["json", "ndjson", "text", "markdown", "html", "mail", "sarif", "junit", "github"]
    let result = try tool.runImport(
      ["book.xlsx", "--store", "sqlite:s.sqlite", "--verbose"] + options
        + files.flatMap { ["--report", "\($0):report.\($0)"] })
    #expect(result.status == 1, "\(result.output)\(result.errors)")
    return [("stdout", result.output), ("stderr", result.errors)]
      + (try files.map {
        ($0, String(decoding: try tool.scratch.contents(of: "report.\($0)"), as: UTF8.self))
      })
  }

  @Test func nobodyIsNamed() throws {
    let open = try reports([])
    #expect(open[0].text.contains("mlee") && open[0].text.contains("m.lee@example.org"))
    for (name, text) in try reports(["--redact"]) {
      for person in Self.people {
        let lines = text.split(separator: "\n").filter { $0.contains(person) }
        #expect(
          lines.isEmpty, "\(name) tells \(person): \(lines.prefix(5).joined(separator: "\n"))")
      }
    }
  }

  /// Codes, dates and the words of sentences stay.
  @Test func otherThingsStay() throws {
    let open = try reports([])[0].text
    let redacted = try reports(["--redact"])[0].text
    for text in ["2027-03-TOR", "TOR-99", "2027-03-01"] {
      func count(_ report: String) -> Int { report.components(separatedBy: text).count }
      #expect(count(open) > 1, "\(text)")
      #expect(count(redacted) == count(open), "\(text):\n\(redacted)")
    }
    #expect(redacted.contains("‹hidden› #"))
    #expect(
      open.components(separatedBy: "error[").count
        == redacted.components(separatedBy: "error[").count)
  }

  @Test func changesNameNobody() throws {
    let header = "username,email,first_name,last_name,can_lead\n"
    try tool.scratch.write("proctors.csv", header + "mlee,m.lee@example.org,Morgan,Lee,yes\n")
    let store = ["--store", "sqlite:s.sqlite"]
    #expect(try tool.runImport(["proctors.csv", "--execute"] + store).status == 0)
    try tool.scratch.write("proctors.csv", header + "mlee,m.leigh@example.org,Morgan,Leigh,no\n")
    for format in ["json", "ndjson", "text", "markdown"] {
      let result = try tool.runImport(
        ["proctors.csv", "--redact", "--verbose", "--report", format] + store)
      #expect(result.status == 0, "\(result.output)")
      for person in ["mlee", "m.lee", "m.leigh", "Leigh"] {
        #expect(!result.output.contains(person), "\(format) \(person): \(result.output)")
      }
      #expect(result.output.contains("‹hidden› #"))
    }
    // What is changed is told as people write it, beside the machine's form.
    let json = try tool.runImport(["proctors.csv", "--report", "json"] + store)
    #expect(
      json.output.contains(
        #"{"field": "can_lead", "before": "1", "after": "0", "shownBefore": "yes", "shownAfter": "no"}"#
      ),
      "\(json.output)")
  }
}
