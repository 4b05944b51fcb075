import RecordMapping
import Schemas
import TabularCore

/// Finds the limits that a run exceeds, from what its plan does to each table and to each group.
struct GuardValidation {
  /// What is done to the records of a table or group.
  private struct Share {
    var total = 0
    var updated = 0
    var deleted = 0
  }

  let session: ImportSession
  private(set) var findings: [GuardFinding] = []

  init(_ session: ImportSession) { self.session = session }

  /// Checks every table that was read.
  mutating func validate() throws {
    for (index, schema) in session.order.enumerated() where session.tables[index].wasRead {
      let limits = session.options.guards.limits(of: schema, in: session.package)
      let ledger = session.tables[index].ledger
      validateRejects(ledger, limits)
      let share = Share(
        total: try session.store.recordCount(of: schema), updated: ledger.updated,
        deleted: ledger.deleted + ledger.pruned)
      validate(share, of: schema, nil, limits)
      guard share.updated > 0 || share.deleted > 0 else { continue }
      for field in session.options.guards.scope(of: schema, in: session.package) {
        try validateGroups(byFieldAt: field, of: index, limits)
      }
    }
  }

  private mutating func validateGroups(
    byFieldAt field: Int, of table: Int, _ limits: GuardLimits
  ) throws {
    let schema = session.order[table]
    var shares = try session.store.recordCounts(of: schema, byFieldAt: field)
      .mapValues { Share(total: $0) }
    try session.store.forEachOperation(of: schema, [.update, .delete]) { staged in
      guard let stored = staged.stored else { return }
      let value = stored.values[field].description
      switch staged.operation {
      case .update: shares[value, default: Share()].updated += 1
      case .delete: shares[value, default: Share()].deleted += 1
      case .create, .unchanged: break
      }
    }
    for (value, share) in shares.sorted(by: { $0.key < $1.key }) {
      validate(share, of: schema, .init(field: schema.fields[field].name, value: value), limits)
    }
  }

  private mutating func validate(
    _ share: Share, of schema: TableSchema, _ group: GuardFinding.Group?, _ limits: GuardLimits
  ) {
    let found = limits.findings(
      table: schema.name, group: group, updated: share.updated, deleted: share.deleted,
      total: share.total)
    for finding in found { add(finding) }
  }

  /// Rows left out matter only if the other rows are written.
  private mutating func validateRejects(_ ledger: LedgerLine, _ limits: GuardLimits) {
    guard session.options.errorPolicy != .stop, ledger.invalid > 0 else { return }
    let total = ledger.read - ledger.blank - ledger.example
    if let rows = limits.rejectRows, ledger.invalid > rows {
      add(
        GuardFinding(
          "guard.reject-limit", table: ledger.table, count: ledger.invalid, total: total,
          limit: Double(rows), isInRows: true))
    } else if let percent = limits.rejectPercent,
      Double(ledger.invalid) * 100 > percent * Double(total)
    {
      add(
        GuardFinding(
          "guard.reject-limit", table: ledger.table, count: ledger.invalid, total: total,
          limit: percent))
    }
  }

  private mutating func add(_ finding: GuardFinding) {
    var finding = finding
    let isApproved = session.options.guards.approvals.contains {
      $0.code == finding.code && $0.count == finding.count
    }
    if isApproved { finding.approver = session.options.guards.approver }
    // A resumed run has written a part already, so fewer rows are left than were approved.
    let begun = KeptApproval.list(json: session.unfinished?.approvalsJSON ?? "")
    let kept =
      session.keptApprovals.first { $0.concerns(finding) && $0.count == finding.count }
      ?? begun.first { $0.concerns(finding) && $0.count >= finding.count }
    if finding.approver == nil { finding.approver = kept?.approver }
    findings.append(finding)
  }
}
