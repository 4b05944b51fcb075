import Schemas
import TabularCore

/// What may be typed into a field's cells, in words.
struct FieldFormat {
  private let field: Field
  private let phrases: TemplatePhrases

  init(_ field: Field, _ phrases: TemplatePhrases) {
    self.field = field
    self.phrases = phrases
  }

  /// The words for the field, limits included.
  var text: String {
    var parts: [String] = []
    if field.type == .list || field.type == .plainList {
      let mark = field.type == .list ? ";" : field.plain.delimiter
      parts.append(phrases.list(of: words(field.itemType), mark: mark))
    } else if field.readsMinutes {
      parts.append(phrases.minutes)
    } else {
      parts.append(words(field.type))
    }
    let constraints = field.constraints
    if let words = constraints.patternWords { parts.append(phrases.plain(words)) }
    let isList = field.type == .list || field.type == .plainList
    if let longest = constraints.maximumLength {
      parts.append(isList ? phrases.atMostItems(longest) : phrases.atMostCharacters(longest))
    }
    if let limits = limits { parts.append(limits) }
    return parts.joined(separator: ", ")
  }

  private var limits: String? {
    let constraints = field.constraints
    let lower = constraints.minimum ?? constraints.exclusiveMinimum
    let upper = constraints.maximum ?? constraints.exclusiveMaximum
    switch (lower, upper) {
    case (let lower?, let upper?): return phrases.between(lower, upper)
    case (let lower?, nil): return phrases.atLeast(lower)
    case (nil, let upper?): return phrases.atMost(upper)
    case (nil, nil): return nil
    }
  }

  private func words(_ type: FieldType) -> String {
    let name =
      switch type {
      case .string, .plainString, .plainAny: "text"
      case .code: "code"
      case .integer, .plainInteger, .plainYear: "integer"
      case .decimal, .plainNumber: "number"
      case .percent: "percent"
      case .money: "money"
      case .boolean, .plainBoolean: "boolean"
      case .date, .plainDate: "date"
      case .time, .plainTime: "time"
      case .dateTime, .plainDateTime: "dateTime"
      case .enumeration: "enumeration"
      case .email: "email"
      case .phone: "phone"
      case .country: "country"
      case .subdivision: "subdivision"
      case .postalCode: "postalCode"
      case .timeZone: "timeZone"
      case .language: "language"
      case .currency: "currency"
      case .url: "url"
      case .list, .plainList: "list"
      case .secret: "secret"
      case .plainYearMonth: "month"
      case .plainDuration: "duration"
      case .plainObject, .plainArray, .plainGeoJSON: "json"
      case .plainGeopoint: "point"
      }
    return phrases.words(name)
  }
}
