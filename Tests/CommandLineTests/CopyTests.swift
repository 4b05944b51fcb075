import Foundation
import TestSupport
import Testing

/// `--marked`, `--fix` and `--rejects`: what people get back of their files.
@Suite struct CopyTests {
  private static let header: [WorkbookValue] = [
    "location_code", "name", "time_zone", "kind", "valid_from",
  ]

  /// A workbook with a row that is sound, one that can be corrected, and one that cannot.
  private func writeLocations(_ tool: Registrar, _ name: String = "locations.xlsx") throws {
    try WorkbookBuilder().sheet(
      "Locations",
      rows: [
        Self.header, ["TOR", "Toronto", "America/Toronto", "virtual", "25/12/2026"],
        ["MTL", " Montréal ", "America/Toronto", "online", "3/4/2027"],
        ["OTT", "Ottawa", "America/Toronto", "moon", "2027-01-01"],
      ]
    ).write(to: tool.scratch.path(of: name))
  }

  private func files(_ tool: Registrar) throws -> Set<String> {
    Set(try FileManager.default.contentsOfDirectory(atPath: tool.scratch.path))
      .filter { !$0.hasPrefix("std") }
  }

  /// The operations of a plan, without what names the file and its rows' places in it.
  private func operations(_ tool: Registrar, _ file: String, plan: String) throws -> [String] {
    let result = try tool.runImport([
      file, "--validate", "--on-error", "skip-row", "--store", "sqlite:s.sqlite", "--plan-out",
      plan, "-q",
    ])
    #expect(result.status < 2, "\(result.errors)")
    let text = String(decoding: try tool.scratch.contents(of: plan), as: UTF8.self)
    return text.split(separator: "\n").map(String.init).filter { $0.contains("\"fields\"") }
  }

  @Test func marked_writesACopyBesideTheInput_inTheLanguageOfTheReport() throws {
    let tool = try Registrar()
    try writeLocations(tool)
    let before = try tool.scratch.contents(of: "locations.xlsx")
    let result = try tool.runImport([
      "locations.xlsx", "--offline", "--language", "fr", "--marked",
    ])
    #expect(result.status == 1)
    #expect(result.errors.contains("copie annotée : locations.checked.xlsx"), "\(result.errors)")
    #expect(try tool.scratch.contents(of: "locations.xlsx") == before)
    let again = try tool.runImport(["locations.checked.xlsx", "--offline", "--marked=again.xlsx"])
    #expect(again.status == 1)
    #expect(again.errors.contains("marked copy: again.xlsx"))
    let third = try tool.runImport([
      "locations.xlsx", "--offline", "--marked=locations.xlsx",
    ])
    #expect(third.status == 2)
    #expect(try tool.scratch.contents(of: "locations.xlsx") == before)
  }

  @Test func fix_listsBeforeAndAfter_inTextAndJSON() throws {
    let tool = try Registrar()
    try writeLocations(tool)
    let result = try tool.runImport([
      "locations.xlsx", "--offline", "--report", "json:r.json", "--fix", "fixed.xlsx",
    ])
    #expect(result.status == 1)
    #expect(result.errors.contains("corrected copy: fixed.xlsx"))
    #expect(result.output.contains("fixed.xlsx: 4 cells corrected"), "\(result.output)")
    #expect(result.output.contains("‘ Montréal ’ → ‘Montréal’"))
    #expect(result.output.contains("3/4/2027 → 2027-04-03"))
    let json = try JSONSerialization.jsonObject(with: tool.scratch.contents(of: "r.json"))
    let corrections = try #require((json as? [String: Any])?["corrections"] as? [String: Any])
    #expect(corrections["file"] as? String == "fixed.xlsx")
    let applied = try #require(corrections["applied"] as? [[String: Any]])
    #expect(
      applied.map { $0["after"] as? String } == ["2026-12-25", "Montréal", "virtual", "2027-04-03"])
    #expect(applied.map { $0["row"] as? Int } == [2, 3, 3, 3])
  }

  @Test func fix_plansTheSameRecords_andIsItsOwnFix() throws {
    let tool = try Registrar()
    let folder = try Repository.path(of: "Templates/exam-platform/examples")
    for name in ["faulty/locations.xlsx", "faulty/proctors.xlsx", "clean/proctors.xlsx"] {
      let input = folder + "/" + name
      let fixed = try tool.runImport([input, "--offline", "--fix", "fixed.xlsx", "-q"])
      #expect(fixed.status < 2, "\(name): \(fixed.errors)")
      let before = try operations(tool, input, plan: "a.plan")
      let after = Set(try operations(tool, "fixed.xlsx", plan: "b.plan").map(Self.record))
      let missing = before.map(Self.record).filter { !after.contains($0) }
      #expect(missing.isEmpty, "\(name): \(missing.prefix(3))")
      let again = try tool.runImport(["fixed.xlsx", "--offline", "--fix", "again.xlsx", "-q"])
      #expect(again.status < 2)
      #expect(
        try tool.scratch.contents(of: "again.xlsx") == tool.scratch.contents(of: "fixed.xlsx"))
    }
  }

  /// An operation without its place in the file.
  private static func record(_ line: String) -> String {
    guard let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
    else { return line }
    let kept = object.filter { !["file", "state"].contains($0.key) }
    let data = try? JSONSerialization.data(withJSONObject: kept, options: .sortedKeys)
    return data.map { String(decoding: $0, as: UTF8.self) } ?? line
  }

  @Test func writtenAndRejected_addUpToAllRows_andTheRestIsImportedLater() throws {
    let tool = try Registrar()
    try tool.scratch.write(
      "locations.csv",
      "location_code,name,time_zone,kind\nTOR,Toronto,America/Toronto,virtual\n"
        + "OTT,Ottawa,America/Toronto,moon\n")
    try tool.scratch.write(
      "venues.csv",
      "venue_code,location_code,name,seats\nV1,TOR,Main hall,9\nV2,OTT,Small hall,9\n"
        + "V3,OTT,Large hall,9\n")
    let words = ["--store", "sqlite:s.sqlite", "--execute"]
    let first = try tool.runImport(
      [
        "locations.csv", "venues.csv", "--on-error", "skip-row", "--rejects", "left.xlsx",
        "--report", "json:r.json",
      ] + words)
    #expect(first.status == 1, "\(first.errors)\(first.output)")
    #expect(first.errors.contains("3 rows with errors: left.xlsx"), "\(first.errors)")
    let json = try JSONSerialization.jsonObject(with: tool.scratch.contents(of: "r.json"))
    let ledger = try #require((json as? [String: Any])?["ledger"] as? [[String: Any]])
    func sum(_ names: [String]) -> Int {
      ledger.reduce(0) { total, line in
        total + names.reduce(0) { $0 + (line[$1] as? Int ?? 0) }
      }
    }
    #expect(sum(["created", "updated", "unchanged", "skipped"]) + 3 == sum(["read"]))
    try tool.scratch.write(
      "ottawa.csv",
      "location_code,name,time_zone,kind\nOTT,Ottawa,America/Toronto,virtual\n")
    #expect(try tool.runImport(["ottawa.csv", "--table", "locations"] + words).status == 0)
    let second = try tool.runImport(["left.xlsx", "--sheet", "Venues"] + words)
    #expect(second.status == 0, "\(second.output)")
    #expect(second.output.contains("2"))
  }

  @Test func copies_neverStandOverAnInput_norOverEachOther() throws {
    let tool = try Registrar()
    try writeLocations(tool)
    try writeLocations(tool, "other.xlsx")
    let before = try tool.scratch.contents(of: "locations.xlsx")
    let lines = [
      ["locations.xlsx", "--fix", "locations.xlsx"],
      ["locations.xlsx", "--fix", "./locations.xlsx"],
      ["locations.xlsx", "--rejects", "locations.xlsx"], ["locations.xlsx", "--fix", "out.csv"],
      ["locations.xlsx", "--fix", "out.xlsx", "--rejects", "out.xlsx"],
      ["locations.xlsx", "--fix", "out.xlsx", "--marked=out.xlsx"],
      ["locations.xlsx", "other.xlsx", "--fix", "out.xlsx"], ["-", "--rejects", "out.xlsx"],
      ["locations.xlsx", "--rejects", "out.xlsm"], ["locations.xlsx", "--fix", "missing/out.xlsx"],
    ]
    for words in lines {
      let result = try tool.runImport(words + ["--offline"])
      #expect(result.status == 2, "\(words): \(result.errors)")
    }
    #expect(try tool.scratch.contents(of: "locations.xlsx") == before)
    #expect(try files(tool) == ["locations.xlsx", "other.xlsx"])
  }

  @Test func redacted_hidesPersonalValuesOfCorrections() throws {
    let tool = try Registrar()
    try tool.scratch.write(
      "proctors.csv",
      "username,first_name,last_name,email\nj.doe, Johanna ,Doe,johanna@example.org\n")
    let result = try tool.runImport([
      "proctors.csv", "--offline", "--redact", "--report", "json:r.json", "--fix", "fixed.csv",
    ])
    #expect(!result.output.contains("Johanna"), "\(result.output)")
    let report = String(decoding: try tool.scratch.contents(of: "r.json"), as: UTF8.self)
    #expect(report.contains("\"corrections\""))
    #expect(!report.contains("Johanna"))
    let fixed = String(decoding: try tool.scratch.contents(of: "fixed.csv"), as: UTF8.self)
    #expect(fixed.contains("j.doe,Johanna,Doe,johanna@example.org"))
  }
}
