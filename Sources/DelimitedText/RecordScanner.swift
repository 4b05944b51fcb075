import TabularCore

/// Splits text into records and fields (RFC 4180) and appends them to a batch.
///
/// Field bytes are not copied one by one: the text of many records goes into the batch's arena at once,
/// and cells point into it. Only fields with doubled quotes are rewritten.
struct RecordScanner {
  /// The text of a buffer: `bytes[start ..< end]`.
  struct Window {
    /// The bytes; 64 more than `end` may be read.
    var bytes: UnsafePointer<UInt8>
    /// Where the next record starts.
    var start: Int
    /// Where the text ends.
    var end: Int
    /// Whether the file ends where the text does.
    var isFinal: Bool
  }

  /// Why scanning stopped.
  enum Stop {
    /// The batch is full.
    case full
    /// More text is needed, or there is none.
    case exhausted
    /// The rest of the line belongs to a field that is over the limit and must be dropped.
    case overlongLine
  }

  private let delimiter: UInt8
  private let quote: UInt8
  private let fieldLimit: Int
  private let columnLimit: Int
  private let recordLimit: Int
  private let fieldEnds: ByteSearch
  private let plainEnds: FieldEndSearch
  private let quotedEnds: ByteSearch
  private let held = HeldCells()

  /// The physical line on which the next record starts, from 1.
  var line = 1
  /// How the lines of the file end.
  var lineEnding = LineEnding.lineFeed
  /// Whether the last record ended otherwise.
  private var followsUnlikeEnd = false

  /// Rows are appended until the batch holds this many bytes.
  static let batchBytes = 4 << 20
  /// How many fields of the greatest size may fit in one record.
  private static let fieldsOfGreatestSize = 16

  /// A scanner for a dialect under some limits.
  init(delimiter: UInt8, quote: UInt8, limits: Limits) {
    self.delimiter = delimiter
    self.quote = quote
    fieldLimit = max(1, limits[.fieldSize])
    columnLimit = max(1, limits[.columns])
    recordLimit =
      fieldLimit.multipliedReportingOverflow(by: Self.fieldsOfGreatestSize).overflow
      ? Int.max : fieldLimit * Self.fieldsOfGreatestSize
    fieldEnds = ByteSearch(delimiter, LineEnd.lineFeed, LineEnd.carriageReturn)
    plainEnds = FieldEndSearch(delimiter)
    quotedEnds = ByteSearch(quote, LineEnd.lineFeed, LineEnd.carriageReturn)
  }

  /// Appends complete records to `batch` until it has `maximumRows` rows; moves `window.start`.
  mutating func scan(
    _ window: inout Window, into batch: inout RowBatch, maximumRows: Int
  ) throws(DelimitedTextError) -> Stop {
    var copy = BlockCopy(window: window, batch: batch)
    defer { copy.flush(&batch, from: window.bytes, to: window.start) }
    while window.start < window.end {
      guard batch.rowCount < maximumRows else { return .full }
      guard batch.byteCount + window.start - copy.blockStart < Self.batchBytes else { return .full }
      let state = (rows: batch.rowCount, findings: batch.findings.count, line: line)
      batch.beginRow(number: line)
      var position = window.start
      let step = try scanRecord(&position, window, &batch, &copy)
      guard step != .incomplete else {
        batch.removeLastRow()
        batch.findings.removeLast(batch.findings.count - state.findings)
        line = state.line
        return .exhausted
      }
      window.start = position
      if step == .overlong { return .overlongLine }
    }
    return .exhausted
  }

  private enum Step {
    case complete
    case incomplete
    case overlong
  }

  /// Scans one record from `position`, which moves past its line end.
  @inline(__always)
  private mutating func scanRecord(
    _ position: inout Int, _ window: Window, _ batch: inout RowBatch, _ copy: inout BlockCopy
  ) throws(DelimitedTextError) -> Step {
    let bytes = window.bytes
    let end = window.end
    let recordStart = position
    let recordLine = line
    if let length = lineEnd(bytes, at: position, end, isFinal: window.isFinal) {
      // An empty line: a row without cells.
      guard length > 0 else { return .incomplete }
      endLine(bytes[position], length, &batch)
      position += length
      line += 1
      return .complete
    }
    var column = 0
    var heldCount = 0
    var isEnded = false
    var word = position
    var found = plainEnds.matches(bytes, at: word)
    while true {
      column &+= 1
      let fieldStart = position
      if fieldStart < end, bytes[fieldStart] == quote, quote != 0 {
        held.append(heldCount, to: &batch)
        heldCount = 0
        let step = scanQuoted(
          &position, window, recordLine: recordLine, column: column, &batch, &copy)
        if step != .complete {
          let reached = step == .incomplete ? end : position
          try checkSizes(record: reached - recordStart, column, line: recordLine)
          return step
        }
        word = position
        found = plainEnds.matches(bytes, at: word)
      } else {
        // The matches of the last word are reused as long as fields are within it.
        if position &- word < 8 {
          found &= ~0 &<< UInt64(truncatingIfNeeded: (position &- word) &* 8)
        } else {
          word = position
          found = plainEnds.matches(bytes, at: word)
        }
        while true {
          while found == 0, word < end {
            word &+= 8
            found = plainEnds.matches(bytes, at: word)
          }
          position = found == 0 ? end : min(end, word &+ (found.trailingZeroBitCount &>> 3))
          if position == end || isFieldEnd(bytes[position]) { break }
          found &= found &- 1
        }
        let fieldSize = position &- fieldStart
        if fieldSize > fieldLimit {
          try checkSizes(record: fieldStart - recordStart, column, line: recordLine)
          held.append(heldCount, to: &batch)
          endOverlong(
            &position, bytes, fieldStart, recordLine: recordLine, column: column, &batch, copy)
          return .overlong
        }
        if position == end, !window.isFinal {
          try checkSizes(record: end - recordStart, column, line: recordLine)
          return .incomplete
        }
        held.cells[heldCount] = Cell(
          column: column, kind: fieldSize == 0 ? .blank : .text,
          offset: fieldStart &+ copy.shift, length: fieldSize)
        heldCount &+= 1
        if heldCount == HeldCells.capacity {
          held.append(heldCount, to: &batch)
          heldCount = 0
        }
      }
      if column > columnLimit || position &- recordStart > recordLimit {
        try checkSizes(record: position - recordStart, column, line: recordLine)
      }
      guard position < end else { break }
      let terminator = bytes[position]
      if terminator == delimiter {
        position &+= 1
        continue
      }
      guard let length = lineEnd(bytes, at: position, end, isFinal: window.isFinal), length > 0
      else { return .incomplete }
      endLine(bytes[position], length, &batch)
      position &+= length
      isEnded = true
      break
    }
    if !isEnded, followsUnlikeEnd { batch.markLineEnd(isUnlike: false, followsUnlike: true) }
    held.append(heldCount, to: &batch)
    line += 1
    return .complete
  }

  /// Notes how a record ends that begins or ends differently from the others.
  @inline(__always)
  private mutating func endLine(_ byte: UInt8, _ length: Int, _ batch: inout RowBatch) {
    let isUnlike = !lineEnding.isLike(byte, length: length)
    if isUnlike || followsUnlikeEnd {
      batch.markLineEnd(isUnlike: isUnlike, followsUnlike: followsUnlikeEnd)
    }
    followsUnlikeEnd = isUnlike
  }

  @inline(__always)
  private func isFieldEnd(_ byte: UInt8) -> Bool {
    byte == delimiter || byte == LineEnd.lineFeed || byte == LineEnd.carriageReturn
  }

  /// The length of the line end at `position`: `nil` when there is none, 0 when it is not known yet.
  @inline(__always)
  private func lineEnd(
    _ bytes: UnsafePointer<UInt8>, at position: Int, _ end: Int, isFinal: Bool
  ) -> Int? {
    let byte = bytes[position]
    if byte == LineEnd.lineFeed { return 1 }
    guard byte == LineEnd.carriageReturn else { return nil }
    if position &+ 1 < end { return bytes[position &+ 1] == LineEnd.lineFeed ? 2 : 1 }
    return isFinal ? 1 : 0
  }

  /// Scans a field from its opening quote to the next delimiter or line end.
  private mutating func scanQuoted(
    _ position: inout Int, _ window: Window, recordLine: Int, column: Int,
    _ batch: inout RowBatch, _ copy: inout BlockCopy
  ) -> Step {
    let bytes = window.bytes
    let start = position + 1
    // The closing quote must be at or before the bound.
    let bound = start + min(fieldLimit, Int.max - start - 1)
    let limit = min(window.end, bound + 1)
    var lines = 0
    var firstLineEnd = -1
    var hasDoubledQuotes = false
    var close = -1
    var index = quotedEnds.firstMatch(bytes, from: start, to: limit)
    while index < limit {
      let byte = bytes[index]
      if byte == quote {
        if index + 1 == window.end, !window.isFinal { return .incomplete }
        guard index + 1 < window.end, bytes[index + 1] == quote else {
          close = index
          break
        }
        hasDoubledQuotes = true
        index += 1
      } else {
        if firstLineEnd < 0 { firstLineEnd = index }
        let isSecondOfPair =
          byte == LineEnd.lineFeed && index > start && bytes[index - 1] == LineEnd.carriageReturn
        if !isSecondOfPair { lines += 1 }
      }
      index = quotedEnds.firstMatch(bytes, from: index + 1, to: limit)
    }
    guard close >= 0 else {
      guard window.isFinal || window.end > bound else { return .incomplete }
      return endUnclosed(
        &position, window, recordLine: recordLine, column: column, firstLineEnd: firstLineEnd,
        limit: limit, lines: lines, &batch, &copy)
    }
    let after = close + 1
    if after == window.end, !window.isFinal { return .incomplete }
    let isClean =
      after == window.end || bytes[after] == delimiter || bytes[after] == LineEnd.lineFeed
      || bytes[after] == LineEnd.carriageReturn
    guard isClean else {
      return endStray(
        &position, window, recordLine: recordLine, column: column, after: after, lines: lines,
        &batch, &copy)
    }
    line += lines
    position = after
    if hasDoubledQuotes {
      copy.appendUnescaped(&batch, bytes, start, close, quote: quote, column: column)
    } else {
      batch.appendCell(
        Cell(
          column: column, kind: close == start ? .blank : .text, isQuoted: true,
          offset: start + copy.shift, length: close - start))
    }
    return .complete
  }

  /// A quote without its partner: the field takes the rest of its line, reading resumes after it.
  private mutating func endUnclosed(
    _ position: inout Int, _ window: Window, recordLine: Int, column: Int, firstLineEnd: Int,
    limit: Int, lines: Int, _ batch: inout RowBatch, _ copy: inout BlockCopy
  ) -> Step {
    let bytes = window.bytes
    let start = position + 1
    // Whether the file has more bytes than the limit allows, not just as many.
    let isOverLimit = limit - start > fieldLimit
    let isOverlong = firstLineEnd < 0 && isOverLimit
    let fieldEnd =
      isOverlong ? cut(bytes, start, fieldLimit) : firstLineEnd < 0 ? limit : firstLineEnd
    let endsWithLine =
      limit > start
      && (bytes[limit - 1] == LineEnd.lineFeed || bytes[limit - 1] == LineEnd.carriageReturn)
    let taken = max(1, lines + (endsWithLine ? 0 : 1))
    batch.appendCell(
      Cell(
        column: column, kind: fieldEnd == start ? .blank : .text, isQuoted: true,
        offset: start + copy.shift, length: fieldEnd - start))
    batch.findings.append(
      RowFinding(
        .csvQuoteUnclosed(column: column, count: taken, beyond: isOverLimit ? fieldLimit : nil),
        row: recordLine, column: column, value: excerpt(bytes, position, fieldEnd)))
    position = fieldEnd
    // Without a line end within the limit, the rest of the line is dropped.
    return isOverlong ? .overlong : .complete
  }

  /// Text after a closing quote: the field continues to the delimiter and is kept as it stands.
  private mutating func endStray(
    _ position: inout Int, _ window: Window, recordLine: Int, column: Int, after: Int, lines: Int,
    _ batch: inout RowBatch, _ copy: inout BlockCopy
  ) -> Step {
    let bytes = window.bytes
    var start = position
    var fieldEnd = fieldEnds.firstMatch(bytes, from: after, to: window.end)
    if fieldEnd == window.end, !window.isFinal { return .incomplete }
    position = fieldEnd
    if bytes[fieldEnd - 1] == quote {
      start += 1
      fieldEnd -= 1
    }
    batch.appendCell(
      Cell(
        column: column, kind: .text, isQuoted: true, offset: start + copy.shift,
        length: fieldEnd - start))
    let text = excerpt(bytes, start, fieldEnd)
    batch.findings.append(
      RowFinding(
        .csvQuoteStray(column: column, value: text), row: recordLine, column: column, value: text))
    line += lines
    return .complete
  }

  /// An unquoted field over the limit: it is cut, and the rest of its line dropped.
  private func endOverlong(
    _ position: inout Int, _ bytes: UnsafePointer<UInt8>, _ start: Int, recordLine: Int,
    column: Int, _ batch: inout RowBatch, _ copy: BlockCopy
  ) {
    position = cut(bytes, start, fieldLimit)
    batch.appendCell(
      Cell(
        column: column, kind: position == start ? .blank : .text, offset: start + copy.shift,
        length: position - start))
    batch.findings.append(
      RowFinding(
        .valueTooLong(.fieldSize(limit: fieldLimit)), row: recordLine, column: column,
        value: excerpt(bytes, start, position)))
  }

  /// The end of the first whole characters of a longer text, at most `count` bytes of them.
  private func cut(_ bytes: UnsafePointer<UInt8>, _ start: Int, _ count: Int) -> Int {
    var end = start + count
    while end > start, bytes[end] & 0xC0 == 0x80 { end -= 1 }
    return end
  }

  /// The beginning of a text, at most 200 bytes and whole characters.
  private func excerpt(_ bytes: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> String {
    // The rest of a card number that begins before the cut is needed to recognise it.
    let end = end - start > 300 ? cut(bytes, start, 300) : end
    let text = maskingPaymentCards(
      String(decoding: UnsafeBufferPointer(start: bytes + start, count: end - start), as: UTF8.self)
    )
    guard text.utf8.count > 200 else { return text }
    var shown = text[...]
    while shown.utf8.count > 200 { shown.removeLast() }
    return String(shown)
  }

  /// Throws when the column or the bytes of the record so far pass a limit.
  private func checkSizes(
    record: Int, _ column: Int, line: Int
  ) throws(DelimitedTextError) {
    if column > columnLimit { throw .tooManyColumns(columnLimit, line: line) }
    if record > recordLimit { throw .recordTooLong(recordLimit, line: line) }
  }
}
