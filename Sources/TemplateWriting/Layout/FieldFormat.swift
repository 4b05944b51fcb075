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
    let text: LocalizedText =
      switch type {
      case .string, .plainString, .plainAny: LocalizedText("text", french: "texte")
      case .code:
        LocalizedText("code, stored in upper case", french: "code, enregistré en majuscules")
      case .integer, .plainInteger, .plainYear:
        LocalizedText("whole number", french: "nombre entier")
      case .decimal, .plainNumber: LocalizedText("number", french: "nombre")
      case .percent:
        LocalizedText("percent: 60 is 60 %", french: "pourcentage : 60 veut dire 60 %")
      case .money: LocalizedText("amount: 1250.00", french: "montant : 1250.00")
      case .boolean, .plainBoolean: LocalizedText("yes or no", french: "oui ou non")
      case .date, .plainDate: LocalizedText("date: 2027-03-06", french: "date : 2027-03-06")
      case .time, .plainTime: LocalizedText("time: 09:00", french: "heure : 09:00")
      case .dateTime, .plainDateTime:
        LocalizedText(
          "date and time: 2027-03-06 09:00", french: "date et heure : 2027-03-06 09:00")
      case .enumeration:
        LocalizedText("one of the values", french: "une des valeurs")
      case .email: LocalizedText("one e-mail address", french: "une adresse courriel")
      case .phone:
        LocalizedText(
          "phone number; with + outside the country",
          french: "numéro de téléphone ; avec + hors du pays")
      case .country:
        LocalizedText("country: name or code", french: "pays : nom ou code")
      case .subdivision:
        LocalizedText("province or state: name or code", french: "province ou État : nom ou code")
      case .postalCode: LocalizedText("postal code", french: "code postal")
      case .timeZone:
        LocalizedText("time zone from the list", french: "fuseau horaire de la liste")
      case .language: LocalizedText("language: name or tag", french: "langue : nom ou étiquette")
      case .currency: LocalizedText("currency code", french: "code de devise")
      case .url: LocalizedText("web address", french: "adresse web")
      case .list, .plainList: LocalizedText("list", french: "liste")
      case .secret: LocalizedText("secret text", french: "texte secret")
      case .plainYearMonth: LocalizedText("month: 2027-03", french: "mois : 2027-03")
      case .plainDuration:
        LocalizedText("duration: P1DT2H", french: "durée : P1DT2H")
      case .plainObject, .plainArray, .plainGeoJSON:
        LocalizedText("JSON text", french: "texte JSON")
      case .plainGeopoint:
        LocalizedText("longitude, latitude", french: "longitude, latitude")
      }
    return text.text(in: phrases.language)
  }
}
