/// How a delimited file is written: its encoding, its delimiter and its quote.
public struct Dialect: Sendable, Equatable {
  /// The encoding the file is read in.
  public var encoding: TextEncoding
  /// Whether the file begins with a byte order mark.
  public var hasByteOrderMark: Bool
  /// The delimiter, an ASCII character.
  public var delimiter: UInt8
  /// The quote, an ASCII character; 0 for none.
  public var quote: UInt8
  /// Whether a first line `sep=X` named the delimiter; it is line 1 and not a record.
  public var hasSeparatorLine: Bool
  /// The evidence for a guessed 8-bit encoding; `nil` when nothing was guessed.
  public var guess: EncodingGuess?

  /// A dialect from its parts.
  public init(
    encoding: TextEncoding = .utf8, hasByteOrderMark: Bool = false,
    delimiter: UInt8 = UInt8(ascii: ","), quote: UInt8 = UInt8(ascii: "\""),
    hasSeparatorLine: Bool = false, guess: EncodingGuess? = nil
  ) {
    self.encoding = encoding
    self.hasByteOrderMark = hasByteOrderMark
    self.delimiter = delimiter
    self.quote = quote
    self.hasSeparatorLine = hasSeparatorLine
    self.guess = guess
  }
}

/// Why a file that is not Unicode was read in an 8-bit encoding (`csv.dialect-guessed`).
public struct EncodingGuess: Sendable, Equatable {
  /// The encoding that was chosen.
  public var encoding: TextEncoding
  /// A text of the file as it reads in that encoding.
  public var example: String
  /// The physical line of the example, from 1.
  public var line: Int

  /// A guess with its evidence.
  public init(encoding: TextEncoding, example: String, line: Int) {
    self.encoding = encoding
    self.example = example
    self.line = line
  }
}
