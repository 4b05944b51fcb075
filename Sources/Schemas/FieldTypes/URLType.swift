/// A web address.
struct URLType: FieldTypeDefinition {
  var properties: Set<FieldProperty> { [.pattern, .patternWords, .folded] }
  var formats: StandardFormats { .named(["uri"]) }
  var lengthUnit: LengthUnit? { .characters }
  var order: ValueOrder? { nil }

  var storage: FieldStorage { .text }
  var extent: TextExtent? { .open }
  func defaultSQL(_ text: String, of field: Field) -> String? { nil }
  func respelling(of field: Field) -> Respelling { .anything }

  func context(of field: Field) -> RowContext? { nil }
  func evidence(of field: Field) -> ColumnEvidence? { nil }
  var watch: ColumnWatch? { nil }
  var revealsShift: Bool { false }
  var mayHideCards: Bool { true }
  var mayHoldJSON: Bool { false }
  func masking(of field: Field) -> Masking { .url }

  var expectation: String { "a web address" }
  var shownAs: ValueKind { .plain }
  func template(of field: Field) -> TemplateForm {
    TemplateForm(
      words: "url", separator: nil, choices: .none, rule: nil,
      numberFormat: "@", width: 10)
  }
}
