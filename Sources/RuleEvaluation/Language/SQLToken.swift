/// A token of a rule's SQL.
enum SQLToken: Equatable {
  /// A word without quotes, in lower case: a keyword or a name.
  case word(String)
  /// A quoted name, in lower case.
  case name(String)
  /// A text literal.
  case text(String)
  /// An integer literal.
  case integer(Int64)
  /// An operator or a mark.
  case mark(String)

  /// The tokens of SQL.
  static func all(of sql: String) throws -> [SQLToken] { try written(in: sql).map(\.token) }

  /// The tokens of SQL, each as it is written; a quoted name without its quotes.
  static func written(in sql: String) throws -> [(token: SQLToken, text: String)] {
    var tokens: [(token: SQLToken, text: String)] = []
    let bytes = Array(sql.utf8)
    var place = 0
    while place < bytes.count {
      if let end = end(ofSpaceAt: place, in: bytes) {
        place = end
        continue
      }
      let (token, end) = try token(at: place, in: bytes)
      if case .name = token {
        tokens.append((token, try quoted(at: place, by: bytes[place], in: bytes).0))
      } else {
        tokens.append((token, String(decoding: bytes[place..<end], as: UTF8.self)))
      }
      place = end
    }
    return tokens
  }

  /// Where white space or a comment ends that begins at a place; `nil` when there is none.
  private static func end(ofSpaceAt place: Int, in bytes: [UInt8]) -> Int? {
    switch bytes[place] {
    case 0x20, 0x09, 0x0A, 0x0C, 0x0D: return place + 1
    default: break
    }
    guard place + 1 < bytes.count else { return nil }
    if bytes[place] == UInt8(ascii: "-"), bytes[place + 1] == UInt8(ascii: "-") {
      return bytes[place...].firstIndex(of: 0x0A) ?? bytes.count
    }
    guard bytes[place] == UInt8(ascii: "/"), bytes[place + 1] == UInt8(ascii: "*") else {
      return nil
    }
    var end = place + 2
    while end + 1 < bytes.count {
      if bytes[end] == UInt8(ascii: "*"), bytes[end + 1] == UInt8(ascii: "/") { return end + 2 }
      end += 1
    }
    return bytes.count
  }

  private static func token(at place: Int, in bytes: [UInt8]) throws -> (SQLToken, Int) {
    let byte = bytes[place]
    if isWord(byte) {
      var end = place
      while end < bytes.count, isWord(bytes[end]) || isDigit(bytes[end]) { end += 1 }
      return (.word(String(decoding: bytes[place..<end], as: UTF8.self).lowercased()), end)
    }
    if isDigit(byte) {
      var end = place
      while end < bytes.count, isDigit(bytes[end]) { end += 1 }
      let isWhole = end == bytes.count || !(isWord(bytes[end]) || bytes[end] == UInt8(ascii: "."))
      guard isWhole, let value = Int64(String(decoding: bytes[place..<end], as: UTF8.self)) else {
        throw UnsupportedQuery("a number that is not an integer")
      }
      return (.integer(value), end)
    }
    switch byte {
    case UInt8(ascii: "'"):
      let (text, end) = try quoted(at: place, by: byte, in: bytes)
      return (.text(text), end)
    case UInt8(ascii: "\""), UInt8(ascii: "`"):
      let (text, end) = try quoted(at: place, by: byte, in: bytes)
      return (.name(text.lowercased()), end)
    default:
      let next = place + 1 < bytes.count ? bytes[place + 1] : 0
      if let mark = mark(byte, next) { return (.mark(mark), place + mark.utf8.count) }
      throw UnsupportedQuery("the mark \(String(decoding: [byte], as: UTF8.self))")
    }
  }

  private static func quoted(
    at place: Int, by quote: UInt8, in bytes: [UInt8]
  ) throws -> (String, Int) {
    var text: [UInt8] = []
    var end = place + 1
    while end < bytes.count {
      if bytes[end] != quote {
        text.append(bytes[end])
        end += 1
      } else if end + 1 < bytes.count, bytes[end + 1] == quote {
        text.append(quote)
        end += 2
      } else {
        return (String(decoding: text, as: UTF8.self), end + 1)
      }
    }
    throw UnsupportedQuery("an open quotation mark")
  }

  /// The mark that two bytes begin with; `nil` when it is not one of SQL.
  private static func mark(_ byte: UInt8, _ next: UInt8) -> String? {
    switch (Unicode.Scalar(byte), Unicode.Scalar(next)) {
    case ("<", "="): "<="
    case (">", "="): ">="
    case ("<", ">"): "<>"
    case ("!", "="): "!="
    case ("=", "="): "=="
    case ("|", "|"): "||"
    case (":", ":"): "::"
    case ("(", _): "("
    case (")", _): ")"
    case (",", _): ","
    case (".", _): "."
    case ("+", _): "+"
    case ("-", _): "-"
    case ("*", _): "*"
    case ("/", _): "/"
    case ("%", _): "%"
    case ("<", _): "<"
    case (">", _): ">"
    case ("=", _): "="
    case (";", _): ";"
    default: nil
    }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || byte >= 0x80 || (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}
