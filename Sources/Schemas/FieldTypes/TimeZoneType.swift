/// An IANA time zone.
struct TimeZoneType: FieldTypeDefinition {
  var properties: Set<FieldProperty> { [.targetZone] }
  var formats: StandardFormats { .none }
  var lengthUnit: LengthUnit? { nil }
  var order: ValueOrder? { nil }

  var storage: FieldStorage { .text }
  var extent: TextExtent? { nil }
  func defaultSQL(_ text: String, of field: Field) -> String? { nil }
  func respelling(of field: Field) -> Respelling { .anything }

  func context(of field: Field) -> RowContext? { nil }
  func evidence(of field: Field) -> ColumnEvidence? { nil }
  var watch: ColumnWatch? { nil }
  var revealsShift: Bool { true }
  var mayHideCards: Bool { true }
  var mayHoldJSON: Bool { false }
  func masking(of field: Field) -> Masking { .kept }

  var expectation: String { "a time zone" }
  var shownAs: ValueKind { .plain }
  func template(of field: Field) -> TemplateForm {
    TemplateForm(
      words: "timeZone", separator: nil, choices: .timeZones, rule: nil,
      numberFormat: "@", width: 20)
  }
}
