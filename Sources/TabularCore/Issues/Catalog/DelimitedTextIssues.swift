extension IssueCatalog {
  /// Issues of delimited text: its encoding, its delimiter, its quotes, its fields.
  static let csvIssues: [IssueDefinition] = [
    IssueDefinition(
      "csv.encoding-invalid", .error,
      when: "bytes are not valid in the declared encoding, or without declaration not UTF-8;"
        + " or a NUL byte outside UTF-16", variants: ["alone", "declared", "nul"]),
    IssueDefinition(
      "csv.dialect-guessed", .warning, when: "`--encoding auto` chose an encoding other than UTF-8",
      variants: ["alone"]),
    IssueDefinition(
      "csv.delimiter-unclear", .error, when: "two delimiters split the lines equally well"),
    IssueDefinition(
      "csv.quote-unclosed", .error,
      when: "a quote opens a field and no closing quote follows before the end or the field limit",
      variants: ["field-size"]),
    IssueDefinition(
      "csv.quote-stray", .error, when: "text other than the delimiter follows a closing quote"),
    IssueDefinition(
      "csv.too-many-fields", .error,
      when: "a record has more fields than the header, the surplus not all blank"),
    IssueDefinition(
      "csv.too-few-fields", .warning,
      when:
        "a filled record has fewer fields than the header; missing ones are blank. An error beside"
        + " a line end that is not the file's own", variants: ["broken", "broken-alone"]),
  ]
}
