/// Table Schema `year`.
struct PlainYearType: FieldTypeDefinition {
  var properties: Set<FieldProperty> { [] }
  var formats: StandardFormats { .none }
  var lengthUnit: LengthUnit? { nil }
  var order: ValueOrder? { .numbers }

  var storage: FieldStorage { .integer }
  var extent: TextExtent? { nil }
  func defaultSQL(_ text: String, of field: Field) -> String? { nil }
  func respelling(of field: Field) -> Respelling { .digits }

  func context(of field: Field) -> RowContext? { nil }
  func evidence(of field: Field) -> ColumnEvidence? { nil }
  var watch: ColumnWatch? { nil }
  var revealsShift: Bool { false }
  var mayHideCards: Bool { false }
  var mayHoldJSON: Bool { false }
  func masking(of field: Field) -> Masking { .kept }

  var expectation: String { "a whole number" }
  var shownAs: ValueKind { .plain }
  func template(of field: Field) -> TemplateForm {
    TemplateForm(
      words: "integer", separator: nil, choices: .none, rule: nil,
      numberFormat: nil, width: 10)
  }
}
