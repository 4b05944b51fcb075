extension IssueCatalog {
  /// Issues of references between tables.
  ///
  /// `{parent}`, `{parents}` and `{child}` are nouns that the package gives its tables.
  static let referenceIssues: [IssueDefinition] = [
    IssueDefinition(
      "reference.missing", .error,
      when: "no match in the valid rows of the run or in the store; also one deleted in this run",
      variants: ["deleted"], kindArguments: ["value"]),
    IssueDefinition(
      "reference.name-ambiguous", .error, when: "two records match in one resolution step",
      variants: ["key"], kindArguments: ["value"]),
    IssueDefinition(
      "reference.parent-invalid", .error,
      when: "the parent is an invalid row, or its table could not be read; once per parent, at the"
        + " parent's key", variants: ["unread"], kindArguments: ["value", "table"]),
    IssueDefinition(
      "reference.inactive", .error, when: "the parent is not live", variants: ["flag"],
      kindArguments: ["value"]),
    IssueDefinition(
      "reference.wrong-role", .error, when: "the person exists with another role",
      kindArguments: ["value"]),
    IssueDefinition(
      "reference.cycle", .error, when: "a chain of parents returns to itself or exceeds depth 8",
      variants: ["depth"]),
    IssueDefinition(
      "reference.file-missing", .error,
      when: "the named attachment is not in the attachments folder, or is not what the field takes",
      variants: ["outside", "unreadable", "kind", "kind-unknown", "size"],
      kindArguments: ["value"]),
    IssueDefinition(
      "reference.unused", .note, when: "the record has no child in a child table of the run"),
    IssueDefinition(
      "reference.file-unused", .note,
      when: "no row of the run names some files of the attachments folder"),
  ]

  /// Issues of a table as a whole.
  static let tableIssues: [IssueDefinition] = [
    IssueDefinition(
      "table.row-limit", .error, when: "header and rows together are exactly 65,536 or 1,048,576"),
    IssueDefinition(
      "table.outlier", .warning,
      when: "a number over 100 times the median of a column with at least 20 values"),
  ]
}

// MARK: Contents

extension IssueContent {
  /// Why a reference has no record.
  public enum MissingParent: String, Sendable, CaseIterable {
    /// Neither the run nor the store has it.
    case unknown = ""
    /// This run deletes it.
    case deleted
  }

  /// A value refers to no record; `parent` is the noun of what it would be.
  public static func referenceMissing(
    _ why: MissingParent, parent: String, value: String
  ) -> IssueContent {
    IssueContent("reference.missing", why.rawValue, ["parent": parent, "value": value])
  }

  /// By what a reference names its record.
  public enum ReferenceWay: String, Sendable, CaseIterable {
    /// By its name.
    case name = ""
    /// By its key.
    case key
  }

  /// A value names several records, which are told by their keys.
  public static func referenceNameAmbiguous(
    _ way: ReferenceWay, value: String, parents: String, keys: [String]
  ) -> IssueContent {
    IssueContent(
      "reference.name-ambiguous", way.rawValue,
      [
        "value": value, "count": keys.count, "parents": parents,
        "keys": keys.joined(separator: ", "),
      ])
  }

  /// What rows wait for.
  public enum InvalidParent: Sendable {
    /// A row with an error, of records with the noun `parent`; `value` is its key.
    case row(parent: String, value: String)
    /// A table that could not be read; `value` is its name.
    case unread(value: String)
  }

  /// So many rows of some tables refer to what is not valid.
  public static func referenceParentInvalid(
    _ parent: InvalidParent, count: Int, table: [String]
  ) -> IssueContent {
    let code: IssueCode = "reference.parent-invalid"
    let table = table.joined(separator: ", ")
    return switch parent {
    case .row(let parent, let value):
      IssueContent(code, "", ["count": count, "table": table, "parent": parent, "value": value])
    case .unread(let value):
      IssueContent(code, "unread", ["count": count, "table": table, "value": value])
    }
  }

  /// What is wrong with the file that a cell names.
  public enum AttachmentProblem: Sendable, Hashable {
    /// The folder has no such file.
    case absent
    /// The text leads out of the folder, or through a link.
    case outside
    /// The system refuses, or it is no file, with the reason.
    case unreadable(reason: String)
    /// Its bytes are of the kind `found`, or of none that is known, and one of `expected` is.
    case kind(found: String?, expected: [String])
    /// It has more than `limit` bytes.
    case size(limit: Int)
  }

  /// A cell names a file that is not in the attachments folder, or that the field does not take.
  public static func referenceFileMissing(
    _ problem: AttachmentProblem, value: String
  ) -> IssueContent {
    let code: IssueCode = "reference.file-missing"
    switch problem {
    case .absent: return IssueContent(code, "", ["value": value])
    case .outside: return IssueContent(code, "outside", ["value": value])
    case .unreadable(let reason):
      return IssueContent(code, "unreadable", ["value": value, "reason": reason])
    case .kind(let found?, let expected):
      return IssueContent(
        code, "kind",
        ["value": value, "found": found, "expected": expected.joined(separator: ", ")])
    case .kind(nil, let expected):
      return IssueContent(
        code, "kind-unknown", ["value": value, "expected": expected.joined(separator: ", ")])
    case .size(let limit): return IssueContent(code, "size", ["value": value, "limit": limit])
    }
  }

  /// So many files of the attachments folder are named by no row; `name` is one of them.
  public static func referenceFileUnused(count: Int, name: String) -> IssueContent {
    IssueContent("reference.file-unused", "", ["count": count, "name": name])
  }

  /// A value refers to a record that is not in use; `found` is its state, or the value of the Boolean
  /// field `flag` that tells it.
  public static func referenceInactive(
    parent: String, value: String, found: String, flag: String? = nil
  ) -> IssueContent {
    guard let flag else {
      return IssueContent(
        "reference.inactive", "", ["parent": parent, "value": value, "found": found])
    }
    return IssueContent(
      "reference.inactive", "flag",
      ["parent": parent, "value": value, "found": found, "flag": flag])
  }

  /// A value refers to a record of another role than one of those expected.
  public static func referenceWrongRole(
    value: String, role: String, found: String, expected: [String]
  ) -> IssueContent {
    IssueContent(
      "reference.wrong-role", "",
      [
        "value": value, "role": role, "found": found,
        "expected": expected.joined(separator: ", "),
      ])
  }

  /// What is wrong with a chain of parents.
  public enum ParentChain: String, Sendable, CaseIterable {
    /// It returns to its beginning.
    case circle = ""
    /// It is too long.
    case depth
  }

  /// A chain of parents has no end, or more members than the limit.
  public static func referenceCycle(
    _ chain: ParentChain, keys: [String], limit: Int
  ) -> IssueContent {
    IssueContent(
      "reference.cycle", chain.rawValue,
      ["keys": keys.joined(separator: ", "), "limit": limit])
  }

  /// Nothing refers to a record from the table of `child`.
  public static func referenceUnused(
    parent: String, value: String, child: String
  ) -> IssueContent {
    IssueContent("reference.unused", "", ["parent": parent, "value": value, "child": child])
  }

  /// A table has exactly as many rows as a spreadsheet can hold.
  public static func tableRowLimit(count: Int) -> IssueContent {
    IssueContent("table.row-limit", "", ["count": count])
  }

  /// A number is far above the median of its column.
  public static func tableOutlier(value: String, field: String, median: String) -> IssueContent {
    IssueContent("table.outlier", "", ["value": value, "field": field, "median": median])
  }
}
