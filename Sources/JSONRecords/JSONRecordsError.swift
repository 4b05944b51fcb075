public import TabularCore

/// An error that ends the reading of a JSON file.
public struct JSONRecordsError: InputError, Equatable {
  /// What the issue says: `json.malformed`, `json.repeated-member`, `file.too-large` or
  /// `file.unreadable`.
  public var content: IssueContent
  /// The line, from 1.
  public var line: Int?
  /// The column in characters, from 1.
  public var lineColumn: Int?

  /// A JSON file has no parts.
  public var part: String? { nil }
  /// A place in a JSON file is a line and a column.
  public var byteOffset: Int? { nil }
  /// What cannot be read has no records.
  public var row: Int? { nil }

  /// An error at its place.
  public init(_ content: IssueContent, line: Int? = nil, lineColumn: Int? = nil) {
    self.content = content
    self.line = line
    self.lineColumn = lineColumn
  }
}

extension JSONRecordsError {
  /// The file cannot be read further: `reason` is the system's message.
  public static func unreadable(_ reason: String) -> JSONRecordsError {
    JSONRecordsError(.fileUnreadable(.refused(reason: reason)))
  }

  /// The text is not JSON; `reason` is a sentence without a period.
  static func malformed(_ reason: String, line: Int, column: Int) -> JSONRecordsError {
    JSONRecordsError(
      .jsonMalformed(.syntax(reason: reason), line: line, column: column), line: line,
      lineColumn: column)
  }

  /// The text is not JSON at a place.
  static func malformed(_ reason: String, at place: JSONCursor.Place) -> JSONRecordsError {
    malformed(reason, line: place.line, column: place.column)
  }

  /// A record or another value takes more bytes than the limit.
  static func recordTooLong(_ limit: Int, at place: JSONCursor.Place) -> JSONRecordsError {
    JSONRecordsError(
      .fileTooLarge(.recordSize, limit: limit), line: place.line, lineColumn: place.column)
  }
}
