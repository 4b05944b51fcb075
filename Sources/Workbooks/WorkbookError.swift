public import TabularCore

/// An error that ends the reading of a workbook, or of one of its sheets.
///
/// The code is one of the areas `file`, `zip` and `xml`; `variant` and `arguments` belong to the
/// code's message in `IssueCatalog`.
public struct WorkbookError: InputError, Hashable {
  /// The issue code.
  public var code: IssueCode
  /// Which template of the code's message applies; `""` is the usual one.
  public var variant: String
  /// The arguments of the code's message.
  public var arguments: [IssueArgument]
  /// The part of the archive, such as `xl/workbook.xml`.
  public var part: String?
  /// The byte offset in the part, from 0.
  public var byteOffset: Int?
  /// The worksheet row being read, from 1.
  public var row: Int?

  /// An error with its place; the part is an argument of the message, too.
  init(
    _ code: IssueCode, variant: String = "", arguments: [IssueArgument] = [], part: String? = nil,
    byteOffset: Int? = nil, row: Int? = nil
  ) {
    self.code = code
    self.variant = variant
    self.arguments = (part.map { [IssueArgument("part", $0)] } ?? []) + arguments
    self.part = part
    self.byteOffset = byteOffset
    self.row = row
  }
}

extension WorkbookError {
  /// The archive cannot be trusted, for a reason given in a few words.
  static func damaged(_ reason: String, part: String? = nil) -> WorkbookError {
    WorkbookError(
      "zip.damaged", variant: "reason", arguments: [IssueArgument("reason", reason)], part: part)
  }

  /// The content is another format: `found` is named with its article.
  static func unknownFormat(_ found: String) -> WorkbookError {
    WorkbookError("file.unknown-format", arguments: [IssueArgument("found", found)])
  }

  /// A part is invalid, for a reason given in a few words.
  static func malformed(_ reason: String, part: String) -> WorkbookError {
    WorkbookError(
      "xml.malformed", variant: "reason", arguments: [IssueArgument("reason", reason)], part: part)
  }

  /// A limit was exceeded.
  static func limit(
    _ name: Limits.Name, of limits: Limits, arguments: [IssueArgument] = [], part: String? = nil
  ) -> WorkbookError {
    let variant =
      switch name {
      case .rows, .inflatedSize, .xmlDepth: ""
      default: name.rawValue
      }
    return WorkbookError(
      name.code, variant: variant, arguments: [IssueArgument("limit", limits[name])] + arguments,
      part: part)
  }
}
