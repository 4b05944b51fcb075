/// A date and time in a time zone.
struct DateTimeType: FieldTypeDefinition {
  var properties: Set<FieldProperty> { [.zoneFrom, .dateFrom, .defaultTime, .parts] }
  var formats: StandardFormats { .none }
  var lengthUnit: LengthUnit? { nil }
  var order: ValueOrder? { .moments }

  var storage: FieldStorage { .moment }
  var extent: TextExtent? { nil }
  func defaultSQL(_ text: String, of field: Field) -> String? { nil }
  func respelling(of field: Field) -> Respelling { .never }

  func context(of field: Field) -> RowContext? { RowContext(rank: 3, takesPackageCountry: false) }
  func evidence(of field: Field) -> ColumnEvidence? { .dates }
  var watch: ColumnWatch? { .earlyDates }
  var revealsShift: Bool { true }
  var mayHideCards: Bool { true }
  var mayHoldJSON: Bool { false }
  func masking(of field: Field) -> Masking { .kept }

  var expectation: String { "a date and a time" }
  var shownAs: ValueKind { .plain }
  func template(of field: Field) -> TemplateForm {
    // A time alone is welcome there, so that a date format would show it as 1900-01-00.
    TemplateForm(
      words: "dateTime", separator: nil, choices: .none, rule: field.dateFrom == nil ? .date : nil,
      numberFormat: field.dateFrom == nil ? "yyyy-mm-dd hh:mm" : "@", width: 17)
  }
}
