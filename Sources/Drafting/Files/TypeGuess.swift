import RecordMapping
import Schemas

/// Chooses the type of a column from its portrait and its name, with what speaks for it.
struct TypeGuess {
  private let portrait: ColumnPortrait
  private let hints: NameHints
  private let currencies: [String]
  private let zones: [String]
  private var field: DraftedField

  /// A field of a column whose type is not known yet.
  ///
  /// - Parameters:
  ///   - currencies: the machine names of the columns beside it that hold currencies.
  ///   - zones: those that hold time zones.
  init(
    _ field: DraftedField, portrait: ColumnPortrait, currencies: [String], zones: [String]
  ) {
    self.field = field
    self.portrait = portrait
    hints = NameHints(field.name)
    self.currencies = currencies
    self.zones = zones
  }

  /// The field with its type.
  func made() -> DraftedField {
    var guess = self
    guess.run()
    return guess.field
  }

  private mutating func take(
    _ type: FieldType, _ reason: String,
    _ values: KeyValuePairs<String, any CustomStringConvertible>? = nil
  ) {
    field.type = type
    field.guesses.append(
      Guess(
        "registrar:type", type.rawValue, because: reason,
        values ?? ["count": portrait.filledCount]))
  }

  private mutating func run() {
    if hints.isPersonal, !(hints.isPassword && hints.isAboutPassword) {
      field.privacy = .personal
      field.guesses.append(Guess("registrar:privacy", "personal", because: "personalName"))
    }
    guard portrait.filledCount > 0 else { return take(.string, "noValues") }
    if hints.isPassword, !hints.isAboutPassword {
      field.privacy = .secret
      field.secretPolicy = .hash
      return take(.secret, "passwordValues")
    }
    if takeAddress() || takeMoment() || takeTruth() || takeListed() || takeDigits() { return }
    if takeNumber() || takeChoice() { return }
    if portrait.isCodeLike, portrait.hasDigits, !portrait.hasSmallLetters,
      hints.isIdentifier || portrait.distinct.isUnique
    {
      return take(.code, "codeValues")
    }
    take(.string, "text")
    if portrait.hasLineBreaks {
      field.isMultiline = true
      field.guesses.append(Guess("registrar:multiline", "true", because: "lineBreaks"))
    }
  }

  /// Addresses of people and pages; a number is one of a phone only by its name.
  private mutating func takeAddress() -> Bool {
    if portrait.fits(.email) {
      if field.privacy == .none {
        field.privacy = .personal
        field.guesses.append(Guess("registrar:privacy", "personal", because: "emailsArePersonal"))
      }
      take(.email, "allFit")
    } else if portrait.fits(.url) {
      take(.url, "allFit")
    } else if hints.isPhone, portrait.fits(.phone) {
      take(.phone, "nameAndValues")
    } else if hints.isPhone {
      take(.string, "phoneWithoutCountry")
    } else {
      return false
    }
    return true
  }

  /// Dates and times; 8 digits alone are a number.
  private mutating func takeMoment() -> Bool {
    guard !portrait.fits(.integer) || hints.name.contains("date") else { return false }
    let reason =
      switch portrait.decision.dates.dateOrder {
      case .dayFirst: "dayFirst"
      case .monthFirst: "monthFirst"
      default: "allFit"
      }
    if portrait.fits(.date) {
      take(.date, reason)
    } else if portrait.fits(.dateTime) {
      take(.dateTime, reason)
      field.zoneFrom = zones.first.map { [$0] } ?? []
    } else if portrait.fits(.time), !portrait.fits(.decimal) {
      take(.time, "allFit")
    } else {
      return false
    }
    return true
  }

  private mutating func takeTruth() -> Bool {
    guard portrait.fits(.boolean), portrait.hasTruthWords || hints.isYesNo else { return false }
    take(.boolean, portrait.hasTruthWords ? "yesNoWords" : "yesNoValues")
    return true
  }

  /// Closed lists of the world that the name speaks for as well.
  private mutating func takeListed() -> Bool {
    if portrait.fits(.timeZone), hints.isZone || portrait.hasSlash {
      take(.timeZone, "nameAndValues")
    } else if hints.isCountry, portrait.fits(.country) {
      take(.country, "nameAndValues")
    } else if hints.isCurrency, portrait.fits(.currency) {
      take(.currency, "nameAndValues")
    } else if hints.isLanguage, portrait.fits(.language) {
      take(.language, "nameAndValues")
    } else {
      return false
    }
    return true
  }

  /// Digits that are no number.
  private mutating func takeDigits() -> Bool {
    guard portrait.hasLeadingZero || portrait.hasManyDigits, portrait.isCodeLike,
      !portrait.hasSmallLetters
    else { return false }
    take(.code, portrait.hasLeadingZero ? "leadingZeros" : "manyDigits")
    return true
  }

  private mutating func takeNumber() -> Bool {
    if portrait.hasPercent, portrait.fits(.percent) {
      take(.percent, "percentSigns")
    } else if portrait.fits(.integer) {
      take(.integer, "allFit")
    } else if portrait.fits(.decimal) {
      take(.decimal, portrait.decision.numbers.decimalMark == .comma ? "decimalComma" : "allFit")
    } else if portrait.fits(.money), let currency = currencies.first {
      take(.money, "moneyValues", ["field": currency])
      field.currencyField = currency
    } else {
      return false
    }
    return true
  }

  /// A closed list: few values, each of them several times.
  private mutating func takeChoice() -> Bool {
    guard field.privacy == .none, let spelled = portrait.spelled,
      spelled.count > 1, spelled.count <= 12, portrait.filledCount >= spelled.count * 3,
      portrait.longest <= 40, !portrait.hasLineBreaks
    else { return false }
    let values = spelled.values.map(\.text).sorted()
    field.values = values
    field.type = .enumeration
    field.guesses.append(
      Guess(
        "registrar:type", "enum", because: "fewValues",
        ["count": portrait.filledCount, "values": values.count]))
    return true
  }
}
