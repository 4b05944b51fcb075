/// Which encodings a reader accepts for a file.
public enum EncodingChoice: Sendable, Equatable {
  /// UTF-8 with or without a byte order mark, or UTF-16 or UTF-32 with one; nothing is guessed.
  case utf8OrMarked
  /// As `utf8OrMarked`, and UTF-16 or UTF-32 without a mark where the bytes leave no doubt.
  case detect
  /// As `detect`, and a file that is not Unicode is read as Windows-1252, Windows-1250 or ISO-8859-15;
  /// `Dialect.guess` tells which one.
  case auto
  /// The encoding that the user named.
  case named(TextEncoding)
}

/// What the user or a package specifies about a delimited file; everything else is detected.
public struct DialectOptions: Sendable {
  /// Which encodings are accepted.
  public var encoding: EncodingChoice
  /// The delimiter, an ASCII character; `nil` to find it.
  public var delimiter: UInt8?
  /// The quote, an ASCII character; `nil` for `"`, 0 for a file without quoting.
  public var quote: UInt8?
  /// Counts the headers of the package that a first record matches; breaks a tie of delimiters.
  public var headerScore: (@Sendable ([String]) -> Int)?
  /// Whether an unresolved tie of delimiters goes to the first of `,` `;` tab `|` instead of ending in
  /// `csv.delimiter-unclear`.
  public var acceptsDelimiterTie: Bool

  /// Options; those left out are detected in the file.
  public init(
    encoding: EncodingChoice = .utf8OrMarked, delimiter: UInt8? = nil, quote: UInt8? = nil,
    headerScore: (@Sendable ([String]) -> Int)? = nil, acceptsDelimiterTie: Bool = false
  ) {
    self.encoding = encoding
    self.delimiter = delimiter
    self.quote = quote
    self.headerScore = headerScore
    self.acceptsDelimiterTie = acceptsDelimiterTie
  }
}
