public import TabularCore

/// Reads a delimited file (RFC 4180) as batches of rows.
///
/// The encoding and the delimiter are found in the first mebibyte unless the options state them.
/// Memory stays flat: one window of text, which grows only for a record that does not fit in it.
///
/// For example:
///
///     let reader = try DelimitedReader(MemorySource(Array("a,b\n1,2\n".utf8)))
///     var batch = RowBatch()
///     while try reader.next(into: &batch, maximumRows: 1000) {
///       for row in batch.rows { print(row.number) }
///     }
public final class DelimitedReader {
  /// How the file is written.
  public let dialect: Dialect
  /// How most of the first lines end.
  public let lineEnding: LineEnding

  private let text: TextBuffer
  private var scanner: RecordScanner
  private var start = 0
  private var isDroppingLine = false

  /// How many bytes are looked at to find encoding and delimiter.
  static let usualSampleSize = 1 << 20
  /// How many bytes are read at once.
  static let usualChunkSize = 256 << 10

  /// A reader at the first record of a source.
  ///
  /// - Throws: `csv.delimiter-unclear`, `csv.encoding-invalid`, `file.unreadable`.
  public convenience init(
    _ source: any ByteSource, options: DialectOptions = DialectOptions(), limits: Limits = Limits()
  ) throws(DelimitedTextError) {
    try self.init(
      source, options: options, limits: limits, chunkSize: Self.usualChunkSize,
      sampleSize: Self.usualSampleSize)
  }

  /// A reader that reads `chunkSize` bytes at once and looks for the dialect in `sampleSize` bytes.
  init(
    _ source: any ByteSource, options: DialectOptions, limits: Limits, chunkSize: Int,
    sampleSize: Int
  ) throws(DelimitedTextError) {
    let encoding = try EncodingDetection(source: source).encoding(options.encoding)
    text = TextBuffer(
      source: source, offset: encoding.markLength, encoding: encoding.encoding,
      chunkSize: chunkSize)
    while text.canGrow, text.end < max(sampleSize, SeparatorLine.maximumLength) { try text.fill() }
    let quote = options.quote ?? UInt8(ascii: "\"")
    let separator = SeparatorLine(bytes: text.bytes, end: text.end, isFinal: text.isComplete)
    start = separator?.length ?? 0
    var delimiter = options.delimiter ?? separator?.delimiter
    if delimiter == nil {
      let window = RecordScanner.Window(
        bytes: UnsafePointer(text.bytes), start: start, end: text.end, isFinal: text.isComplete)
      let detection = DelimiterDetection(quote: quote, options: options, limits: limits)
      do throws(DelimitedTextError) {
        delimiter = try detection.delimiter(of: window)
      } catch {
        // Text that cannot be read is the better explanation.
        guard let failure = text.failure else { throw error }
        throw EncodingComplaint(text, failure, encoding.encoding, from: 0, line: 1).error
      }
    }
    scanner = RecordScanner(
      delimiter: delimiter ?? UInt8(ascii: ","), quote: quote, limits: limits)
    if separator != nil { scanner.line = 2 }
    lineEnding = LineEnding(
      of: UnsafePointer(text.bytes), from: start, to: text.end, quote: quote)
    scanner.lineEnding = lineEnding
    dialect = Dialect(
      encoding: encoding.encoding, hasByteOrderMark: encoding.markLength > 0,
      delimiter: delimiter ?? UInt8(ascii: ","), quote: quote,
      hasSeparatorLine: separator != nil, guess: encoding.guess)
  }

  /// A reader of whole records of a file whose dialect is known.
  init(
    block bytes: [UInt8], dialect: Dialect, lineEnding: LineEnding, isFirst: Bool, limits: Limits
  ) throws(DelimitedTextError) {
    self.dialect = dialect
    self.lineEnding = lineEnding
    // One byte more than the source has, so that one fill reaches the end.
    text = TextBuffer(
      source: MemorySource(bytes), offset: 0, encoding: .utf8, chunkSize: bytes.count + 1)
    scanner = RecordScanner(delimiter: dialect.delimiter, quote: dialect.quote, limits: limits)
    scanner.lineEnding = lineEnding
    try text.fill()
    guard isFirst, dialect.hasSeparatorLine else { return }
    start = SeparatorLine(bytes: text.bytes, end: text.end, isFinal: true)?.length ?? 0
    scanner.line = 2
  }

  /// The physical line on which the next record starts, from 1.
  public var line: Int { scanner.line }

  /// Replaces what `batch` holds by the next rows.
  ///
  /// Every field is a cell, blank ones too; an empty line is a row without cells. The row number is the
  /// physical line on which the record starts, from 1. Problems with quotes, and fields over the size
  /// limit, are reported in `batch.findings`.
  ///
  /// - Parameter maximumRows: how many rows are read at most; fewer when they are large.
  /// - Returns: whether there are rows; `false` at the end.
  /// - Throws: `csv.encoding-invalid`, `file.too-large`, `file.unreadable`. Rows before the damage are
  ///   returned first.
  public func next(
    into batch: inout RowBatch, maximumRows: Int
  ) throws(DelimitedTextError) -> Bool {
    batch.removeAll()
    while true {
      if isDroppingLine { try dropLine() }
      var window = RecordScanner.Window(
        bytes: UnsafePointer(text.bytes), start: start, end: text.end, isFinal: text.isComplete)
      let stop = try scanner.scan(&window, into: &batch, maximumRows: max(1, maximumRows))
      start = window.start
      switch stop {
      case .full:
        return true
      case .overlongLine:
        isDroppingLine = true
      case .exhausted:
        if !text.canGrow {
          if batch.rowCount > 0 { return true }
          guard let failure = text.failure else { return false }
          throw EncodingComplaint(
            text, failure, dialect.encoding, from: start, line: scanner.line
          ).error
        }
        try refill()
      }
    }
  }

  private func refill() throws(DelimitedTextError) {
    text.discard(start)
    start = 0
    try text.fill()
  }

  /// Skips the rest of a line whose field is over the limit, including its line end.
  private func dropLine() throws(DelimitedTextError) {
    let search = ByteSearch(LineEnd.lineFeed, LineEnd.carriageReturn, LineEnd.carriageReturn)
    while true {
      let found = search.firstMatch(text.bytes, from: start, to: text.end)
      if found < text.end {
        let isCarriageReturn = text.bytes[found] == LineEnd.carriageReturn
        if !isCarriageReturn || found + 1 < text.end || !text.canGrow {
          let isPair =
            isCarriageReturn && found + 1 < text.end && text.bytes[found + 1] == LineEnd.lineFeed
          start = found + (isPair ? 2 : 1)
          scanner.line += 1
          isDroppingLine = false
          return
        }
      }
      start = found
      guard text.canGrow else {
        isDroppingLine = false
        return
      }
      try refill()
    }
  }
}
