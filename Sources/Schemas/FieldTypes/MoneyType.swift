/// An amount of money, stored in minor units.
struct MoneyType: FieldTypeDefinition {
  var properties: Set<FieldProperty> { [.currencyField] }
  var formats: StandardFormats { .none }
  var lengthUnit: LengthUnit? { nil }
  var order: ValueOrder? { .amounts }

  var storage: FieldStorage { .minorUnits }
  var extent: TextExtent? { nil }
  func defaultSQL(_ text: String, of field: Field) -> String? { nil }
  func respelling(of field: Field) -> Respelling { .never }

  func context(of field: Field) -> RowContext? { RowContext(rank: 2, takesPackageCountry: false) }
  func evidence(of field: Field) -> ColumnEvidence? { .amounts }
  var watch: ColumnWatch? { .largeNumbers(decimals: 2) }
  var revealsShift: Bool { false }
  var mayHideCards: Bool { false }
  var mayHoldJSON: Bool { false }
  func masking(of field: Field) -> Masking { .number }

  var expectation: String { "an amount" }
  var shownAs: ValueKind { .money }
  func template(of field: Field) -> TemplateForm {
    TemplateForm(
      words: "money", separator: nil, choices: .none, rule: .amount,
      numberFormat: "#,##0.00", width: 10)
  }
}
