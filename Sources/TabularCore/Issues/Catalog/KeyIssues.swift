extension IssueCatalog {
  /// Issues of natural keys and unique fields.
  static let keyIssues: [IssueDefinition] = [
    IssueDefinition(
      "key.missing", .error, when: "a natural key field is blank", variants: ["placeholder"]),
    IssueDefinition(
      "key.repeated", .error, when: "two rows have the same canonical key and differ",
      variants: ["alone", "file", "file-alone"]),
    IssueDefinition(
      "key.repeated-identical", .warning,
      when: "two rows have the same key and equal fields; the first is kept", variants: ["file"]),
    IssueDefinition(
      "key.unique", .error, when: "two rows with different keys share a unique field",
      variants: ["file"]),
    IssueDefinition(
      "key.store-taken", .error, level: 10, when: "a unique field belongs to another stored record"),
    IssueDefinition(
      "key.conflict", .error, level: 10,
      when: "key and alternative key select different stored records, or the key selects two",
      variants: ["two"]),
    IssueDefinition(
      "key.identity-changed", .warning, level: 10,
      when: "an update changes the e-mail of a stored person"),
  ]
}

// MARK: Contents; a `value` or `table` that is not given comes from the place

extension IssueContent {
  /// How a field of the key is empty.
  public enum KeyEmptiness: String, Sendable, CaseIterable {
    /// The cell is empty.
    case blank = ""
    /// The cell holds a text that counts as empty.
    case placeholder
  }

  /// A field of the key is empty.
  public static func keyMissing(_ how: KeyEmptiness, field: String) -> IssueContent {
    IssueContent("key.missing", how.rawValue, ["field": field])
  }

  /// Where the row is that a row repeats.
  public enum RepeatPlace: String, Sendable, CaseIterable {
    /// In the same file.
    case sameFile = ""
    /// In another file.
    case otherFile = "file"
  }

  /// A field in which two rows with one key differ, with the values of both.
  public struct KeyDifference: Sendable {
    /// The field.
    public var field: String
    /// The value in the earlier row.
    public var first: ShownText
    /// The value in this row.
    public var second: ShownText

    /// A field with the values of both rows.
    public init(field: String, first: ShownText, second: ShownText) {
      self.field = field
      self.first = first
      self.second = second
    }
  }

  /// A row has the key of an earlier row and differs from it.
  public static func keyRepeated(
    _ place: RepeatPlace, value: String, row: Int, file: String, difference: KeyDifference?
  ) -> IssueContent {
    let variant =
      switch place {
      case .sameFile: difference == nil ? "alone" : ""
      case .otherFile: difference == nil ? "file-alone" : "file"
      }
    return IssueContent(
      "key.repeated", variant,
      [
        "value": value, "row": row, "file": file, "field": difference?.field,
        "first": difference?.first, "second": difference?.second,
      ])
  }

  /// A row repeats an earlier row.
  public static func keyRepeatedIdentical(
    _ place: RepeatPlace, row: Int, file: String
  ) -> IssueContent {
    IssueContent("key.repeated-identical", place.rawValue, ["row": row, "file": file])
  }

  /// A row has a value that an earlier row has, in a field where each record has its own.
  public static func keyUnique(
    _ place: RepeatPlace, field: String, value: String, row: Int, file: String?
  ) -> IssueContent {
    IssueContent(
      "key.unique", place.rawValue, ["field": field, "value": value, "row": row, "file": file])
  }

  /// A stored record with another `key` has the value.
  public static func keyStoreTaken(
    field: String, value: String, table: String? = nil, key: String
  ) -> IssueContent {
    IssueContent(
      "key.store-taken", "", ["field": field, "value": value, "table": table, "key": key])
  }

  /// How a row selects two stored records.
  public enum KeyConflict: Sendable {
    /// The field selects one and the value of another field the other.
    case other(other: String, value: String)
    /// The value of the field selects both.
    case two(value: String)
  }

  /// A row selects two stored records, told by their keys.
  public static func keyConflict(
    _ how: KeyConflict, field: String, first: String, second: String
  ) -> IssueContent {
    switch how {
    case .other(let other, let value):
      IssueContent(
        "key.conflict", "",
        ["field": field, "first": first, "other": other, "value": value, "second": second])
    case .two(let value):
      IssueContent(
        "key.conflict", "two",
        ["field": field, "value": value, "first": first, "second": second])
    }
  }

  /// The field by which people know a record changes.
  public static func keyIdentityChanged(
    key: String, before: String, after: String
  ) -> IssueContent {
    IssueContent("key.identity-changed", "", ["key": key, "before": before, "after": after])
  }
}
