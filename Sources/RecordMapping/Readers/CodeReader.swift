import Schemas
import TabularCore

/// Reads identifiers; the canonical form is upper case, or lower case where the schema says so.
struct CodeReader: FieldReader {
  /// The field's machine name.
  var field: String
  /// Whether a cell may hold the name of a record instead of its code.
  var acceptsNames = false
  /// An example of a code, for messages.
  var example: String?
  /// Whether the canonical form is lower case.
  var isLowercased = false

  func read(_ cell: CellInput, in context: ReadingContext) throws(CellProblem) -> FieldReading {
    switch cell.kind {
    case .text: return FieldReading(.text(try code(cell.text)))
    case .number where cell.format.isTemporal, .isoDate:
      throw .dateInText(cell, expected: expected)
    case .number:
      let digits = try digitsOfNumber(cell, expected: expected)
      return FieldReading(
        .text(digits),
        remarks: [.normalised(cell.text, .numberAsText(result: shortened(digits)))])
    default: throw .wrongCellType(cell, expected: expected)
    }
  }

  private var expected: String { example.map { "a code such as `\($0)`" } ?? "a code" }

  private func code(_ text: String) throws(CellProblem) -> String {
    var isASCII = true
    var isCanonical = true
    let others: UInt8 = isLowercased ? 0x41 : 0x61
    for byte in text.utf8 {
      if byte >= 0x80 { isASCII = false } else if byte &- others < 26 { isCanonical = false }
    }
    if isASCII {
      if hasExponent(text) {
        throw .digitsLost(text, expected: "a code")
      }
      return isCanonical ? text : inCase(text)
    }
    if let found = lookAlike(text) {
      throw lookAlikeProblem(found, in: text, fixed: found.latin.map(inCase))
    }
    guard acceptsNames else {
      throw CellProblem(
        .valuePattern(
          .words(field: field, expected: "letters without accents, digits and signs only"),
          value: shortened(text)))
    }
    return text
  }
}

extension CodeReader {
  private func inCase(_ text: String) -> String {
    isLowercased ? text.lowercased() : text.uppercased()
  }
}

/// The problem of a letter that only looks like a Latin one.
func lookAlikeProblem(_ found: LookAlike, in text: String, fixed: String?) -> CellProblem {
  CellProblem(
    .valueLookAlike(
      found.isFirst ? .first : .inside, value: shortened(text), script: found.script,
      character: String(found.letter),
      codePoint: "U+" + hexadecimal(found.letter.value, width: 4)),
    suggestion: fixed.map {
      Issue.Suggestion($0, evidence: "the same in Latin letters")
    })
}

/// Whether a text is a number in scientific notation, as spreadsheets and programs write it:
/// `1.41656E+10`, `1.2E5`; `1E5` may be a code.
func hasExponent(_ text: String) -> Bool {
  let bytes = text.utf8.span
  var position = 0
  guard ByteScanning.number(bytes, at: &position).count == 1 else { return false }
  let hasMark =
    ByteScanning.skip(UInt8(ascii: "."), bytes, at: &position)
    || ByteScanning.skip(UInt8(ascii: ","), bytes, at: &position)
  if hasMark {
    let start = position
    while position < bytes.count, ByteScanning.isDigit(bytes[position]) { position += 1 }
    guard position > start else { return false }
  }
  guard position + 1 < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") else {
    return false
  }
  position += 1
  let isSigned =
    ByteScanning.skip(UInt8(ascii: "+"), bytes, at: &position)
    || ByteScanning.skip(UInt8(ascii: "-"), bytes, at: &position)
  let exponent = ByteScanning.number(bytes, at: &position)
  return (1...3).contains(exponent.count) && position == bytes.count
    && (hasMark || isSigned && exponent.count >= 2)
}

/// The digits of a number cell in a field of codes or phone numbers.
func digitsOfNumber(_ cell: CellInput, expected: String) throws(CellProblem) -> String {
  switch ScaledDecimal.lexeme(cell.text) {
  case .none: throw .wrongCellType(cell, expected: expected)
  case .tooLarge:
    throw .digitsLost(cell.text, expected: expected)
  case .number(let number):
    guard let integer = number.integer ?? number.inFifteenDigits.integer else {
      throw .wrongCellType(cell, expected: expected)
    }
    guard integer.magnitude < 1_000_000_000_000_000 else {
      throw .digitsLost(cell.text, expected: expected)
    }
    return String(integer)
  }
}

extension CodeReader {
  /// The reader of a field; references by other fields than the key make it accept names.
  init(_ settings: ReaderSettings) {
    let field = settings.field
    let reference = settings.table.reference(from: field.name)
    self.init(
      field: field.name, acceptsNames: reference.map { !$0.alternatives.isEmpty } ?? false,
      example: field.type == .code ? field.example : nil, isLowercased: field.isLowercased)
  }

  /// The byte reader of a field.
  static func byteReader(_ settings: ByteReaderSettings) -> FieldByteReader? {
    FieldByteReader(
      texts: settings, form: .code(otherCase: settings.field.isLowercased ? 0x41 : 0x61))
  }
}
