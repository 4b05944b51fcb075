public import TabularCore

/// An error that ends the reading of a delimited file.
public struct DelimitedTextError: InputError, Equatable {
  /// What the issue says: `csv.encoding-invalid`, `csv.delimiter-unclear`, `file.too-large`,
  /// `file.unreadable`, or `value.too-long` for a record of many fields near their limit.
  public var content: IssueContent
  /// The byte of the file, from 0.
  public var byteOffset: Int?
  /// The physical line, from 1.
  public var row: Int?

  /// A delimited file has no parts.
  public var part: String? { nil }

  /// An error at its place.
  public init(_ content: IssueContent, byteOffset: Int? = nil, row: Int? = nil) {
    self.content = content
    self.byteOffset = byteOffset
    self.row = row
  }
}

extension DelimitedTextError {
  /// The file cannot be read further: `reason` is the system's message.
  public static func unreadable(_ reason: String) -> DelimitedTextError {
    DelimitedTextError(.fileUnreadable(.refused(reason: reason)))
  }

  /// Two delimiters split the file equally well.
  static func delimiterUnclear(_ first: UInt8, _ second: UInt8, fields: Int) -> DelimitedTextError {
    DelimitedTextError(
      .csvDelimiterUnclear(first: name(of: first), second: name(of: second), count: fields))
  }

  /// A record has more fields than a table may have columns.
  static func tooManyColumns(_ maximum: Int, line: Int) -> DelimitedTextError {
    DelimitedTextError(.fileTooLarge(.columns, limit: maximum), row: line)
  }

  /// A record does not end within that many bytes.
  static func recordTooLong(_ maximum: Int, line: Int) -> DelimitedTextError {
    DelimitedTextError(.valueTooLong(.fieldSize(limit: maximum)), row: line)
  }

  private static func name(of delimiter: UInt8) -> String {
    delimiter == UInt8(ascii: "\t") ? "tab" : String(Unicode.Scalar(delimiter))
  }
}
