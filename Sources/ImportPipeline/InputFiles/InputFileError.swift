public import TabularCore

/// An error that keeps a file from being opened or recognised.
public struct InputFileError: InputError, Hashable {
  /// The issue code, of the area file.
  public var code: IssueCode
  /// Which template of the code's message applies.
  public var variant: String
  /// The arguments of the code's message.
  public var arguments: [IssueArgument]

  /// A file that cannot be opened has no parts.
  public var part: String? { nil }
  /// A file that cannot be opened has no place in it.
  public var byteOffset: Int? { nil }
  /// A file that cannot be opened has no rows.
  public var row: Int? { nil }

  /// An error with the facts of its sentence.
  init(_ code: IssueCode, variant: String = "", arguments: [IssueArgument] = []) {
    self.code = code
    self.variant = variant
    self.arguments = arguments
  }
}

extension InputFileError {
  /// The path does not exist; `closest` is a file of the same folder with a similar name.
  static func notFound(closest: String?) -> InputFileError {
    guard let closest else { return InputFileError("file.not-found", variant: "alone") }
    return InputFileError("file.not-found", arguments: [IssueArgument("closest", closest)])
  }

  /// The system refuses to open or to read the file.
  static func unreadable(_ reason: String) -> InputFileError {
    InputFileError("file.unreadable", arguments: [IssueArgument("reason", reason)])
  }

  /// The file is larger than the limit.
  static func tooLarge(_ limits: Limits) -> InputFileError {
    InputFileError(
      "file.too-large", variant: Limits.Name.fileSize.rawValue,
      arguments: [IssueArgument("limit", limits[.fileSize])])
  }

  /// The content is a format that is not read; `found` is told with its article.
  static func unknownFormat(_ found: String) -> InputFileError {
    InputFileError("file.unknown-format", arguments: [IssueArgument("found", found)])
  }

  /// The file belongs to another and holds no data.
  static func companion(_ companion: CompanionFile) -> InputFileError {
    InputFileError(
      "file.unknown-format", variant: "companion",
      arguments: [
        IssueArgument("found", companion.found), IssueArgument("owner", companion.owner),
      ])
  }

  /// The file only points to where the data is.
  static func pointer(_ target: String) -> InputFileError {
    InputFileError(
      "file.unknown-format", variant: "pointer", arguments: [IssueArgument("found", target)])
  }

  /// The content is not what the name says; `expected` is the name it should have.
  static func misnamed(_ found: String, expected: String) -> InputFileError {
    InputFileError(
      "file.unknown-format", variant: "extension",
      arguments: [IssueArgument("found", found), IssueArgument("expected", expected)])
  }
}
