/// A CHECK condition, parsed as far as a comparison needs: its names and its texts.
struct CheckCondition {
  /// The condition without blanks, quotes of names and outer parentheses, in lower case.
  let normal: String
  /// The names in it.
  let names: Set<String>
  /// The names in it in lower case, as a database compares those without quotes.
  let lowercasedNames: Set<String>
  /// The texts in it.
  let texts: [String]
  /// Whether it only lists the values of a column.
  let isChoice: Bool

  init(_ condition: String) {
    var scan = Scan(condition)
    while let byte = scan.next { scan.take(byte) }
    normal = String(decoding: Self.withoutParentheses(scan.normal[...]), as: UTF8.self)
    names = scan.names
    lowercasedNames = Set(scan.names.map { $0.lowercased() })
    texts = scan.texts
    isChoice = !scan.texts.isEmpty && !scan.hasOperator
  }

  /// The condition without the parentheses that are around the whole of it.
  private static func withoutParentheses(_ condition: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var condition = condition
    while condition.count > 1, condition.first == UInt8(ascii: "("), isEnclosed(condition) {
      condition = condition.dropFirst().dropLast()
    }
    return condition
  }

  /// Whether the first parenthesis closes at the end only.
  private static func isEnclosed(_ condition: ArraySlice<UInt8>) -> Bool {
    var depth = 0
    for index in condition.indices {
      if condition[index] == UInt8(ascii: "(") { depth += 1 }
      if condition[index] == UInt8(ascii: ")") { depth -= 1 }
      if depth == 0 { return index == condition.endIndex - 1 }
    }
    return false
  }
}

/// Reads a condition from its first to its last byte.
///
/// Every run of the program reads the conditions of a package, so this goes by bytes. A byte above 127 is
/// part of a name.
private struct Scan {
  private let bytes: [UInt8]
  private var position = 0
  private(set) var normal: [UInt8] = []
  private(set) var names: Set<String> = []
  private(set) var texts: [String] = []
  private(set) var hasOperator = false

  init(_ condition: String) {
    bytes = Array(condition.utf8)
    normal.reserveCapacity(bytes.count)
  }

  /// The byte to take next; `nil` at the end.
  var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  /// Takes what begins with a byte: a text, a name, a word or a sign.
  mutating func take(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "'"):
      let body = quoted(by: byte)
      texts.append(String(decoding: body, as: UTF8.self))
      normal.append(byte)
      normal += body
      normal.append(byte)
    case UInt8(ascii: "\""):
      add(String(decoding: quoted(by: byte), as: UTF8.self))
    case _ where Self.isOfWord(byte) && !Self.isDigit(byte):
      let start = position
      while let byte = next, Self.isOfWord(byte) { position += 1 }
      add(String(decoding: bytes[start..<position], as: UTF8.self))
    default:
      position += 1
      guard byte != UInt8(ascii: " "), !(9...13).contains(byte) else { return }
      normal.append(byte)
      if "<>!+*/%".utf8.contains(byte) { hasOperator = true }
    }
  }

  private mutating func add(_ name: String) {
    names.insert(name)
    normal += name.lowercased().utf8
  }

  /// Takes a quoted text or name, in which a quote stands twice.
  private mutating func quoted(by quote: UInt8) -> [UInt8] {
    var body: [UInt8] = []
    position += 1
    while let byte = next {
      position += 1
      if byte == quote {
        guard next == quote else { return body }
        position += 1
      }
      body.append(byte)
    }
    return body
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

  private static func isOfWord(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte == UInt8(ascii: "_") || byte > 127
      || isDigit(byte)
  }
}
