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
