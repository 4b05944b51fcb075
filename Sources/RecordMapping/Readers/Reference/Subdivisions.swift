import Schemas
import Synchronization
import TabularCore

/// The subdivisions of ISO 3166-2, by country.
final class Subdivisions: Sendable {
  /// The list; a country is read on first use.
  static let all = Subdivisions()

  /// The subdivisions of one country.
  private final class Country: Sendable {
    /// Codes without the country, `ON`.
    let codes: Set<String>
    private let entries: [(code: Substring, names: Substring)]
    private let index = Mutex<NameIndex?>(nil)

    init(_ entries: [(code: Substring, names: Substring)]) {
      codes = Set(entries.map { String($0.code) })
      self.entries = entries
    }

    /// The names, indexed when a cell is not a code.
    var names: NameIndex {
      index.withLock { index in
        if let index { return index }
        var made = NameIndex()
        for (code, names) in entries {
          for name in names.split(separator: "|") { made.add(String(name), for: String(code)) }
        }
        index = made
        return made
      }
    }
  }

  private let countries = Mutex<[String: Country?]>([:])

  private init() {}

  /// The codes of a country with their names, separated by `|`.
  private static func entries(of country: String) -> [(code: Substring, names: Substring)] {
    var entries: [(code: Substring, names: Substring)] = []
    for line in lines(of: country + "-", in: SubdivisionTable.full) {
      let parts = line.split(separator: " ", maxSplits: 1)
      if parts.count == 2 { entries.append((parts[0], parts[1])) }
    }
    for line in lines(of: country + ":", in: SubdivisionTable.named) {
      for item in line.split(separator: ";") {
        let parts = item.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
        guard let code = parts.first else { continue }
        entries.append((code, parts.count > 1 ? parts[1] : ""))
      }
    }
    for line in lines(of: country + ":", in: SubdivisionTable.coded) {
      for code in line.split(separator: " ") { entries.append((code, "")) }
    }
    return entries
  }

  /// The rest of each line of a table that begins with a prefix; other lines are passed over by their bytes.
  private static func lines(of prefix: String, in table: String) -> [Substring] {
    table.utf8.split(separator: UInt8(ascii: "\n"))
      .filter { $0.starts(with: prefix.utf8) }
      .map { Substring($0.dropFirst(prefix.utf8.count)) }
  }

  /// The subdivisions of a country; `nil` where ISO 3166-2 lists none.
  private func subdivisions(of country: String) -> Country? {
    countries.withLock { countries in
      if let known = countries[country] { return known }
      let entries = Self.entries(of: country)
      let made = entries.isEmpty ? nil : Country(entries)
      countries[country] = .some(made)
      return made
    }
  }

  /// All codes of a country, without the country; empty where ISO 3166-2 lists none.
  func codes(of country: String) -> Set<String> { subdivisions(of: country)?.codes ?? [] }

  /// The ISO 3166-2 code of a code or name, whatever its case, width and spaces, in a country given by
  /// its alpha-2 code.
  func code(of text: String, in country: String) -> String? {
    guard let list = subdivisions(of: country) else { return nil }
    let name = foldedValue(text)
    var bare = name.uppercased()
    if bare.hasPrefix(country + "-") { bare = String(bare.dropFirst(3)) }
    if list.codes.contains(bare) { return country + "-" + bare }
    // "P.E.I." is a name; "Q.C." is a code with points.
    if let code = list.names.value(named: name) { return country + "-" + code }
    guard let letters = abbreviation(name)?.uppercased(), list.codes.contains(letters) else {
      return nil
    }
    return country + "-" + letters
  }

  /// The name of a country's subdivision that a text nearly spells.
  func suggestion(for text: String, in country: String) -> Issue.Suggestion? {
    subdivisions(of: country)?.names.suggestion(for: text, noun: "subdivision of `\(country)`")
  }
}
