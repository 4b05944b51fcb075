import TabularCore

/// Copies the text of many records into a batch's arena at once.
///
/// Cells are appended before the bytes they point to: until `flush`, the end of the arena is where the
/// block of text that is still to be copied will begin.
struct BlockCopy {
  /// Where in the buffer the block begins that is still to be copied.
  private(set) var blockStart: Int
  /// The distance from an index of the buffer to an offset of the arena.
  private(set) var shift: Int

  /// A copy from the window's start to the end of the batch's arena.
  init(window: RecordScanner.Window, batch: RowBatch) {
    blockStart = window.start
    shift = batch.byteCount - window.start
  }

  /// Copies the block up to `end`, an index of the buffer.
  mutating func flush(_ batch: inout RowBatch, from bytes: UnsafePointer<UInt8>, to end: Int) {
    if end > blockStart {
      _ = batch.appendBytes(
        UnsafeRawBufferPointer(start: bytes + blockStart, count: end - blockStart))
    }
    blockStart = max(blockStart, end)
    shift = batch.byteCount - blockStart
  }

  /// Appends the cell of a quoted field, with each doubled quote replaced by one.
  mutating func appendUnescaped(
    _ batch: inout RowBatch, _ bytes: UnsafePointer<UInt8>, _ start: Int, _ end: Int,
    quote: UInt8, column: Int
  ) {
    flush(&batch, from: bytes, to: start)
    let offset = batch.byteCount
    let quotes = ByteSearch(quote, quote, quote)
    var pieceStart = start
    while pieceStart < end {
      // A piece includes the first quote of a pair; the second one is left out.
      let pieceEnd = min(end, quotes.firstMatch(bytes, from: pieceStart, to: end) + 1)
      _ = batch.appendBytes(
        UnsafeRawBufferPointer(start: bytes + pieceStart, count: pieceEnd - pieceStart))
      pieceStart = pieceEnd + 1
    }
    batch.appendCell(
      Cell(
        column: column, kind: .text, isQuoted: true, offset: offset,
        length: batch.byteCount - offset))
    blockStart = end
    shift = batch.byteCount - end
  }
}
