import Schemas
import TabularCore

/// The lowest and the highest value of a field.
struct RangeCheck: Sendable {
  private let field: String
  private let isMoney: Bool
  private let isDuration: Bool
  private let lowest: [Bound]
  private let highest: [Bound]

  private struct Bound: Sendable {
    var text: String
    var number: ScaledDecimal?
    var canonical: String
    var isExcluded: Bool

    init(_ text: String, isExcluded: Bool, reader: any FieldReader) {
      self.text = text
      self.isExcluded = isExcluded
      if case .number(let number) = ScaledDecimal.lexeme(text) { self.number = number }
      canonical = canonicalValue(of: text, reader: reader)?.comparableText ?? text
    }
  }

  /// The range of a field; `nil` when it has none.
  ///
  /// - Parameter reader: reads the bounds, which are written as cells are.
  init?(_ field: Field, reader: any FieldReader) {
    let given = field.constraints
    self.field = field.name
    isMoney = field.type.definition.order == .amounts
    isDuration = field.type.definition.order == .durations
    // A field may have both kinds of a bound; either may be the tighter one.
    func bounds(_ excluded: String?, _ included: String?) -> [Bound] {
      [(excluded, true), (included, false)].compactMap { text, isExcluded in
        text.map { Bound($0, isExcluded: isExcluded, reader: reader) }
      }
    }
    lowest = bounds(given.exclusiveMinimum, given.minimum)
    highest = bounds(given.exclusiveMaximum, given.maximum)
    if lowest.isEmpty, highest.isEmpty { return nil }
  }

  /// Throws when a value lies outside.
  ///
  /// - Parameter currency: the currency of an amount, whose bounds are in whole units.
  func check(_ value: FieldValue, text: String, currency: String?) throws(CellProblem) {
    let decimals = isMoney ? currency.flatMap(Currencies.minorDigits) ?? 2 : 0
    for bound in lowest {
      guard let order = order(of: value, to: bound, decimals: decimals) else { continue }
      if order < 0 || (order == 0 && bound.isExcluded) {
        throw problem(.below(value: shortened(text), limit: bound.text))
      }
    }
    for bound in highest {
      guard let order = order(of: value, to: bound, decimals: decimals) else { continue }
      if order > 0 || (order == 0 && bound.isExcluded) {
        throw problem(.above(value: shortened(text), limit: bound.text))
      }
    }
  }

  /// -1, 0 or 1 as the value is below, at or above the bound; `nil` when they cannot be compared.
  private func order(of value: FieldValue, to bound: Bound, decimals: Int) -> Int? {
    switch value {
    case .integer(let integer):
      guard let number = bound.number else { return nil }
      let value = ScaledDecimal(mantissa: integer, scale: decimals)
      return value < number ? -1 : value == number ? 0 : 1
    case .real(let real):
      guard let number = bound.number?.double else { return nil }
      return real < number ? -1 : real == number ? 0 : 1
    case .decimal(let text):
      return bound.number.map { ExactDecimal.order(of: text, to: $0.description) }
    case .text(let text), .dateTime(let text, _):
      if isDuration, let length = ISODuration.seconds(text),
        let limit = ISODuration.seconds(bound.canonical)
      {
        return length < limit ? -1 : length == limit ? 0 : 1
      }
      if text.utf8.elementsEqual(bound.canonical.utf8) { return 0 }
      return text.utf8.lexicographicallyPrecedes(bound.canonical.utf8) ? -1 : 1
    default: return nil
    }
  }

  private func problem(_ breach: IssueContent.RangeBreach) -> CellProblem {
    CellProblem(.valueOutOfRange(breach, field: field))
  }
}

extension FieldValue {
  /// The text by which values of a type are ordered: the local one of a date and time.
  fileprivate var comparableText: String? {
    switch self {
    case .text(let text), .dateTime(let text, _): text
    default: nil
    }
  }
}

/// The value of a text in the schema, written like a cell; `nil` when the type cannot read it.
func canonicalValue(of text: String, reader: any FieldReader) -> FieldValue? {
  var context = ReadingContext()
  context.column = ColumnDecision()
  return try? reader.read(CellInput(text), in: context).value
}
