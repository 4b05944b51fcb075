import Foundation
import TestSupport
import Testing

/// JSON files on the command line: places in all reports, histories, copies.
@Suite struct JSONFileTests {
  private let registrar: Registrar

  init() throws { registrar = try Registrar() }

  private static let good =
    #"{"location_code": "BRA-01", "name": "Brampton", "time_zone": "America/Toronto", "kind": "virtual"}"#
  private static let bad =
    #"{"location_code": "OAK-01", "name": "Oakville", "time_zone": "EST", "kind": "virtual"}"#

  /// Records on lines of their own; the second has an error in line 3 at column 62.
  private func writeFaulty(_ name: String = "locations.json") throws {
    try registrar.scratch.write(name, "[\n\(Self.good),\n\(Self.bad)\n]\n")
  }

  private func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test func issues_haveLineColumnAndPointer() throws {
    try writeFaulty()
    let result = try registrar.runImport(["locations.json", "--offline"])
    #expect(result.status == 1)
    #expect(result.output.contains("  --> locations.json:3:62 /1/time_zone (time_zone)\n"))
    let minified = "{\"locations\":[\(Self.good),\(Self.bad)]}"
    try registrar.scratch.write("all.json", minified)
    let other = try registrar.runImport(["all.json", "--offline"])
    let column = try #require(minified.range(of: "\"EST\"")).lowerBound
    let place = "all.json:1:\(minified.distance(from: minified.startIndex, to: column) + 1)"
    #expect(
      other.output.contains("  --> \(place) /locations/1/time_zone (time_zone)\n"),
      "\(other.output)")
  }

  @Test func jsonReport_hasThemAsMembers() throws {
    try writeFaulty()
    let result = try registrar.runImport(["locations.json", "--offline", "--report", "json"])
    let report = try object(result.output)
    let issue = try #require((report["issues"] as? [[String: Any]])?.first)
    #expect(issue["code"] as? String == "value.time-zone-unknown")
    #expect(issue["pointer"] as? String == "/1/time_zone")
    #expect(issue["line"] as? Int == 3)
    #expect(issue["lineColumn"] as? Int == 62)
    #expect(issue["row"] as? Int == 2)
    #expect(issue["sheet"] as? String == "/")
    #expect(issue["column"] is NSNull)
    #expect(issue["part"] == nil)
    let evidence = try #require(issue["evidence"] as? [String: Any])
    #expect((evidence["cells"] as? [Any])?.count == 4)
    let file = try #require((report["files"] as? [[String: Any]])?.first)
    #expect(file["kind"] as? String == "json")
    let sheet = try #require((file["sheets"] as? [[String: Any]])?.first)
    #expect(sheet["headerRow"] is NSNull)
  }

  @Test(
    arguments: [
      ("sarif", "\"region\":{\"startLine\":3,\"startColumn\":62}"),
      ("github", "file=locations.json,line=3,col=62,"),
      ("junit", "locations.json:3:62 /1/time_zone"),
      ("html", "locations.json:3:62 /1/time_zone"), ("markdown", "locations.json:3:62"),
      ("mail", "locations.json:3:62"), ("ndjson", "\"pointer\":\"/1/time_zone\""),
    ])
  func everyReport_hasThePlace(_ format: String, _ place: String) throws {
    try writeFaulty()
    let result = try registrar.runImport(["locations.json", "--offline", "--report", format])
    let squeezed = result.output.replacing(": ", with: ":").replacing(", \"", with: ",\"")
    #expect(result.output.contains(place) || squeezed.contains(place), "\(result.output)")
  }

  @Test func malformedFiles_exitWith3() throws {
    try registrar.scratch.write("locations.json", "[\n{\"a\": 1,}]")
    let result = try registrar.runImport(["locations.json", "--offline"])
    #expect(result.status == 3)
    #expect(
      result.output.contains(
        "error[json.malformed]: `locations.json` is no JSON at line `2`, column `9`: a member's name is"
          + " expected\n  --> locations.json:2:9\n"), "\(result.output)")
    let french = try registrar.runImport(["locations.json", "--offline", "--language", "fr"])
    #expect(french.output.contains("le nom d'un membre est attendu"))
  }

  @Test func history_namesTheRecord() throws {
    let package = try Repository.path(of: "Schemas/exam-platform")
    let store = ["--store", "sqlite:s.sqlite"]
    for (name, text, place) in [
      ("locations.json", "[\(Self.good)]", "locations.json[1]"),
      (
        "all.json", "{\"locations\": [\(Self.good.replacing("Brampton", with: "B"))]}",
        "all.json /locations[1]"
      ),
    ] {
      try registrar.scratch.write(name, text)
      let result = try registrar.runImport([name, "--execute"] + store)
      #expect(result.status == 0, "\(result.output)")
      let trace = try registrar.run(
        ["trace", "locations", "BRA-01", "--package", package] + store)
      #expect(trace.output.contains(place), "\(trace.output)")
    }
    let again = try registrar.runImport(["all.json", "--validate"] + store)
    #expect(again.status == 0, "\(again.output)")
  }

  @Test func standardInput_isRecognised() throws {
    let result = try registrar.runImport(
      ["-", "--offline", "--table", "locations"], input: "[\(Self.good)]")
    #expect(result.status == 0, "\(result.output)")
    let named = try registrar.runImport(["--with", "locations=-", "--offline"], input: Self.good)
    #expect(named.status == 0, "\(named.output)")
  }

  @Test func markedCopy_isImportedLikeTheFile() throws {
    try registrar.scratch.write(
      "all.json",
      """
      {"locations": [\(Self.good), \(Self.bad)],
       "venues": [{"venue_code": "BRA-01-A", "location_code": "BRA-01", "name": "Hall", "seats": 40,
         "accessibility": ["lift", "wheelchair"]}]}
      """)
    let first = try registrar.runImport(["all.json", "--offline", "--marked"])
    #expect(first.status == 1, "\(first.output)\(first.errors)")
    #expect(first.errors.contains("marked copy: all.checked.xlsx"), "\(first.errors)")
    let again = try registrar.runImport(["all.checked.xlsx", "--offline"])
    #expect(again.output.contains("locations!C3 (time_zone)"), "\(again.output)")
    #expect(again.output.contains("error[value.time-zone-unknown]"))
    let ledger = { (text: String) in
      text.split(separator: "\n").filter { $0.hasPrefix("locations ") || $0.hasPrefix("venues ") }
    }
    #expect(ledger(again.output) == ledger(first.output))
    #expect(ledger(first.output).count == 2)
  }

  @Test func inspect_showsTheLists() throws {
    let package = try Repository.path(of: "Schemas/exam-platform")
    try registrar.scratch.write(
      "all.json", "{\"locations\": [\(Self.good)], \"x\": [{\"a\": {\"b\": 1}}, 5]}")
    let result = try registrar.run(["inspect", "all.json", "--package", package])
    #expect(
      result.output == """
        file        all.json
        kind        JSON
        list        locations
        records     1
        columns     4
        header      location_code, name, time_zone, kind
        table       locations
        list        x
        records     2
        columns     1
        header      a.b
        table       none

        """)
    #expect(result.status == 3)
    #expect(result.errors.contains("error[json.not-a-record]"), "\(result.errors)")
    #expect(result.errors.contains("  --> all.json:1:"), "\(result.errors)")
    let cells = try registrar.run(["inspect", "all.json", "--cells"])
    #expect(cells.output.contains("{\"list\": \"/x\", \"record\": 1, \"cells\": ["))
    #expect(
      try object(registrar.run(["inspect", "all.json", "--json"]).output)["kind"] as? String
        == "json")
  }

  @Test func aLongLine_isImported() throws {
    let records = (0..<60_000).map {
      "{\"location_code\":\"L-\($0)\",\"name\":\"Place \($0)\",\"time_zone\":\"America/Toronto\",\"kind\":\"virtual\",\"notes\":\"\(String(repeating: "x", count: 60))\"}"
    }
    let text = "[" + records.joined(separator: ",") + "]"
    try registrar.scratch.write("locations.json", text)
    let result = try registrar.runImport(["locations.json", "--offline"])
    #expect(result.output.contains("60000"), "\(result.output)")
  }
}
