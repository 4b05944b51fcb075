/// The currencies of ISO 4217.
enum Currencies {
  /// The alpha-3 codes with two decimals.
  private static let twoDecimals = """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN \
    BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP \
    GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP \
    LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR \
    NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN \
    SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR \
    ZMW ZWG
    """
  /// The alpha-3 codes without decimals; precious metals and units of account have none either.
  private static let noDecimals = """
    BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF XAG XAU XBA XBB XBC XBD \
    XDR XPD XPT XSU XTS XUA XXX
    """
  private static let threeDecimals = "BHD IQD JOD KWD LYD OMR TND"
  private static let fourDecimals = "CLF UYW"

  private static let digits: [String: Int] = {
    var digits: [String: Int] = [:]
    for (codes, count) in [
      (twoDecimals, 2), (noDecimals, 0), (threeDecimals, 3), (fourDecimals, 4),
    ] {
      for code in codes.split(separator: " ") { digits[String(code)] = count }
    }
    return digits
  }()

  /// All alpha-3 codes.
  static var codes: Dictionary<String, Int>.Keys { digits.keys }

  /// The decimals of a currency given by its alpha-3 code in upper case; `nil` for any other text.
  static func minorDigits(of code: String) -> Int? { digits[code] }

  /// The English, French and Spanish names, built when a cell is not a code.
  private static let names: NameIndex = {
    var index = NameIndex()
    for language in ["en", "fr", "es"] {
      for (code, name) in UnicodeNames.currencies.names(of: namedCodes, in: language) {
        index.add(name, for: code)
      }
    }
    return index
  }()

  /// The names in other languages, searched last.
  private static let foreign = ForeignNames(.currencies, of: namedCodes)

  /// The codes that stand for a currency; `XXX` and `XTS` are for none and for tests.
  private static let namedCodes = digits.keys.filter { $0 != "XXX" && $0 != "XTS" }.sorted()

  /// The code of a currency's name in any language, `Canadian dollar`; `nil` also for a name that several
  /// have.
  static func code(named name: String) -> String? {
    names.value(named: name) ?? foreign.meaning(of: name).code
  }

  /// The currency that `$` means in a country (ISO 3166-1 alpha-2); `nil` if it is not used there.
  static func dollar(in country: String?) -> String? {
    switch country {
    case "CA": "CAD"
    case "US": "USD"
    default: nil
    }
  }

  /// The currencies that a sign beside an amount may mean; empty for any other text.
  static func currencies(ofSign sign: String) -> Set<String> {
    switch sign.uppercased() {
    case "$": ["CAD", "USD", "AUD", "NZD", "SGD", "HKD", "MXN"]
    case "C$", "CA$", "CAN$", "$CA", "$C": ["CAD"]
    case "US$", "$US": ["USD"]
    case "A$", "AU$", "$A": ["AUD"]
    case "NZ$": ["NZD"]
    case "€": ["EUR"]
    case "£": ["GBP"]
    case "¥": ["JPY", "CNY"]
    case "₹": ["INR"]
    case "₩": ["KRW"]
    default: []
    }
  }
}

/// How many decimals amounts of a currency have; `nil` for a code that is not a currency.
public func currencyDecimals(of code: String) -> Int? { Currencies.minorDigits(of: code) }
