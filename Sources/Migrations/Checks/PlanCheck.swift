import ImportPipeline
import Synchronization
import TabularCore

/// Holds the plan of an import against what a phase says of it, before anything is written.
final class PlanCheck: Sendable {
  private let phase: Phase
  private let found = Mutex<[PhaseResult.CheckResult]>([])

  init(_ phase: Phase) { self.phase = phase }

  /// What the checks found.
  var results: [PhaseResult.CheckResult] { found.withLock { $0 } }

  /// Checks the plan.
  ///
  /// - Throws: an ``ImportPipeline/OperationFailure``, by which the import writes nothing.
  func check(_ stream: OperationStream) throws {
    try check(stream.tables)
  }

  func check(_ tables: [OperationStream.Table]) throws(OperationFailure) {
    if !phase.tables.isEmpty {
      for table in tables where !phase.tables.contains(table.name) {
        guard table.created + table.updated + table.deleted > 0 else { continue }
        throw Self.failure(.tables(phase: phase.id, table: table.name))
      }
    }
    var failed: (check: String, expected: String, found: Int)?
    for case .plan(let effect, let name, let expected) in phase.checks {
      let check = Check.plan(effect, table: name, expected)
      let count = tables.filter { name == nil || $0.name == name }
        .reduce(0) { $0 + Self.count(effect, $1) }
      let holds = expected.holds(count)
      found.withLock {
        $0.append(PhaseResult.CheckResult(name: check.name, found: count, holds: holds))
      }
      if !holds, failed == nil { failed = (check.name, expected.text, count) }
    }
    guard let failed else { return }
    throw Self.failure(
      .number(check: failed.check, expected: failed.expected, count: failed.found))
  }

  private static func count(
    _ effect: Check.Effect, _ table: OperationStream.Table
  ) -> Int {
    switch effect {
    case .created: table.created
    case .updated: table.updated
    case .unchanged: table.unchanged
    case .deleted: table.deleted
    }
  }

  private static func failure(_ failure: IssueContent.FailedCheck) -> OperationFailure {
    OperationFailure(Issue(.runCheckFailed(failure), at: IssueLocation(.run)))
  }
}
