/// Yes or no.
struct BooleanType: FieldTypeDefinition {
  var properties: Set<FieldProperty> { [.trueValues, .falseValues] }
  var formats: StandardFormats { .none }
  var lengthUnit: LengthUnit? { nil }
  var order: ValueOrder? { nil }

  var storage: FieldStorage { .truth }
  var extent: TextExtent? { nil }
  func defaultSQL(_ text: String, of field: Field) -> String? {
    ["yes", "true", "1"].contains(text) ? "TRUE" : "FALSE"
  }
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
      words: "boolean", separator: nil, choices: .yesNo, rule: nil,
      numberFormat: nil, width: 10)
  }
}
