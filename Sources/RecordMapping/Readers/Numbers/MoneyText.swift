/// An amount as typed: a number with a currency sign or code before or after it.
struct MoneyText {
  /// The number with its minus sign.
  var number: String
  /// The sign or code, in upper case: `$`, `CA$`, `EUR`.
  var sign: String?

  /// Splits a text; `nil` when something else surrounds the number.
  init?(_ text: String) {
    var rest = Substring(text)
    var isNegative = false
    if rest.hasPrefix("-") {
      isNegative = true
      rest = rest.dropFirst()
    } else if rest.hasPrefix("−") {
      isNegative = true
      rest = rest.dropFirst()
    }
    let before = Self.sign(rest.prefix { !$0.isASCII || !($0.isNumber || "+-., ".contains($0)) })
    if let before {
      rest = rest.dropFirst(before.length)
      rest = rest.drop { $0 == " " }
      if !isNegative, rest.hasPrefix("-") || rest.hasPrefix("−") {
        isNegative = true
        rest = rest.dropFirst()
      }
    }
    guard let first = rest.utf8.first, ByteScanning.isDigit(first) || first == 0x2E || first == 0x2B
    else { return nil }
    var after: Substring = ""
    if let last = rest.lastIndex(where: { $0.isASCII && $0.isNumber }) {
      after = rest[rest.index(after: last)...]
      rest = rest[...last]
    }
    after = after.drop { $0 == " " }
    if !after.isEmpty {
      guard before == nil, let behind = Self.sign(after), behind.length == after.count else {
        return nil
      }
      sign = behind.text
    } else {
      sign = before?.text
    }
    number = (isNegative ? "-" : "") + String(rest)
  }

  private static func sign(_ text: Substring) -> (text: String, length: Int)? {
    guard !text.isEmpty, text.count <= 6 else { return nil }
    let upper = text.uppercased()
    if currencies[upper] != nil { return (upper, text.count) }
    return upper.utf8.count == 3 && Currencies.minorDigits(of: upper) != nil
      ? (upper, text.count) : nil
  }

  /// Whether a sign or code can stand for a currency.
  static func sign(_ sign: String, means currency: String) -> Bool {
    if let possible = currencies[sign] { return possible.contains(currency) }
    return sign == currency
  }

  /// The currencies that a sign may stand for.
  private static let currencies: [String: Set<String>] = [
    "$": [
      "CAD", "USD", "AUD", "NZD", "SGD", "HKD", "MXN", "BSD", "BBD", "BZD", "BMD", "BND", "KYD",
      "FJD", "GYD", "JMD", "LRD", "NAD", "SBD", "SRD", "TTD", "TWD", "XCD", "ARS", "CLP", "COP",
      "CUP", "DOP", "UYU",
    ],
    "CA$": ["CAD"], "C$": ["CAD", "NIO"], "CAD$": ["CAD"], "CAN$": ["CAD"], "$CAN": ["CAD"],
    "$CA": ["CAD"], "$CAD": ["CAD"],
    "US$": ["USD"], "USD$": ["USD"], "$US": ["USD"], "$USD": ["USD"],
    "A$": ["AUD"], "AU$": ["AUD"], "NZ$": ["NZD"], "HK$": ["HKD"], "S$": ["SGD"],
    "€": ["EUR"], "£": ["GBP", "EGP", "FKP", "GIP", "SHP", "LBP", "SYP", "SDG", "SSP"],
    "¥": ["JPY", "CNY"], "₹": ["INR"], "₩": ["KRW", "KPW"], "₽": ["RUB"], "₺": ["TRY"],
    "₪": ["ILS"], "₴": ["UAH"], "₱": ["PHP"], "₫": ["VND"], "₦": ["NGN"], "฿": ["THB"],
    "ZŁ": ["PLN"], "KČ": ["CZK"], "KR": ["SEK", "NOK", "DKK", "ISK"], "R$": ["BRL"],
    "FR": ["CHF"], "FR.": ["CHF"],
  ]
}
