import Schemas

/// Texts that stand for others, as the type of a field asks for them.
extension Masking {
  private static let host = "example.invalid"
  private static let atHost = Array("@example.invalid".utf8)
  /// Letters that postal codes of Canada and the United Kingdom have in all places.
  private static let postalLetters = Array("ABEGHJLNPRST".utf8)

  init(of field: Field) {
    let type = field.type.definition.storage.isList ? field.itemType : field.type
    if !field.enumValues.isEmpty || field.constraints.allowedValues != nil {
      self = .kept
      return
    }
    self = type.definition.masking(of: field)
  }

  /// The name under which pseudonyms are drawn.
  var domain: String {
    switch self {
    case .text: "text"
    case .email: "email"
    case .phone: "phone"
    case .postalCode: "postal-code"
    case .date: "date"
    case .number: "number"
    case .url: "url"
    case .structure, .kept: ""
    }
  }

  /// What tells the hashes of one kind from those of another.
  var seed: UInt64 { domain.utf8.reduce(0) { $0 << 8 ^ UInt64($1) } }

  /// Whether values have words that name somebody.
  ///
  /// Dates and postal codes are too few to name anybody.
  var hasTokens: Bool {
    switch self {
    case .text, .email, .phone, .url, .structure: true
    case .postalCode, .date, .number, .kept: false
    }
  }

  /// What stands for every value; `nil` where that depends on the value.
  var replacement: String? {
    if case .structure(let text) = self { text } else { nil }
  }

  /// What stands for a text that is about nobody but has a personal word in it, as a whole.
  ///
  /// - Returns: a text of the same class of lengths; `nil` where the form of the text must be kept.
  func neutral(for text: String, _ field: Field) -> String? {
    guard self == .text, field.constraints.pattern == nil, field.type != .code else {
      return replacement
    }
    let count = text.unicodeScalars.count
    var length = 1
    while length * 2 <= count { length *= 2 }
    length = max(length, field.constraints.minimumLength ?? 1)
    let word = Array("xxx ".utf8)
    var bytes = (0..<length).map { word[$0 % 4] }
    bytes[length - 1] = UInt8(ascii: "x")
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether a pseudonym must be read as a value to know that it is one.
  func isChecked(_ text: String, _ field: Field) -> Bool {
    switch self {
    case .phone, .date: true
    // Amounts are stored in minor units, which is not how they are read.
    case .number: field.type != .money
    case .text:
      // Short texts may mean that there is no value, long numbers may be those of cards.
      field.constraints.pattern != nil || field.type != .string || text.utf8.count <= 8
        || text.utf8.count { $0 >= 0x30 && $0 <= 0x39 } >= 13
    case .email:
      text.utf8.count > min(field.constraints.maximumLength ?? 254, 254)
    case .postalCode, .url, .structure, .kept: false
    }
  }

  /// Draws a text to stand for another.
  func draw(
    for text: String, literals: [Bool]?, checks: [CheckDigits], _ draws: inout KeyedDraws,
    into made: inout DrawnText
  ) {
    switch self {
    case .email: email(for: text, &draws, into: &made)
    case .phone: phone(for: text, &draws, into: &made)
    case .postalCode: made.set(postalCode(for: text, &draws), drawn: [])
    case .date: made.set(MovedDate.date(of: text, &draws), drawn: [])
    case .url:
      let path = Self.letters(12, &draws)
      made.set("https://\(Self.host)/" + String(decoding: path, as: UTF8.self), drawn: path)
    case .text, .number, .structure, .kept:
      ShapedText.draw(like: text, literals: literals, &draws, into: &made)
      guard !checks.isEmpty else { return }
      for check in checks { check.fix(&made.bytes) }
      // A text whose sums cannot all be right is equal to the other, and so not taken.
      let result = checks.allSatisfy { $0.holds(forText: made.bytes) } ? made.text : text
      made.set(result, drawn: PersonalTokens.plain(result))
    }
  }

  // MARK: Forms

  private static func letters(_ count: Int, _ draws: inout KeyedDraws) -> [UInt8] {
    (0..<count).map { _ in letter(&draws) }
  }

  private static func letter(_ draws: inout KeyedDraws) -> UInt8 {
    0x61 + UInt8(draws.next(below: 26))
  }

  private static func digit(_ draws: inout KeyedDraws) -> UInt8 {
    0x30 + UInt8(draws.next(below: 10))
  }

  /// The part before the host has the form of the other; a short one is made longer, as all hosts are one.
  private func email(for text: String, _ draws: inout KeyedDraws, into made: inout DrawnText) {
    made.clear()
    var count = 0
    for byte in text.utf8.prefix(56) {
      if byte == UInt8(ascii: "@") { break }
      switch byte {
      case 0x30...0x39: made.drawn.append(Self.digit(&draws))
      case 0x2B, 0x2D, 0x2E, 0x5F:
        made.drawn.append(byte)
        continue
      default: made.drawn.append(Self.letter(&draws))
      }
      count += 1
    }
    while count < 8 {
      made.drawn.append(Self.letter(&draws))
      count += 1
    }
    made.bytes.append(contentsOf: made.drawn)
    made.bytes.append(contentsOf: Self.atHost)
  }

  /// The calling code stays; in North America the places of area and exchange have digits that exist.
  private func phone(for text: String, _ draws: inout KeyedDraws, into made: inout DrawnText) {
    let bytes = Array(text.utf8)
    guard bytes.first == UInt8(ascii: "+") else {
      return ShapedText.draw(like: text, literals: nil, &draws, into: &made)
    }
    let end = bytes.firstIndex(of: UInt8(ascii: ";")) ?? bytes.count
    let code = Self.callingCodeLength(bytes[1..<end])
    let isNorthAmerican = bytes.count > 1 && bytes[1] == UInt8(ascii: "1")
    made.clear()
    made.bytes.append(contentsOf: bytes.prefix(1 + code))
    for index in (1 + code)..<max(end, 1 + code) {
      let place = index - 1 - code
      switch place {
      case 0 where !isNorthAmerican: made.bytes.append(bytes[index])
      case 0 where isNorthAmerican, 3 where isNorthAmerican:
        made.bytes.append(0x32 + UInt8(draws.next(below: 8)))
      case 1 where isNorthAmerican: made.bytes.append(0x30 + UInt8(draws.next(below: 9)))
      default: made.bytes.append(Self.digit(&draws))
      }
    }
    made.drawn.append(contentsOf: made.bytes.dropFirst())
    for byte in bytes[end...] {
      let isDigit = byte >= 0x30 && byte <= 0x39
      made.bytes.append(isDigit ? Self.digit(&draws) : byte)
    }
  }

  /// How many digits a calling code has: the zones of ITU-T E.164 and the codes of two digits in them.
  private static func callingCodeLength(_ digits: ArraySlice<UInt8>) -> Int {
    let numbers = digits.prefix(2).map { Int($0) - 48 }
    guard numbers.count == 2 else { return 0 }
    if numbers[0] == 1 || numbers[0] == 7 { return 1 }
    return twoDigits.contains(numbers[0] * 10 + numbers[1]) ? 2 : min(3, digits.count)
  }

  private static let twoDigits: Set<Int> = [
    20, 27, 30, 31, 32, 33, 34, 36, 39, 40, 41, 43, 44, 45, 46, 47, 48, 49, 51, 52, 53, 54, 55,
    56, 57, 58, 60, 61, 62, 63, 64, 65, 66, 81, 82, 84, 86, 90, 91, 92, 93, 94, 95, 98,
  ]

  /// The letters at the start stay, or three digits of a code of digits alone: they name the region.
  private func postalCode(for text: String, _ draws: inout KeyedDraws) -> String {
    var isStart = true
    let kept = text.utf8.allSatisfy { $0 < 0x40 } ? 3 : 0
    let bytes = text.utf8.enumerated().map { index, byte -> UInt8 in
      let isLetter = (0x41...0x5A).contains(byte & 0xDF) && byte < 0x80
      let isDigit = byte >= 0x30 && byte <= 0x39
      if !isLetter { isStart = false }
      if isDigit { return index < kept ? byte : 0x30 + UInt8(draws.next(below: 10)) }
      guard isLetter, !isStart else { return byte }
      let letter = Self.postalLetters[draws.next(below: Self.postalLetters.count)]
      return letter | byte & 0x20
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
