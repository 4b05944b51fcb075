import TabularCore

/// Copies the text of many records into a batch's arena at once.
///
/// Cells are appended before the bytes they point to: until `flush`, the arena ends where the block
/// of text that is not copied yet will begin.
struct BlockCopy {
  /// Where in the buffer the block starts that is not copied yet.
  private(set) var blockStart: Int
  /// What turns an index of the buffer into an offset of the arena.
  private(set) var shift: Int

  /// A copy that begins at the window's start and at the end of the batch's arena.
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

  /// Appends the cell of a quoted field, with one quote for every doubled one.
  mutating func appendUnescaped(
    _ batch: inout RowBatch, _ bytes: UnsafePointer<UInt8>, _ start: Int, _ end: Int,
    quote: UInt8, column: Int
  ) {
    flush(&batch, from: bytes, to: start)
    let offset = batch.byteCount
    let quotes = ByteSearch(quote, quote, quote)
    var pieceStart = start
    while pieceStart < end {
      // A piece ends with the first quote of a pair; the second one is left out.
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
