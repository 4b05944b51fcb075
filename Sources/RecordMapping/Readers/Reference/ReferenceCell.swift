import TabularCore

extension CellInput {
  /// The text of a cell of a type that is read from text only.
  ///
  /// - Parameter expected: what the field holds, in words for the message.
  func requiredText(expected: String) throws(CellProblem) -> String {
    guard kind == .text else { throw .wrongCellType(self, expected: expected) }
    return text
  }

  /// The digits of a text or of a whole-number cell.
  ///
  /// - Parameter expected: what the field holds, in words for the message.
  func textOrDigits(expected: String) throws(CellProblem) -> String {
    switch kind {
    case .text: return text
    case .number where !format.isTemporal:
      switch wholeDigits(ofNumber: text) {
      case .digits(let digits): return digits
      case .tooMany: throw .digitsLost(text, expected: expected)
      case .notWhole: throw .wrongCellType(self, expected: expected)
      }
    default: throw .wrongCellType(self, expected: expected)
    }
  }
}

extension FieldReading {
  /// A canonical text; a note is added if more changed than the case.
  static func canonical(_ result: String, from text: String) -> FieldReading {
    guard result != text, result.lowercased() != text.lowercased() else {
      return FieldReading(.text(result))
    }
    return FieldReading(.text(result), remarks: [.normalised(text, result: result)])
  }
}

/// The digits of a number as stored in a worksheet.
enum WholeDigits: Equatable {
  /// A whole number from 0 with at most 15 digits.
  case digits(String)
  /// More digits than a worksheet keeps.
  case tooMany
  /// A fraction, a negative number, or not a number.
  case notWhole
}

/// The digits of a number's lexeme (`1250`, `1.25E+3`), if it is a whole number.
func wholeDigits(ofNumber lexeme: String) -> WholeDigits {
  var digits: [UInt8] = []
  var fraction = 0
  var hasPoint = false
  var bytes = Array(lexeme.utf8)[...]
  while let byte = bytes.first, byte != UInt8(ascii: "e"), byte != UInt8(ascii: "E") {
    bytes.removeFirst()
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      digits.append(byte)
      if hasPoint { fraction += 1 }
    case UInt8(ascii: ".") where !hasPoint: hasPoint = true
    default: return .notWhole
    }
  }
  guard !digits.isEmpty, digits.count < 400 else { return .notWhole }
  var exponent = 0
  if !bytes.isEmpty {
    guard let value = Int(String(decoding: bytes.dropFirst(), as: UTF8.self)), abs(value) < 400
    else { return .notWhole }
    exponent = value
  }
  while fraction > 0, digits.count > 1, digits.last == UInt8(ascii: "0") {
    digits.removeLast()
    fraction -= 1
  }
  let shift = exponent - fraction
  guard shift >= 0 else { return .notWhole }
  digits += Array(repeating: UInt8(ascii: "0"), count: shift)
  let significant = digits.drop { $0 == UInt8(ascii: "0") }
  guard significant.count <= 15 else { return .tooMany }
  return .digits(significant.isEmpty ? "0" : String(decoding: significant, as: UTF8.self))
}
