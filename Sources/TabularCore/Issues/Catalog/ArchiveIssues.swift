extension IssueCatalog {
  /// Issues of a workbook's zip archive.
  static let zipIssues: [IssueDefinition] = [
    IssueDefinition(
      "zip.damaged", .error,
      when: "no end record, truncated, wrong checksum or size, other compression than stored or"
        + " deflate, encrypted member",
      variants: ["directory", "truncated", "size", "compression", "encrypted", "reason"]),
    IssueDefinition(
      "zip.bomb", .error, when: "expanded size, ratio or number of members over the limits",
      variants: ["inflation-ratio", "zip-entries"]),
    IssueDefinition(
      "zip.unsafe-path", .error,
      when: "a member name is absolute, holds `..`, a drive or a NUL, or repeats another's name",
      variants: ["repeated", "nul"]),
    IssueDefinition(
      "zip.missing-part", .error,
      when: "a part named by the workbook or by relationships is absent",
      variants: ["workbook", "no-workbook", "part"]),
  ]

  /// Issues of an XML part of a workbook.
  static let xmlIssues: [IssueDefinition] = [
    IssueDefinition(
      "xml.malformed", .error,
      when: "a part is not well-formed, uses an unsupported encoding, or has another root element",
      variants: ["truncated", "syntax", "reason", "encoding", "root"]),
    IssueDefinition(
      "xml.doctype", .error, when: "a part contains a document type declaration"),
    IssueDefinition(
      "xml.limit", .error,
      when: "nesting, attribute length or number of shared strings over the limits",
      variants: ["xml-attribute-length", "shared-strings"]),
  ]
}

// MARK: Contents; `file` and `part` come from the place

extension IssueContent {
  /// What is wrong with an archive.
  public enum ArchiveDamage: Sendable {
    /// A member fails its checksum.
    case checksum
    /// The directory is missing or cut off.
    case directory
    /// A member breaks off.
    case truncated
    /// A member has another size than its entry says.
    case size
    /// A member is compressed by another method than deflate.
    case compression(method: Int)
    /// A member is encrypted.
    case encrypted
    /// Anything else, told in a few words.
    case other(reason: String)
  }

  /// The archive of a workbook is damaged.
  public static func zipDamaged(_ damage: ArchiveDamage) -> IssueContent {
    switch damage {
    case .checksum: IssueContent("zip.damaged")
    case .directory: IssueContent("zip.damaged", "directory")
    case .truncated: IssueContent("zip.damaged", "truncated")
    case .size: IssueContent("zip.damaged", "size")
    case .compression(let method): IssueContent("zip.damaged", "compression", ["method": method])
    case .encrypted: IssueContent("zip.damaged", "encrypted")
    case .other(let reason): IssueContent("zip.damaged", "reason", ["reason": reason])
    }
  }

  /// What an archive has too much of.
  public enum ArchiveExcess: Sendable {
    /// Bytes of all members together, reached by a member of `size` compressed bytes.
    case inflatedSize(limit: Int, size: Int)
    /// Bytes of a member for each of its compressed bytes.
    case inflationRatio(limit: Int)
    /// Members.
    case entries(limit: Int)
  }

  /// The archive of a workbook expands beyond a limit.
  public static func zipBomb(_ excess: ArchiveExcess) -> IssueContent {
    switch excess {
    case .inflatedSize(let limit, let size):
      IssueContent("zip.bomb", "", ["limit": limit, "size": size])
    case .inflationRatio(let limit): IssueContent("zip.bomb", "inflation-ratio", ["limit": limit])
    case .entries(let limit): IssueContent("zip.bomb", "zip-entries", ["limit": limit])
    }
  }

  /// Why the name of a member is refused.
  public enum UnsafePath: String, Sendable, CaseIterable {
    /// It leads out of the archive.
    case outside = ""
    /// It occurs twice.
    case repeated
    /// It holds a NUL.
    case nul
  }

  /// The name of an archive's member is refused.
  public static func zipUnsafePath(_ why: UnsafePath) -> IssueContent {
    IssueContent("zip.unsafe-path", why.rawValue)
  }

  /// Which part of a workbook is missing.
  public enum MissingPart: Sendable {
    /// The part of a sheet.
    case ofSheet(sheet: String)
    /// The part of the workbook itself.
    case workbook
    /// No part is named as the workbook's.
    case noWorkbook
    /// Another part.
    case other
  }

  /// A part of a workbook is not in the archive.
  public static func zipMissingPart(_ which: MissingPart) -> IssueContent {
    switch which {
    case .ofSheet(let sheet): IssueContent("zip.missing-part", "", ["sheet": sheet])
    case .workbook: IssueContent("zip.missing-part", "workbook")
    case .noWorkbook: IssueContent("zip.missing-part", "no-workbook")
    case .other: IssueContent("zip.missing-part", "part")
    }
  }

  /// How a part is not well-formed.
  public enum Malformation: Sendable {
    /// The parser stops at a byte, with its reason.
    case syntax(offset: Int, reason: String)
    /// It breaks a rule, told in a few words.
    case other(reason: String)
  }

  /// A part of a workbook is not well-formed.
  public static func xmlMalformed(_ how: Malformation) -> IssueContent {
    switch how {
    case .syntax(let offset, let reason):
      IssueContent("xml.malformed", "syntax", ["offset": offset, "reason": reason])
    case .other(let reason): IssueContent("xml.malformed", "reason", ["reason": reason])
    }
  }

  /// A part of a workbook declares a document type.
  public static func xmlDoctype() -> IssueContent { IssueContent("xml.doctype") }

  /// What a part has too much of.
  public enum PartMeasure: String, Sendable, CaseIterable {
    /// Levels of elements.
    case depth = ""
    /// Characters of an attribute.
    case attributeLength = "xml-attribute-length"
    /// Shared strings.
    case sharedStrings = "shared-strings"
  }

  /// A part of a workbook is over a limit.
  public static func xmlLimit(_ measure: PartMeasure, limit: Int) -> IssueContent {
    IssueContent("xml.limit", measure.rawValue, ["limit": limit])
  }
}
