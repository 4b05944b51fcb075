/// A calendar date.
struct DateType: FieldTypeDefinition {
  var properties: Set<FieldProperty> { [] }
  var formats: StandardFormats { .none }
  var lengthUnit: LengthUnit? { nil }
  var order: ValueOrder? { .texts }

  var storage: FieldStorage { .date }
  var extent: TextExtent? { .atMost(10) }
  func defaultSQL(_ text: String, of field: Field) -> String? { nil }
  func respelling(of field: Field) -> Respelling { .anything }

  func context(of field: Field) -> RowContext? { nil }
  func evidence(of field: Field) -> ColumnEvidence? { .dates }
  var watch: ColumnWatch? { .earlyDates }
  var revealsShift: Bool { true }
  var mayHideCards: Bool { true }
  var mayHoldJSON: Bool { false }
  func masking(of field: Field) -> Masking { .date }

  var expectation: String { "a date" }
  var shownAs: ValueKind { .plain }
  func template(of field: Field) -> TemplateForm {
    TemplateForm(
      words: "date", separator: nil, choices: .none, rule: .date,
      numberFormat: "yyyy-mm-dd", width: 12)
  }
}
