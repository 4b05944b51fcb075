/// A time zone that a number format shows beside its times: `yyyy-mm-dd hh:mm:ss UTC`.
enum FormatZone {
  case utc
  case other

  /// The zone named in the literal texts of a format; `nil` for none.
  init?(shownIn literals: [UInt8]) {
    guard literals.count >= 1 else { return nil }
    for word in literals.split(whereSeparator: { " \t()[],".utf8.contains($0) }) {
      let text = String(decoding: word, as: UTF8.self)
      if Self.namesOfUTC.contains(text.uppercased()) {
        self = .utc
        return
      }
      if Self.abbreviations.contains(text) || Self.isOffset(text.uppercased()) {
        self = .other
        return
      }
    }
    return nil
  }

  /// Whether a word alone names a zone: the letters of `GMT` and `EST` occur in dates too.
  static func isName(_ word: ArraySlice<UInt8>) -> Bool {
    guard word.count == 3 || word.count == 4 else { return false }
    let text = String(decoding: word, as: UTF8.self)
    return abbreviations.contains(text) || namesOfUTC.contains(text.uppercased())
  }

  private static let namesOfUTC: Set<String> = [
    "UTC", "GMT", "Z", "ZULU", "UTC+0", "GMT+0", "UTC+00:00", "GMT+00:00", "+00:00", "+0000",
    "-00:00",
  ]

  /// Capital letters only: `est` is a French word.
  private static let abbreviations: Set<String> = [
    "EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT", "AKST", "AKDT", "HST", "AST", "ADT",
    "NST", "NDT", "CET", "CEST", "MEZ", "MESZ", "WET", "WEST", "EET", "EEST", "BST", "IST", "MSK",
    "JST", "KST", "HKT", "SGT", "AEST", "AEDT", "ACST", "AWST", "NZST", "NZDT",
  ]

  /// `+01:00`, `-0500`, `UTC+1`.
  private static func isOffset(_ text: String) -> Bool {
    var rest = text[...]
    if rest.hasPrefix("UTC") || rest.hasPrefix("GMT") { rest = rest.dropFirst(3) }
    guard let sign = rest.first, sign == "+" || sign == "-" else { return false }
    let digits = rest.dropFirst().filter { $0 != ":" }
    return (1...4).contains(digits.count) && digits.allSatisfy { $0.isASCII && $0.isNumber }
      && (digits.count > 1 || text.hasPrefix("UTC") || text.hasPrefix("GMT"))
  }
}
