import Schemas
import TabularCore

/// Reads decimal numbers and percents.
struct DecimalReader: FieldReader {
  /// The field's machine name.
  var field: String
  /// Whether the number is a percentage: `60 %` is 60.
  var isPercent = false
  /// How many decimals the field has; `nil` for any number.
  var scale: Int?
  /// Whether further decimals are rounded, half to even, instead of refused.
  var roundsToScale = false
  /// Whether the store keeps every digit, so that a text may have more than a binary number does.
  var keepsDigits = false

  func read(_ cell: CellInput, in context: ReadingContext) throws(CellProblem) -> FieldReading {
    switch cell.kind {
    case .text: return try read(text: cell, in: context)
    case .number where cell.format.isTemporal, .isoDate:
      throw .dateInText(cell, expected: "a number")
    case .number:
      switch ScaledDecimal.lexeme(cell.text) {
      case .number(let number):
        guard isPercent, cell.format == .percent else {
          var reading = try fitted(number, cell: cell, isRewritten: false)
          reading.remarks += unsureDigitsRemarks(number, of: cell)
          return reading
        }
        guard let hundredfold = number.hundredfold else {
          throw .tooLarge(cell.text, field: field)
        }
        return try fitted(hundredfold, cell: cell, isRewritten: true)
      case .tooLarge: throw .tooLarge(cell.text, field: field)
      case .none: throw CellProblem(.valueNotNumber(.number, value: shortened(cell.text)))
      }
    default: throw .wrongCellType(cell, expected: "a number")
    }
  }

  private func read(
    text cell: CellInput, in context: ReadingContext
  ) throws(CellProblem) -> FieldReading {
    var text = cell.text
    var hasSign = false
    if isPercent, text.utf8.last == UInt8(ascii: "%") {
      text.removeLast()
      while text.utf8.last == 0x20 { text.removeLast() }
      hasSign = true
    }
    let chosen: ChosenNumber
    if let written = NumberText(text) {
      chosen = try written.choose(text, column: context.column, unproven: .pointDivides)
    } else if let exponent = ExponentText(text) {
      chosen = try exponent.chosen(for: cell.text, expected: "a number")
    } else {
      throw CellProblem(.valueNotNumber(.number, value: shortened(cell.text)))
    }
    switch chosen.number {
    case .number(let number) where keepsDigits && !number.isKeptByDouble,
      .number(let number) where keepsDigits && number.isCut:
      return try exact(text, number, chosen, cell: cell, hasSign: hasSign)
    case .tooLarge where keepsDigits:
      return try exact(text, nil, chosen, cell: cell, hasSign: hasSign)
    case .number(let number):
      return try fitted(number, cell: cell, isRewritten: chosen.isRewritten || hasSign)
    case .tooLarge: throw .tooLarge(cell.text, field: field)
    case .none: throw CellProblem(.valueNotNumber(.number, value: shortened(cell.text)))
    }
  }

  private func fitted(
    _ number: ScaledDecimal, cell: CellInput, isRewritten: Bool
  ) throws(CellProblem) -> FieldReading {
    var number = number
    var isRewritten = isRewritten
    if let scale, number.scale > scale, !roundsToScale, cell.kind == .number {
      // A calculated number shows the end of its binary fraction; people see fifteen digits.
      number = number.inFifteenDigits
    }
    if let scale, number.scale > scale {
      guard roundsToScale else {
        throw CellProblem(
          .valueTooPrecise(
            .field(count: number.scale, field: field, limit: scale), value: shortened(cell.text)))
      }
      number = number.rounded(to: scale)
      isRewritten = true
    }
    // A worksheet's number is binary, whatever digits it is written with.
    guard number.isKeptByDouble || cell.kind == .number else {
      throw .tooManyDigits(cell.text, field: field)
    }
    return FieldReading(
      .real(number.double),
      remarks: numberRemarks(cell, result: number.description, isRewritten: isRewritten))
  }

  /// A number with more digits than a binary one keeps.
  private func exact(
    _ text: String, _ number: ScaledDecimal?, _ chosen: ChosenNumber, cell: CellInput, hasSign: Bool
  ) throws(CellProblem) -> FieldReading {
    let mark = chosen.isComma ? UInt8(ascii: ",") : UInt8(ascii: ".")
    guard let plain = ExactDecimal.plain(text, mark: mark), let value = FieldValue.exact(plain)
    else {
      throw .tooManyDigits(cell.text, field: field)
    }
    let decimals = ExactDecimal.decimals(of: plain)
    if let scale, decimals > scale {
      guard roundsToScale, let number else {
        throw CellProblem(
          .valueTooPrecise(
            .field(count: decimals, field: field, limit: scale), value: shortened(cell.text)))
      }
      return try fitted(number, cell: cell, isRewritten: true)
    }
    return FieldReading(
      value,
      remarks: numberRemarks(cell, result: plain, isRewritten: chosen.isRewritten || hasSign))
  }
}

extension DecimalReader {
  /// The reader of a field of decimal numbers.
  static func decimal(_ settings: ReaderSettings) -> any FieldReader {
    DecimalReader(settings, isPercent: false)
  }

  /// The reader of a field of percentages.
  static func percent(_ settings: ReaderSettings) -> any FieldReader {
    DecimalReader(settings, isPercent: true)
  }

  private init(_ settings: ReaderSettings, isPercent: Bool) {
    let field = settings.field
    self.init(
      field: field.name, isPercent: isPercent, scale: field.scale,
      roundsToScale: field.roundsToScale, keepsDigits: settings.keepsDigits)
  }
}
