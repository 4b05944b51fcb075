/// A whole number.
struct IntegerType: FieldTypeDefinition {
  var properties: Set<FieldProperty> { [.minutes] }
  var formats: StandardFormats { .none }
  var lengthUnit: LengthUnit? { nil }
  var order: ValueOrder? { .numbers }

  var storage: FieldStorage { .integer }
  var extent: TextExtent? { nil }
  func defaultSQL(_ text: String, of field: Field) -> String? { Int64(text).map { String($0) } }
  func respelling(of field: Field) -> Respelling { .digits }

  func context(of field: Field) -> RowContext? { nil }
  func evidence(of field: Field) -> ColumnEvidence? { .numbers }
  var watch: ColumnWatch? { .largeNumbers(decimals: 0) }
  var revealsShift: Bool { true }
  var mayHideCards: Bool { false }
  var mayHoldJSON: Bool { false }
  func masking(of field: Field) -> Masking { .number }

  var expectation: String { "a whole number" }
  var shownAs: ValueKind { .plain }
  func template(of field: Field) -> TemplateForm {
    TemplateForm(
      words: "integer", separator: nil, choices: .none,
      rule: field.readsMinutes ? nil : .wholeNumber,
      numberFormat: "0", width: 10)
  }
}
