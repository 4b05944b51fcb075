import TabularCore

extension IssueContentTests {
  static let migrationContents: [IssueContent] =
    [
      .guardPhaseOrder(.dependency(first: "a"), phase: "b"),
      .guardPhaseOrder(.unfinished(first: "a", round: 1), phase: "b"),
      .guardPhaseOrder(.done, phase: "b"),
      .guardChecklistOpen(items: "`a`", count: 1, phase: "b"),
      .runCheckFailed(.number(check: "a", expected: "5", count: 4)),
      .runCheckFailed(.rows(check: "a", count: 4)),
      .runCheckFailed(.refused(check: "a", reason: "b")),
      .runCheckFailed(.tables(phase: "a", table: "b")),
    ]
    + ([
      .status(1), .timeout(seconds: 2), .signal(9), .notStarted(reason: "b"), .cancelled,
    ] as [IssueContent.HookFailure]).map { .runHookFailed($0, hook: "a") }
}
