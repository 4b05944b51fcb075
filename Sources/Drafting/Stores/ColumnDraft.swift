import ImportPipeline
import Schemas

/// Drafts the field of a column that refers to nothing, from its type, its default, its conditions and its
/// name.
struct ColumnDraft {
  let column: StoreDescription.Column
  let checks: [CheckGuess]
  /// Whether the store has types for dates, so that a text is none.
  let hasDates: Bool
  /// Whether all texts that are stored have a form; true of none.
  let isStored: (StoreDrafter.StoredForm) -> Bool

  /// The field; `nil` when nothing can be written into the column.
  func field(named name: String) -> DraftedField? {
    var field = DraftedField(name: name, title: MachineName.title(of: name), type: .string)
    if name != column.name { field.column = column.name }
    let hints = NameHints(name)
    guard readType(into: &field, hints) else { return nil }
    readChecks(into: &field)
    if hints.isPersonal, field.privacy == .none, field.type != .enumeration,
      field.type != .boolean
    {
      field.privacy = .personal
      field.guesses.append(Guess("registrar:privacy", "personal", because: "personalName"))
    }
    readBlankness(into: &field)
    return field
  }

  private var typed: Guess { Guess(because: "columnType", ["type": column.type]) }

  private func guess(_ field: inout DraftedField, _ type: FieldType, because guess: Guess? = nil) {
    field.type = type
    var guess = guess ?? typed
    guess.property = type.isPlain ? "type" : "registrar:type"
    guess.value = type.isPlain ? String(type.rawValue.dropFirst(6)) : type.rawValue
    field.guesses.append(guess)
  }

  private func readType(into field: inout DraftedField, _ hints: NameHints) -> Bool {
    switch column.kind {
    case .integer(let bytes):
      let isTruth =
        checks.flatMap(\.facts).contains(.numbers(["0", "1"]))
        || checks.flatMap(\.facts).contains(.numbers(["1", "0"]))
      if isTruth {
        guess(&field, .boolean, because: Guess(because: "checkZeroOne"))
      } else if bytes == 8, hints.isYesNo, isZeroOne {
        guess(&field, .boolean, because: Guess(because: "yesNoName", ["type": column.type]))
      } else {
        guess(&field, .integer)
        limit(&field, bytes: bytes)
      }
    case .boolean: guess(&field, .boolean)
    case .real, .shortReal: guess(&field, .decimal)
    case .decimal(let digits, let scale): readDecimal(into: &field, digits, scale)
    case .text(let limit): readText(into: &field, hints, limit: limit ?? declaredNumbers.first)
    case .date: guess(&field, .date)
    case .time: guess(&field, .time)
    case .instant, .timestamp:
      guess(&field, .dateTime)
      field.keeps = column.kind == .instant ? .instant : .local
    case .array:
      guess(&field, .list)
      field.itemType = .string
      field.keeps = .array
    case .uuid:
      guess(&field, .plainString)
      field.format = "uuid"
    case .choice(let values):
      guess(&field, .enumeration, because: Guess(because: "storeEnum", ["type": column.type]))
      field.values = values
    case .other: return false
    }
    return true
  }

  /// The numbers behind the type, `(10, 2)`: SQLite keeps them and does not heed them.
  private var declaredNumbers: [Int] {
    guard let open = column.type.firstIndex(of: "("), column.type.hasSuffix(")") else { return [] }
    return column.type[column.type.index(after: open)...].dropLast().split(separator: ",")
      .compactMap { part in Int(part.filter { !$0.isWhitespace }) }
  }

  private var isZeroOne: Bool {
    guard let sql = column.defaultSQL else { return true }
    return [.constant("0"), .constant("1"), .constant("true"), .constant("false"), .null]
      .contains(DefaultText(sql))
  }

  /// What fits into a number of few bytes.
  private func limit(_ field: inout DraftedField, bytes: Int) {
    guard bytes < 8 else { return }
    let most = bytes == 2 ? Int(Int16.max) : Int(Int32.max)
    field.minimum = String(-most - 1)
    field.maximum = String(most)
    field.guesses.append(
      Guess("maximum", String(most), because: "columnType", ["type": column.type]))
  }

  private func readDecimal(into field: inout DraftedField, _ digits: Int?, _ scale: Int?) {
    let numbers = declaredNumbers
    let digits = digits ?? numbers.first
    let scale = scale ?? (numbers.count > 1 ? numbers[1] : digits.map { _ in 0 })
    if scale == 0, let digits, digits < 18 {
      guess(&field, .integer)
    } else {
      guess(&field, .decimal)
      field.scale = scale
    }
    guard let digits, let scale, digits - scale < 15, digits > scale else { return }
    let whole = String(repeating: "9", count: digits - scale)
    let most = scale == 0 ? whole : whole + "." + String(repeating: "9", count: scale)
    field.minimum = "-" + most
    field.maximum = most
    field.guesses.append(Guess("maximum", most, because: "columnType", ["type": column.type]))
  }

  private func readText(into field: inout DraftedField, _ hints: NameHints, limit: Int?) {
    if hints.isPassword, !hints.isAboutPassword {
      field.privacy = .secret
      guess(
        &field, .secret,
        because: Guess(because: hints.isPasswordDigest ? "passwordDigest" : "passwordName"))
      return
    }
    if hints.isEmail {
      guess(&field, .email, because: Guess(because: "columnName", ["column": column.name]))
    } else if hints.isZone {
      guess(&field, .timeZone, because: Guess(because: "columnName", ["column": column.name]))
    } else if hints.isCurrency, limit == 3 {
      guess(
        &field, .currency,
        because: Guess(
          because: "columnNameAndType",
          ["column": column.name, "type": column.type]))
    } else if hints.isCountry, limit == 2 {
      guess(
        &field, .country,
        because: Guess(
          because: "columnNameAndType",
          ["column": column.name, "type": column.type]))
    } else if !hasDates, isDateName, isStored(.isoDate) {
      guess(&field, .date, because: Guess(because: "dateName", ["column": column.name]))
      return
    } else if hints.name == "code" || hints.name.hasSuffix("_code"), isStored(.upperCase) {
      guess(&field, .code, because: Guess(because: "codeName", ["column": column.name]))
    } else {
      guess(&field, .string)
      field.isMultiline = ["description", "comment", "comments", "notes", "body", "remarks"]
        .contains { hints.name == $0 || hints.name.hasSuffix("_" + $0) }
    }
    guard let limit, limit > 0 else { return }
    field.maximumLength = limit
    field.guesses.append(
      Guess("maxLength", String(limit), because: "columnType", ["type": column.type]))
  }

  private var isDateName: Bool {
    let name = column.name.lowercased()
    return name == "date" || name == "day" || name.hasSuffix("_date") || name.hasSuffix("_on")
      || name.hasPrefix("date_of_")
  }

  private func readChecks(into field: inout DraftedField) {
    for fact in checks.flatMap(\.facts) {
      let type = field.type.definition
      switch fact {
      case .values(let values)
      where (field.type == .string || field.type == .code) && !values.isEmpty:
        field.type = .enumeration
        field.values = values
        field.maximumLength = nil
        field.isMultiline = false
        field.guesses.removeAll { ["registrar:type", "maxLength"].contains($0.property) }
        field.guesses.append(Guess("registrar:type", "enum", because: "checkList"))
      case .minimum(let text) where type.order != nil: field.minimum = text
      case .maximum(let text) where type.order != nil: field.maximum = text
      case .above(let text) where type.order != nil:
        field.exclusiveMinimum = text
        field.minimum = nil
      case .below(let text) where type.order != nil:
        field.exclusiveMaximum = text
        field.maximum = nil
      case .minimumLength(let count) where type.lengthUnit == .characters:
        field.minimumLength = count
      case .maximumLength(let count) where type.lengthUnit == .characters:
        field.maximumLength = min(count, field.maximumLength ?? count)
      default: continue
      }
      if let (property, value) = Self.named(fact) {
        field.guesses.removeAll { $0.property == property }
        field.guesses.append(Guess(property, value, because: "check"))
      }
    }
  }

  private static func named(_ fact: CheckGuess.Fact) -> (String, String)? {
    switch fact {
    case .values, .numbers: nil
    case .minimum(let text): ("minimum", text)
    case .maximum(let text): ("maximum", text)
    case .above(let text): ("exclusiveMinimum", text)
    case .below(let text): ("exclusiveMaximum", text)
    case .minimumLength(let count): ("minLength", String(count))
    case .maximumLength(let count): ("maxLength", String(count))
    }
  }

  /// What a new record has where no cell gives a value.
  private func readBlankness(into field: inout DraftedField) {
    let meaning = column.defaultSQL.map(DefaultText.init) ?? .null
    switch meaning {
    case .constant(let text) where field.type != .secret && !field.type.definition.storage.isList:
      let value = field.type == .boolean ? Self.truth(text) : text
      let isListed = field.type != .enumeration || field.values.contains(value)
      guard isListed, field.type != .dateTime else { fallthrough }
      field.defaultText = value
      field.isNeverNull = column.isNotNull
      field.guesses.append(
        Guess(
          "registrar:default", value, because: "columnDefault",
          ["default": column.defaultSQL ?? ""]))
    case .constant, .computed:
      field.hasDatabaseDefault = true
      field.isNeverNull = column.isNotNull
      field.guesses.append(
        Guess(
          "registrar:databaseDefault", "true", because: "columnDefault",
          ["default": column.defaultSQL ?? column.type]))
    case .null:
      guard column.isNotNull else { return }
      field.isRequired = true
      field.guesses.append(Guess("required", "true", because: "notNull"))
    }
  }

  private static func truth(_ text: String) -> String {
    switch text.lowercased() {
    case "1", "t", "true", "yes", "y": "true"
    case "0", "f", "false", "no", "n": "false"
    default: text
    }
  }
}
