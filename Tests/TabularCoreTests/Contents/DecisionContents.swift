import TabularCore

extension IssueContentTests {
  static let decisionContents: [IssueContent] =
    [
      .decisionFieldUnknown(field: "a", package: "b"),
      .valueCorrected(value: "a", result: "b", count: 2, reason: "c", author: "d", line: 3),
      .decisionWaived(found: "a", author: "b", reason: "c", date: "2027-03-06", line: 2),
      .decisionExpired(.correction(value: "a"), date: "2027-03-06"),
      .decisionExpired(.waiver(found: "a", author: "b"), date: "2027-03-06"),
    ]
    + ([
      .repeated(value: "a", line: 2), .secret(field: "a"), .severity(found: "a"),
      .code(found: "a"),
    ] as [IssueContent.RefusedDecision]).map { .decisionRefused($0) }
    + ([
      .correction(value: "a"), .undecided(value: "a"), .waiver(found: "a"), .changed(found: "a"),
    ] as [IssueContent.UnusedDecision]).map { .decisionUnused($0, field: "b") }
}
