import JSONText
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
    case .string(let text): output.write(jsonString(maskingPaymentCards(text)))
    case .digest(let text): output.write(jsonString(text))
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
        output.write(jsonString(maskingPaymentCards(member.0)))
        output.write(": ")
        member.1.write(to: &output)
      }
      output.write("}")
    }
  }
}
