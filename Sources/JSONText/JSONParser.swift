/// Reads JSON (RFC 8259) strictly into nodes with line numbers.
///
/// Depth is limited because files may come from anywhere. The input must be UTF-8; a byte
/// order mark is skipped.
public struct JSONParser {
  /// The deepest nesting of arrays and objects.
  public static let maximumDepth = 64

  private let bytes: [UInt8]
  private var position = 0
  private var line: Int
  /// The column of the byte at `anchor`, which follows `position` when a column is asked for.
  private var anchorColumn: Int
  private var anchor = 0

  private init(_ bytes: [UInt8], line: Int, column: Int) {
    self.bytes = bytes
    self.line = line
    anchorColumn = column
  }

  /// The value that the bytes hold.
  ///
  /// - Parameters:
  ///   - line: the line of the first byte, from 1, where the bytes are a part of a longer text.
  ///   - column: its column, from 1.
  public static func parse(
    _ bytes: [UInt8], line: Int = 1, column: Int = 1
  ) throws(JSONError) -> JSONNode {
    var parser = JSONParser(bytes, line: line, column: column)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      parser.position = 3
      parser.anchor = 3
    }
    parser.skipSpace()
    let node = try parser.value(depth: 0)
    parser.skipSpace()
    guard parser.position == bytes.count else {
      throw parser.error("there is text after the end of the value")
    }
    return node
  }

  /// The value that a text holds.
  public static func parse(_ text: String) throws(JSONError) -> JSONNode {
    try parse(Array(text.utf8))
  }

  private mutating func error(_ problem: String) -> JSONError {
    JSONError(
      line: line, column: column(), problem: problem, breaksOff: position >= bytes.count)
  }

  /// The column of `position`; what lies before it on its line is counted once.
  private mutating func column() -> Int {
    while anchor < min(position, bytes.count) {
      if bytes[anchor] & 0xC0 != 0x80 { anchorColumn += 1 }
      anchor += 1
    }
    return anchorColumn
  }

  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipSpace() {
    while let byte = current {
      switch byte {
      case UInt8(ascii: "\n"):
        line += 1
        anchor = position + 1
        anchorColumn = 1
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): break
      default: return
      }
      position += 1
    }
  }

  private mutating func value(depth: Int) throws(JSONError) -> JSONNode {
    guard depth <= Self.maximumDepth else {
      throw error("values are nested deeper than \(Self.maximumDepth) levels")
    }
    let start = (line: line, column: column())
    guard let byte = current else { throw error("the file breaks off where a value is expected") }
    let content: JSONNode.Content
    switch byte {
    case UInt8(ascii: "{"): content = .object(try object(depth: depth))
    case UInt8(ascii: "["): content = .array(try array(depth: depth))
    case UInt8(ascii: "\""): content = .string(try string())
    case UInt8(ascii: "t"): content = try word("true", .boolean(true))
    case UInt8(ascii: "f"): content = try word("false", .boolean(false))
    case UInt8(ascii: "n"): content = try word("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): content = .number(try number())
    default: throw error("a value is expected")
    }
    return JSONNode(content: content, line: start.line, column: start.column)
  }

  private mutating func word(
    _ text: StaticString, _ content: JSONNode.Content
  ) throws(JSONError) -> JSONNode.Content {
    let word = Array("\(text)".utf8)
    guard bytes[position...].starts(with: word) else { throw error("a value is expected") }
    position += word.count
    return content
  }

  private mutating func object(depth: Int) throws(JSONError) -> [JSONMember] {
    position += 1
    var members: [JSONMember] = []
    skipSpace()
    if current == UInt8(ascii: "}") {
      position += 1
      return members
    }
    while true {
      skipSpace()
      guard current == UInt8(ascii: "\"") else { throw error("a member's name is expected") }
      let start = (line: line, column: column())
      let name = try string()
      skipSpace()
      guard current == UInt8(ascii: ":") else {
        throw error("`:` is expected after a member's name")
      }
      position += 1
      skipSpace()
      members.append(
        JSONMember(
          name: name, line: start.line, column: start.column, value: try value(depth: depth + 1)))
      skipSpace()
      if current == UInt8(ascii: ",") {
        position += 1
      } else if current == UInt8(ascii: "}") {
        position += 1
        return members
      } else {
        throw error("`,` or `}` is expected")
      }
    }
  }

  private mutating func array(depth: Int) throws(JSONError) -> [JSONNode] {
    position += 1
    var items: [JSONNode] = []
    skipSpace()
    if current == UInt8(ascii: "]") {
      position += 1
      return items
    }
    while true {
      skipSpace()
      items.append(try value(depth: depth + 1))
      skipSpace()
      if current == UInt8(ascii: ",") {
        position += 1
      } else if current == UInt8(ascii: "]") {
        position += 1
        return items
      } else {
        throw error("`,` or `]` is expected")
      }
    }
  }

  private mutating func number() throws(JSONError) -> String {
    let start = position
    if current == UInt8(ascii: "-") { position += 1 }
    if current == UInt8(ascii: "0") {
      position += 1
    } else {
      try digits()
    }
    if current == UInt8(ascii: ".") {
      position += 1
      try digits()
    }
    if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
      position += 1
      if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
      try digits()
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func digits() throws(JSONError) {
    let start = position
    while let byte = current, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
      position += 1
    }
    guard position > start else { throw error("a digit is expected") }
  }

  /// The text of some bytes; `nil` if they are not UTF-8.
  private func text(_ range: Range<Int>) -> String? {
    guard let text = try? UTF8Span(validating: bytes.span.extracting(range)) else { return nil }
    return String(copying: text)
  }

  private mutating func string() throws(JSONError) -> String {
    position += 1
    let start = position
    while let byte = current, byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
      position += 1
    }
    if current == UInt8(ascii: "\"") {
      guard let text = text(start..<position) else { throw error("a text is not UTF-8") }
      position += 1
      return text
    }
    var text = Array(bytes[start..<position])
    while let byte = current {
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let string = String(validating: text, as: UTF8.self) else {
          throw error("a text is not UTF-8")
        }
        return string
      case UInt8(ascii: "\\"):
        try escape(into: &text)
      case 0..<0x20:
        throw error("a text holds a line break or control character; write it as an escape")
      default:
        text.append(byte)
      }
    }
    throw error("the file breaks off inside a text")
  }

  private mutating func escape(into text: inout [UInt8]) throws(JSONError) {
    guard let byte = current else { throw error("the file breaks off inside a text") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"):
      let first = try hexadecimal()
      var code = UInt32(first)
      if (0xD800..<0xDC00).contains(first) {
        guard current == UInt8(ascii: "\\"), position + 1 < bytes.count,
          bytes[position + 1] == UInt8(ascii: "u")
        else { throw error("a `\\u` escape is half of a pair") }
        position += 2
        let second = try hexadecimal()
        guard (0xDC00..<0xE000).contains(second) else {
          throw error("a `\\u` escape is half of a pair")
        }
        code = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(code) else {
        throw error("a `\\u` escape is half of a pair")
      }
      text.append(contentsOf: String(Character(scalar)).utf8)
    default: throw error("`\\` is followed by a character that is no escape")
    }
  }

  private mutating func hexadecimal() throws(JSONError) -> UInt16 {
    guard position + 4 <= bytes.count else { throw error("the file breaks off inside a text") }
    var code: UInt16 = 0
    for byte in bytes[position..<position + 4] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw error("four hexadecimal digits are expected after `\\u`")
      }
      code = code << 4 | UInt16(digit)
    }
    position += 4
    return code
  }
}
