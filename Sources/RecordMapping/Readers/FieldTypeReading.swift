import Schemas

/// How the cells of a field type are read.
struct FieldTypeReading: Sendable {
  /// Makes the reader of a field's cells, or of the items of its lists.
  let makeReader: @Sendable (ReaderSettings) -> any FieldReader
  /// Makes the screen that reads cells by their bytes; `nil` for constraints that need the reader.
  let makeScreen: @Sendable (ScreenSettings) -> FieldScreen?

  /// A reading; types without a screen name `readerOnly`.
  init(
    _ makeReader: @escaping @Sendable (ReaderSettings) -> any FieldReader,
    screen makeScreen: @escaping @Sendable (ScreenSettings) -> FieldScreen?
  ) {
    self.makeReader = makeReader
    self.makeScreen = makeScreen
  }
}

/// No screen: every cell is read by its reader.
private func readerOnly(_ settings: ScreenSettings) -> FieldScreen? { nil }

extension FieldType {
  /// How cells of the type are read; only `definition` lists all types as well.
  var reading: FieldTypeReading {
    switch self {
    case .string: FieldTypeReading(StringReader.init, screen: StringReader.screen)
    case .code: FieldTypeReading(CodeReader.init, screen: CodeReader.screen)
    case .integer: FieldTypeReading(IntegerReader.init, screen: readerOnly)
    case .decimal: FieldTypeReading(DecimalReader.decimal, screen: readerOnly)
    case .percent: FieldTypeReading(DecimalReader.percent, screen: readerOnly)
    case .money: FieldTypeReading(MoneyReader.init, screen: readerOnly)
    case .boolean: FieldTypeReading({ _ in BooleanReader() }, screen: readerOnly)
    case .date: FieldTypeReading({ _ in DateReader() }, screen: readerOnly)
    case .time: FieldTypeReading({ _ in TimeReader() }, screen: readerOnly)
    case .dateTime: FieldTypeReading(DateTimeReader.init, screen: readerOnly)
    case .enumeration: FieldTypeReading(EnumerationReader.init, screen: readerOnly)
    case .email: FieldTypeReading({ _ in EmailReader() }, screen: readerOnly)
    case .phone: FieldTypeReading({ _ in PhoneReader() }, screen: readerOnly)
    case .country: FieldTypeReading({ _ in CountryReader() }, screen: readerOnly)
    case .subdivision: FieldTypeReading({ _ in SubdivisionReader() }, screen: readerOnly)
    case .postalCode: FieldTypeReading({ _ in PostalCodeReader() }, screen: readerOnly)
    case .timeZone: FieldTypeReading({ _ in TimeZoneReader() }, screen: readerOnly)
    case .language: FieldTypeReading({ _ in LanguageReader() }, screen: readerOnly)
    case .currency: FieldTypeReading({ _ in CurrencyReader() }, screen: readerOnly)
    case .url: FieldTypeReading({ _ in URLReader() }, screen: readerOnly)
    case .list: FieldTypeReading(ListReader.init, screen: readerOnly)
    case .secret: FieldTypeReading(SecretReader.init, screen: readerOnly)
    case .plainString: FieldTypeReading(PlainStringReader.init, screen: PlainStringReader.screen)
    case .plainInteger:
      FieldTypeReading(PlainNumberReader.integer, screen: PlainNumberReader.integerScreen)
    case .plainNumber:
      FieldTypeReading(PlainNumberReader.number, screen: PlainNumberReader.numberScreen)
    case .plainBoolean:
      FieldTypeReading(PlainBooleanReader.init, screen: PlainBooleanReader.screen)
    case .plainDate:
      FieldTypeReading(PlainTemporalReader.date, screen: PlainTemporalReader.dateScreen)
    case .plainTime: FieldTypeReading(PlainTemporalReader.time, screen: readerOnly)
    case .plainDateTime: FieldTypeReading(PlainTemporalReader.dateTime, screen: readerOnly)
    case .plainYear: FieldTypeReading(PlainYearReader.init, screen: readerOnly)
    case .plainYearMonth: FieldTypeReading(PlainYearMonthReader.init, screen: readerOnly)
    case .plainDuration: FieldTypeReading(PlainDurationReader.init, screen: readerOnly)
    case .plainList: FieldTypeReading(PlainListReader.init, screen: readerOnly)
    case .plainObject: FieldTypeReading(PlainJSONReader.object, screen: readerOnly)
    case .plainArray: FieldTypeReading(PlainJSONReader.array, screen: readerOnly)
    case .plainGeopoint: FieldTypeReading(PlainGeopointReader.init, screen: readerOnly)
    case .plainGeoJSON: FieldTypeReading(PlainJSONReader.geoJSON, screen: readerOnly)
    case .plainAny: FieldTypeReading({ _ in PlainAnyReader() }, screen: readerOnly)
    }
  }
}
