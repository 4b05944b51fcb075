import Schemas

/// How the cells of a field type are read.
struct FieldTypeReading: Sendable {
  /// Makes the reader of a field's cells, or of the items of its lists.
  let makeReader: @Sendable (ReaderSettings) -> any FieldReader
  /// Makes the byte reader that reads cells by their bytes; `nil` for constraints that need the reader.
  let makeByteReader: @Sendable (ByteReaderSettings) -> FieldByteReader?

  /// A reading; types without a byte reader name `readerOnly`.
  init(
    _ makeReader: @escaping @Sendable (ReaderSettings) -> any FieldReader,
    byteReader makeByteReader: @escaping @Sendable (ByteReaderSettings) -> FieldByteReader?
  ) {
    self.makeReader = makeReader
    self.makeByteReader = makeByteReader
  }
}

/// No byte reader: every cell is read by its reader.
private func readerOnly(_ settings: ByteReaderSettings) -> FieldByteReader? { nil }

extension FieldType {
  /// How cells of the type are read; only `definition` lists all types as well.
  var reading: FieldTypeReading {
    switch self {
    case .string: FieldTypeReading(StringReader.init, byteReader: StringReader.byteReader)
    case .code: FieldTypeReading(CodeReader.init, byteReader: CodeReader.byteReader)
    case .integer: FieldTypeReading(IntegerReader.init, byteReader: readerOnly)
    case .decimal: FieldTypeReading(DecimalReader.decimal, byteReader: readerOnly)
    case .percent: FieldTypeReading(DecimalReader.percent, byteReader: readerOnly)
    case .money: FieldTypeReading(MoneyReader.init, byteReader: readerOnly)
    case .boolean: FieldTypeReading({ _ in BooleanReader() }, byteReader: readerOnly)
    case .date: FieldTypeReading({ _ in DateReader() }, byteReader: readerOnly)
    case .time: FieldTypeReading({ _ in TimeReader() }, byteReader: readerOnly)
    case .dateTime: FieldTypeReading(DateTimeReader.init, byteReader: readerOnly)
    case .enumeration: FieldTypeReading(EnumerationReader.init, byteReader: readerOnly)
    case .email: FieldTypeReading({ _ in EmailReader() }, byteReader: EmailReader.byteReader)
    case .phone: FieldTypeReading({ _ in PhoneReader() }, byteReader: readerOnly)
    case .country: FieldTypeReading({ _ in CountryReader() }, byteReader: readerOnly)
    case .subdivision: FieldTypeReading({ _ in SubdivisionReader() }, byteReader: readerOnly)
    case .postalCode: FieldTypeReading({ _ in PostalCodeReader() }, byteReader: readerOnly)
    case .timeZone: FieldTypeReading({ _ in TimeZoneReader() }, byteReader: readerOnly)
    case .language: FieldTypeReading({ _ in LanguageReader() }, byteReader: readerOnly)
    case .currency: FieldTypeReading({ _ in CurrencyReader() }, byteReader: readerOnly)
    case .url: FieldTypeReading({ _ in URLReader() }, byteReader: readerOnly)
    case .list: FieldTypeReading(ListReader.init, byteReader: readerOnly)
    case .secret: FieldTypeReading(SecretReader.init, byteReader: readerOnly)
    case .plainString:
      FieldTypeReading(PlainStringReader.init, byteReader: PlainStringReader.byteReader)
    case .plainInteger:
      FieldTypeReading(PlainNumberReader.integer, byteReader: PlainNumberReader.integerByteReader)
    case .plainNumber:
      FieldTypeReading(PlainNumberReader.number, byteReader: PlainNumberReader.numberByteReader)
    case .plainBoolean:
      FieldTypeReading(PlainBooleanReader.init, byteReader: PlainBooleanReader.byteReader)
    case .plainDate:
      FieldTypeReading(PlainTemporalReader.date, byteReader: PlainTemporalReader.dateByteReader)
    case .plainTime: FieldTypeReading(PlainTemporalReader.time, byteReader: readerOnly)
    case .plainDateTime: FieldTypeReading(PlainTemporalReader.dateTime, byteReader: readerOnly)
    case .plainYear: FieldTypeReading(PlainYearReader.init, byteReader: readerOnly)
    case .plainYearMonth: FieldTypeReading(PlainYearMonthReader.init, byteReader: readerOnly)
    case .plainDuration: FieldTypeReading(PlainDurationReader.init, byteReader: readerOnly)
    case .plainList: FieldTypeReading(PlainListReader.init, byteReader: readerOnly)
    case .plainObject: FieldTypeReading(PlainJSONReader.object, byteReader: readerOnly)
    case .plainArray: FieldTypeReading(PlainJSONReader.array, byteReader: readerOnly)
    case .plainGeopoint: FieldTypeReading(PlainGeopointReader.init, byteReader: readerOnly)
    case .plainGeoJSON: FieldTypeReading(PlainJSONReader.geoJSON, byteReader: readerOnly)
    case .plainAny: FieldTypeReading({ _ in PlainAnyReader() }, byteReader: readerOnly)
    }
  }
}
