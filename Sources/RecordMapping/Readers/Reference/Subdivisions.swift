import Schemas
import TabularCore

/// The subdivisions of ISO 3166-2, by country.
struct Subdivisions: Sendable {
  /// The list, built at first use.
  static let all = Subdivisions()

  /// The subdivisions of one country.
  private struct Country: Sendable {
    /// Codes without the country, `ON`.
    var codes: Set<String> = []
    var names = NameIndex()
  }

  private var countries: [String: Country] = [:]

  private init() {
    for line in SubdivisionTable.full.split(separator: "\n") {
      let parts = line.split(separator: " ", maxSplits: 1)
      guard parts.count == 2, let hyphen = parts[0].firstIndex(of: "-") else { continue }
      let code = String(parts[0][parts[0].index(after: hyphen)...])
      add(code, names: parts[1], to: String(parts[0][..<hyphen]))
    }
    for line in SubdivisionTable.named.split(separator: "\n") {
      let country = String(line.prefix(2))
      for item in line.dropFirst(3).split(separator: ";") {
        let parts = item.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
        guard let code = parts.first else { continue }
        add(String(code), names: parts.count > 1 ? parts[1] : "", to: country)
      }
    }
    for line in SubdivisionTable.coded.split(separator: "\n") {
      for code in line.dropFirst(3).split(separator: " ") {
        add(String(code), names: "", to: String(line.prefix(2)))
      }
    }
  }

  private mutating func add(_ code: String, names: Substring, to country: String) {
    countries[country, default: Country()].codes.insert(code)
    for name in names.split(separator: "|") {
      countries[country]?.names.add(String(name), for: code)
    }
  }

  /// All codes of a country, without the country; empty where ISO 3166-2 lists none.
  func codes(of country: String) -> Set<String> { countries[country]?.codes ?? [] }

  /// The ISO 3166-2 code of a code or name, whatever its case, width and spaces, in a country given by
  /// its alpha-2 code.
  func code(of text: String, in country: String) -> String? {
    guard let list = countries[country] else { return nil }
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
    countries[country]?.names.suggestion(for: text, noun: "subdivision of `\(country)`")
  }
}
