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

// MARK: Contents

extension IssueContent {
  /// How bytes fail to be text.
  public enum EncodingFault: Sendable {
    /// They are not UTF-8; `sample` is how they read as Windows-1252.
    case notUTF8(sample: String)
    /// They are not UTF-8 and make no sense otherwise.
    case alone
    /// They are not text in the declared `encoding`.
    case declared(encoding: String)
    /// One of them is a NUL.
    case nul
  }

  /// A line holds bytes that are not text; `byte` is the first of them, in hexadecimal.
  public static func csvEncodingInvalid(
    _ fault: EncodingFault, line: Int, byte: String
  ) -> IssueContent {
    switch fault {
    case .notUTF8(let sample):
      IssueContent("csv.encoding-invalid", "", ["line": line, "byte": byte, "sample": sample])
    case .alone: IssueContent("csv.encoding-invalid", "alone", ["line": line, "byte": byte])
    case .declared(let encoding):
      IssueContent(
        "csv.encoding-invalid", "declared", ["line": line, "byte": byte, "encoding": encoding])
    case .nul: IssueContent("csv.encoding-invalid", "nul", ["line": line, "byte": byte])
    }
  }

  /// The encoding was guessed; `sample` is a text of `line` that shows it, empty where there is none.
  public static func csvDialectGuessed(
    encoding: String, sample: String, line: Int
  ) -> IssueContent {
    IssueContent(
      "csv.dialect-guessed", sample.isEmpty ? "alone" : "",
      ["encoding": encoding, "sample": sample, "line": line])
  }

  /// Two delimiters split the lines into `count` fields each.
  public static func csvDelimiterUnclear(
    first: String, second: String, count: Int
  ) -> IssueContent {
    IssueContent(
      "csv.delimiter-unclear", "", ["first": first, "second": second, "count": count])
  }

  /// A quote opens field `column` and takes in `count` lines; `limit` is the field's limit of bytes,
  /// where the quote is not closed within it.
  public static func csvQuoteUnclosed(
    column: Int, count: Int, beyond limit: Int? = nil
  ) -> IssueContent {
    IssueContent(
      "csv.quote-unclosed", limit == nil ? "" : "field-size",
      ["column": column, "count": count, "limit": limit])
  }

  /// A field goes on after its closing quote.
  public static func csvQuoteStray(column: Int, value: String) -> IssueContent {
    IssueContent("csv.quote-stray", "", ["column": column, "value": value])
  }

  /// A record has more fields than the header; `first` is the first filled one beyond it.
  public static func csvTooManyFields(count: Int, expected: Int, first: String) -> IssueContent {
    IssueContent(
      "csv.too-many-fields", "", ["count": count, "expected": expected, "first": first])
  }

  /// What a record of too few fields stands beside.
  public enum FieldLack: String, Sendable, CaseIterable {
    /// Nothing unusual.
    case usual = ""
    /// A line end that is not the file's own.
    case broken
    /// Such a line end, in a file of one column.
    case brokenAlone = "broken-alone"
  }

  /// A record has fewer fields than the header, or may be a part of one.
  public static func csvTooFewFields(
    _ lack: FieldLack, count: Int, expected: Int
  ) -> IssueContent {
    IssueContent("csv.too-few-fields", lack.rawValue, ["count": count, "expected": expected])
  }
}
