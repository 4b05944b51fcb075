import Foundation
import ImportPipeline
import ImportReports
import TabularCore
import Testing

@Suite struct JSONReportTests {
  @Test func issueOfTheWorkedExample_isWrittenInFull() throws {
    let text = JSONReport().text(of: SampleReport.report)
    let line = try #require(text.split(separator: "\n").first { $0.contains(#""row": 37, "c"#) })
    #expect(
      line.trimmingSuffix(",") == """
            {"code": "rule.visit-end", "severity": "error", "file": "december.xlsx", \
        "sheet": "Common visits", "table": "common_visits", "row": 37, "column": "I", \
        "columnNumber": 9, "field": "end_at", "key": ["2027-03-PM"], "value": "46452.33333", \
        "shown": "06/03/2027 08:00", "arguments": {"end": "2027-03-06 08:00", \
        "start": "2027-03-06 09:00"}, "message": "the visit ends at `2027-03-06 08:00`, expected a \
        time after its start `2027-03-06 09:00`", "help": "correct the end", "suggestion": null, \
        "related": [{"label": "2027-03-06 09:00", "file": "december.xlsx", \
        "sheet": "Common visits", "row": 37, "column": "H", "columnNumber": 8, \
        "rows": [[37, 37]], "place": "december.xlsx › 'Common visits'!H37 (start_at)"}], \
        "rows": [[37, 37]], "place": "december.xlsx › 'Common visits'!I37 (Available To)", \
        "fingerprint": "72778930f58a05f7356625b2c13699e5", "occurrence": 1}
        """)
  }

  @Test func headOfTheReport_keepsTheOrderOfKeys() {
    var options = ReportOptions()
    options.toolVersion = "1.0.0"
    let lines = JSONReport().text(of: SampleReport.report, options).split(separator: "\n")
    #expect(
      lines.prefix(10).joined(separator: "\n") == """
        {
          "format": "registrar.report/1",
          "tool": {"name": "registrar", "version": "1.0.0"},
          "run": {"id": "20270306-0914-A3", "command": "import", "mode": "validate", \
        "target": "prod", "onError": "stop", "startedAt": "2027-03-06T14:14:02Z", \
        "finishedAt": "2027-03-06T14:14:05Z", "zoneData": "2026c", "partial": false, \
        "outcome": "data-errors", "exit": 1, "written": false, \
        "conclusion": "nothing was written", "retry": false, "redacted": false},
          "package": {"name": "sites", "version": 5, "hash": "sha256:00ff", "severityChanges": {}},
          "files": [
            {"name": "december.xlsx", "sha256": "ab12", "bytes": 48213, "kind": "xlsx", \
        "dateSystem": 1900, "sheets": [{"name": "Locations", "table": "locations", \
        "headerRow": 1, "columns": []}, {"name": "Venues", "table": "venues", "headerRow": 1, \
        "columns": []}, {"name": "Common visits", "table": "common_visits", "headerRow": 1, \
        "columns": [{"column": "I", "number": 9, "header": "Available To", "field": "end_at", \
        "dateOrder": "dmy", "decimalMark": null}]}]}
          ],
          "ledger": [
            {"table": "locations", "read": 12, "blank": 0, "example": 1, "skipped": 0, \
        "invalid": 1, "created": 9, "updated": 1, "unchanged": 0, "deleted": 0, \
        "pruned": 0, "pending": 0},
        """)
  }

  @Test func wholeReport_isJSONWithExactCounts() throws {
    let text = JSONReport().text(of: SampleReport.report)
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(
      Set(object.keys) == [
        "format", "tool", "run", "package", "files", "ledger", "counts", "issues", "changes",
        "notRead", "guards", "plan",
      ])
    let counts = try #require(object["counts"] as? [String: Any])
    #expect(counts["error"] as? Int == 6)
    #expect(counts["warning"] as? Int == 1)
    #expect(counts["note"] as? Int == 14)
    let byCode = try #require(counts["byCode"] as? [[String: Any]])
    #expect(
      byCode.compactMap { $0["code"] as? String } == [
        "value.enum-unknown", "value.normalised", "rule.visit-end", "reference.parent-invalid",
        "rule.helpers",
      ])
    let issues = try #require(object["issues"] as? [[String: Any]])
    #expect(issues.count == 21)
    #expect(issues.compactMap { $0["row"] as? Int }.prefix(3) == [12, 12, 37])
  }

  @Test(arguments: [(false, "ana@example.org"), (true, "‹hidden› #2 (15)")])
  func changes_areListedWithTheirFields(isRedacted: Bool, after: String) throws {
    var report = SampleReport.report
    report.changes = [
      PlannedChange(
        .update, table: "people", key: ["ana"], file: "people.csv", row: 2,
        fields: [
          .init("email", before: "a@example.org", after: "ana@example.org", isPersonal: true),
          .init("pin", before: "1234", after: "9876", isSecret: true),
          .init("note", before: "", after: "new"),
        ])
    ]
    var options = ReportOptions()
    options.isRedacted = isRedacted
    let before = isRedacted ? "‹hidden› #1 (13)" : "a@example.org"
    let line = """
      {"table": "people", "key": ["ana"], "operation": "update", "file": "people.csv", \
      "sheet": null, "row": 2, "fields": [{"field": "email", "before": "\(before)", \
      "after": "\(after)"}, {"field": "pin", "before": null, "after": null, "secret": true}, \
      {"field": "note", "before": null, "after": "new"}]}
      """
    #expect(
      JSONReport().text(of: report, options).contains("  \"changes\": [\n    \(line)\n  ],\n"))
    let ndjson = NDJSONReport().text(of: report, options)
    let end = ", \"runId\": \"20270306-0914-A3\"}\n"
    #expect(ndjson.contains("{\"type\": \"change\", " + line.dropFirst().dropLast() + end))
  }

  @Test func ndjson_isOneTypedObjectPerLine() throws {
    let lines = NDJSONReport().text(of: SampleReport.report).split(separator: "\n")
    let types = try lines.map { line in
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      return try #require(object?["type"] as? String)
    }
    let issues = Array(repeating: "issue", count: 21)
    #expect(types == ["run", "file"] + issues + ["ledger", "ledger", "ledger", "end"])
    #expect(lines.first?.hasPrefix(#"{"type": "run", "format": "registrar.report/1", "#) == true)
    #expect(
      lines.first?.hasSuffix(
        #""retry": false, "redacted": false, "schemaVersion": 1, "runId": "20270306-0914-A3"}"#)
        == true)
    #expect(lines.allSatisfy { $0.hasSuffix(#", "runId": "20270306-0914-A3"}"#) })
    #expect(
      lines.last?.hasSuffix(
        """
        "notRead": [], "plan": null, "outcome": "data-errors", "exit": 1, "retry": false, \
        "written": false, "lines": 26, "schemaVersion": 1, "runId": "20270306-0914-A3"}
        """) == true, "\(lines.last ?? "")")
  }

  @Test func anyText_staysOneJSONString() throws {
    let value = "q\" b\\ n\n r\r t\t e\u{1B} z\u{0} l\u{2028} é 😀 \u{85}"
    var report = ImportReport(
      run: ImportReport.Run(id: value, mode: "validate", target: "t", startedAt: ""))
    report.unreadTables = [value]
    let text = JSONReport().text(of: report)
    #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
    let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    #expect((object?["run"] as? [String: Any])?["id"] as? String == value)
    #expect(object?["notRead"] as? [String] == [value])
    #expect(object?["package"] is NSNull)
  }

  @Test func equalRuns_giveEqualReports() {
    let first = JSONReport().text(of: SampleReport.report)
    #expect(first == JSONReport().text(of: SampleReport.report))
  }

  @Test func rowOfAnIssue_isEvidence() throws {
    let text = JSONReport().text(of: EvidenceReport.report)
    let line = try #require(text.split(separator: "\n").first { $0.contains(#""value": "many""#) })
    #expect(
      line.trimmingSuffix(",").hasSuffix(
        """
        "source": 1, "fingerprint": "dc56013172709e6f35d3362d4e4aaae4", "occurrence": 1, \
        "evidence": {"cells": [\
        {"column": "A", "columnNumber": 1, "header": "Code", "field": "code", "value": "A1"}, \
        {"column": "C", "columnNumber": 3, "header": "Remark | *free*", "field": null, \
        "value": "see `x`|y <b>"}, {"column": "D", "columnNumber": 4, "header": "Seats", \
        "field": "seats", "value": "many"}, {"column": "E", "columnNumber": 5, "header": "PIN", \
        "field": "pin", "value": null, "secret": true}], "omitted": 0}}
        """))
    #expect(
      text.contains(#""sheets": [{"name": "People", "#) && text.contains(#"}], "source": 1}"#))
  }

  /// The cell that an issue is about stands in its message already; the other ones nobody asked for.
  @Test func otherPersonalCells_areHiddenAlways() throws {
    let lines = JSONReport().text(of: EvidenceReport.report).split(separator: "\n")
    let seats = try #require(lines.first { $0.contains(#""value": "few""#) })
    #expect(seats.contains(#""header": "E-mail", "field": "email", "value": "‹hidden› (15)""#))
    let email = try #require(lines.first { $0.contains(#""value": "ana@exmaple.org", "shown""#) })
    #expect(email.contains(#""header": "E-mail", "field": "email", "value": "ana@exmaple.org""#))
  }

  @Test func evidence_isHiddenWhenRedacted() throws {
    var options = ReportOptions()
    options.isRedacted = true
    for renderer in [JSONReport(), NDJSONReport()] as [any ReportRenderer] {
      let text = renderer.text(of: EvidenceReport.report, options)
      #expect(!text.contains("exmaple") && !text.contains("see "))
      #expect(text.contains(#""header": "E-mail", "field": "email", "value": "‹hidden› #1 (15)""#))
      #expect(text.contains(#""field": "code", "value": "A7""#))
    }
  }

  /// Below which header a cell of a broken record stands says nothing about it.
  @Test func displacedCells_areHiddenWhenRedacted() throws {
    var report = EvidenceReport.report
    report.issues.evidence = EvidenceByRow()
    report.issues.evidence.keep(
      EvidenceReport.row(["Ana", "", "", "many"], isDisplaced: true),
      of: RowPlace(source: 1, sheet: "People", row: 2))
    var options = ReportOptions()
    options.isRedacted = true
    #expect(!JSONReport().text(of: report, options).contains("Ana"))
    #expect(JSONReport().text(of: report).contains("Ana"))
  }
}

extension Substring {
  /// The text without a suffix, when it ends in it.
  fileprivate func trimmingSuffix(_ suffix: String) -> String {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) : String(self)
  }
}
