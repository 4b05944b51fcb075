public import TabularCore

/// What the cells of a field are read as.
///
/// The first group are Registrar's own types, which read what people type (`registrar:type`). The
/// `plain…` types are those of Table Schema v2, read as strictly as that standard says.
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
}

/// How the plain Table Schema types are written.
public struct PlainFormat: Sendable, Hashable {
  /// The `format` property: `default`, `any`, a pattern, or a string format such as `email`.
  public var format = "default"
  /// Texts read as true.
  public var trueValues = ["true", "True", "TRUE", "1"]
  /// Texts read as false.
  public var falseValues = ["false", "False", "FALSE", "0"]
  /// The decimal mark of numbers.
  public var decimalMark = "."
  /// The group mark of numbers; empty for none.
  public var groupMark = ""
  /// Whether a number stands alone, without signs of currency or percent.
  public var isBareNumber = true
  /// The delimiter of lists.
  public var delimiter = ","
  /// Texts read as no value; `nil` leaves it to the table and the tool's placeholders.
  public var missingValues: [String]?

  /// The defaults of Table Schema v2.
  public init() {}
}

/// Limits of a value, as Table Schema's `constraints`.
public struct Constraints: Sendable, Hashable {
  /// The fewest characters, or items of a list.
  public var minimumLength: Int?
  /// The most characters, or items of a list.
  public var maximumLength: Int?
  /// The lowest value, as text in the field's canonical form.
  public var minimum: String?
  /// The highest value, as text in the field's canonical form.
  public var maximum: String?
  /// The lowest value is itself excluded.
  public var exclusiveMinimum: String?
  /// The highest value is itself excluded.
  public var exclusiveMaximum: String?
  /// A regular expression (XML Schema's) that the whole canonical text must match.
  public var pattern: String?
  /// What the pattern allows, in words: "letters, digits, `-` and `_` only".
  public var patternWords: LocalizedText?
  /// Values allowed, as canonical texts, for types other than enumerations.
  public var allowedValues: [String]?
  /// The fewest characters of an item of a list.
  public var itemMinimumLength: Int?
  /// The most characters of an item of a list.
  public var itemMaximumLength: Int?

  /// No limits.
  public init() {}
}
