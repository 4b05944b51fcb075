extension IssueCatalog {
  /// Issues of sets of files that a manifest describes.
  static let exchangeIssues: [IssueDefinition] = [
    IssueDefinition(
      "exchange.manifest", .error, level: 2,
      when: "a set of files has no manifest, or one that cannot be understood",
      variants: ["version", "columns"]),
    IssueDefinition(
      "exchange.manifest-property", .warning,
      when: "the manifest lacks a property, or has one that it should not have",
      variants: ["value", "unknown", "repeated"]),
    IssueDefinition(
      "exchange.file-mismatch", .error, level: 2,
      when: "the files of a set are not those that its manifest names",
      variants: ["excess", "mode"]),
    IssueDefinition(
      "exchange.no-rows", .error, level: 2, when: "a file of a set has a header and no rows"),
    IssueDefinition(
      "exchange.stamp", .error,
      when: "a row of a file of changes does not say what became of the record, or when"),
    IssueDefinition(
      "exchange.deviation", .warning,
      when: "a file of a set departs from its format and is understood all the same",
      variants: ["header", "columns", "stamp", "file", "incomplete"]),
    IssueDefinition(
      "exchange.unmapped", .warning,
      when: "a mapping has no counterpart for a value, or for what the key of a record needs",
      variants: ["lookup", "version", "blank"]),
  ]
}

// MARK: Contents

extension IssueContent {
  /// How a set lacks a manifest that can be understood.
  public enum ManifestFault: Sendable {
    /// It has none.
    case missing
    /// It is of a version that is not read.
    case version(found: String, expected: [String])
    /// Its header is another.
    case columns(expected: [String])
  }

  /// A set of files has no manifest of the name, or none that can be understood.
  public static func exchangeManifest(_ fault: ManifestFault, name: String) -> IssueContent {
    let code: IssueCode = "exchange.manifest"
    return switch fault {
    case .missing: IssueContent(code, "", ["name": name])
    case .version(let found, let expected):
      IssueContent(
        code, "version",
        ["name": name, "found": found, "expected": expected.joined(separator: ", ")])
    case .columns(let expected):
      IssueContent(code, "columns", ["name": name, "expected": expected.joined(separator: ",")])
    }
  }

  /// How a property of a manifest is wrong.
  public enum ManifestProperty: Sendable {
    /// These are not there.
    case missing(names: [String])
    /// It has another value.
    case value(name: String, found: String, expected: String)
    /// There is no such property.
    case unknown(name: String)
    /// It stands there twice.
    case repeated(name: String)
  }

  /// A property of a manifest is wrong.
  public static func exchangeManifestProperty(_ property: ManifestProperty) -> IssueContent {
    let code: IssueCode = "exchange.manifest-property"
    return switch property {
    case .missing(let names):
      IssueContent(
        code, "", ["names": names.joined(separator: ", "), "count": names.count])
    case .value(let name, let found, let expected):
      IssueContent(code, "value", ["name": name, "found": found, "expected": expected])
    case .unknown(let name): IssueContent(code, "unknown", ["name": name])
    case .repeated(let name): IssueContent(code, "repeated", ["name": name])
    }
  }

  /// How files and manifest contradict each other.
  public enum FileMismatch: Sendable {
    /// The file is not there.
    case absent
    /// The file is there, though the manifest says that it is not.
    case excess
    /// The manifest has another word for what the file is.
    case mode
  }

  /// Files and manifest contradict each other; `found` is what the manifest says of the file.
  public static func exchangeFileMismatch(
    _ mismatch: FileMismatch, name: String, found: String
  ) -> IssueContent {
    let variant =
      switch mismatch {
      case .absent: ""
      case .excess: "excess"
      case .mode: "mode"
      }
    return IssueContent("exchange.file-mismatch", variant, ["name": name, "found": found])
  }

  /// A file of a set has no rows; `mode` is the manifest's word for it.
  public static func exchangeNoRows(mode: String) -> IssueContent {
    IssueContent("exchange.no-rows", "", ["mode": mode])
  }

  /// A row of a file of changes has no value in a column that says what changed.
  public static func exchangeStamp(column: String) -> IssueContent {
    IssueContent("exchange.stamp", "", ["name": column])
  }

  /// How a file departs from its format.
  public enum Deviation: Sendable {
    /// A value is written otherwise than the format has it.
    case spelling(value: String, result: String)
    /// The headers are not those of the format, in its order and spelling, from this one on.
    case header(name: String)
    /// Columns of the format are not there.
    case columns(names: [String])
    /// A file of all records says of one what became of it.
    case stamp(column: String)
    /// A file of the set has a name that the format does not have.
    case file(name: String)
    /// Files that belong to those of the set are not there.
    case incomplete(names: [String])
  }

  /// A file departs from its format and is understood all the same.
  public static func exchangeDeviation(_ deviation: Deviation) -> IssueContent {
    let code: IssueCode = "exchange.deviation"
    return switch deviation {
    case .spelling(let value, let result):
      IssueContent(code, "", ["found": value, "result": result])
    case .header(let name): IssueContent(code, "header", ["name": name])
    case .columns(let names):
      IssueContent(
        code, "columns", ["names": names.joined(separator: ", "), "count": names.count])
    case .stamp(let column): IssueContent(code, "stamp", ["name": column])
    case .file(let name): IssueContent(code, "file", ["name": name])
    case .incomplete(let names):
      IssueContent(
        code, "incomplete", ["names": names.joined(separator: ", "), "count": names.count])
    }
  }

  /// What a mapping has no counterpart for.
  public enum MappingLack: Sendable {
    /// A value that the mapping does not name.
    case value(String)
    /// A value that a mapping table does not name.
    case lookup(String, table: String)
    /// A value that a version of a format has no word for.
    case version(String, of: String)
    /// A value that the key needs and that there is not.
    case blank
  }

  /// A mapping has no counterpart for something in some records; `field` is the table's that is made.
  public static func exchangeUnmapped(
    _ lack: MappingLack, table: String, field: String, count: Int
  ) -> IssueContent {
    let code: IssueCode = "exchange.unmapped"
    let name = "\(table).\(field)"
    return switch lack {
    case .value(let value): IssueContent(code, "", ["name": name, "found": value, "count": count])
    case .lookup(let value, let lookup):
      IssueContent(
        code, "lookup", ["name": name, "found": value, "lookup": lookup, "count": count])
    case .version(let value, let version):
      IssueContent(
        code, "version", ["name": name, "found": value, "version": version, "count": count])
    case .blank: IssueContent(code, "blank", ["name": name, "count": count])
    }
  }
}
