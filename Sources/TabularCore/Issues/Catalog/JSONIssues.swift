extension IssueCatalog {
  /// Issues of JSON files: their syntax, their records, their members.
  static let jsonIssues: [IssueDefinition] = [
    IssueDefinition(
      "json.malformed", .error, level: 2, when: "the text is not JSON (RFC 8259), or not UTF-8",
      variants: ["encoding"]),
    IssueDefinition(
      "json.not-a-record", .error, when: "an item of a list of records is no object"),
    IssueDefinition(
      "json.nested-value", .error,
      when: "an array cannot be read as one cell: it holds objects or arrays, blank items, or items"
        + " with the separator, or its column holds one value",
      variants: ["not-a-list", "blank-item", "separator"]),
    IssueDefinition(
      "json.repeated-member", .error, when: "an object names a member twice"),
    IssueDefinition(
      "json.unknown-member", .warning, when: "a member of the file's object is no table",
      variants: ["value"]),
  ]
}

// MARK: Contents

extension IssueContent {
  /// How a text fails to be JSON.
  public enum JSONFault: Sendable {
    /// It breaks the syntax; `reason` is a sentence without a period.
    case syntax(reason: String)
    /// It is in another encoding than UTF-8.
    case encoding
  }

  /// A text is not JSON at a line and a column, both from 1.
  public static func jsonMalformed(_ fault: JSONFault, line: Int, column: Int) -> IssueContent {
    switch fault {
    case .syntax(let reason):
      IssueContent("json.malformed", "", ["line": line, "column": column, "reason": reason])
    case .encoding: IssueContent("json.malformed", "encoding")
    }
  }

  /// An item of a list of records is something else; `found` is told with its article.
  public static func jsonNotARecord(found: String) -> IssueContent {
    IssueContent("json.not-a-record", "", ["found": found])
  }

  /// Why an array is no cell.
  public enum NestedValue: Sendable {
    /// One of its items is an object or an array; `kind` is told with its article.
    case nested(kind: String)
    /// The column holds one value.
    case notAList
    /// An item, counted from 1, is null or holds nothing.
    case blankItem(number: Int)
    /// An item, counted from 1, holds what separates items.
    case separator(number: Int)
  }

  /// An array cannot be read as one cell.
  public static func jsonNestedValue(_ value: NestedValue) -> IssueContent {
    switch value {
    case .nested(let kind): IssueContent("json.nested-value", "", ["found": kind])
    case .notAList: IssueContent("json.nested-value", "not-a-list")
    case .blankItem(let number):
      IssueContent("json.nested-value", "blank-item", ["number": number])
    case .separator(let number):
      IssueContent("json.nested-value", "separator", ["number": number])
    }
  }

  /// An object names a member twice.
  public static func jsonRepeatedMember(name: String) -> IssueContent {
    IssueContent("json.repeated-member", "", ["name": name])
  }

  /// A member of the file's object is no table; `count` is the number of its records, `nil` where it is no
  /// list of any.
  public static func jsonUnknownMember(name: String, count: Int?) -> IssueContent {
    IssueContent(
      "json.unknown-member", count == nil ? "value" : "", ["name": name, "count": count])
  }
}
