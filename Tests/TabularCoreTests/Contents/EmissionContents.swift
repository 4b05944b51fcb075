import TabularCore

extension IssueContentTests {
  private static let record = IssueContent.EmittedName(target: "a", table: "b", key: "c")

  static let emissionContents: [IssueContent] =
    [
      .emitOutcomeUnknown(record), .emitUnmapped(record, map: "d", found: "e"),
      .emitKeyCollision(record, other: "d"),
    ] + refusals.map { .emitRefused($0, record) }
    + limits.map { .emitLimit($0, record, column: "f") }
    + stops.map { .emitStopped($0, target: "a") }

  private static let refusals: [IssueContent.EmissionRefusal] = [
    .answer(status: 400, reason: "d"), .answer(status: 400, reason: ""),
    .later(status: 400, reason: "d"), .before(status: 400), .kept(pointer: "/d"),
    .fixed(pointer: "/d"),
    .several(count: 2), .absent, .parent(parent: "d", parentKey: "e"),
  ]

  private static let limits: [IssueContent.EmissionLimit] = [
    .pattern("d"), .words(expected: "d"), .filled, .longest(2), .shortest(2),
  ]

  private static let stops: [IssueContent.EmissionStop] = [
    .unreachable(reason: "b"), .identity(pointer: "/b", found: "c"), .session(status: 401),
    .status(request: "b", status: 500), .redirect(request: "b", status: 301),
    .tooLong(request: "b"), .notJSON(request: "b"), .pages(request: "b", count: 2),
    .empty(request: "b"), .unprotected(address: "b"), .host(address: "b"),
    .settings(setting: "b", variable: "C"),
    .profile(reason: "b"), .plan(count: 2), .held(host: "b", process: 2),
  ]
}
