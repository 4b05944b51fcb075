import Foundation
public import ImportPipeline
import Schemas

/// What a target asks of a run that changes its store.
extension ChosenTarget {
  /// The target's limits, and how its newest backup stands to its rule.
  ///
  /// - Parameter now: the clock, UTC `YYYY-MM-DDTHH:MM:SSZ`.
  public func policy(now: String) -> GuardPolicy {
    var policy = GuardPolicy()
    policy.limits = target.guards
    policy.tableLimits = target.tableGuards
    if let backup = target.backup {
      let location = try? StoreLocation(store)
      policy.backup = GuardPolicy.Backup(
        ageHours: BackupFolder(path: resolved(backup.folder)).newestAge(
          of: [target.name, location?.text ?? store], store: location?.identity, at: now),
        limitHours: backup.maximumAgeHours)
    }
    policy.maintenance = target.maintenance.map { state(of: $0, now: now) }
    return policy
  }

  /// Whether a target that accepts changes at some times only does now.
  private func state(
    of maintenance: Project.Target.Maintenance, now: String
  ) -> GuardPolicy.Maintenance {
    switch maintenance {
    case .file(let path):
      return GuardPolicy.Maintenance(
        isOn: FileManager.default.fileExists(atPath: resolved(path)))
    case .hours(let from, let to, let zone):
      var calendar = Calendar(identifier: .gregorian)
      calendar.timeZone = TimeZone(identifier: zone) ?? .gmt
      let date = (try? Date(now, strategy: .iso8601)) ?? Date()
      let parts = calendar.dateComponents([.hour, .minute], from: date)
      let minute = (parts.hour ?? 0) * 60 + (parts.minute ?? 0)
      let isOn = from <= to ? (from..<to).contains(minute) : minute >= from || minute < to
      func text(_ minute: Int) -> String {
        [minute / 60, minute % 60].map { ($0 < 10 ? "0" : "") + String($0) }
          .joined(separator: ":")
      }
      return GuardPolicy.Maintenance(
        isOn: isOn, hours: .init(from: text(from), to: text(to) + " " + zone))
    }
  }
}
