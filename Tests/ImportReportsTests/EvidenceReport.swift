import ImportPipeline
import TabularCore

@testable import Schemas

/// A report of two files whose issues have the rows in which they lie.
enum EvidenceReport {
  static let columns: [(header: String, field: String?)] = [
    ("Code", "code"), ("E-mail", "email"), ("Remark | *free*", nil), ("Seats", "seats"),
    ("PIN", "pin"),
  ]

  static func row(_ texts: [String], isDisplaced: Bool = false) -> RowEvidence {
    var evidence = RowEvidence(isDisplaced: isDisplaced)
    for (index, text) in texts.enumerated() where !text.isEmpty {
      let column = columns.indices.contains(index) ? columns[index] : (header: "", field: nil)
      evidence.append(
        RowEvidence.Cell(
          column: index + 1, header: column.header, field: column.field, text: text,
          isSecret: column.field == "pin"))
    }
    return evidence
  }

  static func place(
    _ row: Int, _ column: Int, _ field: String?, source: SourceID = 1
  ) -> IssueLocation {
    IssueLocation(
      .workbook, source: source, file: "people.xlsx", sheet: "People", table: "people", row: row,
      column: column, field: field)
  }

  static func seats(_ row: Int, _ text: String) -> Issue {
    Issue(
      "value.not-integer", at: place(row, 4, "seats"),
      arguments: [IssueArgument("value", text), IssueArgument("field", "seats")], value: text)
  }

  static var report: ImportReport {
    var report = ImportReport(
      run: ImportReport.Run(
        id: "20270306-0914-A3", mode: "validate", target: "prod",
        startedAt: "2027-03-06T14:14:02Z", outcome: .dataErrors,
        conclusion: LocalizedText("nothing was written")))
    report.package = ImportReport.Package(name: "people", version: "5", hash: "00ff")
    report.files = [
      ImportReport.File(
        source: 1, name: "people.xlsx", sha256: "ab12", byteCount: 48, kind: "xlsx",
        sheets: [
          ImportReport.Sheet(
            name: "People", table: "people", headerRow: 1,
            columns: columns.enumerated().map {
              ImportReport.Column(number: $0 + 1, header: $1.header, field: $1.field)
            })
        ])
    ]
    var line = LedgerLine(table: "people")
    line.read = 9
    line.invalid = 3
    line.created = 6
    report.ledger = [line]
    var email = Field(name: "email", type: .email)
    email.privacy = .personal
    report.personal = PersonalFields(
      DataPackage(
        name: "people", title: LocalizedText("People"),
        tables: [
          TableSchema(
            name: "people", fields: [Field(name: "code", type: .code), email],
            naturalKey: ["code"])
        ]))
    report.issues.add(seats(2, "many"))
    report.issues.add(seats(7, "few"))
    report.issues.add(
      Issue(
        "value.email-typo", at: place(7, 2, "email"),
        arguments: [
          IssueArgument("value", "ana@exmaple.org"), IssueArgument("expected", "ana@example.org"),
        ], value: "ana@exmaple.org", isPersonal: true))
    report.issues.add(
      Issue(
        "value.normalised", at: place(3, 1, "code"),
        arguments: [IssueArgument("value", "a1"), IssueArgument("result", "A1")], value: "a1"))
    let rows = [
      2: row(["A1", "", "see `x`|y <b>", "many", "1234"]), 3: row(["a1"]),
      7: row(["A7", "ana@exmaple.org", "", "few"]),
    ]
    for (number, evidence) in rows {
      report.issues.evidence.keep(
        evidence, of: RowPlace(source: 1, sheet: "People", row: number))
    }
    return report
  }
}
