import Schemas
import Synchronization
import TabularCore

/// The subdivisions of ISO 3166-2, by country.
final class Subdivisions: Sendable {
  /// The list; a country's names are indexed on first use.
  static let all = Subdivisions()

  /// The subdivisions of one country.
  private final class Country: Sendable {
    /// Codes without the country, `ON`.
    let codes: Set<String>
    let names: NameIndex

    init(_ entries: [(code: Substring, names: Substring)]) {
      codes = Set(entries.map { String($0.code) })
      var index = NameIndex()
      for (code, names) in entries {
        for name in names.split(separator: "|") { index.add(String(name), for: String(code)) }
      }
      names = index
    }
  }

  /// The codes with their names, separated by `|`, by country.
  private let entries: [Substring: [(code: Substring, names: Substring)]]
  private let countries = Mutex<[String: Country]>([:])

  private init() {
    var entries: [Substring: [(code: Substring, names: Substring)]] = [:]
    for line in SubdivisionTable.full.split(separator: "\n") {
      let parts = line.split(separator: " ", maxSplits: 1)
      guard parts.count == 2, let hyphen = parts[0].firstIndex(of: "-") else { continue }
      entries[parts[0][..<hyphen], default: []]
        .append((parts[0][parts[0].index(after: hyphen)...], parts[1]))
    }
    for line in SubdivisionTable.named.split(separator: "\n") {
      for item in line.dropFirst(3).split(separator: ";") {
        let parts = item.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
        guard let code = parts.first else { continue }
        entries[line.prefix(2), default: []].append((code, parts.count > 1 ? parts[1] : ""))
      }
    }
    for line in SubdivisionTable.coded.split(separator: "\n") {
      for code in line.dropFirst(3).split(separator: " ") {
        entries[line.prefix(2), default: []].append((code, ""))
      }
    }
    self.entries = entries
  }

  /// The subdivisions of a country; `nil` where ISO 3166-2 lists none.
  private func subdivisions(of country: String) -> Country? {
    countries.withLock { countries in
      if let known = countries[country] { return known }
      guard let entries = entries[Substring(country)] else { return nil }
      let made = Country(entries)
      countries[country] = made
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
