/// A value in its canonical form, as it is compared and stored.
public enum FieldValue: Hashable, Sendable {
  /// No value.
  case null
  /// A whole number, minor units of money, minutes, or a Boolean (0, 1).
  case integer(Int64)
  /// A decimal number or percent.
  case real(Double)
  /// A decimal number of more digits than a binary one keeps, as its plain text: `0.12345678901234567891`.
  case decimal(String)
  /// A text in its canonical form; dates are `YYYY-MM-DD`, times `HH:MM`.
  case text(String)
  /// A date and time: local `YYYY-MM-DDTHH:MM` and instant `YYYY-MM-DDTHH:MM:SSZ`.
  case dateTime(local: String, utc: String)
  /// Items, in order, without repeats.
  case list([FieldValue])
  /// A secret: never printed, compared or logged.
  case secret(String)

  /// Whether there is no value.
  public var isNull: Bool { self == .null }

  /// The text of a text value.
  public var text: String? {
    if case .text(let text) = self { text } else { nil }
  }

  /// The number of an integer value.
  public var integer: Int64? {
    if case .integer(let number) = self { number } else { nil }
  }
}

extension FieldValue: CustomStringConvertible {
  /// The canonical text as messages show it; lists are joined by `;`, secrets are hidden.
  public var description: String {
    switch self {
    case .null: ""
    case .integer(let number): String(number)
    case .real(let number): plainDecimal(number)
    case .decimal(let text): text
    case .text(let text): text
    case .dateTime(let local, _): local.replacing("T", with: " ")
    case .list(let items): items.map(\.description).joined(separator: ";")
    case .secret: "‹secret›"
    }
  }
}

/// A decimal number without exponent and without trailing zeros.
func plainDecimal(_ number: Double) -> String {
  if number == number.rounded(), abs(number) < 1e15 { return String(Int64(number)) }
  let text = "\(number)"
  guard let mark = text.firstIndex(where: { $0 == "e" }) else { return text }
  let exponent = Int(text[text.index(after: mark)...]) ?? 0
  var digits = text[..<mark].filter { $0 != "." && $0 != "-" }
  let sign = number < 0 ? "-" : ""
  let point =
    (text[..<mark].firstIndex(of: ".").map { text.distance(from: text.startIndex, to: $0) }
      ?? digits.count) - sign.count + exponent
  if point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + digits }
  if point >= digits.count {
    digits += String(repeating: "0", count: point - digits.count)
    return sign + digits
  }
  let index = digits.index(digits.startIndex, offsetBy: point)
  return sign + digits[..<index] + "." + digits[index...]
}
