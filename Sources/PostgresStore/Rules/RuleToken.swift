import SQLStore

/// A piece of a rule's SQL.
enum RuleToken: Equatable {
  /// A bare name or a keyword, as written.
  case word(String)
  /// A name in quotes, without them.
  case name(String)
  /// A text literal, without its quotes.
  case text(String)
  /// A number, as written.
  case number(String)
  /// An operator or a mark.
  case mark(String)

  /// The word in upper case; empty for everything else.
  var keyword: String {
    if case .word(let word) = self { word.uppercased() } else { "" }
  }

  /// The pieces of a query; comments and white space are left out.
  ///
  /// - Throws: what cannot be translated, in words.
  static func tokens(of query: String) throws(RuleProblem) -> [RuleToken] {
    var scanner = RuleScanner(query)
    var tokens: [RuleToken] = []
    while let token = try scanner.next() { tokens.append(token) }
    return tokens
  }
}

/// What cannot be translated in a rule.
struct RuleProblem: Error {
  /// The construct, in words.
  var construct: String

  init(_ construct: String) { self.construct = construct }
}

/// Takes SQL apart, byte by byte.
struct RuleScanner {
  private let bytes: [UInt8]
  private var position = 0

  init(_ query: String) { bytes = Array(query.utf8) }

  /// The next piece; `nil` at the end.
  mutating func next() throws(RuleProblem) -> RuleToken? {
    try skipBlanks()
    guard position < bytes.count else { return nil }
    let byte = bytes[position]
    switch byte {
    case UInt8(ascii: "'"): return .text(try quoted(until: byte))
    case UInt8(ascii: "\""), UInt8(ascii: "`"): return .name(try quoted(until: byte))
    case UInt8(ascii: "["): return .name(try quoted(until: UInt8(ascii: "]")))
    case _ where Self.isDigit(byte), UInt8(ascii: ".") where Self.isDigit(peek(1)):
      return .number(number())
    case _ where Self.isLetter(byte):
      let start = position
      while position < bytes.count, Self.isLetter(bytes[position]) || Self.isDigit(bytes[position])
      {
        position += 1
      }
      return .word(String(decoding: bytes[start..<position], as: UTF8.self))
    default:
      return .mark(mark())
    }
  }

  private func peek(_ distance: Int) -> UInt8 {
    position + distance < bytes.count ? bytes[position + distance] : 0
  }

  private mutating func skipBlanks() throws(RuleProblem) {
    while position < bytes.count {
      let byte = bytes[position]
      if byte == 0x20 || (0x09...0x0D).contains(byte) {
        position += 1
      } else if byte == UInt8(ascii: "-"), peek(1) == byte {
        while position < bytes.count, bytes[position] != 0x0A { position += 1 }
      } else if byte == UInt8(ascii: "/"), peek(1) == UInt8(ascii: "*") {
        position += 2
        while position < bytes.count,
          bytes[position] != UInt8(ascii: "*") || peek(1) != UInt8(ascii: "/")
        {
          position += 1
        }
        position = min(position + 2, bytes.count)
      } else {
        return
      }
    }
  }

  private mutating func quoted(until end: UInt8) throws(RuleProblem) -> String {
    var text: [UInt8] = []
    position += 1
    while position < bytes.count {
      if bytes[position] == end {
        // A quote that is doubled stands for itself; a bracket cannot be.
        guard end != UInt8(ascii: "]"), peek(1) == end else {
          position += 1
          return String(decoding: text, as: UTF8.self)
        }
        position += 1
      }
      text.append(bytes[position])
      position += 1
    }
    throw RuleProblem("a quote that does not end")
  }

  private mutating func number() -> String {
    let start = position
    while Self.isDigit(peek(0)) || peek(0) == UInt8(ascii: ".") { position += 1 }
    if peek(0) | 0x20 == UInt8(ascii: "e") {
      let signs = [UInt8(ascii: "+"), UInt8(ascii: "-")]
      let distance = signs.contains(peek(1)) ? 2 : 1
      if Self.isDigit(peek(distance)) {
        position += distance
        while Self.isDigit(peek(0)) { position += 1 }
      }
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func mark() -> String {
    for mark in ["->>", "||", "<>", "!=", "==", "<=", ">=", "<<", ">>", "->", "::"] {
      let end = position + mark.utf8.count
      guard end <= bytes.count, bytes[position..<end].elementsEqual(mark.utf8) else { continue }
      position = end
      return mark
    }
    position += 1
    return String(decoding: bytes[(position - 1)..<position], as: UTF8.self)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || byte == UInt8(ascii: "_") || byte >= 0x80
      || (0x61...0x7A).contains(byte)
  }
}
