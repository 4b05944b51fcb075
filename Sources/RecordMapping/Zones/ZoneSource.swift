import Foundation

/// Where the transitions of zones come from: the system's time zone files, else Foundation.
enum ZoneSource {
  /// The folders in which systems keep time zone files.
  private static let folders = [
    "/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo", "/etc/zoneinfo",
    "/var/db/timezone/zoneinfo",
  ]

  /// The folder that this system has.
  private static let folder = folders.first {
    FileManager.default.fileExists(atPath: $0 + "/Europe/London")
  }

  /// The transitions of a canonical identifier; `nil` when neither source knows it.
  static func transitions(of identifier: String) -> ZoneTransitions? {
    if identifier == "UTC" { return ZoneTransitions(offset: 0) }
    if let folder, let bytes = FileManager.default.contents(atPath: folder + "/" + identifier),
      let transitions = ZoneFile.transitions(Array(bytes))
    {
      return transitions
    }
    return TimeZone(identifier: identifier).map { sampled($0) }
  }

  /// The version of the system's time zone files, `2025b`; `unknown` if they do not tell.
  static let version: String = {
    guard let folder else { return "unknown" }
    for (name, prefix) in [("tzdata.zi", "# version "), ("+VERSION", "")] {
      guard let file = FileHandle(forReadingAtPath: folder + "/" + name) else { continue }
      defer { try? file.close() }
      guard let head = try? file.read(upToCount: 64) else { continue }
      let line = String(decoding: head, as: UTF8.self).prefix { $0 != "\n" }
      if line.hasPrefix(prefix), line.count > prefix.count {
        return String(line.dropFirst(prefix.count))
      }
    }
    return "unknown"
  }()

  /// Transitions found by asking for the offset of every week from 1900 to 2199.
  ///
  /// Two changes within a week that cancel each other would be missed; no zone has such changes.
  static func sampled(_ zone: TimeZone) -> ZoneTransitions {
    func offset(_ seconds: Int64) -> Int32 {
      Int32(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds))))
    }
    let week: Int64 = 604_800
    var time: Int64 = -2_208_988_800
    var transitions = ZoneTransitions(offset: offset(time))
    var current = offset(time)
    while time < 7_258_118_400 {
      let next = offset(time + week)
      if next != current {
        var (low, high) = (time, time + week)
        while high - low > 1 {
          let middle = (low + high) / 2
          if offset(middle) == current { low = middle } else { high = middle }
        }
        transitions.append(start: high, offset: next)
        current = next
      }
      time += week
    }
    return transitions
  }
}
