/// A subdivision, stored as ISO 3166-2.
struct SubdivisionType: FieldTypeDefinition {
  var properties: Set<FieldProperty> { [.countryFrom] }
  var formats: StandardFormats { .none }
  var lengthUnit: LengthUnit? { nil }
  var order: ValueOrder? { nil }

  var storage: FieldStorage { .text }
  var extent: TextExtent? { .atMost(6) }
  func defaultSQL(_ text: String, of field: Field) -> String? { nil }
  func respelling(of field: Field) -> Respelling { .anything }

  func context(of field: Field) -> RowContext? { RowContext(rank: 1, takesPackageCountry: false) }
  func evidence(of field: Field) -> ColumnEvidence? { nil }
  var watch: ColumnWatch? { nil }
  var revealsShift: Bool { false }
  var mayHideCards: Bool { true }
  var mayHoldJSON: Bool { false }
  func masking(of field: Field) -> Masking { .kept }

  var expectation: String { "a province or state" }
  var shownAs: ValueKind { .plain }
  func template(of field: Field) -> TemplateForm {
    TemplateForm(
      words: "subdivision", separator: nil, choices: .subdivisions, rule: nil,
      numberFormat: "@", width: 10)
  }
}
