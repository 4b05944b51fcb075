/// One of a closed list.
struct EnumerationType: FieldTypeDefinition {
  var properties: Set<FieldProperty> { [.values, .yesNo, .literals] }
  var formats: StandardFormats { .none }
  var lengthUnit: LengthUnit? { nil }
  var order: ValueOrder? { nil }

  var storage: FieldStorage { .text }
  var extent: TextExtent? { nil }
  func defaultSQL(_ text: String, of field: Field) -> String? {
    field.enumValues.contains { $0.value == text } ? sqlText(text) : nil
  }
  func respelling(of field: Field) -> Respelling { .anything }

  func context(of field: Field) -> RowContext? { nil }
  func evidence(of field: Field) -> ColumnEvidence? { nil }
  var watch: ColumnWatch? { nil }
  var revealsShift: Bool { true }
  var mayHideCards: Bool { true }
  var mayHoldJSON: Bool { false }
  func masking(of field: Field) -> Masking { .kept }

  var expectation: String { "a value of the list" }
  var shownAs: ValueKind { .plain }
  func template(of field: Field) -> TemplateForm {
    TemplateForm(
      words: "enumeration", separator: nil, choices: .none, rule: nil,
      numberFormat: "@", width: 10)
  }
}
