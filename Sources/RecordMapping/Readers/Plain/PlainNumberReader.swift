import Schemas
import TabularCore

/// Reads Table Schema's `integer` and `number`.
///
/// The standard's `NaN`, `INF` and `-INF` are refused: no store compares them as numbers.
struct PlainNumberReader: FieldReader {
  private let field: String
  private let isInteger: Bool
  private let decimalMark: String
  private let groupMark: String
  private let isBare: Bool
  private let keepsDigits: Bool

  /// A reader of numbers written as the field's descriptor says.
  ///
  /// - Parameter keepsDigits: whether the store keeps every digit.
  init(field: String, isInteger: Bool, form: PlainFormat, keepsDigits: Bool = false) {
    self.keepsDigits = keepsDigits
    self.field = field
    self.isInteger = isInteger
    decimalMark = isInteger ? "." : form.decimalMark
    groupMark = form.groupMark
    isBare = form.isBareNumber
  }

  func read(_ cell: CellInput, in context: ReadingContext) throws(CellProblem) -> FieldReading {
    switch cell.kind {
    case .text: return try value(of: plainText(cell.text), cell: cell)
    case .number where cell.format.isTemporal, .isoDate:
      throw .dateInText(cell, expected: expected)
    case .number: return try value(of: cell.text, cell: cell)
    default: throw .wrongCellType(cell, expected: expected)
    }
  }

  private var expected: String { isInteger ? "a whole number" : "a number" }

  private func misfit(_ cell: CellInput) -> CellProblem {
    let value = shortened(cell.text)
    return CellProblem(
      isInteger ? .valueNotInteger(value: value) : .valueNotNumber(.number, value: value))
  }

  private func value(of text: String, cell: CellInput) throws(CellProblem) -> FieldReading {
    guard isInteger else {
      guard Self.isDecimal(text), let number = Double(text), number.isFinite else {
        throw misfit(cell)
      }
      // A worksheet's number is the text of a binary one; a text has every digit that was written.
      guard cell.kind != .text || isKeptExactly(text, as: number) else {
        if keepsDigits, let plain = ExactDecimal.plain(text), let value = FieldValue.exact(plain) {
          return FieldReading(value)
        }
        throw .tooManyDigits(cell.text, field: field)
      }
      return FieldReading(.real(number))
    }
    if cell.kind == .text {
      guard Self.isWhole(text) else { throw misfit(cell) }
      guard let number = Int64(text) else { throw .tooLarge(cell.text, field: field) }
      return FieldReading(.integer(number))
    }
    switch ScaledDecimal.lexeme(text) {
    case .number(let number):
      guard let integer = number.integer ?? number.inFifteenDigits.integer else {
        throw misfit(cell)
      }
      return FieldReading(.integer(integer), remarks: unsureDigitsRemarks(number, of: cell))
    case .tooLarge: throw .tooLarge(cell.text, field: field)
    case .none: throw misfit(cell)
    }
  }

  /// The number's text in plain form: without what surrounds it, with its marks replaced.
  private func plainText(_ text: String) -> String {
    var text = text
    if !isBare { text = stripped(text) }
    if !groupMark.isEmpty { text = text.replacing(groupMark, with: "") }
    if decimalMark != "." {
      // A point is not a decimal mark here, and must not become one.
      guard !text.contains(".") else { return "" }
      text = text.replacing(decimalMark, with: ".")
    }
    return text
  }

  /// The text without non-numeric parts at both ends.
  private func stripped(_ text: String) -> String {
    guard let first = text.firstIndex(where: { $0.isASCII && $0.isNumber }),
      let last = text.lastIndex(where: { $0.isASCII && $0.isNumber })
    else { return text }
    var start = first
    if start > text.startIndex {
      let mark = text.index(before: start)
      if String(text[mark]) == decimalMark { start = mark }
    }
    if start > text.startIndex {
      let sign = text.index(before: start)
      if text[sign] == "-" || text[sign] == "+" { start = sign }
    }
    // One minus may precede the number, directly or at the very beginning: `-$5`, but not `CO-OP 5`.
    let before = text[..<start]
    guard before.contains("-") else { return String(text[start...last]) }
    let isSigned = text[start] == "-" || text[start] == "+"
    guard !isSigned, before.first(where: { !$0.isWhitespace }) == "-",
      before.count(where: { $0 == "-" }) == 1
    else { return text }
    return "-" + text[start...last]
  }

  /// Whether a text is an optional sign and digits.
  private static func isWhole(_ text: String) -> Bool {
    let digits =
      text.utf8.first.map { $0 == 0x2B || $0 == 0x2D } == true
      ? text.utf8.dropFirst() : text.utf8[...]
    return !digits.isEmpty && digits.allSatisfy(ByteScanning.isDigit)
  }

  /// Whether a text is an XML Schema decimal, perhaps with an exponent.
  private static func isDecimal(_ text: String) -> Bool {
    let bytes = text.utf8.span
    var position = 0
    if position < bytes.count, bytes[position] == 0x2B || bytes[position] == 0x2D { position += 1 }
    var digits = 0
    var hasPoint = false
    while position < bytes.count {
      if ByteScanning.isDigit(bytes[position]) {
        digits += 1
      } else if bytes[position] == UInt8(ascii: "."), !hasPoint {
        hasPoint = true
      } else {
        break
      }
      position += 1
    }
    guard digits > 0 else { return false }
    guard position < bytes.count else { return true }
    guard bytes[position] | 0x20 == UInt8(ascii: "e") else { return false }
    position += 1
    if position < bytes.count, bytes[position] == 0x2B || bytes[position] == 0x2D { position += 1 }
    let exponent = ByteScanning.number(bytes, at: &position)
    return exponent.count > 0 && position == bytes.count
  }
}

/// Whether a binary number reproduces all digits of the decimal text that it was read from.
func isKeptExactly(_ text: String, as number: Double) -> Bool {
  let mantissa = text.utf8.prefix { $0 | 0x20 != UInt8(ascii: "e") }
  let digits = mantissa.count(where: ByteScanning.isDigit)
  return digits <= ScaledDecimal.keptDigits
    || significantDigits(of: text) == significantDigits(of: "\(number)")
}

/// The digits of a decimal text without zeros at its ends, and the power of ten of the first one.
private func significantDigits(of text: String) -> (digits: [UInt8], power: Int) {
  var digits: [UInt8] = []
  var power = 0
  var hasPoint = false
  var rest = text.utf8[...]
  while let byte = rest.first, byte | 0x20 != UInt8(ascii: "e") {
    rest.removeFirst()
    if byte == UInt8(ascii: ".") {
      hasPoint = true
    } else if ByteScanning.isDigit(byte) {
      if digits.isEmpty, byte == 0x30 {
        power -= hasPoint ? 1 : 0
      } else {
        digits.append(byte)
        power += hasPoint ? 0 : 1
      }
    }
  }
  power += Int(String(Substring(rest.dropFirst()))) ?? 0
  while digits.last == 0x30 { digits.removeLast() }
  return (digits, digits.isEmpty ? 0 : power)
}

extension PlainNumberReader {
  /// The reader of a field of whole numbers.
  static func integer(_ settings: ReaderSettings) -> any FieldReader {
    PlainNumberReader(field: settings.field.name, isInteger: true, form: settings.field.plain)
  }

  /// The reader of a field of any numbers.
  static func number(_ settings: ReaderSettings) -> any FieldReader {
    PlainNumberReader(
      field: settings.field.name, isInteger: false, form: settings.field.plain,
      keepsDigits: settings.keepsDigits)
  }

  /// The byte reader of a field of whole numbers.
  static func integerByteReader(_ settings: ByteReaderSettings) -> FieldByteReader? {
    byteReader(settings, isInteger: true)
  }

  /// The byte reader of a field of any numbers.
  static func numberByteReader(_ settings: ByteReaderSettings) -> FieldByteReader? {
    byteReader(settings, isInteger: false)
  }

  private static func byteReader(_ settings: ByteReaderSettings, isInteger: Bool)
    -> FieldByteReader?
  {
    let given = settings.field.constraints
    let plain = settings.field.plain
    guard settings.isTokenPlain, !settings.isWorded, plain.isBareNumber, plain.groupMark.isEmpty,
      plain.decimalMark == ".", let least = bound(given.minimum, given.exclusiveMinimum, -1),
      let most = bound(given.maximum, given.exclusiveMaximum, 1)
    else { return nil }
    return FieldByteReader(
      .number(
        NumberByteReader(
          text: settings.text, isInteger: isInteger, least: least.value, most: most.value,
          isLeastExcluded: least.isExcluded, isMostExcluded: most.isExcluded)))
  }

  /// A bound of a number; `nil` when it is too large to compare exactly, or given twice.
  private static func bound(
    _ included: String?, _ excluded: String?, _ side: Double
  ) -> (value: Double, isExcluded: Bool)? {
    guard let text = included ?? excluded else { return (side * .infinity, false) }
    guard included == nil || excluded == nil, let value = Double(text), abs(value) < 1e15 else {
      return nil
    }
    return (value, excluded != nil)
  }
}
