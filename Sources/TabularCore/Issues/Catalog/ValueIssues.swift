extension IssueCatalog {
  /// Issues of a cell's value that any type of field may have.
  static let valueIssues: [IssueDefinition] = [
    IssueDefinition(
      "value.required", .error,
      when: "a required field outside the key is empty in the resulting record",
      variants: ["cleared", "part", "placeholder"]),
    IssueDefinition(
      "value.required-if", .error, when: "the field's condition holds and the field is empty",
      variants: ["reason", "placeholder"]),
    IssueDefinition(
      "value.cell-error", .error,
      when: "the cell holds a spreadsheet error, as such or as the word that was exported for it",
      variants: ["narrow"], kindArguments: ["value"]),
    IssueDefinition(
      "value.formula-uncached", .error, when: "a formula without saved result"),
    IssueDefinition(
      "value.normalised", .note,
      when: "the stored form differs from the cell by more than Unicode composition and case",
      variants: ["text-as-number", "number-as-text", "empty", "summary"]),
    IssueDefinition(
      "value.corrected", .note, when: "a correction says that the cell's text means another",
      variants: ["summary"], kindArguments: ["value", "line"], isKeptWhole: true),
    IssueDefinition(
      "value.text-damaged", .error,
      when: "a control character, U+FFFD, or text that was decoded twice",
      variants: ["control", "replacement"]),
    IssueDefinition(
      "value.look-alike", .error,
      when: "a code, e-mail or user name mixes Latin with Cyrillic or Greek letters",
      variants: ["inside"]),
    IssueDefinition(
      "value.too-long", .error, when: "more characters than the limit",
      variants: ["text-length", "field-size"]),
    IssueDefinition(
      "value.pattern", .error, when: "does not match the field's pattern after normalisation",
      variants: ["form", "too-short", "url"]),
    IssueDefinition(
      "value.wrong-cell-type", .error,
      when: "a cell type the field cannot be read from: a yes/no cell in text, a fraction in a"
        + " code, a grouped number in a list, a number in a secret",
      variants: ["grouped", "secret"]),
    IssueDefinition(
      "value.placeholder", .warning,
      when: "one of the placeholder texts in a field that is not multiline; read as blank"),
    IssueDefinition(
      "value.secret-refused", .error,
      when: "a filled cell of a secret field that refuses values; the value is not shown"),
    IssueDefinition(
      "value.secret-policy", .error,
      when: "a secret that is hashed or kept breaks its rule; the value is not shown",
      variants: ["too-long", "classes", "equals", "other-hash", "no-key"]),
    IssueDefinition(
      "value.card-number", .error,
      when: "13–19 digits with card prefix and Luhn sum in a field that is not a code, phone or"
        + " number; all but the last four masked"),
  ]
}

// MARK: Contents; a `field`, `value` or `table` that is not given comes from the place

extension IssueContent {
  /// How a required field is empty.
  public enum Emptiness: Sendable {
    /// The cell is empty.
    case blank
    /// The cell asks to clear the stored value.
    case cleared
    /// One part of a date and time is empty.
    case part(TemporalPart)
    /// The cell holds a text that counts as empty.
    case placeholder
  }

  /// A required field is empty; `expected` tells what it takes, with an article.
  public static func valueRequired(
    _ how: Emptiness, field: String, expected: String
  ) -> IssueContent {
    let code: IssueCode = "value.required"
    return switch how {
    case .blank: IssueContent(code, "", ["field": field, "expected": expected])
    case .cleared: IssueContent(code, "cleared", ["field": field, "expected": expected])
    case .part(let part):
      IssueContent(code, "part", ["part": part.rawValue, "field": field, "expected": expected])
    case .placeholder: IssueContent(code, "placeholder", ["field": field, "expected": expected])
    }
  }

  /// How a field that other cells make required is empty.
  public enum ConditionalEmptiness: String, Sendable, CaseIterable {
    /// The cell is empty.
    case blank = "reason"
    /// The cell holds a text that counts as empty.
    case placeholder
  }

  /// A field is empty that is required for a reason.
  public static func valueRequiredIf(
    _ how: ConditionalEmptiness, field: String, expected: String, reason: String
  ) -> IssueContent {
    IssueContent(
      "value.required-if", how.rawValue, ["field": field, "expected": expected, "reason": reason])
  }

  /// What a cell shows instead of a value.
  public enum CellError: String, Sendable, CaseIterable {
    /// The error of a formula.
    case formula = ""
    /// Signs that stand for a value wider than its column.
    case narrow
  }

  /// A cell shows an error.
  public static func valueCellError(_ error: CellError, value: String) -> IssueContent {
    IssueContent("value.cell-error", error.rawValue, ["value": value])
  }

  /// A formula was saved without its result.
  public static func valueFormulaUncached() -> IssueContent {
    IssueContent("value.formula-uncached")
  }

  /// As what a cell was read.
  public enum Normalisation: Sendable {
    /// As another text or number.
    case read(result: String)
    /// A text as a number.
    case textAsNumber(result: String)
    /// A number as a text.
    case numberAsText(result: String)
    /// As empty.
    case empty
  }

  /// A cell was read as something else than it shows.
  public static func valueNormalised(_ how: Normalisation, value: String) -> IssueContent {
    let code: IssueCode = "value.normalised"
    return switch how {
    case .read(let result): IssueContent(code, "", ["value": value, "result": result])
    case .textAsNumber(let result):
      IssueContent(code, "text-as-number", ["value": value, "result": result])
    case .numberAsText(let result):
      IssueContent(code, "number-as-text", ["value": value, "result": result])
    case .empty: IssueContent(code, "empty", ["value": value])
    }
  }

  /// How a text is damaged.
  public enum TextDamage: Sendable {
    /// It was decoded twice; `expected` is what it was before.
    case decodedTwice(value: String, expected: String)
    /// It holds a control character.
    case control(character: String)
    /// It holds the replacement character.
    case replacement(value: String)
  }

  /// A text is damaged.
  public static func valueTextDamaged(_ damage: TextDamage) -> IssueContent {
    let code: IssueCode = "value.text-damaged"
    return switch damage {
    case .decodedTwice(let value, let expected):
      IssueContent(code, "", ["value": value, "expected": expected])
    case .control(let character): IssueContent(code, "control", ["character": character])
    case .replacement(let value): IssueContent(code, "replacement", ["value": value])
    }
  }

  /// Where a letter of another script stands in a text.
  public enum LookAlikePlace: String, Sendable, CaseIterable {
    /// At its beginning.
    case first = ""
    /// Further inside.
    case inside
  }

  /// A text holds a letter of another script that looks like a Latin one.
  public static func valueLookAlike(
    _ place: LookAlikePlace, value: String, script: String, character: String, codePoint: String
  ) -> IssueContent {
    IssueContent(
      "value.look-alike", place.rawValue,
      ["value": value, "script": script, "character": character, "codePoint": codePoint])
  }

  /// Which limit a text is over.
  public enum TextMeasure: Sendable {
    /// The characters of its field; it has `count`.
    case field(String? = nil, count: Int, limit: Int)
    /// The characters of a cell.
    case textLength(limit: Int)
    /// The bytes of a field of a delimited file.
    case fieldSize(limit: Int)
  }

  /// A text is too long.
  public static func valueTooLong(_ measure: TextMeasure) -> IssueContent {
    let code: IssueCode = "value.too-long"
    return switch measure {
    case .field(let field, let count, let limit):
      IssueContent(code, "", ["field": field, "count": count, "limit": limit])
    case .textLength(let limit): IssueContent(code, "text-length", ["limit": limit])
    case .fieldSize(let limit): IssueContent(code, "field-size", ["limit": limit])
    }
  }

  /// How a text does not fit its field.
  public enum PatternMisfit: Sendable {
    /// In words: `expected` tells what fits.
    case words(field: String, expected: String)
    /// It has another form than `expected`, a pattern or a model.
    case form(field: String, expected: String)
    /// It has `count` characters and needs `limit`.
    case tooShort(count: Int, field: String, limit: Int)
    /// It is no web address.
    case url
  }

  /// A text does not match the pattern of its field.
  public static func valuePattern(_ misfit: PatternMisfit, value: String) -> IssueContent {
    let code: IssueCode = "value.pattern"
    return switch misfit {
    case .words(let field, let expected):
      IssueContent(code, "", ["value": value, "field": field, "expected": expected])
    case .form(let field, let expected):
      IssueContent(code, "form", ["value": value, "field": field, "expected": expected])
    case .tooShort(let count, let field, let limit):
      IssueContent(
        code, "too-short", ["value": value, "count": count, "field": field, "limit": limit])
    case .url: IssueContent(code, "url", ["value": value])
    }
  }

  /// Why a field cannot be read from the type of its cell.
  public enum WrongCellType: Sendable {
    /// It is another type than `expected`, which is told with its article.
    case other(value: String, expected: String)
    /// It is a number shown with grouping, which may have been a list.
    case grouped(value: String)
    /// It is a secret and no text.
    case secret
  }

  /// A field cannot be read from the type of its cell.
  public static func valueWrongCellType(_ why: WrongCellType) -> IssueContent {
    let code: IssueCode = "value.wrong-cell-type"
    return switch why {
    case .other(let value, let expected):
      IssueContent(code, "", ["value": value, "expected": expected])
    case .grouped(let value): IssueContent(code, "grouped", ["value": value])
    case .secret: IssueContent(code, "secret")
    }
  }

  /// A text counts as empty.
  public static func valuePlaceholder(value: String) -> IssueContent {
    IssueContent("value.placeholder", "", ["value": value])
  }

  /// A field of secrets is filled in that takes none.
  public static func valueSecretRefused(field: String, table: String) -> IssueContent {
    IssueContent("value.secret-refused", "", ["field": field, "table": table])
  }

  /// Which rule a secret breaks.
  public enum SecretBreach: Sendable {
    /// It has fewer characters.
    case tooShort(limit: Int)
    /// It has more characters.
    case tooLong(limit: Int)
    /// Its characters are all of one class.
    case classes
    /// It is the value of another field.
    case equals(other: String)
    /// It is a hash of another system, of this kind.
    case otherHash(String)
    /// There is no key to keep it with.
    case noKey
  }

  /// A secret breaks its rule.
  public static func valueSecretPolicy(_ breach: SecretBreach, field: String) -> IssueContent {
    let code: IssueCode = "value.secret-policy"
    return switch breach {
    case .tooShort(let limit): IssueContent(code, "", ["field": field, "limit": limit])
    case .tooLong(let limit): IssueContent(code, "too-long", ["field": field, "limit": limit])
    case .classes: IssueContent(code, "classes", ["field": field])
    case .equals(let other): IssueContent(code, "equals", ["field": field, "other": other])
    case .otherHash(let kind): IssueContent(code, "other-hash", ["field": field, "kind": kind])
    case .noKey: IssueContent(code, "no-key", ["field": field])
    }
  }

  /// A cell looks like the number of a payment card that ends in `last`.
  public static func valueCardNumber(last: String) -> IssueContent {
    IssueContent("value.card-number", "", ["last": last])
  }
}
