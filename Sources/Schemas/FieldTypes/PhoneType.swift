/// A phone number, stored as E.164.
struct PhoneType: FieldTypeDefinition {
  var properties: Set<FieldProperty> { [.countryFrom] }
  var formats: StandardFormats { .none }
  var lengthUnit: LengthUnit? { .characters }
  var order: ValueOrder? { nil }

  var storage: FieldStorage { .text }
  var extent: TextExtent? { .atMost(16) }
  func defaultSQL(_ text: String, of field: Field) -> String? { nil }
  func respelling(of field: Field) -> Respelling { .anything }

  func context(of field: Field) -> RowContext? { RowContext(rank: 2, takesPackageCountry: true) }
  func evidence(of field: Field) -> ColumnEvidence? { nil }
  var watch: ColumnWatch? { nil }
  var revealsShift: Bool { true }
  var mayHideCards: Bool { false }
  var mayHoldJSON: Bool { false }
  func masking(of field: Field) -> Masking { .phone }

  var expectation: String { "a phone number" }
  var shownAs: ValueKind { .plain }
  func template(of field: Field) -> TemplateForm {
    TemplateForm(
      words: "phone", separator: nil, choices: .none, rule: nil,
      numberFormat: "@", width: 17)
  }
}
