import JSONText
import TabularCore

/// A JSON value whose objects keep the order of their keys.
enum JSONValue {
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
    var bytes: [UInt8] = []
    append(to: &bytes)
    output.write(String(decoding: bytes, as: UTF8.self))
  }

  private func append(to bytes: inout [UInt8]) {
    switch self {
    case .null: Self.append("null", to: &bytes)
    case .bool(let value): Self.append(value ? "true" : "false", to: &bytes)
    case .integer(let value): bytes += String(value).utf8
    case .real(let value):
      bytes += (Int(exactly: value).map(String.init) ?? String(value)).utf8
    case .string(let text): bytes.append(jsonString: maskingPaymentCards(text))
    case .digest(let text): bytes.append(jsonString: text)
    case .array(let items):
      bytes.append(UInt8(ascii: "["))
      for (index, item) in items.enumerated() {
        if index > 0 { Self.append(", ", to: &bytes) }
        item.append(to: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let members):
      bytes.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        if index > 0 { Self.append(", ", to: &bytes) }
        bytes.append(jsonString: maskingPaymentCards(member.0))
        Self.append(": ", to: &bytes)
        member.1.append(to: &bytes)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  @inline(__always)
  private static func append(_ text: StaticString, to bytes: inout [UInt8]) {
    text.withUTF8Buffer { for byte in $0 { bytes.append(byte) } }
  }
}
