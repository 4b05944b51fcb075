/// A country, stored as ISO 3166-1 alpha-2.
struct CountryType: FieldTypeDefinition {
  var properties: Set<FieldProperty> { [] }
  var formats: StandardFormats { .none }
  var lengthUnit: LengthUnit? { nil }
  var order: ValueOrder? { nil }

  var storage: FieldStorage { .text }
  var extent: TextExtent? { .atMost(2) }
  func defaultSQL(_ text: String, of field: Field) -> String? { nil }
  func respelling(of field: Field) -> Respelling { .anything }

  func context(of field: Field) -> RowContext? { nil }
  func evidence(of field: Field) -> ColumnEvidence? { nil }
  var watch: ColumnWatch? { nil }
  var revealsShift: Bool { true }
  var mayHideCards: Bool { true }
  var mayHoldJSON: Bool { false }
  func masking(of field: Field) -> Masking { .kept }

  var expectation: String { "a country" }
  var shownAs: ValueKind { .plain }
  func template(of field: Field) -> TemplateForm {
    TemplateForm(
      words: "country", separator: nil, choices: .none, rule: nil,
      numberFormat: "@", width: 10)
  }
}
