/// The currencies of ISO 4217.
enum Currencies {
  /// The decimals of a currency given by its alpha-3 code in upper case; `nil` when it is none.
  static func minorDigits(of code: String) -> Int? { code.count == 3 ? 2 : nil }

  /// The currency that `$` means in a country (ISO 3166-1 alpha-2); `nil` where it means none here.
  static func dollar(in country: String?) -> String? {
    switch country {
    case "CA": "CAD"
    case "US": "USD"
    default: nil
    }
  }
}
