import RecordMapping
import Schemas

/// What a column of a profile shows of a record, or why it cannot.
enum ProfileColumnValue {
  /// A text.
  case text(String)
  /// A whole number.
  case number(Int)
  /// Nothing.
  case blank
  /// A value without an entry in the map.
  case unmapped(String, kind: String)
  /// An identifier that is no whole number.
  case notNumeric(String, kind: String)
  /// A text of more characters than the other system takes.
  case tooLong(Int)
  /// A value that has no counterpart there.
  case unknown(String)
}

extension EmissionProfile.Column {
  /// The value of a record.
  func value(
    of record: EmittedRecord, _ schema: TableSchema, _ map: IdentifierMap
  ) -> ProfileColumnValue {
    guard let name = field(of: record.table), let field = schema.field(named: name),
      let value = record.values[name]
    else { return .blank }
    let items = if case .list(let items) = value { items } else { [value] }
    var texts: [String] = []
    for item in items {
      var text = self.text(of: item, field)
      if let values {
        guard let other = values[text] else { return .unknown(text) }
        text = other
      }
      if let kind = self.map {
        guard let id = map.id(of: text, kind: kind) else { return .unmapped(text, kind: kind) }
        if isNumeric == true, Int(id) == nil || id != String(Int(id) ?? 0) {
          return .notNumeric(id, kind: kind)
        }
        text = id
      }
      texts.append(text)
    }
    let text = texts.joined(separator: separator ?? ", ")
    if let maximumLength, text.count > maximumLength { return .tooLong(maximumLength) }
    // A number is one only where every digit of it survives.
    if self.map != nil, let number = Int(text), String(number) == text, text.utf8.count <= 15 {
      return .number(number)
    }
    return .text(text)
  }

  private func text(of value: FieldValue, _ field: Field) -> String {
    switch field.type.definition.storage {
    case .truth: return value == .integer(1) ? "yes" : "no"
    case .date, .moment:
      return format.map { Self.written(value.description, $0) } ?? value.description
    default: return value.description
    }
  }

  /// `YYYY-MM-DD` or `YYYY-MM-DD HH:MM` in another order.
  private static func written(_ text: String, _ format: String) -> String {
    let digits = text.utf8.filter { (48...57).contains($0) }.map { String(UnicodeScalar($0)) }
    guard digits.count >= 8 else { return text }
    func part(_ range: Range<Int>) -> String {
      digits.indices.contains(range.upperBound - 1) ? digits[range].joined() : "00"
    }
    return format.replacing("yyyy", with: part(0..<4)).replacing(
      "hh:mm", with: part(8..<10) + ":" + part(10..<12)
    )
    .replacing("dd", with: part(6..<8)).replacing("mm", with: part(4..<6))
  }
}
