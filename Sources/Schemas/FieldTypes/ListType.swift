/// A list of items.
struct ListType: FieldTypeDefinition {
  var properties: Set<FieldProperty> {
    [.pattern, .patternWords, .itemType, .itemMinLength, .itemMaxLength, .ordered]
  }
  var formats: StandardFormats { .none }
  var lengthUnit: LengthUnit? { .items }
  var order: ValueOrder? { nil }

  var storage: FieldStorage { .list(isOrdered: false) }
  var extent: TextExtent? { nil }
  func defaultSQL(_ text: String, of field: Field) -> String? { nil }
  func respelling(of field: Field) -> Respelling { .never }

  func context(of field: Field) -> RowContext? {
    guard var context = item(of: field)?.context(of: field) else { return nil }
    // A phone number among several has to begin with the code of its country.
    context.takesPackageCountry = false
    return context
  }
  func evidence(of field: Field) -> ColumnEvidence? { item(of: field)?.evidence(of: field) }
  var watch: ColumnWatch? { nil }
  var revealsShift: Bool { false }
  var mayHideCards: Bool { true }
  var mayHoldJSON: Bool { false }
  func masking(of field: Field) -> Masking { .kept }

  var expectation: String { "a list" }
  var shownAs: ValueKind { .plain }
  func template(of field: Field) -> TemplateForm {
    TemplateForm(
      words: "list", separator: ";", choices: .none, rule: nil,
      numberFormat: "@", width: 10)
  }

  /// The definition of an item, which is no list itself.
  private func item(of field: Field) -> (any FieldTypeDefinition)? {
    let item = field.itemType.definition
    return item.storage.isList ? nil : item
  }
}
