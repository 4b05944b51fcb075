import Schemas
import TabularCore

extension RunEnding {
  private var production: GuardPolicy.Production? { work.options.guards.production }

  private var target: IssueArgument { IssueArgument("target", work.targetText) }

  private func refuse(_ code: IssueCode, variant: String = "", _ arguments: [IssueArgument]) {
    work.issues.add(
      Issue(
        code, at: IssueLocation(.target, file: work.targetText), variant: variant,
        arguments: arguments))
  }

  /// What the target asks of the command itself, before the store is touched.
  func checkTarget() throws {
    if let production, production.isClockSet {
      refuse(
        "guard.production-refused", variant: "clock",
        [IssueArgument("command", "REGISTRAR_NOW"), target])
    }
    guard work.options.mode == .execute else {
      if isRefused { throw GuardRefusal() }
      return
    }
    if let production, !production.isConfirmed { refuse("guard.target-unconfirmed", [target]) }
    checkMaintenance()
    checkBackup()
    if isRefused { throw GuardRefusal() }
  }

  /// Whether the target accepts changes at other times only.
  private func checkMaintenance() {
    guard let maintenance = work.options.guards.maintenance, !maintenance.isOn else { return }
    let (variant, arguments) = maintenance.refusal
    refuse("guard.maintenance-off", variant: variant, [target] + arguments)
  }

  /// Whether a backup is asked for and none is young enough.
  func checkBackup() {
    guard let backup = work.options.guards.backup else { return }
    guard let age = backup.ageHours else {
      return refuse("guard.backup-missing", variant: "none", [target])
    }
    guard age > backup.limitHours else { return }
    refuse(
      "guard.backup-missing",
      [
        target, IssueArgument("count", Int(age.rounded(.up))),
        IssueArgument("limit", Int(backup.limitHours)),
      ])
  }

  /// Production takes files only with their plan, or validated cleanly a short time ago.
  func checkReceipt() throws {
    guard let production, work.options.mode == .execute, work.options.plan == nil else { return }
    let isValidated =
      production.receiptFolder.map { folder in
        ValidationReceipts(folder: folder).holds(
          files: files.map(\.sha256), packageHash: work.package.hash, target: work.targetText,
          within: production.validationHours, of: work.now)
      } ?? false
    guard !isValidated else { return }
    refuse(
      "guard.plan-missing", [IssueArgument("limit", Int(production.validationHours)), target])
    throw GuardRefusal()
  }

  /// Leaves a receipt of a validation without errors in the data.
  func leaveReceipt(hasErrors: Bool) {
    guard let production, work.options.mode == .validate, !hasErrors, !isBroken,
      let folder = production.receiptFolder
    else { return }
    ValidationReceipts(folder: folder).leave(
      files: files.map(\.sha256), packageHash: work.package.hash, target: work.targetText,
      at: work.now)
  }

  private var isRefused: Bool {
    work.issues.counts.contains { $0.key.code.area == "guard" && $0.key.severity == .error }
  }

  /// Judges what the plan does to tables and groups; limits that are passed without approval are
  /// among the issues.
  mutating func judgeGuards() throws {
    var judge = GuardJudge(work)
    try judge.judge()
    guards = judge.findings
    for finding in guards where finding.approver == nil { report(finding) }
    if work.options.mode == .validate { checkBackup() }
  }

  private func report(_ finding: GuardFinding) {
    var variant = finding.isInRows ? "rows" : ""
    var arguments = [
      IssueArgument("percent", finding.percent), IssueArgument("count", finding.count),
      IssueArgument("total", finding.total), IssueArgument("table", finding.table),
      IssueArgument("limit", finding.limit.formatted),
    ]
    if let group = finding.group {
      variant = finding.isInRows ? "group-rows" : "group"
      let field = work.package.table(named: finding.table)?.field(named: group.field)
      arguments += [
        IssueArgument("field", group.field),
        IssueArgument(
          "value", group.value, shown: field.flatMap { ValueForm(of: $0).shown(group.value) }),
      ]
    }
    work.issues.add(
      Issue(
        finding.code,
        at: IssueLocation(.store, table: finding.table, field: finding.group?.field),
        variant: variant, arguments: arguments))
  }

  /// The approvals that let something pass, as JSON for the run's record; empty when there are none.
  var approvalsJSON: String {
    var lines: [String] = []
    for finding in guards {
      guard let approver = finding.approver else { continue }
      var members = [
        "\"code\":\(jsonString(finding.code.rawValue))", "\"table\":\(jsonString(finding.table))",
        "\"count\":\(finding.count)", "\"total\":\(finding.total)",
        "\"approver\":\(jsonString(approver))",
      ]
      if let group = finding.group {
        members += [
          "\"field\":\(jsonString(group.field))", "\"value\":\(jsonString(group.value))",
        ]
      }
      lines.append("{" + members.joined(separator: ",") + "}")
    }
    return lines.isEmpty ? "" : "[" + lines.joined(separator: ",") + "]"
  }
}

/// The target does not take the run; why is among the issues.
struct GuardRefusal: Error {}

extension Double {
  /// The number without a fraction of zeros.
  fileprivate var formatted: String {
    self == rounded() && abs(self) < 1e15 ? String(Int(self)) : String(self)
  }
}

/// A text as a JSON string.
private func jsonString(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"", "\\": result += "\\" + String(scalar)
    case "\u{0}"..<"\u{20}", "\u{7F}":
      let digits = String(scalar.value, radix: 16)
      result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}
