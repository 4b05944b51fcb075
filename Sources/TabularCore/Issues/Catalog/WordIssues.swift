extension IssueCatalog {
  /// Issues of values chosen from lists, of addresses, and of lists in one cell.
  static let wordIssues: [IssueDefinition] = [
    IssueDefinition(
      "value.email-invalid", .error,
      when: "not exactly one address with a dotted host, or over 254 characters",
      variants: ["form", "no-at", "space", "several", "too-long"]),
    IssueDefinition(
      "value.email-typo", .warning,
      when: "the host is one letter away from a well-known provider and is not one itself",
      kindArguments: ["value"]),
    IssueDefinition(
      "value.phone-invalid", .error,
      when: "wrong length or area code for its country, no country to read it in, or several"
        + " numbers", variants: ["area-code", "no-country", "several", "form"]),
    IssueDefinition(
      "value.enum-unknown", .error,
      when: "not a value or alias of the field (also language and currency)",
      variants: ["many", "language", "currency"], kindArguments: ["value"]),
    IssueDefinition(
      "value.boolean-unknown", .error, when: "none of the yes or no words", kindArguments: ["value"]
    ),
    IssueDefinition(
      "value.country-unknown", .error,
      when: "not a country name or code, or the name of different countries in different languages",
      variants: ["several"], kindArguments: ["value"]),
    IssueDefinition(
      "value.subdivision-unknown", .error,
      when: "not a subdivision of the row's country, or no country given", variants: ["no-country"],
      kindArguments: ["value"]),
    IssueDefinition(
      "value.postal-code-invalid", .error, when: "not the form of its country",
      variants: ["first-letter", "form", "general"]),
    IssueDefinition(
      "value.postal-code-region", .warning,
      when: "the first letter (CA) or first digits (US) belong to another subdivision"),
    IssueDefinition(
      "value.list-item-empty", .error, when: "two separators without text between, or a leading one"
    ),
    IssueDefinition(
      "value.list-item-repeated", .warning,
      when: "an item occurs again after normalisation; the first is kept"),
  ]
}

// MARK: Contents; a `field` or `value` that is not given comes from the place

extension IssueContent {
  /// Why a text is no e-mail address.
  public enum EmailFault: Sendable {
    /// Its host has no dot.
    case noDot(value: String)
    /// It has another form.
    case form(value: String)
    /// It lacks the `@`.
    case noAt(value: String)
    /// It holds a space.
    case space(value: String)
    /// It holds several addresses.
    case several(value: String)
    /// It has too many characters.
    case tooLong(count: Int)
  }

  /// A text is no e-mail address.
  public static func valueEmailInvalid(_ fault: EmailFault) -> IssueContent {
    let code: IssueCode = "value.email-invalid"
    return switch fault {
    case .noDot(let value): IssueContent(code, "", ["value": value])
    case .form(let value): IssueContent(code, "form", ["value": value])
    case .noAt(let value): IssueContent(code, "no-at", ["value": value])
    case .space(let value): IssueContent(code, "space", ["value": value])
    case .several(let value): IssueContent(code, "several", ["value": value])
    case .tooLong(let count): IssueContent(code, "too-long", ["count": count])
    }
  }

  /// A host looks like a well-known one.
  public static func valueEmailTypo(value: String, expected: String) -> IssueContent {
    IssueContent("value.email-typo", "", ["value": value, "expected": expected])
  }

  /// Why a text is no phone number.
  public enum PhoneFault: Sendable {
    /// It has `count` digits, a number of the country has `expected`.
    case length(count: Int, country: String, expected: String)
    /// It begins with digits that are no area code.
    case areaCode(first: String, country: String)
    /// Neither it nor the row names a country.
    case noCountry
    /// It holds several numbers.
    case several
    /// It has another form.
    case form
  }

  /// A text is no phone number.
  public static func valuePhoneInvalid(_ fault: PhoneFault, value: String) -> IssueContent {
    let code: IssueCode = "value.phone-invalid"
    return switch fault {
    case .length(let count, let country, let expected):
      IssueContent(
        code, "", ["value": value, "count": count, "country": country, "expected": expected])
    case .areaCode(let first, let country):
      IssueContent(code, "area-code", ["value": value, "first": first, "country": country])
    case .noCountry: IssueContent(code, "no-country", ["value": value])
    case .several: IssueContent(code, "several", ["value": value])
    case .form: IssueContent(code, "form", ["value": value])
    }
  }

  /// What a text is not.
  public enum EnumKind: Sendable {
    /// One of the values `expected`, which people read as `shown` where that differs; `count` is their
    /// number, where it is wanted.
    case listed(expected: [String], shown: LocalizedText? = nil, count: Int? = nil)
    /// One of `count` values, which are too many to list.
    case many(expected: [String]? = nil, count: Int)
    /// A language.
    case language
    /// A currency.
    case currency
  }

  /// A text is no value of its field.
  public static func valueEnumUnknown(
    _ kind: EnumKind, value: String? = nil, field: String? = nil
  ) -> IssueContent {
    let code: IssueCode = "value.enum-unknown"
    return switch kind {
    case .listed(let expected, let shown, let count):
      IssueContent(
        code, "",
        [
          "value": value, "field": field,
          "expected": ShownText(expected.joined(separator: ", "), shown: shown), "count": count,
        ])
    case .many(let expected, let count):
      IssueContent(
        code, "many",
        [
          "value": value, "field": field, "expected": expected?.joined(separator: ", "),
          "count": count,
        ])
    case .language: IssueContent(code, "language", ["value": value, "field": field])
    case .currency: IssueContent(code, "currency", ["value": value, "field": field])
    }
  }

  /// A text is neither yes nor no.
  public static func valueBooleanUnknown(value: String) -> IssueContent {
    IssueContent("value.boolean-unknown", "", ["value": value])
  }

  /// A text names no country.
  public static func valueCountryUnknown(value: String) -> IssueContent {
    IssueContent("value.country-unknown", "", ["value": value])
  }

  /// A text names several countries, in different languages; `codes` are theirs.
  public static func valueCountryAmbiguous(value: String, codes: [String]) -> IssueContent {
    IssueContent(
      "value.country-unknown", "several",
      ["value": value, "expected": codes.joined(separator: ", ")])
  }

  /// A text names no subdivision of a country; `country` is `nil` where the row has none.
  public static func valueSubdivisionUnknown(value: String, country: String?) -> IssueContent {
    IssueContent(
      "value.subdivision-unknown", country == nil ? "no-country" : "",
      ["value": value, "country": country])
  }

  /// Why a text is no postal code.
  public enum PostalCodeFault: Sendable {
    /// It has a letter that is not used.
    case letter(country: String, letter: String)
    /// It begins with a letter that none begins with.
    case firstLetter(country: String, letter: String)
    /// It has another form.
    case form(country: String, expected: String)
    /// It has not even the form that all countries share.
    case general
  }

  /// A text is no postal code.
  public static func valuePostalCodeInvalid(
    _ fault: PostalCodeFault, value: String
  ) -> IssueContent {
    let code: IssueCode = "value.postal-code-invalid"
    return switch fault {
    case .letter(let country, let letter):
      IssueContent(code, "", ["value": value, "country": country, "letter": letter])
    case .firstLetter(let country, let letter):
      IssueContent(code, "first-letter", ["value": value, "country": country, "letter": letter])
    case .form(let country, let expected):
      IssueContent(code, "form", ["value": value, "country": country, "expected": expected])
    case .general: IssueContent(code, "general", ["value": value])
    }
  }

  /// A postal code lies in the subdivisions `found`, the row says another.
  public static func valuePostalCodeRegion(
    value: String, found: [String], expected: String
  ) -> IssueContent {
    IssueContent(
      "value.postal-code-region", "",
      ["value": value, "found": found.joined(separator: ", "), "expected": expected])
  }

  /// A list has an empty item.
  public static func valueListItemEmpty(value: String) -> IssueContent {
    IssueContent("value.list-item-empty", "", ["value": value])
  }

  /// A list repeats an item.
  public static func valueListItemRepeated(item: String) -> IssueContent {
    IssueContent("value.list-item-repeated", "", ["item": item])
  }
}
