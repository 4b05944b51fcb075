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
      "value.country-unknown", .error, when: "not a country name or code", kindArguments: ["value"]),
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
