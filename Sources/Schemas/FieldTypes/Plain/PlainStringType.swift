/// Table Schema `string`.
struct PlainStringType: FieldTypeDefinition {
  var properties: Set<FieldProperty> {
    [.categories, .categoriesOrdered, .pattern, .patternWords, .folded, .literals]
  }
  var formats: StandardFormats { .named(["email", "uri", "binary", "uuid"]) }
  var lengthUnit: LengthUnit? { .characters }
  var order: ValueOrder? { nil }

  var storage: FieldStorage { .text }
  var extent: TextExtent? { .free }
  func defaultSQL(_ text: String, of field: Field) -> String? { nil }
  func respelling(of field: Field) -> Respelling {
    !field.isFolded && field.plain.format == "default" ? .never : .folding
  }

  func context(of field: Field) -> RowContext? { nil }
  func evidence(of field: Field) -> ColumnEvidence? { nil }
  var watch: ColumnWatch? { nil }
  var revealsShift: Bool { false }
  var mayHideCards: Bool { true }
  var mayHoldJSON: Bool { false }
  func masking(of field: Field) -> Masking {
    switch field.plain.format {
    case "email": .email
    case "uri": .url
    default: .text
    }
  }

  var expectation: String { "a text" }
  var shownAs: ValueKind { .plain }
  func template(of field: Field) -> TemplateForm {
    TemplateForm(
      words: "text", separator: nil, choices: .none, rule: nil,
      numberFormat: "@", width: field.isMultiline ? 36 : 14)
  }
}
