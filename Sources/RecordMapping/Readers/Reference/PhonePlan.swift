/// The numbering rules of a calling code.
struct PhonePlan {
  /// Why digits are not a number of a country.
  enum Problem: Error, Equatable {
    /// The count of digits does not fit; the counts that do, `10` or `6–12`.
    case length(expected: String)
    /// No area code begins like this.
    case areaCode(String)
    /// Something else is impossible.
    case form
  }

  /// The calling code, `1`.
  var callingCode: String
  /// The country that messages name and whose dialling prefixes apply, ISO 3166-1 alpha-2.
  var country: String

  /// Removes the prefix dialled only within the country.
  func withoutTrunkPrefix(_ digits: Substring) -> Substring {
    switch callingCode {
    case "1":
      return digits.count == 11 && digits.first == "1" ? digits.dropFirst() : digits
    case "7":
      return digits.count == 11 && digits.first == "8" ? digits.dropFirst() : digits
    case "36":
      return digits.hasPrefix("06") ? digits.dropFirst(2) : digits
    // Numbers in these countries begin with a zero that belongs to them.
    case "39", "225", "241", "242", "378":
      return digits
    default:
      return digits.first == "0" ? digits.dropFirst() : digits
    }
  }

  /// Checks the digits after the calling code.
  func check(_ digits: Substring) throws(Problem) {
    switch callingCode {
    case "1": try checkNorthAmerican(digits)
    case "33":
      try require(digits, 9...9)
      try requireFirst(digits, among: "123456789")
    case "44":
      let isShortKind = digits.first == "1" || digits.first == "8"
      try require(digits, isShortKind ? 9...10 : 10...10)
      try requireFirst(digits, among: "1235789")
    case "49":
      try require(digits, 6...12)
      try requireFirst(digits, among: "123456789")
    case "61":
      try require(digits, digits.first == "1" ? 6...10 : 9...9)
      try requireFirst(digits, among: "1234578")
    default:
      let lengths = PhoneLengths.of(callingCode)
      guard lengths.contains(where: { $0.contains(digits.utf8.count) }) else {
        throw .length(expected: PhoneLengths.words(lengths))
      }
    }
  }

  /// Whether digits can be a number within the country, judging by their count with and without the
  /// national prefix.
  func mayBeNational(_ digits: Substring) -> Bool {
    switch callingCode {
    case "1": digits.count == 10 || digits.count == 11
    default:
      PhoneLengths.of(callingCode).contains { range in
        range.contains(digits.count) || range.contains(withoutTrunkPrefix(digits).count)
      }
    }
  }

  /// The prefix dialled before a foreign number: 011 in North America, 00 nearly everywhere else.
  var exitPrefixes: [String] {
    switch country {
    case "AU", "CC", "CX": ["0011"]
    case "JP": ["010", "00"]
    case "BY", "KZ", "RU", "TJ", "TM": ["810", "00"]
    case "CU": ["119", "00"]
    case "KE", "TZ", "UG": ["000", "00"]
    case "GY", "HK", "ID", "KH", "KR", "MN", "SG", "TH": ["001", "00"]
    case "TW": ["002", "00"]
    case "NG": ["009", "00"]
    default: [callingCode == "1" ? "011" : "00"]
    }
  }

  /// NPA-NXX-XXXX: neither part begins with 0 or 1 or ends in 11; area codes `N9X`, `37X`, `96X` are
  /// reserved.
  private func checkNorthAmerican(_ digits: Substring) throws(Problem) {
    try require(digits, 10...10)
    let numbers = digits.utf8.map { Int($0) - 48 }
    let isArea =
      numbers[0] > 1 && numbers[1] != 9 && (numbers[1], numbers[2]) != (1, 1)
      && (numbers[0], numbers[1]) != (3, 7) && (numbers[0], numbers[1]) != (9, 6)
    guard isArea else { throw .areaCode(String(digits.prefix(3))) }
    guard numbers[3] > 1, (numbers[4], numbers[5]) != (1, 1) else { throw .form }
  }

  private func require(_ digits: Substring, _ counts: ClosedRange<Int>) throws(Problem) {
    guard counts.contains(digits.utf8.count) else {
      throw .length(
        expected: PhoneLengths.words([counts]))
    }
  }

  private func requireFirst(_ digits: Substring, among first: String) throws(Problem) {
    guard let digit = digits.first, first.contains(digit) else {
      throw .areaCode(String(digits.prefix(1)))
    }
  }
}
