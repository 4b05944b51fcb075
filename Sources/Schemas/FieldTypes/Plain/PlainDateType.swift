/// Table Schema `date`.
struct PlainDateType: FieldTypeDefinition {
  var properties: Set<FieldProperty> { [] }
  var formats: StandardFormats { .patterns }
  var lengthUnit: LengthUnit? { nil }
  var order: ValueOrder? { .texts }

  var storage: FieldStorage { .date }
  var extent: TextExtent? { nil }
  func defaultSQL(_ text: String, of field: Field) -> String? { nil }
  func respelling(of field: Field) -> Respelling { .anything }

  func context(of field: Field) -> RowContext? { nil }
  func evidence(of field: Field) -> ColumnEvidence? { field.plain.format == "any" ? .dates : nil }
  var watch: ColumnWatch? { nil }
  var revealsShift: Bool { false }
  var mayHideCards: Bool { true }
  var mayHoldJSON: Bool { false }
  func masking(of field: Field) -> Masking { .date }

  var expectation: String { "a date" }
  var shownAs: ValueKind { .plain }
  func template(of field: Field) -> TemplateForm {
    TemplateForm(
      words: "date", separator: nil, choices: .none, rule: .date,
      numberFormat: field.plain.format == "default" ? "yyyy-mm-dd" : "@", width: 12)
  }
}
