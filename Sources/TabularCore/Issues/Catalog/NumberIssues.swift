extension IssueCatalog {
  /// Issues of numbers, amounts and codes made of digits.
  static let numberIssues: [IssueDefinition] = [
    IssueDefinition(
      "value.not-integer", .error, when: "not readable as a whole number"),
    IssueDefinition(
      "value.not-number", .error, when: "not readable as a number or amount", variants: ["amount"]),
    IssueDefinition(
      "value.out-of-range", .error,
      when: "below the minimum, above the maximum, or list size outside its limits",
      variants: ["below", "list-above", "list-below"]),
    IssueDefinition(
      "value.too-precise", .error,
      when: "more decimals than the field or currency has, or more digits than are kept exactly",
      variants: ["field", "digits"]),
    IssueDefinition(
      "value.number-ambiguous", .error, when: "the decimal mark cannot be decided",
      variants: ["mixed"]),
    IssueDefinition(
      "value.digits-lost", .error,
      when: "exponent text in a code or phone, or what a spreadsheet shows for a longer number; a"
        + " number cell with more than 15 digits"),
    IssueDefinition(
      "value.digits-unsure", .warning,
      when: "a number cell with a whole number from 2^53 on, or of 16 digits that end in zero"),
    IssueDefinition(
      "value.zero-lost", .warning,
      when: "a code shorter than the length that at least 90 % of the column's all-digit codes"
        + " have"),
    IssueDefinition(
      "value.percent-suspect", .warning,
      when:
        "a percent field holds a number over 0 and up to 1 without a percent format or sign, and"
        + " the column holds numbers over 1"),
  ]
}

// MARK: Contents

extension IssueContent {
  /// A text is no whole number.
  public static func valueNotInteger(value: String) -> IssueContent {
    IssueContent("value.not-integer", "", ["value": value])
  }

  /// What a text was to be.
  public enum NumberKind: String, Sendable, CaseIterable {
    /// A number.
    case number = ""
    /// An amount of money.
    case amount
  }

  /// A text is no number or amount.
  public static func valueNotNumber(_ kind: NumberKind, value: String) -> IssueContent {
    IssueContent("value.not-number", kind.rawValue, ["value": value])
  }

  /// Which bound of its field a value breaks.
  public enum RangeBreach: Sendable {
    /// It is above the highest one, which is told as the schema writes it.
    case above(value: String, limit: String)
    /// It is below the lowest one.
    case below(value: String, limit: String)
    /// It has more items.
    case listAbove(count: Int, limit: Int)
    /// It has fewer items.
    case listBelow(count: Int, limit: Int)
  }

  /// A value is outside the range of its field.
  public static func valueOutOfRange(_ breach: RangeBreach, field: String) -> IssueContent {
    let code: IssueCode = "value.out-of-range"
    return switch breach {
    case .above(let value, let limit):
      IssueContent(code, "", ["value": value, "limit": limit, "field": field])
    case .below(let value, let limit):
      IssueContent(code, "below", ["value": value, "limit": limit, "field": field])
    case .listAbove(let count, let limit):
      IssueContent(code, "list-above", ["field": field, "count": count, "limit": limit])
    case .listBelow(let count, let limit):
      IssueContent(code, "list-below", ["field": field, "count": count, "limit": limit])
    }
  }

  /// How a number is more precise than what can be kept.
  public enum Precision: Sendable {
    /// It has `count` decimals, its currency has `limit`.
    case currency(count: Int, currency: String, limit: Int)
    /// It has `count` decimals, its field has at most `limit`.
    case field(count: Int, field: String, limit: Int)
    /// It has more digits than its field keeps.
    case digits(field: String, limit: Int)
  }

  /// A number has too many decimals or digits.
  public static func valueTooPrecise(_ how: Precision, value: String) -> IssueContent {
    let code: IssueCode = "value.too-precise"
    return switch how {
    case .currency(let count, let currency, let limit):
      IssueContent(
        code, "", ["value": value, "count": count, "currency": currency, "limit": limit])
    case .field(let count, let field, let limit):
      IssueContent(code, "field", ["value": value, "count": count, "field": field, "limit": limit])
    case .digits(let field, let limit):
      IssueContent(code, "digits", ["value": value, "field": field, "limit": limit])
    }
  }

  /// What the column of an ambiguous number proves.
  public enum MarkEvidence: String, Sendable, CaseIterable {
    /// Neither decimal mark.
    case none = ""
    /// Both decimal marks.
    case mixed
  }

  /// A text is one of two numbers.
  public static func valueNumberAmbiguous(
    _ evidence: MarkEvidence, value: String, first: String, second: String
  ) -> IssueContent {
    IssueContent(
      "value.number-ambiguous", evidence.rawValue,
      ["value": value, "first": first, "second": second])
  }

  /// Digits were lost before the file reached us; `expected` is told with its article.
  public static func valueDigitsLost(value: String, expected: String) -> IssueContent {
    IssueContent("value.digits-lost", "", ["value": value, "expected": expected])
  }

  /// The last digits of a long number may be wrong.
  public static func valueDigitsUnsure(value: String) -> IssueContent {
    IssueContent("value.digits-unsure", "", ["value": value])
  }

  /// A code has `count` digits where `usual` of `total` codes of its column have `length`.
  public static func valueZeroLost(
    value: String, count: Int, usual: Int, total: Int, length: Int
  ) -> IssueContent {
    IssueContent(
      "value.zero-lost", "",
      ["value": value, "count": count, "usual": usual, "total": total, "length": length])
  }

  /// A share stands among percentages; `other` is one of them, in `row`.
  public static func valuePercentSuspect(
    value: String, other: String, row: Int, expected: String
  ) -> IssueContent {
    IssueContent(
      "value.percent-suspect", "",
      ["value": value, "other": other, "row": row, "expected": expected])
  }
}
