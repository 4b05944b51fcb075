/// An identifier of letters, digits and punctuation, stored in upper case.
struct CodeType: FieldTypeDefinition {
  var properties: Set<FieldProperty> { [.pattern, .patternWords, .lowercase, .folded, .literals] }
  var formats: StandardFormats { .none }
  var lengthUnit: LengthUnit? { .characters }
  var order: ValueOrder? { nil }

  var storage: FieldStorage { .text }
  var extent: TextExtent? { .open }
  func defaultSQL(_ text: String, of field: Field) -> String? { nil }
  func respelling(of field: Field) -> Respelling { .letters(isLowercased: field.isLowercased) }

  func context(of field: Field) -> RowContext? { nil }
  func evidence(of field: Field) -> ColumnEvidence? { nil }
  var watch: ColumnWatch? { .lostZeros }
  var revealsShift: Bool { false }
  var mayHideCards: Bool { false }
  var mayHoldJSON: Bool { false }
  func masking(of field: Field) -> Masking { .text }

  var expectation: String { "a code" }
  var shownAs: ValueKind { .plain }
  func template(of field: Field) -> TemplateForm {
    TemplateForm(
      words: "code", separator: nil, choices: .none, rule: nil,
      numberFormat: "@", width: 10)
  }
}
