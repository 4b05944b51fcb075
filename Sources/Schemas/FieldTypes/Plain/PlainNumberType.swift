/// Table Schema `number`.
struct PlainNumberType: FieldTypeDefinition {
  var properties: Set<FieldProperty> { [.decimalChar, .groupChar, .bareNumber] }
  var formats: StandardFormats { .none }
  var lengthUnit: LengthUnit? { nil }
  var order: ValueOrder? { .numbers }

  var storage: FieldStorage { .decimal }
  var extent: TextExtent? { nil }
  func defaultSQL(_ text: String, of field: Field) -> String? { nil }
  func respelling(of field: Field) -> Respelling { .never }

  func context(of field: Field) -> RowContext? { nil }
  func evidence(of field: Field) -> ColumnEvidence? { nil }
  var watch: ColumnWatch? { nil }
  var revealsShift: Bool { false }
  var mayHideCards: Bool { false }
  var mayHoldJSON: Bool { false }
  func masking(of field: Field) -> Masking { .number }

  var expectation: String { "a number" }
  var shownAs: ValueKind { .plain }
  func template(of field: Field) -> TemplateForm {
    TemplateForm(
      words: "number", separator: nil, choices: .none, rule: .number,
      numberFormat: nil, width: 10)
  }
}
