/// A percentage.
struct PercentType: FieldTypeDefinition {
  var properties: Set<FieldProperty> { [.scale, .round] }
  var formats: StandardFormats { .none }
  var lengthUnit: LengthUnit? { nil }
  var order: ValueOrder? { .numbers }

  var storage: FieldStorage { .decimal }
  var extent: TextExtent? { nil }
  func defaultSQL(_ text: String, of field: Field) -> String? { nil }
  func respelling(of field: Field) -> Respelling { .never }

  func context(of field: Field) -> RowContext? { nil }
  func evidence(of field: Field) -> ColumnEvidence? { .numbers }
  var watch: ColumnWatch? { .fractions }
  var revealsShift: Bool { false }
  var mayHideCards: Bool { false }
  var mayHoldJSON: Bool { false }
  func masking(of field: Field) -> Masking { .number }

  var expectation: String { "a number" }
  var shownAs: ValueKind { .percent }
  func template(of field: Field) -> TemplateForm {
    TemplateForm(
      words: "percent", separator: nil, choices: .none, rule: nil,
      numberFormat: nil, width: 10)
  }
}
