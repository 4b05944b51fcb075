import TabularCore

extension IssueContentTests {
  static let guardContents: [IssueContent] =
    [
      .guardChangeLimit(excess(isInRows: false, inGroup: false)),
      .guardChangeLimit(excess(isInRows: false, inGroup: true)),
      .guardDeleteLimit(excess(isInRows: false, inGroup: false)),
      .guardDeleteLimit(excess(isInRows: false, inGroup: true)),
      .guardDeleteLimit(excess(isInRows: true, inGroup: false)),
      .guardDeleteLimit(excess(isInRows: true, inGroup: true)),
      .guardRejectLimit(excess(isInRows: false, inGroup: false)),
      .guardRejectLimit(excess(isInRows: true, inGroup: false)),
      .guardPruneRefused(.noRow, table: "a"), .guardPruneRefused(.invalid(row: 1), table: "a"),
      .guardPruneRefused(.unread(row: 1), table: "a"),
      .guardPruneRefused(.skipped(row: 1), table: "a"),
      .guardPruneRefused(.value(field: "b", value: "c", nearest: nil), table: "a"),
      .guardPruneRefused(.value(field: "b", value: "c", nearest: "d"), table: "a"),
      .guardBackupMissing(.old(count: 30, limit: 24), target: "a"),
      .guardBackupMissing(.none, target: "a"),
      .guardBackupMissing(.failed(reason: "b"), target: "a"),
      .guardBackupMissing(.createdb(role: "b"), target: "a"),
      .guardBackupMissing(
        .denied(role: "b", privilege: "c", object: "d", reason: "e"), target: "a"),
      .guardTargetUnconfirmed(.production, target: "a"),
      .guardTargetUnconfirmed(.restore, target: "a"),
      .guardTargetUnconfirmed(.other(name: "b"), target: "a"),
      .guardPlanMissing(limit: 24, target: "a"),
      .guardProductionRefused(clockOf: "a", target: "b"),
      .guardMaintenanceOff(target: "a", window: nil),
      .guardMaintenanceOff(target: "a", window: ("22:00", "06:00")),
    ]
    + IssueContent.ReceiptRefusal.allCases.map {
      .guardReceiptRefused($0, target: "a", reason: "b")
    }

  private static func excess(isInRows: Bool, inGroup: Bool) -> IssueContent.LimitExcess {
    IssueContent.LimitExcess(
      percent: 50, count: 1, total: 2, table: "a", limit: "10", isInRows: isInRows,
      group: inGroup ? ("b", ShownText("c")) : nil)
  }

  static let planContents: [IssueContent] =
    ([
      .file(file: "a"), .fileMissing(file: "a"), .fileAdded(file: "a"), .package(package: "a"),
      .target(expected: "a", found: "b"), .store(target: "a"), .options(option: "a"),
      .records(count: 2), .damaged(file: "a"),
    ] as [IssueContent.PlanMismatch]).map { .guardPlanStale($0, plan: "c") }
    + ([
      .value(field: "a", found: ShownText("b")), .cleared(field: "a", found: ShownText("")), .made,
      .gone, .unlike,
    ] as [IssueContent.PlanDrift]).flatMap { drift in
      [false, true].map { isByRun in
        .guardPlanStale(drift, run: "a", isByRun: isByRun, key: "b", plan: "c")
      }
    } + IssueContent.PlanFileFault.allCases.map { .guardPlanStale($0, file: "a") }
}
