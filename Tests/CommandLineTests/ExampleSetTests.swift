import Foundation
import TestSupport
import Testing

/// The example sets do what they are there for.
@Suite struct ExampleSetTests {
  private func files(
    _ set: String, of package: String, endings: [String] = [".csv", ".xlsx"]
  ) throws -> [String] {
    let folder = try Repository.path(of: "Templates/\(package)/examples/\(set)")
    return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
      .filter { name in endings.contains { name.hasSuffix($0) } }.map { folder + "/" + $0 }
  }

  private func runImport(
    _ tool: Registrar, _ arguments: [String], of package: String
  ) throws -> Registrar.Result {
    let path = try Repository.path(of: "Schemas/" + package)
    return try tool.run(["import"] + arguments + ["--package", path])
  }

  /// What an issue is compared by: code, severity and place.
  private static func place(_ issue: [String: Any]) -> String {
    ["code", "severity", "file", "sheet", "row", "columnNumber"].map { name in
      let value = issue[name] ?? NSNull()
      return value is NSNull ? "·" : "\(value)"
    }.joined(separator: " ")
  }

  /// The first package's set is one season in both forms; those of the others are the same tables twice.
  @Test(arguments: [
    ("exam-platform", [".csv", ".xlsx"], 30), ("student-management", [".csv"], 15),
    ("student-management", [".xlsx"], 15), ("training-center", [".csv"], 18),
    ("training-center", [".xlsx"], 18), ("hq-field", [".csv"], 12), ("hq-field", [".xlsx"], 12),
  ])
  func faultySet_hasItsPlantedMistakes_andNoOtherError(
    package: String, endings: [String], kinds: Int
  ) throws {
    let tool = try Registrar()
    let planted = try Data(
      contentsOf: URL(
        fileURLWithPath: Repository.path(
          of: "Templates/\(package)/examples/faulty/planted.json")))
    let all = try #require(try JSONSerialization.jsonObject(with: planted) as? [[String: Any]])
    let expected = all.filter { plant in
      endings.contains { (plant["file"] as? String)?.hasSuffix($0) == true }
    }
    let files = try files("faulty", of: package, endings: endings)
    let options = ["--offline", "--quiet", "--max-details", "0", "--report", "json:r.json"]
    let result = try runImport(tool, files + options, of: package)
    #expect(result.status == 1)
    let report = try #require(
      try JSONSerialization.jsonObject(with: tool.scratch.contents(of: "r.json"))
        as? [String: Any])
    let found = try #require(report["issues"] as? [[String: Any]])
    let wanted = Set(expected.map(Self.place))
    #expect(wanted.subtracting(found.map(Self.place)).sorted() == [])
    let errors = found.filter { $0["severity"] as? String == "error" }.map(Self.place)
    #expect(Set(errors).subtracting(wanted).sorted() == [])
    #expect(Set(expected.compactMap { $0["code"] as? String }).count >= kinds)
    let ledger = try #require(report["ledger"] as? [[String: Any]])
    let tables = Set(found.compactMap { $0["table"] as? String })
    #expect(Set(ledger.compactMap { $0["table"] as? String }).subtracting(tables).sorted() == [])
    #expect(try ledger.count == tableCount(of: package))
    let sentences = found.flatMap { [$0["message"] as? String, $0["help"] as? String] }
    #expect(sentences.compactMap(\.self).filter { $0.contains("…") || $0.contains("{") } == [])
  }

  /// The tables that a package has.
  private func tableCount(of package: String) throws -> Int {
    let path = try Repository.path(of: "Schemas/\(package)/datapackage.json")
    let object = try JSONSerialization.jsonObject(
      with: Data(contentsOf: URL(fileURLWithPath: path)))
    return try #require((object as? [String: Any])?["resources"] as? [Any]).count
  }

  @Test(arguments: ["exam-platform", "student-management", "training-center", "hq-field"])
  func cleanSet_isWrittenOnce(package: String) throws {
    let tool = try Registrar()
    let files = try files("clean", of: package)
    let store = ["--store", "sqlite:s.sqlite", "--quiet", "--report", "json:r.json"]
    let validated = try runImport(tool, files + store, of: package)
    #expect(validated.status == 0)
    #expect(!FileManager.default.fileExists(atPath: tool.scratch.path(of: "s.sqlite")))
    let plan = try ledger(tool)
    #expect(try plan.count == tableCount(of: package))
    #expect(try runImport(tool, files + store + ["--execute"], of: package).status == 0)
    #expect(try ledger(tool) == plan)
    #expect(plan.allSatisfy { $0.created > 0 && $0.unchanged == 0 })
    #expect(try runImport(tool, files + store + ["--execute"], of: package).status == 0)
    let again = try ledger(tool)
    #expect(again.map(\.table) == plan.map(\.table))
    // What is stored is unchanged, or skipped where the package only inserts.
    #expect(
      again.allSatisfy { $0.created == 0 && $0.updated == 0 && $0.unchanged + $0.skipped > 0 })
  }

  private struct Line: Equatable {
    var table: String
    var created: Int
    var updated: Int
    var unchanged: Int
    var skipped: Int
  }

  private func ledger(_ tool: Registrar) throws -> [Line] {
    let object = try JSONSerialization.jsonObject(with: tool.scratch.contents(of: "r.json"))
    let lines = (object as? [String: Any])?["ledger"] as? [[String: Any]] ?? []
    return lines.map { line in
      Line(
        table: line["table"] as? String ?? "", created: line["created"] as? Int ?? -1,
        updated: line["updated"] as? Int ?? -1,
        unchanged: line["unchanged"] as? Int ?? -1, skipped: line["skipped"] as? Int ?? -1)
    }
  }
}
