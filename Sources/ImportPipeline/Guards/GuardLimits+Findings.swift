import JSONText
import Schemas
import TabularCore

extension GuardLimits {
  /// The limits that the changes and removals of a table or group exceed.
  func findings(
    table: String, group: GuardFinding.Group? = nil, updated: Int, deleted: Int, total: Int
  ) -> [GuardFinding] {
    func exceeds(_ count: Int, _ percent: Double?, _ rows: Int?) -> Bool {
      guard let percent, count > rows ?? 0 else { return false }
      return Double(count) * 100 > percent * Double(total)
    }
    var findings: [GuardFinding] = []
    if exceeds(updated, changePercent, changeRows) {
      findings.append(
        GuardFinding(
          "guard.change-limit", table: table, group: group, count: updated, total: total,
          limit: changePercent ?? 0))
    }
    if exceeds(deleted, deletePercent, deleteRows) {
      findings.append(
        GuardFinding(
          "guard.delete-limit", table: table, group: group, count: deleted, total: total,
          limit: deletePercent ?? 0))
    } else if let deleteMost, deleted > deleteMost {
      findings.append(
        GuardFinding(
          "guard.delete-limit", table: table, group: group, count: deleted, total: total,
          limit: Double(deleteMost), isInRows: true))
    }
    return findings
  }
}

extension GuardFinding {
  /// The issue about an exceeded limit.
  ///
  /// - Parameter package: the package that the table belongs to.
  func issue(in package: DataPackage) -> Issue {
    let excess = IssueContent.LimitExcess(
      percent: percent, count: count, total: total, table: table, limit: limit.formatted,
      isInRows: isInRows,
      group: group.map { group in
        let field = package.table(named: table)?.field(named: group.field)
        return (
          group.field,
          ShownText(
            group.value, shown: field.flatMap { ValueForm(of: $0).shown(group.value) })
        )
      })
    let content: IssueContent =
      switch code {
      case "guard.delete-limit": .guardDeleteLimit(excess)
      case "guard.reject-limit": .guardRejectLimit(excess)
      default: .guardChangeLimit(excess)
      }
    return Issue(content, at: IssueLocation(.store, table: table, field: group?.field))
  }
}

extension [GuardFinding] {
  /// The approvals that were used, as JSON for the run's record; empty when there are none.
  var approvalsJSON: String {
    let approved = filter { $0.approver != nil }
    guard !approved.isEmpty else { return "" }
    var json = JSONWriter()
    json.array(approved) { json, finding in
      json.object { json in
        json.member("code", finding.code.rawValue)
        json.member("table", finding.table)
        json.member("count", finding.count)
        json.member("total", finding.total)
        json.member("approver", finding.approver ?? "")
        if let group = finding.group {
          json.member("field", group.field)
          json.member("value", group.value)
        }
      }
    }
    return json.text
  }
}

extension Double {
  /// The number without a fraction of zeros.
  fileprivate var formatted: String {
    self == rounded() && abs(self) < 1e15 ? String(Int(self)) : String(self)
  }
}
