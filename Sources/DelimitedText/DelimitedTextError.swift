public import TabularCore

/// An error that ends the reading of a delimited file.
public struct DelimitedTextError: InputError, Equatable {
  /// The issue code: `csv.encoding-invalid`, `csv.delimiter-unclear`, `file.too-large`,
  /// `file.unreadable`, or `value.too-long` for a record of many fields near their limit.
  public var code: IssueCode
  /// Which sentence of the code applies.
  public var variant: String
  /// The arguments of the sentence.
  public var arguments: [IssueArgument]
  /// The byte of the file, from 0.
  public var byteOffset: Int?
  /// The physical line, from 1.
  public var row: Int?

  /// A delimited file has no parts.
  public var part: String? { nil }

  /// An error with the facts of its sentence.
  public init(
    _ code: IssueCode, variant: String = "", arguments: [IssueArgument] = [],
    byteOffset: Int? = nil, row: Int? = nil
  ) {
    self.code = code
    self.variant = variant
    self.arguments = arguments
    self.byteOffset = byteOffset
    self.row = row
  }
}

extension DelimitedTextError {
  /// The file cannot be read further: `reason` is the system's message.
  public static func unreadable(_ reason: String) -> DelimitedTextError {
    DelimitedTextError("file.unreadable", arguments: [IssueArgument("reason", reason)])
  }

  /// Two delimiters split the file equally well.
  static func delimiterUnclear(_ first: UInt8, _ second: UInt8, fields: Int) -> DelimitedTextError {
    DelimitedTextError(
      "csv.delimiter-unclear",
      arguments: [
        IssueArgument("first", name(of: first)), IssueArgument("second", name(of: second)),
        IssueArgument("count", fields),
      ])
  }

  /// A record has more fields than a table may have columns.
  static func tooManyColumns(_ maximum: Int, line: Int) -> DelimitedTextError {
    DelimitedTextError(
      "file.too-large", variant: Limits.Name.columns.rawValue,
      arguments: [IssueArgument("limit", maximum)], row: line)
  }

  /// A record does not end within that many bytes.
  static func recordTooLong(_ maximum: Int, line: Int) -> DelimitedTextError {
    DelimitedTextError(
      "value.too-long", variant: Limits.Name.fieldSize.rawValue,
      arguments: [IssueArgument("limit", maximum)], row: line)
  }

  private static func name(of delimiter: UInt8) -> String {
    delimiter == UInt8(ascii: "\t") ? "tab" : String(Unicode.Scalar(delimiter))
  }
}
