import Schemas

/// The reader of a type, for a field or for the items of a list field.
///
/// - Parameter keepsDigits: whether the store keeps every digit of a decimal number.
func makeReader(
  of type: FieldType, for field: Field, in table: TableSchema, package: DataPackage,
  keepsDigits: Bool = false
) -> any FieldReader {
  switch type {
  case .string: StringReader(isLowercased: field.isLowercased)
  case .code:
    CodeReader(
      field: field.name, acceptsNames: acceptsNames(field, in: table),
      example: field.type == .code ? field.example : nil, isLowercased: field.isLowercased)
  case .integer: IntegerReader(field: field.name, readsMinutes: field.readsMinutes)
  case .decimal, .percent:
    DecimalReader(
      field: field.name, isPercent: type == .percent, scale: field.scale,
      roundsToScale: field.roundsToScale, keepsDigits: keepsDigits)
  case .money: MoneyReader(field: field.name, currencyField: field.currencyField)
  case .boolean: BooleanReader()
  case .date: DateReader()
  case .time: TimeReader()
  case .dateTime: DateTimeReader(hasZone: !field.zoneFrom.isEmpty, takesDate: field.dateFrom != nil)
  case .enumeration:
    EnumerationReader(
      field: field.name, values: field.enumValues, acceptsYesNo: field.acceptsYesNo)
  case .email: EmailReader()
  case .phone: PhoneReader()
  case .country: CountryReader()
  case .subdivision: SubdivisionReader()
  case .postalCode: PostalCodeReader()
  case .timeZone: TimeZoneReader()
  case .language: LanguageReader()
  case .currency: CurrencyReader()
  case .url: URLReader()
  case .list:
    ListReader(
      itemType: field.itemType,
      itemReader: makeReader(
        of: field.itemType == .list ? .string : field.itemType, for: field, in: table,
        package: package))
  case .secret: SecretReader(field: field, table: table.name)
  default: makePlainReader(of: type, for: field, keepsDigits: keepsDigits)
  }
}

/// Whether the cells of a code field may hold names of records instead of codes.
private func acceptsNames(_ field: Field, in table: TableSchema) -> Bool {
  guard let reference = table.reference(from: field.name) else { return false }
  return !reference.alternatives.isEmpty
}
