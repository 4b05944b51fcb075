/// Table Schema `geopoint`.
struct PlainGeopointType: FieldTypeDefinition {
  var properties: Set<FieldProperty> { [] }
  var formats: StandardFormats { .named(["array", "object"]) }
  var lengthUnit: LengthUnit? { nil }
  var order: ValueOrder? { nil }

  var storage: FieldStorage { .text }
  var extent: TextExtent? { nil }
  func defaultSQL(_ text: String, of field: Field) -> String? { nil }
  func respelling(of field: Field) -> Respelling { .anything }

  func context(of field: Field) -> RowContext? { nil }
  func evidence(of field: Field) -> ColumnEvidence? { nil }
  var watch: ColumnWatch? { nil }
  var revealsShift: Bool { false }
  var mayHideCards: Bool { true }
  var mayHoldJSON: Bool { true }
  func masking(of field: Field) -> Masking { .structure("0,0") }

  var expectation: String { "a point" }
  var shownAs: ValueKind { .plain }
  func template(of field: Field) -> TemplateForm {
    TemplateForm(
      words: "point", separator: nil, choices: .none, rule: nil,
      numberFormat: "@", width: 10)
  }
}
