/// A property of a field, or a constraint, that fits some types only; its name is that of descriptors.
public enum FieldProperty: String, Sendable, CaseIterable {
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
  /// Where the date of a time alone comes from.
  case dateFrom = "registrar:dateFrom"
  /// The time of a date alone.
  case defaultTime = "registrar:defaultTime"
  /// The two columns of a date and time.
  case parts = "registrar:parts"
  /// What happens to a secret.
  case secretPolicy = "registrar:secret"
}
