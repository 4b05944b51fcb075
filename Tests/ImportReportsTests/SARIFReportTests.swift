import Foundation
import ImportPipeline
import TabularCore
import Testing

@testable import ImportReports

/// What is written of SARIF 2.1.0: the members that the standard asks for, and identities that stay.
@Suite struct SARIFReportTests {
  private func log(_ report: ImportReport, _ options: ReportOptions = ReportOptions()) throws
    -> [String: Any]
  {
    let text = SARIFReport().text(of: report, options)
    let log = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    #expect(log?["version"] as? String == "2.1.0")
    return try #require((log?["runs"] as? [[String: Any]])?.first)
  }

  private func results(_ run: [String: Any]) -> [[String: Any]] {
    run["results"] as? [[String: Any]] ?? []
  }

  private func fingerprints(_ report: ImportReport) throws -> [String] {
    results(try log(report)).compactMap {
      ($0["partialFingerprints"] as? [String: String])?["registrar/1"]
    }
  }

  /// The part of the published schema that is used, written down anew.
  private static var form: [String: Any] {
    func object(_ properties: [String: Any], _ required: [String]) -> [String: Any] {
      ["type": "object", "properties": properties, "required": required]
    }
    let text: [String: Any] = ["type": "string"]
    let number: [String: Any] = ["type": "integer"]
    func list(_ items: [String: Any]) -> [String: Any] { ["type": "array", "items": items] }
    let message = object(["text": text], ["text"])
    let place = object(
      [
        "physicalLocation": object(
          [
            "artifactLocation": object(["uri": text, "index": number], ["uri"]),
            "region": object(["startLine": number], ["startLine"]),
          ], ["artifactLocation"]),
        "logicalLocations": list(
          object(
            ["name": text, "fullyQualifiedName": text, "kind": text], ["fullyQualifiedName"])),
        "message": message,
      ], ["logicalLocations"])
    let level: [String: Any] = ["enum": ["none", "note", "warning", "error"]]
    let anything: [String: Any] = [
      "type": ["object"],
      "additionalProperties": [
        "type": [
          "object", "array", "string", "integer", "null",
        ]
      ],
    ]
    let result = object(
      [
        "ruleId": text, "ruleIndex": number, "level": level, "message": message,
        "locations": list(place), "relatedLocations": list(place),
        "partialFingerprints": ["type": "object", "additionalProperties": text],
        "baselineState": ["enum": ["new", "unchanged", "updated", "absent"]],
        "suppressions": list(
          object(
            [
              "kind": ["enum": ["inSource", "external"]],
              "status": ["enum": ["accepted", "underReview", "rejected"]],
              "justification": text,
            ], ["kind"])),
        "properties": anything,
      ], ["ruleId", "level", "message"])
    let rule = object(
      [
        "id": text, "shortDescription": message, "help": message,
        "defaultConfiguration": object(["level": level], ["level"]),
      ], ["id"])
    return object(
      [
        "tool": object(
          ["driver": object(["name": text, "version": text, "rules": list(rule)], ["name"])],
          ["driver"]),
        "invocations": list(
          object(
            [
              "executionSuccessful": ["type": "boolean"], "exitCode": number,
              "startTimeUtc": text, "endTimeUtc": text,
            ], ["executionSuccessful"])),
        "artifacts": list(
          object(
            [
              "location": object(["uri": text], ["uri"]), "length": number,
              "hashes": ["type": "object", "additionalProperties": text],
            ], [])),
        "columnKind": ["enum": ["unicodeCodePoints"]], "language": text, "properties": anything,
        "results": list(result),
      ], ["tool", "results"])
  }

  @Test func log_hasTheFormOfTheStandard() throws {
    let check = SchemaCheck(root: Self.form)
    for report in [SampleReport.report, EvidenceReport.report] {
      var run = try log(report)
      let counts = (run.removeValue(forKey: "properties") as? [String: Any])?["counts"]
      #expect((counts as? [String: Any])?["error"] as? Int == report.issues.count(of: .error))
      #expect(check.mistakes(in: run, against: Self.form, at: "") == [])
    }
  }

  @Test func results_nameTheirRule_andTheirCell() throws {
    let run = try log(SampleReport.report)
    let driver = (run["tool"] as? [String: Any])?["driver"] as? [String: Any]
    let rules = driver?["rules"] as? [[String: Any]] ?? []
    let all = results(run)
    #expect(all.count == SampleReport.report.issues.issues.count)
    for result in all {
      let index = try #require(result["ruleIndex"] as? Int)
      #expect(rules[index]["id"] as? String == result["ruleId"] as? String)
    }
    let first = try #require(all.first { $0["ruleId"] as? String == "value.enum-unknown" })
    let place = (first["locations"] as? [[String: Any]])?.first
    let logical = (place?["logicalLocations"] as? [[String: Any]])?.first
    #expect(logical?["fullyQualifiedName"] as? String == "Locations!C12")
    #expect(logical?["name"] as? String == "C12")
    let file = (place?["physicalLocation"] as? [String: Any])?["artifactLocation"]
    #expect((file as? [String: Any])?["uri"] as? String == "december.xlsx")
  }

  @Test func fingerprints_areOfTheirOwn_andStayWhenRowsMove() throws {
    let before = try fingerprints(SampleReport.report)
    #expect(Set(before).count == before.count)
    var report = SampleReport.report
    let issues = Array(report.issues.issues)
    report.issues = IssueCollector()
    for var issue in issues {
      issue.location.row = issue.location.row.map { $0 + 100 }
      issue.location.file = "january.xlsx"
      report.issues.add(issue)
    }
    report.files[0].name = "january.xlsx"
    #expect(Set(try fingerprints(report)) == Set(before))
  }

  /// Braces and brackets have a meaning in messages of SARIF.
  @Test func messages_haveNoPlaceholdersAndLinks() throws {
    var report = SampleReport.report
    report.issues = IssueCollector()
    report.issues.add(EvidenceReport.seats(2, "{0} [a](http://b) \\"))
    let message = results(try log(report)).first?["message"] as? [String: String]
    #expect(
      message?["text"]?.hasPrefix("`{{0}} \\[a\\](http://b) \\\\` is not a whole number") == true)
    #expect(SARIFReport.uri("a b:c%.xlsx") == "a%20b%3Ac%25.xlsx")
  }

  @Test func baseline_saysWhatBecameOfEachIssue() throws {
    var options = ReportOptions()
    let earlier = JSONReport().bytes(of: SampleReport.report)
    options.since = EarlierReport(json: Data(earlier))
    var report = SampleReport.report
    let issues = Array(report.issues.issues)
    report.issues = IssueCollector()
    for issue in issues where issue.code != "value.enum-unknown" {
      var issue = issue
      if issue.code == "rule.helpers" { issue.location.row = 99 }
      report.issues.add(issue)
    }
    report.issues.add(EvidenceReport.seats(2, "many"))
    let states = results(try log(report, options)).map {
      "\($0["ruleId"] as? String ?? "") \($0["baselineState"] as? String ?? "")"
    }
    #expect(
      Set(states) == [
        "rule.visit-end unchanged", "reference.parent-invalid unchanged",
        "value.normalised unchanged", "rule.helpers updated", "value.not-integer new",
        "value.enum-unknown absent",
      ])
  }
}
