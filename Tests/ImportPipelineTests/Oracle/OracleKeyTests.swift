import Foundation
import ImportPipeline
import Schemas
import TabularCore
import TestSupport
import Testing

/// Primary, unique and foreign keys against recorded answers of frictionless-py.
///
/// `OracleKeyRecord.py` makes the cases and records the answers in `OracleKeyAnswers.json`.
@Suite struct OracleKeyTests {
  /// What is wrong with a row.
  struct Finding: Hashable, CustomStringConvertible {
    var table: String
    var row: Int
    var kind: String

    var description: String { "\(table):\(row) \(kind)" }
  }

  /// A package, the rows of its tables, and what frictionless found.
  struct Case {
    var package: [String: Any]
    var rows: [String: [[String]]]
    var findings: Set<Finding>
  }

  private static func recordedCases() throws -> [Case] {
    let path = try Repository.path(of: "Tests/ImportPipelineTests/Oracle/OracleKeyAnswers.json")
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    let root = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(root["frictionless"] as? String == "5.21.0")
    return try #require(root["cases"] as? [[String: Any]]).map { item in
      let findings = try #require(item["findings"] as? [[Any]]).map { finding in
        Finding(
          table: try #require(finding[0] as? String), row: try #require(finding[1] as? Int),
          kind: try #require(finding[2] as? String))
      }
      return Case(
        package: try #require(item["package"] as? [String: Any]),
        rows: try #require(item["rows"] as? [String: [[String]]]), findings: Set(findings))
    }
  }

  /// The kinds of our codes; other codes are compared elsewhere.
  private static let kinds: [IssueCode: String] = [
    "key.missing": "missing", "key.repeated": "primary", "key.repeated-identical": "primary",
    "key.unique": "unique", "reference.missing": "foreign", "value.not-integer": "type",
    "value.date-invalid": "type", "value.not-number": "type",
  ]

  /// What we find, and the values of the rows by table and line.
  private static func ours(_ item: Case) throws -> Set<Finding> {
    let folder = try ScratchFolder()
    try folder.write(
      "datapackage.json", [UInt8](JSONSerialization.data(withJSONObject: item.package)))
    let package = try PackageLoader.load(path: folder.path)
    let files = try item.rows.map { name, rows in
      let table = try #require(package.table(named: name))
      let lines = [table.fields.map(\.name)] + rows
      let text = lines.map { $0.joined(separator: ",") + "\n" }.joined()
      return try folder.write("\(name).csv", text)
    }
    var options = ImportOptions(files: files.sorted())
    options.isOffline = true
    options.maximumDetails = 0
    let report = try ImportHarness(store: .empty, package: package).run(options)
    return Set(
      report.issues.issues.compactMap { issue in
        guard let kind = kinds[issue.code], let table = issue.location.table,
          let row = issue.location.row
        else { return nil }
        return Finding(table: table, row: row, kind: kind)
      })
  }

  @Test func keys_areFoundAsByFrictionless() throws {
    let cases = try Self.recordedCases()
    #expect(cases.count >= 250)
    var agreed = 0
    var used: [String: Int] = [:]
    for item in cases {
      let ours = try Self.ours(item)
      agreed += ours.intersection(item.findings).count
      for finding in ours.symmetricDifference(item.findings).sorted(by: { "\($0)" < "\($1)" }) {
        let context = OracleKeyDifference.Context(
          finding: finding, isOurs: ours.contains(finding), ours: ours, theirs: item.findings,
          package: item.package, rows: item.rows)
        if let known = OracleKeyDifference.known.first(where: { $0.explains(context) }) {
          used[known.reason, default: 0] += 1
        } else {
          Testing.Issue.record(
            "\(context.isOurs ? "ours" : "theirs") only: \(finding) of \(item.rows)")
        }
      }
    }
    #expect(agreed > 500, "\(agreed)")
    let unused = OracleKeyDifference.known.map(\.reason).filter { used[$0] == nil }
    #expect(unused.isEmpty, "differences that are none any more: \(unused)")
  }
}
