import ImportPipeline
import TabularCore

/// Swift Testing has an `Issue` of its own.
typealias Issue = TabularCore.Issue

/// The run of the worked example: one workbook, four kinds of issues, fourteen notes.
enum SampleReport {
  static let startText = "2027-03-06 09:00"
  static let end: IssueCode = "rule.visit-end"

  static var report: ImportReport {
    var report = ImportReport(
      run: ImportReport.Run(
        id: "20270306-0914-A3", mode: "validate", target: "prod",
        startedAt: "2027-03-06T14:14:02Z", finishedAt: "2027-03-06T14:14:05Z", zoneData: "2026c",
        outcome: .dataErrors,
        conclusion: LocalizedText("nothing was written", ["fr": "rien n'a été écrit"])))
    report.package = ImportReport.Package(name: "sites", version: "5", hash: "00ff")
    report.files = [
      ImportReport.File(
        name: "december.xlsx", sha256: "ab12", byteCount: 48_213, kind: "xlsx", dateSystem: 1900,
        sheets: [
          ImportReport.Sheet(name: "Locations", table: "locations", headerRow: 1),
          ImportReport.Sheet(name: "Venues", table: "venues", headerRow: 1),
          ImportReport.Sheet(
            name: "Common visits", table: "common_visits", headerRow: 1,
            columns: [
              ImportReport.Column(
                number: 9, header: "Available To", field: "end_at", dateOrder: "dmy")
            ]),
        ])
    ]
    report.ledger = [
      line("locations", 12, 0, 1, 0, 1, 9, 1), line("venues", 61, 2, 1, 0, 37, 18, 3),
      line("common_visits", 88, 4, 1, 0, 4, 79, 0),
    ]
    report.ruleTexts = [
      end: ImportReport.RuleText(
        messages: [
          "": LocalizedText("the visit ends at `{end}`, expected a time after its start `{start}`")
        ],
        help: LocalizedText("correct the end", ["fr": "corrigez la fin"]), level: 7),
      "rule.helpers": ImportReport.RuleText(
        messages: [
          "": LocalizedText(
            "`{count}` helpers for `{places}` people, at least `{needed}` are usual")
        ],
        help: LocalizedText("assign more helpers"), level: 9),
    ]
    report.phrases = ["location": LocalizedText("location", ["fr": "lieu"])]
    for issue in issues.reversed() { report.issues.add(issue) }
    return report
  }

  static func cell(
    _ sheet: String, _ table: String, _ row: Int, _ column: Int, _ field: String,
    key: [String] = []
  ) -> IssueLocation {
    IssueLocation(
      .workbook, file: "december.xlsx", sheet: sheet, table: table, row: row, column: column,
      field: field, key: key)
  }

  private static func line(
    _ table: String, _ read: Int, _ blank: Int, _ example: Int, _ skipped: Int, _ invalid: Int,
    _ created: Int, _ updated: Int
  ) -> LedgerLine {
    var line = LedgerLine(table: table)
    line.read = read
    line.blank = blank
    line.example = example
    line.skipped = skipped
    line.invalid = invalid
    line.created = created
    line.updated = updated
    return line
  }

  private static var issues: [Issue] {
    let kind = cell("Locations", "locations", 12, 3, "kind", key: ["TOR-02"])
    var issues = [
      Issue(
        "value.enum-unknown", at: kind,
        arguments: [
          IssueArgument("value", "phisical"), IssueArgument("field", "kind"),
          IssueArgument("expected", "physical, virtual"),
        ], value: "phisical",
        suggestion: Issue.Suggestion("physical", evidence: "the only value within one letter"))
    ]
    for row in [37, 52, 60, 61] {
      issues.append(
        Issue(
          end, at: cell("Common visits", "common_visits", row, 9, "end_at", key: ["2027-03-PM"]),
          arguments: [
            IssueArgument("end", "2027-03-06 08:00"), IssueArgument("start", startText),
          ], value: "46452.33333", shown: "06/03/2027 08:00",
          related: [
            Issue.RelatedPlace(
              cell("Common visits", "common_visits", row, 8, "start_at"), label: startText)
          ]))
    }
    issues.append(
      Issue(
        "reference.parent-invalid", at: cell("Locations", "locations", 12, 1, "location_code"),
        arguments: [
          IssueArgument("count", 37), IssueArgument("table", "venues"),
          IssueArgument("parent", "location"), IssueArgument("value", "TOR-02"),
        ],
        related: [
          Issue.RelatedPlace(
            IssueLocation(.workbook, file: "december.xlsx", sheet: "Venues", table: "venues"),
            rows: RowRanges(4...40), label: "waiting rows"),
          Issue.RelatedPlace(kind, label: "value.enum-unknown"),
        ]))
    issues.append(
      Issue(
        "rule.helpers", severity: .warning,
        at: cell("Common visits", "common_visits", 9, 10, "capacity"),
        arguments: [
          IssueArgument("count", 2), IssueArgument("places", 110), IssueArgument("needed", 4),
        ]))
    for row in (3...16).reversed() {
      issues.append(
        Issue(
          "value.normalised", at: cell("Locations", "locations", row, 5, "time_zone"),
          arguments: [
            IssueArgument("value", "Eastern Standard Time"),
            IssueArgument("result", "America/Toronto"),
          ], value: "Eastern Standard Time"))
    }
    return issues
  }
}
