import TabularCore

/// A JSON value whose objects keep the order of their keys.
indirect enum JSONValue {
  case null
  case bool(Bool)
  case integer(Int)
  case real(Double)
  /// A text, of which card numbers show their last four digits alone.
  case string(String)
  /// A text of the tool's own that is written digit by digit: a digest.
  case digest(String)
  case array([JSONValue])
  case object([(String, JSONValue)])

  /// A text, or null.
  init(_ text: String?) { self = text.map { .string($0) } ?? .null }
  /// A number, or null.
  init(_ number: Int?) { self = number.map { .integer($0) } ?? .null }

  /// Writes the value on one line (RFC 8259), with a space after commas and colons.
  func write(to output: inout some TextOutputStream) {
    switch self {
    case .null: output.write("null")
    case .bool(let value): output.write(value ? "true" : "false")
    case .integer(let value): output.write(String(value))
    case .real(let value):
      output.write(Int(exactly: value).map(String.init) ?? String(value))
    case .string(let text): Self.write(maskingPaymentCards(text), to: &output)
    case .digest(let text): Self.write(text, to: &output)
    case .array(let items):
      output.write("[")
      for (index, item) in items.enumerated() {
        if index > 0 { output.write(", ") }
        item.write(to: &output)
      }
      output.write("]")
    case .object(let members):
      output.write("{")
      for (index, member) in members.enumerated() {
        if index > 0 { output.write(", ") }
        Self.write(maskingPaymentCards(member.0), to: &output)
        output.write(": ")
        member.1.write(to: &output)
      }
      output.write("}")
    }
  }

  private static func write(_ text: String, to output: inout some TextOutputStream) {
    // Nearly all texts stand as they are; a report has tens of thousands of them.
    guard mayNeedEscapes(text) else {
      output.write("\"")
      output.write(text)
      output.write("\"")
      return
    }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    output.write(quoted + "\"")
  }

  /// Whether a byte of a text belongs to a character that is written as an escape, or may do so: those from
  /// U+0080 on begin with two leading bytes alone.
  private static func mayNeedEscapes(_ text: String) -> Bool {
    text.utf8.contains { byte in
      byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F
        || byte == 0xC2 || byte == 0xE2
    }
  }
}
