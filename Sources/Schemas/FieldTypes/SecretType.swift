/// A secret.
struct SecretType: FieldTypeDefinition {
  var properties: Set<FieldProperty> { [.secretPolicy, .hashing] }
  var formats: StandardFormats { .none }
  var lengthUnit: LengthUnit? { .characters }
  var order: ValueOrder? { nil }

  var storage: FieldStorage { .sealed }
  var extent: TextExtent? { nil }
  func defaultSQL(_ text: String, of field: Field) -> String? { nil }
  func respelling(of field: Field) -> Respelling { .never }

  func context(of field: Field) -> RowContext? {
    field.secretPolicy == .hash ? RowContext(rank: 3, takesPackageCountry: false) : nil
  }
  func evidence(of field: Field) -> ColumnEvidence? { nil }
  var watch: ColumnWatch? { nil }
  var revealsShift: Bool { false }
  var mayHideCards: Bool { false }
  var mayHoldJSON: Bool { false }
  func masking(of field: Field) -> Masking { .kept }

  var expectation: String { "a text" }
  var shownAs: ValueKind { .plain }
  func template(of field: Field) -> TemplateForm {
    TemplateForm(
      words: "secret", separator: nil, choices: .none, rule: nil,
      numberFormat: "@", width: 10)
  }
}
