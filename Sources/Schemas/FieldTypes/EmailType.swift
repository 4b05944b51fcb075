/// An e-mail address.
struct EmailType: FieldTypeDefinition {
  var properties: Set<FieldProperty> { [.pattern, .patternWords, .folded] }
  var formats: StandardFormats { .named(["email"]) }
  var lengthUnit: LengthUnit? { .characters }
  var order: ValueOrder? { nil }

  var storage: FieldStorage { .text }
  var extent: TextExtent? { .atMost(254) }
  func defaultSQL(_ text: String, of field: Field) -> String? { nil }
  func respelling(of field: Field) -> Respelling { .letters(isLowercased: true) }

  func context(of field: Field) -> RowContext? { nil }
  func evidence(of field: Field) -> ColumnEvidence? { nil }
  var watch: ColumnWatch? { nil }
  var revealsShift: Bool { true }
  var mayHideCards: Bool { true }
  var mayHoldJSON: Bool { false }
  func masking(of field: Field) -> Masking { .email }

  var expectation: String { "an e-mail address" }
  var shownAs: ValueKind { .plain }
  func template(of field: Field) -> TemplateForm {
    TemplateForm(
      words: "email", separator: nil, choices: .none, rule: nil,
      numberFormat: "@", width: 26)
  }
}
