import Foundation
import TestSupport
import Testing

/// The example sets do what they are there for.
@Suite struct ExampleSetTests {
  private func files(_ set: String) throws -> [String] {
    let folder = try Repository.path(of: "Templates/exam-platform/examples/" + set)
    return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
      .filter { $0.hasSuffix(".csv") || $0.hasSuffix(".xlsx") }.map { folder + "/" + $0 }
  }

  /// What an issue is compared by: code, severity and place.
  private static func place(_ issue: [String: Any]) -> String {
    ["code", "severity", "file", "sheet", "row", "columnNumber"].map { name in
      let value = issue[name] ?? NSNull()
      return value is NSNull ? "·" : "\(value)"
    }.joined(separator: " ")
  }

  @Test func faultySet_hasItsPlantedMistakes_andNoOtherError() throws {
    let tool = try Registrar()
    let planted = try Data(
      contentsOf: URL(
        fileURLWithPath: Repository.path(
          of: "Templates/exam-platform/examples/faulty/planted.json")))
    let expected = try #require(
      try JSONSerialization.jsonObject(with: planted) as? [[String: Any]])
    let result = try tool.runImport(
      try files("faulty") + [
        "--offline", "--quiet", "--max-details", "0", "--report", "json:r.json",
      ])
    #expect(result.status == 1)
    let report = try #require(
      try JSONSerialization.jsonObject(with: tool.scratch.contents(of: "r.json"))
        as? [String: Any])
    let found = try #require(report["issues"] as? [[String: Any]])
    let wanted = Set(expected.map(Self.place))
    #expect(wanted.subtracting(found.map(Self.place)).sorted() == [])
    let errors = found.filter { $0["severity"] as? String == "error" }.map(Self.place)
    #expect(Set(errors).subtracting(wanted).sorted() == [])
    #expect(Set(expected.compactMap { $0["code"] as? String }).count >= 30)
    let sentences = found.flatMap { [$0["message"] as? String, $0["help"] as? String] }
    #expect(sentences.compactMap(\.self).filter { $0.contains("…") || $0.contains("{") } == [])
  }

  @Test func cleanSet_isWrittenOnce() throws {
    let tool = try Registrar()
    let files = try files("clean")
    let store = ["--store", "sqlite:s.sqlite", "--quiet", "--report", "json:r.json"]
    let validated = try tool.runImport(files + store)
    #expect(validated.status == 0)
    #expect(!FileManager.default.fileExists(atPath: tool.scratch.path(of: "s.sqlite")))
    let plan = try ledger(tool)
    #expect(try tool.runImport(files + store + ["--execute"]).status == 0)
    #expect(try ledger(tool) == plan)
    #expect(plan.allSatisfy { $0.created > 0 && $0.unchanged == 0 })
    #expect(try tool.runImport(files + store + ["--execute"]).status == 0)
    let again = try ledger(tool)
    #expect(again.map(\.table) == plan.map(\.table))
    #expect(again.allSatisfy { $0.created == 0 && $0.updated == 0 && $0.unchanged > 0 })
  }

  private struct Line: Equatable {
    var table: String
    var created: Int
    var updated: Int
    var unchanged: Int
  }

  private func ledger(_ tool: Registrar) throws -> [Line] {
    let object = try JSONSerialization.jsonObject(with: tool.scratch.contents(of: "r.json"))
    let lines = (object as? [String: Any])?["ledger"] as? [[String: Any]] ?? []
    return lines.map { line in
      Line(
        table: line["table"] as? String ?? "", created: line["created"] as? Int ?? -1,
        updated: line["updated"] as? Int ?? -1, unchanged: line["unchanged"] as? Int ?? -1)
    }
  }
}
