/// What the cells of a field are read as.
///
/// The first group are Registrar's own types, which read what people type (`registrar:type`). The
/// `plain…` types are those of Table Schema v2, read as strictly as that standard says. What is
/// particular to a type stands in its definition, a file of its own; other code asks the definition
/// and does not tell types apart.
public enum FieldType: String, Sendable, CaseIterable {
  /// A text.
  case string
  /// An identifier of letters, digits and punctuation, stored in upper case.
  case code
  /// A whole number.
  case integer
  /// A decimal number.
  case decimal
  /// A percentage.
  case percent
  /// An amount of money, stored in minor units.
  case money
  /// Yes or no.
  case boolean
  /// A calendar date.
  case date
  /// A time of day, to the minute.
  case time
  /// A date and time in a time zone.
  case dateTime = "datetime"
  /// One of a closed list.
  case enumeration = "enum"
  /// An e-mail address.
  case email
  /// A phone number, stored as E.164.
  case phone
  /// A country, stored as ISO 3166-1 alpha-2.
  case country
  /// A subdivision, stored as ISO 3166-2.
  case subdivision
  /// A postal code.
  case postalCode = "postal-code"
  /// An IANA time zone.
  case timeZone = "time-zone"
  /// A language, stored as a BCP 47 tag.
  case language
  /// A currency, stored as ISO 4217 alpha-3.
  case currency
  /// A web address.
  case url
  /// A list of items.
  case list
  /// A secret.
  case secret

  /// Table Schema `string`.
  case plainString = "plain:string"
  /// Table Schema `integer`.
  case plainInteger = "plain:integer"
  /// Table Schema `number`.
  case plainNumber = "plain:number"
  /// Table Schema `boolean`.
  case plainBoolean = "plain:boolean"
  /// Table Schema `date`.
  case plainDate = "plain:date"
  /// Table Schema `time`.
  case plainTime = "plain:time"
  /// Table Schema `datetime`.
  case plainDateTime = "plain:datetime"
  /// Table Schema `year`.
  case plainYear = "plain:year"
  /// Table Schema `yearmonth`.
  case plainYearMonth = "plain:yearmonth"
  /// Table Schema `duration`.
  case plainDuration = "plain:duration"
  /// Table Schema `list`.
  case plainList = "plain:list"
  /// Table Schema `object`.
  case plainObject = "plain:object"
  /// Table Schema `array`.
  case plainArray = "plain:array"
  /// Table Schema `geopoint`.
  case plainGeopoint = "plain:geopoint"
  /// Table Schema `geojson`.
  case plainGeoJSON = "plain:geojson"
  /// Table Schema `any`.
  case plainAny = "plain:any"

  /// Whether the type is one of Table Schema, read as strictly as that standard says.
  public var isPlain: Bool { rawValue.hasPrefix("plain:") }

  /// What is particular to the type.
  public var definition: any FieldTypeDefinition {
    switch self {
    case .string: StringType()
    case .code: CodeType()
    case .integer: IntegerType()
    case .decimal: DecimalType()
    case .percent: PercentType()
    case .money: MoneyType()
    case .boolean: BooleanType()
    case .date: DateType()
    case .time: TimeType()
    case .dateTime: DateTimeType()
    case .enumeration: EnumerationType()
    case .email: EmailType()
    case .phone: PhoneType()
    case .country: CountryType()
    case .subdivision: SubdivisionType()
    case .postalCode: PostalCodeType()
    case .timeZone: TimeZoneType()
    case .language: LanguageType()
    case .currency: CurrencyType()
    case .url: URLType()
    case .list: ListType()
    case .secret: SecretType()
    case .plainString: PlainStringType()
    case .plainInteger: PlainIntegerType()
    case .plainNumber: PlainNumberType()
    case .plainBoolean: PlainBooleanType()
    case .plainDate: PlainDateType()
    case .plainTime: PlainTimeType()
    case .plainDateTime: PlainDateTimeType()
    case .plainYear: PlainYearType()
    case .plainYearMonth: PlainYearMonthType()
    case .plainDuration: PlainDurationType()
    case .plainList: PlainListType()
    case .plainObject: PlainObjectType()
    case .plainArray: PlainArrayType()
    case .plainGeopoint: PlainGeopointType()
    case .plainGeoJSON: PlainGeoJSONType()
    case .plainAny: PlainAnyType()
    }
  }
}
