public import TabularCore

/// An error that ends the reading of a workbook, or of one of its sheets.
///
/// The code is one of the areas `file`, `zip` and `xml`.
public struct WorkbookError: InputError, Hashable {
  /// What the issue says.
  public var content: IssueContent
  /// The part of the archive, such as `xl/workbook.xml`.
  public var part: String?
  /// The byte offset in the part, from 0.
  public var byteOffset: Int?
  /// The worksheet row being read, from 1.
  public var row: Int?

  /// An error with its place; the part is an argument of the message, too.
  init(
    _ content: IssueContent, part: String? = nil, byteOffset: Int? = nil, row: Int? = nil
  ) {
    self.content = part.map { content.preceded(by: .part, $0) } ?? content
    self.part = part
    self.byteOffset = byteOffset
    self.row = row
  }
}

extension WorkbookError {
  /// The archive cannot be trusted, for a reason given in a few words.
  static func damaged(_ reason: String, part: String? = nil) -> WorkbookError {
    WorkbookError(.zipDamaged(.other(reason: reason)), part: part)
  }

  /// The content is another format: `found` is named with its article.
  static func unknownFormat(_ found: String) -> WorkbookError {
    WorkbookError(.fileUnknownFormat(.foreign(found: found)))
  }

  /// A part is invalid, for a reason given in a few words.
  static func malformed(_ reason: String, part: String) -> WorkbookError {
    WorkbookError(.xmlMalformed(.other(reason: reason)), part: part)
  }
}
