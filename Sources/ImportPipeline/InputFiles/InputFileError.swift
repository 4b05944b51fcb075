public import TabularCore

/// An error that keeps a file from being opened or recognised.
public struct InputFileError: InputError, Hashable {
  /// What the issue says, of the area file.
  public var content: IssueContent

  /// A file that cannot be opened has no parts.
  public var part: String? { nil }
  /// A file that cannot be opened has no place in it.
  public var byteOffset: Int? { nil }
  /// A file that cannot be opened has no rows.
  public var row: Int? { nil }

  /// An error that says this.
  init(_ content: IssueContent) { self.content = content }
}

extension InputFileError {
  /// The path does not exist; `closest` is a file of the same folder with a similar name.
  static func notFound(closest: String?) -> InputFileError {
    InputFileError(.fileNotFound(closest: closest))
  }

  /// The system refuses to open or to read the file.
  static func unreadable(_ reason: String) -> InputFileError {
    InputFileError(.fileUnreadable(.refused(reason: reason)))
  }

  /// The file is larger than the limit.
  static func tooLarge(_ limits: Limits) -> InputFileError {
    InputFileError(.fileTooLarge(.fileSize, limit: limits[.fileSize]))
  }

  /// The content is a format that is not read; `found` is told with its article.
  static func unknownFormat(_ found: String) -> InputFileError {
    InputFileError(.fileUnknownFormat(.foreign(found: found)))
  }

  /// The file belongs to another and holds no data.
  static func companion(_ companion: CompanionFile) -> InputFileError {
    InputFileError(
      .fileUnknownFormat(.companion(found: companion.found, owner: companion.owner)))
  }

  /// The file only points to where the data is.
  static func pointer(_ target: String) -> InputFileError {
    InputFileError(.fileUnknownFormat(.pointer(found: target)))
  }

  /// The content is not what the name says; `expected` is the name it should have.
  static func misnamed(_ found: String, expected: String) -> InputFileError {
    InputFileError(.fileUnknownFormat(.misnamed(found: found, expected: expected)))
  }
}
