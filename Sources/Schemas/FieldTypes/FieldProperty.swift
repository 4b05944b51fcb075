/// A property of a field, or a constraint, that fits some types only; its name is that of descriptors.
public enum FieldProperty: String, Sendable, CaseIterable {
  /// The words that mean yes (Table Schema).
  case trueValues
  /// The words that mean no (Table Schema).
  case falseValues
  /// The decimal mark (Table Schema).
  case decimalChar
  /// The mark between groups of digits (Table Schema).
  case groupChar
  /// Whether nothing stands around a number (Table Schema).
  case bareNumber
  /// What separates the items of a list (Table Schema).
  case delimiter
  /// The type of items (Table Schema).
  case standardItemType = "itemType"
  /// The closed list of values, with their labels (Table Schema).
  case categories
  /// Whether the order of the closed list means something (Table Schema).
  case categoriesOrdered
  /// A regular expression for the whole text, or for each item.
  case pattern
  /// What the pattern allows, in words.
  case patternWords = "registrar:patternWords"
  /// The type of items.
  case itemType = "registrar:itemType"
  /// The fewest characters of an item.
  case itemMinLength = "registrar:itemMinLength"
  /// The most characters of an item.
  case itemMaxLength = "registrar:itemMaxLength"
  /// Whether the order of items matters.
  case ordered = "registrar:ordered"
  /// The closed list of values.
  case values = "registrar:values"
  /// Whether yes and no mean the first and second value.
  case yesNo = "registrar:yesNo"
  /// Whether line breaks and runs of spaces are kept.
  case multiline = "registrar:multiline"
  /// Whether texts are stored in lower case.
  case lowercase = "registrar:lowercase"
  /// Whether look-ups compare folded texts.
  case folded = "registrar:folded"
  /// Words that are read as others.
  case synonyms = "registrar:synonyms"
  /// Placeholders that are values.
  case literals = "registrar:literals"
  /// How many decimals are kept.
  case scale = "registrar:scale"
  /// Whether more decimals are rounded.
  case round = "registrar:round"
  /// Whether a number counts minutes.
  case minutes = "registrar:minutes"
  /// The field with the currency.
  case currencyField = "registrar:currencyField"
  /// Where the country comes from.
  case countryFrom = "registrar:countryFrom"
  /// Where the time zone comes from.
  case zoneFrom = "registrar:zoneFrom"
  /// Whether the time zone of the target stands for the default.
  case targetZone = "registrar:targetZone"
  /// Where the date of a time alone comes from.
  case dateFrom = "registrar:dateFrom"
  /// The time of a date alone.
  case defaultTime = "registrar:defaultTime"
  /// The two columns of a date and time.
  case parts = "registrar:parts"
  /// What happens to a secret.
  case secretPolicy = "registrar:secret"
  /// How a secret is hashed.
  case hashing = "registrar:hash"
}

extension FieldProperty {
  /// The properties of Table Schema that not every field can have.
  static let standard = allCases.filter { !$0.rawValue.hasPrefix("registrar:") && $0 != .pattern }
}
