/// A text.
struct StringType: FieldTypeDefinition {
  var properties: Set<FieldProperty> {
    [.pattern, .patternWords, .multiline, .lowercase, .folded, .synonyms, .literals]
  }
  var formats: StandardFormats { .none }
  var lengthUnit: LengthUnit? { .characters }
  var order: ValueOrder? { nil }

  var storage: FieldStorage { .text }
  var extent: TextExtent? { .free }
  func defaultSQL(_ text: String, of field: Field) -> String? { sqlText(text) }
  func respelling(of field: Field) -> Respelling {
    field.synonyms.isEmpty ? .spaces(isLowercased: field.isLowercased) : .anything
  }

  func context(of field: Field) -> RowContext? { nil }
  func evidence(of field: Field) -> ColumnEvidence? { nil }
  var watch: ColumnWatch? { nil }
  var revealsShift: Bool { false }
  var mayHideCards: Bool { true }
  var mayHoldJSON: Bool { false }
  func masking(of field: Field) -> Masking { .text }

  var expectation: String { "a text" }
  var shownAs: ValueKind { .plain }
  func template(of field: Field) -> TemplateForm {
    TemplateForm(
      words: "text", separator: nil, choices: .none, rule: nil,
      numberFormat: "@", width: field.isMultiline ? 36 : 14)
  }
}
