import Foundation
import RecordMapping
import Schemas
import TabularCore
import TestSupport
import Testing

/// The fields of Table Schema against recorded answers of frictionless-py.
///
/// `OracleRecord.py` makes the cases and records the answers in `OracleAnswers.json`.
@Suite struct OracleTests {
  /// What became of a cell.
  enum Answer: Character {
    case read = "o"
    case noValue = "n"
    case type = "t"
    case required = "r"
    case constraint = "c"
  }

  /// A field's descriptor with cells and what frictionless made of each.
  struct Case {
    var source: String
    var descriptor: [String: Any]
    var cells: [String]
    var answers: [Character]
  }

  private static func recordedCases() throws -> [Case] {
    let path = try Repository.path(of: "Tests/RecordMappingTests/OracleAnswers.json")
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    let root = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(root["frictionless"] as? String == "5.21.0")
    let items = try #require(root["cases"] as? [[String: Any]])
    return try items.map { item in
      Case(
        source: try #require(item["source"] as? String),
        descriptor: try #require(item["field"] as? [String: Any]),
        cells: try #require(item["cells"] as? [String]),
        answers: Array(try #require(item["answers"] as? String)))
    }
  }

  /// The fields of the cases, loaded as a package of one table each.
  private static func fields(of cases: [Case]) throws -> [Field] {
    let profile = "https://datapackage.org/profiles/2.0/tableschema.json"
    let resources = cases.enumerated().map { index, item in
      [
        "name": "case\(index)", "path": "case\(index).csv",
        "schema": ["$schema": profile, "fields": [item.descriptor]] as [String: Any],
      ] as [String: Any]
    }
    let folder = try ScratchFolder()
    let package = try JSONSerialization.data(
      withJSONObject: ["name": "oracle", "resources": resources])
    try folder.write("datapackage.json", [UInt8](package))
    let loaded = try PackageLoader.load(path: folder.path)
    return try cases.indices.map { index in
      try #require(loaded.table(named: "case\(index)")?.fields.first)
    }
  }

  /// What we make of a cell: without constraints first, which tells the type's part.
  private static func answer(_ field: Field, _ cell: String) -> Answer {
    var free = field
    free.constraints = Constraints()
    guard let value = try? compiled(free).checkText(cell).value else { return .type }
    if value.isNull { return field.isRequired ? .required : .noValue }
    return (try? compiled(field).checkText(cell)) == nil ? .constraint : .read
  }

  @Test func cells_areReadAndRefusedAsByFrictionless() throws {
    let cases = try Self.recordedCases()
    #expect(cases.filter { $0.source == "generated" }.count >= 500)
    #expect(cases.filter { $0.source == "written" }.count >= 100)
    let fields = try Self.fields(of: cases)
    var compared = 0
    var used: Set<String> = []
    for (item, field) in zip(cases, fields) {
      for (cell, letter) in zip(item.cells, item.answers) {
        // `x`: frictionless fails.
        guard let theirs = Answer(rawValue: letter) else { continue }
        compared += 1
        let ours = Self.answer(field, cell)
        guard ours != theirs else { continue }
        let difference = OracleDifference.known.first {
          $0.explains(field, cell, ours, theirs)
        }
        if let difference {
          used.insert(difference.reason)
        } else {
          Testing.Issue.record(
            "\(item.descriptor) \(cell.debugDescription): \(ours), theirs \(theirs)")
        }
      }
    }
    #expect(compared > 6000)
    let unused = OracleDifference.known.map(\.reason).filter { !used.contains($0) }
    #expect(unused.isEmpty, "differences that are none any more: \(unused)")
  }
}
