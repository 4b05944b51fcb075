/// The check digits of numbers that people are known by: what holds for a number holds for its pseudonym.
enum CheckDigits: CaseIterable {
  /// The sum of cards and of many national numbers, modulo 10, over digits.
  case luhn
  /// The sum of articles (EAN, GTIN), modulo 10, over 8, 12, 13 or 14 digits.
  case article
  /// The sum of ISBN-10, modulo 11; the last digit may be X.
  case book
  /// ISO 7064, modulo 97, of accounts (IBAN): letters, two check digits, and the rest.
  case account

  /// The kinds that hold for a text, whose letters and digits count.
  static func holding(for text: [UInt8]) -> [CheckDigits] {
    text.withUnsafeBufferPointer { holding(for: $0) }
  }

  /// The kinds that hold for a text, whose letters and digits count.
  static func holding(for text: String) -> [CheckDigits] {
    var text = text
    return text.withUTF8 { holding(for: $0) }
  }

  private static func holding(for text: UnsafeBufferPointer<UInt8>) -> [CheckDigits] {
    // Shorter numbers hold by chance too often for that to mean anything.
    let letterCount = text.count(where: isLetter)
    let count = letterCount + text.count { $0 >= 0x30 && $0 <= 0x39 }
    guard count >= 8, count <= 34 else { return [] }
    // With letters in it, a text of less than 15 signs can be an ISBN only, whose last digit may be X.
    guard letterCount == 0 || count >= 15 || letterCount == 1 && count == 10 else { return [] }
    let isAccount = count >= 15 && letterCount > 0
    // An account begins with the letters of its country and two digits.
    if isAccount,
      !text.lazy.filter(isSign).prefix(4).map(isLetter).elementsEqual([true, true, false, false])
    {
      return []
    }
    let signs = text.filter(isSign)
    return isAccount
      ? [.account].filter { $0.holds(for: signs) } : allCases.filter { $0.holds(for: signs) }
  }

  /// Whether the check digits of a text fit.
  func holds(forText text: [UInt8]) -> Bool { holds(for: text.filter(Self.isSign)) }

  /// Changes the check digits of a text so that they fit.
  func fix(_ text: inout [UInt8]) {
    let places = text.indices.filter { Self.isSign(text[$0]) }
    let digits = Array("0123456789".utf8)
    switch self {
    case .luhn, .article:
      guard let last = places.last else { return }
      for digit in digits where !holds(forText: text) { text[last] = digit }
    case .book:
      guard let last = places.last else { return }
      for digit in digits + [UInt8(ascii: "X")] where !holds(forText: text) { text[last] = digit }
    case .account:
      guard places.count > 4 else { return }
      for number in 2...98 where !holds(forText: text) {
        text[places[2]] = digits[number / 10]
        text[places[3]] = digits[number % 10]
      }
    }
  }

  private func holds(for signs: [UInt8]) -> Bool {
    let numbers = signs.map { Int($0) - 48 }
    let areDigits = numbers.allSatisfy { (0...9).contains($0) }
    switch self {
    case .luhn:
      guard areDigits, signs.count <= 19 else { return false }
      let sum = numbers.reversed().enumerated().reduce(0) { sum, item in
        let doubled = item.element * 2
        return sum + (item.offset % 2 == 0 ? item.element : doubled > 9 ? doubled - 9 : doubled)
      }
      return sum % 10 == 0
    case .article:
      guard areDigits, [8, 12, 13, 14].contains(signs.count) else { return false }
      let sum = numbers.reversed().enumerated().reduce(0) { sum, item in
        sum + item.element * (item.offset % 2 == 0 ? 1 : 3)
      }
      return sum % 10 == 0
    case .book:
      guard signs.count == 10, numbers.dropLast().allSatisfy({ (0...9).contains($0) }),
        let last = signs.last
      else { return false }
      let isTen = last == UInt8(ascii: "X") || last == UInt8(ascii: "x")
      guard isTen || areDigits else { return false }
      let values = isTen ? numbers.dropLast() + [10] : numbers
      return zip(values, (1...10).reversed()).reduce(0) { $0 + $1.0 * $1.1 } % 11 == 0
    case .account:
      guard signs.count >= 15, Self.isLetter(signs[0]), Self.isLetter(signs[1]),
        (0...9).contains(numbers[2]), (0...9).contains(numbers[3])
      else { return false }
      var rest = 0
      for sign in signs[4...] + signs[..<4] {
        if Self.isLetter(sign) {
          rest = (rest * 100 + Int(sign & 0xDF) - 55) % 97
        } else {
          rest = (rest * 10 + Int(sign) - 48) % 97
        }
      }
      return rest == 1
    }
  }

  private static func isSign(_ byte: UInt8) -> Bool {
    byte >= 0x30 && byte <= 0x39 || isLetter(byte)
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte & 0xDF) && byte < 0x80
  }
}
