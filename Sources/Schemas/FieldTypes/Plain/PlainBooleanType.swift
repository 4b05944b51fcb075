/// Table Schema `boolean`.
struct PlainBooleanType: FieldTypeDefinition {
  var properties: Set<FieldProperty> { [.trueValues, .falseValues] }
  var formats: StandardFormats { .none }
  var lengthUnit: LengthUnit? { nil }
  var order: ValueOrder? { nil }

  var storage: FieldStorage { .truth }
  var extent: TextExtent? { nil }
  func defaultSQL(_ text: String, of field: Field) -> String? { nil }
  func respelling(of field: Field) -> Respelling { .never }

  func context(of field: Field) -> RowContext? { nil }
  func evidence(of field: Field) -> ColumnEvidence? { nil }
  var watch: ColumnWatch? { nil }
  var revealsShift: Bool { false }
  var mayHideCards: Bool { true }
  var mayHoldJSON: Bool { false }
  func masking(of field: Field) -> Masking { .kept }

  var expectation: String { "`yes` or `no`" }
  var shownAs: ValueKind { .truth }
  func template(of field: Field) -> TemplateForm {
    TemplateForm(
      words: "boolean", separator: nil,
      choices: .values(
        [field.plain.trueValues.first, field.plain.falseValues.first].compactMap(\.self)),
      rule: nil,
      numberFormat: nil, width: 10)
  }
}
