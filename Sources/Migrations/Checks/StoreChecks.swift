import ImportPipeline
import ImportService
import Schemas
import TabularCore

/// Asks a store whether the checks of a phase hold, in a transaction that can only read.
struct StoreChecks {
  let site: MigrationSite
  let phase: Phase
  let package: DataPackage

  /// What the checks found, and why the first of them that does not hold fails.
  func perform() throws(ServiceFailure) -> (
    results: [PhaseResult.CheckResult], failure: IssueContent.FailedCheck?
  ) {
    let asked = phase.checks.filter {
      if case .plan = $0 { false } else { true }
    }
    guard !asked.isEmpty else { return ([], nil) }
    var results: [PhaseResult.CheckResult] = []
    var failure: IssueContent.FailedCheck?
    for check in asked {
      let (found, problem) = try outcome(of: check)
      results.append(
        PhaseResult.CheckResult(name: check.name, found: found, holds: problem == nil))
      failure = failure ?? problem
    }
    return (results, failure)
  }

  private func outcome(
    of check: Check
  ) throws(ServiceFailure) -> (found: Int?, problem: IssueContent.FailedCheck?) {
    switch check {
    case .plan: return (nil, nil)
    case .count(let name, let condition, let expected):
      guard let table = StoreLayout(package).table(of: name) else {
        return (nil, .refused(check: check.name, reason: "the package has no table \(name)"))
      }
      return try asking(check) { connection throws(StoreError) in
        let rest = condition.map { " WHERE (\($0)\n)" } ?? ""
        let count =
          try connection.value(
            "SELECT count(*) FROM \(sqlTable(table.name, connection.dialect))\(rest)"
          ).integer ?? 0
        guard !expected.holds(count) else { return (count, nil) }
        return (count, .number(check: check.name, expected: expected.text, count: count))
      }
    case .empty(_, let sql):
      return try asking(check) { connection throws(StoreError) in
        var count = 0
        try connection.forEachRow(sql, []) { _ throws(StoreError) in count += 1 }
        return (count, count == 0 ? nil : .rows(check: check.name, count: count))
      }
    }
  }

  /// Asks in a transaction of its own, so that a statement that is refused does not end the others.
  private func asking(
    _ check: Check,
    _ body: (any SQLConnection) throws(StoreError) -> (Int?, IssueContent.FailedCheck?)
  ) throws(ServiceFailure) -> (found: Int?, problem: IssueContent.FailedCheck?) {
    let connection = try site.service.connection(to: site.choice, writes: false)
    do throws(StoreError) {
      if connection.dialect == .sqlite { try connection.execute("PRAGMA query_only = ON") }
      try connection.begin(writes: false)
      defer { connection.rollBack() }
      if connection.dialect == .postgresql {
        try connection.execute("SET TRANSACTION READ ONLY")
      }
      return try body(connection)
    } catch {
      guard !error.isTransient else { throw .store(error) }
      return (
        nil, .refused(check: check.name, reason: error.argument("reason") ?? "\(error.code)")
      )
    }
  }
}
