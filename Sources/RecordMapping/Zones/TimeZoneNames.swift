import TabularCore

/// The names of time zones: identifiers, old identifiers, and those of Windows.
struct TimeZoneNames: Sendable {
  /// The lists, built at first use.
  static let all = TimeZoneNames()

  /// A Windows zone: its usual zone, and those of single countries.
  private struct WindowsZone: Sendable {
    var usual: String?
    var byCountry: [String: String] = [:]
  }

  /// Canonical identifiers by identifiers in lower case.
  private var identifiers: [String: String] = ["utc": "UTC"]
  /// All canonical identifiers.
  private(set) var canonical: [String] = ["UTC"]

  private init() {
    for (area, names) in Self.lines(of: TimeZoneTable.zones) {
      for name in names { addZone(area + "/" + name) }
    }
    for (zone, names) in Self.lines(of: TimeZoneTable.links) {
      for name in names { identifiers[name.lowercased()] = zone }
    }
  }

  /// The lines of a table: a word with a colon, then other words.
  ///
  /// They are parted by bytes, as every run that reads a zone needs them.
  private static func lines(of table: String) -> [(first: String, others: [String])] {
    table.utf8.split(separator: UInt8(ascii: "\n")).compactMap { line in
      let words = line.split(separator: UInt8(ascii: " "))
      guard let first = words.first?.dropLast() else { return nil }
      return (String(Substring(first)), words.dropFirst().map { String(Substring($0)) })
    }
  }

  private mutating func addZone(_ zone: String) {
    identifiers[zone.lowercased()] = zone
    canonical.append(zone)
  }

  // What only unusual cells need is built on first use.

  /// The zones of Windows by their names in lower case.
  private static let windows: [String: WindowsZone] = {
    var windows: [String: WindowsZone] = [:]
    for line in WindowsZoneTable.zones.split(separator: "\n") {
      let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else { continue }
      var zone = WindowsZone()
      for (index, word) in parts[1].split(separator: " ").enumerated() {
        if index == 0 {
          zone.usual = String(word)
        } else {
          zone.byCountry[String(word.prefix(2))] = String(word.dropFirst(3))
        }
      }
      windows[parts[0].lowercased()] = zone
    }
    for line in WindowsZoneTable.shownNames.split(separator: "\n") {
      let parts = line.split(separator: "=")
      guard parts.count == 2, let zone = windows[parts[1].lowercased()] else { continue }
      windows[parts[0].lowercased()] = zone
    }
    return windows
  }()

  /// Zones by the last part of their identifiers, folded; `nil` if several share it.
  private static let cities: [String: String?] = {
    var cities: [String: String?] = [:]
    for zone in all.canonical.dropFirst() {
      let city = referenceKey(String(zone[(zone.lastIndex(of: "/") ?? zone.startIndex)...]))
      cities[city] = cities[city] == nil ? .some(zone) : .some(nil)
    }
    return cities
  }()

  private static let closest: NameIndex = {
    var names = NameIndex()
    for zone in all.canonical.dropFirst() { names.add(zone, for: zone) }
    return names
  }()

  /// The canonical identifier of an identifier in any case.
  func canonicalIdentifier(_ text: String) -> String? { identifiers[text.lowercased()] }

  /// The zone of a Windows name.
  ///
  /// Windows names cover several countries. Without a country the Canadian zone is used if there is one:
  /// `Eastern Standard Time` is `America/Toronto`.
  func zone(ofWindowsName name: String, country: String?) -> String? {
    guard let zone = Self.windows[name.lowercased()] else { return nil }
    return zone.byCountry[country ?? "CA"] ?? zone.usual
  }

  /// The only zone of a city, or the only one whose identifier is near a text.
  func suggestion(for text: String) -> Issue.Suggestion? {
    if let city = Self.cities[referenceKey(text)], let zone = city {
      return Issue.Suggestion(zone, evidence: "the only time zone of that city")
    }
    return Self.closest.suggestion(for: text, noun: "time zone")
  }
}
