/// Table Schema `list`.
struct PlainListType: FieldTypeDefinition {
  var properties: Set<FieldProperty> { [.delimiter, .standardItemType] }
  var formats: StandardFormats { .none }
  var lengthUnit: LengthUnit? { .items }
  var order: ValueOrder? { nil }

  var storage: FieldStorage { .list(isOrdered: true) }
  var extent: TextExtent? { nil }
  func defaultSQL(_ text: String, of field: Field) -> String? { nil }
  func respelling(of field: Field) -> Respelling { .never }

  func context(of field: Field) -> RowContext? { nil }
  func evidence(of field: Field) -> ColumnEvidence? { nil }
  var watch: ColumnWatch? { nil }
  var revealsShift: Bool { false }
  var mayHideCards: Bool { true }
  var mayHoldJSON: Bool { false }
  func masking(of field: Field) -> Masking { .kept }

  var expectation: String { "a list" }
  var shownAs: ValueKind { .plain }
  func template(of field: Field) -> TemplateForm {
    TemplateForm(
      words: "list", separator: field.plain.delimiter, choices: .none, rule: nil,
      numberFormat: "@", width: 10)
  }
}
