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
      variants: ["too-long", "classes", "equals", "no-key"]),
    IssueDefinition(
      "value.card-number", .error,
      when: "13–19 digits with card prefix and Luhn sum in a field that is not a code, phone or"
        + " number; all but the last four masked"),
  ]
}

// MARK: Contents; `field`, `value` and `table` come from the place

extension IssueContent {
  /// How a text is damaged.
  public enum TextDamage: Sendable {
    /// It was decoded twice; `expected` is what it was before.
    case decodedTwice(expected: String)
    /// It holds a control character.
    case control(character: String)
    /// It holds the replacement character.
    case replacement
  }

  /// A text is damaged.
  public static func valueTextDamaged(_ damage: TextDamage) -> IssueContent {
    switch damage {
    case .decodedTwice(let expected):
      IssueContent("value.text-damaged", "", ["expected": expected])
    case .control(let character):
      IssueContent("value.text-damaged", "control", ["character": character])
    case .replacement: IssueContent("value.text-damaged", "replacement")
    }
  }

  /// Which limit a text is over.
  public enum TextMeasure: Sendable {
    /// The characters of its field; it has `count`.
    case field(count: Int, limit: Int)
    /// The characters of a cell.
    case textLength(limit: Int)
    /// The bytes of a field of a delimited file.
    case fieldSize(limit: Int)
  }

  /// A text is too long.
  public static func valueTooLong(_ measure: TextMeasure) -> IssueContent {
    switch measure {
    case .field(let count, let limit):
      IssueContent("value.too-long", "", ["count": count, "limit": limit])
    case .textLength(let limit):
      IssueContent("value.too-long", "text-length", ["limit": limit])
    case .fieldSize(let limit): IssueContent("value.too-long", "field-size", ["limit": limit])
    }
  }
}
