import Schemas
import TabularCore

extension OutcomeBuilder {
  private var production: GuardPolicy.Production { session.options.guards.production }

  private func refuse(_ content: IssueContent) {
    session.issues.add(Issue(content, at: IssueLocation(.target, file: session.targetText)))
  }

  /// Checks what the target requires of the command itself, before the store is opened.
  func checkTarget() throws {
    if production.isDeclared {
      session.productionName = session.targetText
      checkProduction(named: session.targetText)
    }
    if session.options.mode == .execute {
      checkMaintenance()
      checkBackup()
    }
    if isRefused { throw GuardRefusal() }
  }

  /// Checks what an open store requires that knows itself to be in production use.
  ///
  /// What the store says takes precedence over any project file.
  func checkStore() throws {
    guard !session.options.isOffline, let marked = try session.store.productionName() else {
      return
    }
    let known = session.productionName
    session.productionName = marked
    guard known != marked else { return }
    checkProduction(named: marked)
    if isRefused { throw GuardRefusal() }
  }

  /// Refuses a clock that was set by hand, and an execution that does not confirm the production target.
  private func checkProduction(named name: String) {
    if production.isClockSet {
      refuse(.guardProductionRefused(clockOf: "REGISTRAR_NOW", target: name))
    }
    guard session.options.mode == .execute, production.confirmedName != name else { return }
    let other = session.options.target.flatMap { $0 == name ? nil : $0 }
    refuse(.guardTargetUnconfirmed(other.map { .other(name: $0) } ?? .production, target: name))
  }

  /// Checks whether the target accepts changes only at other times.
  private func checkMaintenance() {
    guard let maintenance = session.options.guards.maintenance, !maintenance.isOn else { return }
    refuse(.guardMaintenanceOff(target: session.targetText, window: maintenance.window))
  }

  /// Checks whether a backup is required and none is recent enough.
  func checkBackup() {
    guard let backup = session.options.guards.backup else { return }
    let target = session.targetText
    guard let age = backup.ageHours else {
      return refuse(.guardBackupMissing(.none, target: target))
    }
    guard age > backup.limitHours else { return }
    refuse(
      .guardBackupMissing(
        .old(count: Int(age.rounded(.up)), limit: Int(backup.limitHours)), target: target))
  }

  /// The hash of what this run validates or executes.
  private func receiptHash(for name: String) -> String {
    ValidationReceipt.hash(
      files: files.map(\.sha256), packageHash: session.package.hash, target: name,
      options: session.options.planOptionsJSON)
  }

  /// Checks that a production target gets files only with a plan, or after a recent clean validation.
  ///
  /// A resumed run was admitted when it began.
  func checkReceipt() throws {
    guard let name = session.productionName, session.options.mode == .execute,
      session.options.resumedRun == nil
    else { return }
    let receipt = try session.store.receipt(
      receiptHash(for: name), within: production.validationHours)
    session.keptApprovals = KeptApproval.list(json: receipt?.approvalsJSON ?? "")
    guard session.options.plan == nil, receipt == nil else { return }
    refuse(.guardPlanMissing(limit: Int(production.validationHours), target: name))
    throw GuardRefusal()
  }

  /// Leaves a receipt in the store after a validation without errors in the data.
  ///
  /// A validation takes no lock, so the receipt is written after its transaction.
  func leaveReceipt() {
    guard let name = session.productionName, session.options.mode == .validate,
      !session.options.isOffline, session.edits == nil, !isBroken, !hasDataErrors
    else { return }
    session.store.rollBack()
    let receipt = ValidationReceipt(
      hash: receiptHash(for: name), operatorName: session.options.operatorName,
      host: session.options.host, approvalsJSON: approvalsJSON)
    do throws(StoreError) {
      try session.store.leaveReceipt(receipt)
    } catch {
      let hasNoStore = error.code == "store.schema-version"
      refuse(
        .guardReceiptRefused(
          hasNoStore ? .noStore : .refused, target: name, reason: Self.reason(of: error)))
    }
  }

  /// Why a store did not accept a receipt.
  private static func reason(of error: StoreError) -> String {
    if let role = error.argument("role"), let privilege = error.argument("privilege"),
      let object = error.argument("object")
    {
      return "\(role) lacks \(privilege) on \(object)"
    }
    return error.argument("reason") ?? error.code.rawValue
  }

  /// Whether there are errors that no guard raised.
  private var hasDataErrors: Bool {
    session.issues.counts.contains { $0.key.code.area != "guard" && $0.key.severity == .error }
  }

  private var isRefused: Bool {
    session.issues.counts.contains { $0.key.code.area == "guard" && $0.key.severity == .error }
  }

  /// Checks what the plan does to tables and groups; limits that are exceeded without approval become
  /// issues.
  mutating func validateGuards() throws {
    var validate = GuardValidation(session)
    try validate.validate()
    guards = validate.findings
    for finding in guards where finding.approver == nil { report(finding) }
    if session.options.mode == .validate { checkBackup() }
  }

  private func report(_ finding: GuardFinding) {
    session.issues.add(finding.issue(in: session.package))
  }

  /// The approvals that were used, as JSON for the run's record; empty when there are none.
  var approvalsJSON: String { guards.approvalsJSON }
}

/// A guard refused the run; the issues say why.
struct GuardRefusal: Error {}
