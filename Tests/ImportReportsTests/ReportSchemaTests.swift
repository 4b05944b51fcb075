import Foundation
import ImportPipeline
import ImportReports
import TabularCore
import Testing

/// Holds the JSON report to `Schemas/report.schema.json`, in both directions: what is written is
/// declared, and what is required is written.
@Suite struct ReportSchemaTests {
  private func schema() throws -> [String: Any] {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Schemas/report.schema.json").standardizedFileURL
    return try object(String(decoding: Data(contentsOf: file), as: UTF8.self))
  }

  private func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test func report_fitsItsPublishedSchema() throws {
    var report = SampleReport.report
    report.unreadTables = ["orders"]
    report.issues.add(
      Issue(
        "xml.doctype",
        at: IssueLocation(.workbook, file: "b.xlsx", part: "xl/workbook.xml", byteOffset: 7)))
    report.issues.add(
      Issue(
        "value.secret-policy",
        at: IssueLocation(.delimited, file: "c.csv", table: "people", row: 2, column: 1),
        isSecret: true))
    report.changes = [
      PlannedChange(
        .update, table: "people", key: ["a"], file: "c.csv", row: 2,
        fields: [.init("pin", before: "1", after: "2", isSecret: true)])
    ]
    let written = try object(JSONReport().text(of: report))
    let check = SchemaCheck(root: try schema())
    #expect(check.mistakes(in: written, against: check.root, at: "") == [])
  }

  @Test func evidence_fitsThePublishedSchema() throws {
    let written = try object(JSONReport().text(of: EvidenceReport.report))
    let check = SchemaCheck(root: try schema())
    #expect(check.mistakes(in: written, against: check.root, at: "") == [])
  }

  @Test func comparison_fitsThePublishedSchema() throws {
    var options = ReportOptions()
    options.since = EarlierReport(json: Data(JSONReport().bytes(of: SampleReport.report)))
    let written = try object(JSONReport().text(of: EvidenceReport.report, options))
    let since = try #require(written["since"] as? [String: Any])
    #expect(since["fixed"] as? Int == SampleReport.report.issues.issues.count)
    #expect(since["new"] as? Int == EvidenceReport.report.issues.issues.count)
    let check = SchemaCheck(root: try schema())
    #expect(check.mistakes(in: written, against: check.root, at: "") == [])
  }

  /// Each issue that is gone has a line of its own, so that no line grows with the earlier report.
  @Test func linesOfAComparison_areAsShortAsOthers() throws {
    var options = ReportOptions()
    options.since = EarlierReport(json: Data(JSONReport().bytes(of: SampleReport.report)))
    let text = NDJSONReport().text(of: EvidenceReport.report, options)
    let lines = try text.split(separator: "\n").map { try object(String($0)) }
    let fixed = lines.filter { $0["type"] as? String == "fixed" }
    #expect(fixed.count == SampleReport.report.issues.issues.count)
    #expect(fixed.allSatisfy { $0["fingerprint"] is String && $0["message"] is String })
    let end = try #require(lines.last)
    #expect(end["type"] as? String == "end" && end["lines"] as? Int == lines.count - 1)
    let since = try #require(end["since"] as? [String: Any])
    #expect(since["fixed"] as? Int == fixed.count && since["fixedIssues"] == nil)
  }

  @Test func schema_refusesWhatIsNotDeclared() throws {
    var written = try object(JSONReport().text(of: SampleReport.report))
    written["format"] = "registrar.report/2"
    written["surprise"] = 1
    written["run"] = nil
    written["notRead"] = "orders"
    let check = SchemaCheck(root: try schema())
    #expect(
      check.mistakes(in: written, against: check.root, at: "").sorted() == [
        "/format: not the constant", "/notRead: not array", "/run: missing",
        "/surprise: not declared",
      ])
  }
}

/// The keywords of JSON Schema that the report's schema uses; keys must be declared.
struct SchemaCheck {
  let root: [String: Any]

  func mistakes(in value: Any, against schema: [String: Any], at path: String) -> [String] {
    if let reference = schema["$ref"] as? String {
      let name = String(reference.split(separator: "/").last ?? "")
      let definition = (root["$defs"] as? [String: Any])?[name] as? [String: Any]
      return definition.map { mistakes(in: value, against: $0, at: path) } ?? [
        "\(path): no \(name)"
      ]
    }
    if let choices = schema["oneOf"] as? [[String: Any]] {
      let results = choices.map { mistakes(in: value, against: $0, at: path) }
      return results.contains([]) ? [] : results.last ?? []
    }
    if let constant = schema["const"] {
      return isEqual(value, constant) ? [] : ["\(path): not the constant"]
    }
    if let list = schema["enum"] as? [Any] {
      return list.contains { isEqual(value, $0) } ? [] : ["\(path): not a listed value"]
    }
    let types = schema["type"] as? [String] ?? [schema["type"] as? String ?? ""]
    guard types.contains(where: { has(value, type: $0) }) else {
      return ["\(path): not \(types.joined(separator: " or "))"]
    }
    if let items = value as? [Any], let schema = schema["items"] as? [String: Any] {
      return items.enumerated().flatMap { mistakes(in: $1, against: schema, at: "\(path)/\($0)") }
    }
    if let members = value as? [String: Any] {
      return mistakes(inMembers: members, against: schema, at: path)
    }
    return []
  }

  private func mistakes(
    inMembers members: [String: Any], against schema: [String: Any], at path: String
  ) -> [String] {
    let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
    let others = schema["additionalProperties"] as? [String: Any]
    var found = (schema["required"] as? [String] ?? []).filter { members[$0] == nil }
      .map { "\(path)/\($0): missing" }
    for (key, value) in members {
      if let schema = properties[key] ?? others {
        found += mistakes(in: value, against: schema, at: "\(path)/\(key)")
      } else {
        found.append("\(path)/\(key): not declared")
      }
    }
    return found
  }

  private func has(_ value: Any, type: String) -> Bool {
    switch type {
    case "object": value is [String: Any]
    case "array": value is [Any]
    case "string": value is String
    case "null": value is NSNull
    case "boolean": value is Bool
    case "integer": value is Int
    default: false
    }
  }

  private func isEqual(_ left: Any, _ right: Any) -> Bool {
    if left is NSNull || right is NSNull { return left is NSNull && right is NSNull }
    if let left = left as? String { return left == right as? String }
    if let left = left as? Int { return left == right as? Int }
    return (left as? Bool) == (right as? Bool)
  }
}
