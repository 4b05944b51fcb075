import Schemas
import TabularCore

/// The constraints of a field, ready to be checked on canonical values.
struct CompiledConstraints: Sendable {
  private let field: Field
  private let isEmpty: Bool
  let pattern: Pattern?
  private let allowed: Set<FieldValue>?
  private let range: RangeCheck?
  private let countsMembers: Bool

  /// Compiles the constraints of a field; those of secrets are checked elsewhere.
  ///
  /// - Parameter reader: reads the values of the constraints, which are written as cells are.
  init(_ field: Field, reader: any FieldReader) {
    self.field = field
    let given = field.constraints
    countsMembers = field.type.definition.lengthUnit == .members
    pattern = given.pattern.map { Pattern($0) }
    allowed = given.allowedValues.map { texts in
      Set(texts.map { canonicalValue(of: $0, reader: reader) ?? .text($0) })
    }
    range = RangeCheck(field, reader: reader)
    isEmpty = field.type.definition.storage == .sealed || given == Constraints()
  }

  /// The reading, when the value satisfies the constraints.
  ///
  /// - Parameters:
  ///   - text: the cell's text, for messages.
  ///   - currency: the currency of an amount.
  func checked(
    _ reading: FieldReading, text: String, currency: String?
  ) throws(CellProblem) -> FieldReading {
    guard !isEmpty else { return reading }
    switch reading.value {
    case .null: return reading
    case .list(let items): try check(list: items, currency: currency)
    default: try check(reading.value, text: text, currency: currency, isItem: false)
    }
    return reading
  }

  private func check(
    list items: [FieldValue], currency: String?
  ) throws(CellProblem) {
    for item in items {
      try check(item, text: item.description, currency: currency, isItem: true)
    }
    try check(size: items.count)
  }

  /// Of objects and arrays, the number of members counts.
  private func check(members text: String) throws(CellProblem) {
    switch CellJSON(text) {
    case .object(let members): try check(size: members.count)
    case .array(let items): try check(size: items.count)
    default: return
    }
  }

  private func check(size count: Int) throws(CellProblem) {
    let given = field.constraints
    if let limit = given.maximumLength, count > limit {
      throw CellProblem(
        .valueOutOfRange(.listAbove(count: count, limit: limit), field: field.name))
    }
    if let limit = given.minimumLength, count < limit {
      throw CellProblem(
        .valueOutOfRange(.listBelow(count: count, limit: limit), field: field.name))
    }
  }

  private func check(
    _ value: FieldValue, text: String, currency: String?, isItem: Bool
  ) throws(CellProblem) {
    let given = field.constraints
    if countsMembers, let canonical = value.text {
      try check(members: canonical)
    } else if let canonical = value.text {
      try check(
        length: canonical, least: isItem ? given.itemMinimumLength : given.minimumLength,
        most: isItem ? given.itemMaximumLength : given.maximumLength)
    }
    if let pattern {
      let canonical = value.description
      guard pattern.matches(canonical) else { throw misfit(canonical) }
    }
    if let range { try range.check(value, text: text, currency: currency) }
    if let allowed, !allowed.contains(value) {
      let texts = given.allowedValues ?? []
      throw CellProblem(
        .valueEnumUnknown(
          texts.count <= 12 ? .listed(expected: texts) : .many(count: texts.count),
          value: shortened(text), field: field.name))
    }
  }

  private func check(length text: String, least: Int?, most: Int?) throws(CellProblem) {
    // A character takes at least one byte and at most four.
    if let most, text.utf8.count > most {
      let count = text.unicodeScalars.count
      if count > most {
        throw CellProblem(
          .valueTooLong(.field(field.name, count: count, limit: most)))
      }
    }
    if let least, text.utf8.count < least * 4 {
      let count = text.unicodeScalars.count
      if count < least {
        throw CellProblem(
          .valuePattern(
            .tooShort(count: count, field: field.name, limit: least), value: shortened(text)))
      }
    }
  }

  private func misfit(_ text: String) -> CellProblem {
    if let words = field.constraints.patternWords {
      return CellProblem(
        .valuePattern(
          .words(field: field.name, expected: words.english), value: shortened(text)))
    }
    return CellProblem(
      .valuePattern(
        .form(field: field.name, expected: field.constraints.pattern ?? ""),
        value: shortened(text)))
  }
}
