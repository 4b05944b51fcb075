import Foundation
import TabularCore

extension Project.Target {
  /// When a target accepts changes.
  public enum Maintenance: Sendable, Hashable {
    /// While a file exists (relative to the project file), which those who switch maintenance mode on
    /// create.
    case file(String)
    /// From a minute of the day to before another one, in a time zone; over midnight if the first is
    /// later.
    case hours(from: Int, to: Int, zone: String)
  }
}

/// Reads when a target accepts changes: `{"file": "maintenance.on"}`, or
/// `{"from": "22:00", "to": "05:00", "timeZone": "America/Toronto"}`.
enum MaintenanceDescriptor {
  static func read(_ object: ObjectReader) -> Project.Target.Maintenance? {
    let file = object.string("file")
    let from = time("from", of: object)
    let to = time("to", of: object)
    let zone = object.string("timeZone")
    object.finish(.all)
    if let file, from == nil, to == nil, zone == nil { return .file(file) }
    guard file == nil, let from, let to, let zone else {
      object.findings.add(
        at: object.place, "`maintenance` needs a `file`, or `from`, `to` and `timeZone`")
      return nil
    }
    guard TimeZone(identifier: zone) != nil else {
      object.findings.add(
        at: object.place(of: "timeZone"), "`\(zone)` is no time zone such as `America/Toronto`")
      return nil
    }
    return .hours(from: from, to: to, zone: zone)
  }

  /// A time of day, `HH:MM`, in minutes.
  private static func time(_ name: String, of object: ObjectReader) -> Int? {
    guard let text = object.string(name) else { return nil }
    let parts = text.split(separator: ":").map { Int($0) }
    guard text.utf8.count == 5, parts.count == 2, let hour = parts[0], let minute = parts[1],
      (0..<24).contains(hour), (0..<60).contains(minute)
    else {
      object.findings.add(
        at: object.place(of: name), "`\(text)` is no time of day such as `22:00`")
      return nil
    }
    return hour * 60 + minute
  }
}
