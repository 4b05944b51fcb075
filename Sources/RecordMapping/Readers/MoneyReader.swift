import Schemas
import TabularCore

/// Reads amounts of money; the canonical form is minor units of the row's currency.
///
/// Without a currency in the row an amount counts in hundredths; the rule about amount and currency
/// reports that (`rule.money-pair`).
struct MoneyReader: FieldReader {
  /// The field's machine name.
  var field: String
  /// The field that holds the currency.
  var currencyField: String?

  func read(_ cell: CellInput, in context: ReadingContext) throws(CellProblem) -> FieldReading {
    switch cell.kind {
    case .text: return try read(text: cell, in: context)
    case .number where cell.format.isTemporal, .isoDate:
      throw .dateInText(cell, expected: "an amount")
    case .number:
      switch ScaledDecimal.lexeme(cell.text) {
      case .number(let number):
        var reading = try amount(
          number, currency: context.currency, cell: cell, isRewritten: false)
        reading.remarks += unsureDigitsRemarks(number, of: cell)
        return reading
      case .tooLarge: throw .tooLarge(cell.text, field: field)
      case .none: throw CellProblem(.valueNotNumber(.amount, value: shortened(cell.text)))
      }
    default: throw .wrongCellType(cell, expected: "an amount")
    }
  }

  private func read(
    text cell: CellInput, in context: ReadingContext
  ) throws(CellProblem) -> FieldReading {
    if let exponent = ExponentText(cell.text) {
      let chosen = try exponent.chosen(for: cell.text, expected: "an amount")
      return try amount(chosen, currency: context.currency, cell: cell, isRewritten: true)
    }
    guard let written = MoneyText(cell.text), let number = NumberText(written.number) else {
      throw CellProblem(.valueNotNumber(.amount, value: shortened(cell.text)))
    }
    if let currency = context.currency, let sign = written.sign,
      !MoneyText.sign(sign, means: currency)
    {
      throw CellProblem(
        .ruleMoneyPair(
          .symbol(found: currency), field: field, value: ShownText(shortened(cell.text)),
          other: currencyField ?? "currency"))
    }
    let chosen = try number.choose(
      written.number, column: context.column, unproven: .commaGroups)
    return try amount(
      chosen, currency: context.currency, cell: cell,
      isRewritten: chosen.isRewritten || written.sign != nil)
  }

  private func amount(
    _ chosen: ChosenNumber, currency: String?, cell: CellInput, isRewritten: Bool
  ) throws(CellProblem) -> FieldReading {
    switch chosen.number {
    case .number(let number):
      return try amount(number, currency: currency, cell: cell, isRewritten: isRewritten)
    case .tooLarge: throw .tooLarge(cell.text, field: field)
    case .none: throw CellProblem(.valueNotNumber(.amount, value: shortened(cell.text)))
    }
  }

  private func amount(
    _ number: ScaledDecimal, currency: String?, cell: CellInput, isRewritten: Bool
  ) throws(CellProblem) -> FieldReading {
    let decimals = currency.flatMap(Currencies.minorDigits) ?? 2
    // A calculated number shows the end of its binary fraction; people see fifteen digits.
    let number =
      cell.kind == .number && number.scale > decimals ? number.inFifteenDigits : number
    guard number.scale <= decimals else {
      throw CellProblem(
        .valueTooPrecise(
          currency.map { .currency(count: number.scale, currency: $0, limit: decimals) }
            ?? .field(count: number.scale, field: field, limit: decimals),
          value: number.description))
    }
    guard !number.isCut else { throw .tooManyDigits(cell.text, field: field) }
    guard let units = number.minorUnits(decimals: decimals) else {
      throw .tooLarge(cell.text, field: field)
    }
    return FieldReading(
      .integer(units),
      remarks: numberRemarks(cell, result: number.description, isRewritten: isRewritten))
  }
}

extension MoneyReader {
  /// The reader of a field.
  init(_ settings: ReaderSettings) {
    self.init(field: settings.field.name, currencyField: settings.field.currencyField)
  }
}
