internal import Foundation
import ImportPipeline
import RecordMapping

/// Staged rows one after another as bytes, in memory as far as they are few and in a file beyond that.
///
/// A row is written once, read back seldom, and takes no more room than its values and four bytes, of which a
/// block in the file keeps nothing in memory. Its position is its number among the rows that were added, from 0.
struct RowLog {
  /// The bytes of a block; a row may make its block longer.
  private static let blockSize = 1 << 18
  /// Room for the rows that make a block longer, so that it need not grow.
  private static let blockSlack = 1 << 15
  /// How many rows are added before it is looked whether a block is full.
  private static let rowsAtOnce = 64
  /// How many blocks stay in memory.
  private static let blocksInMemory = 2

  /// Rows one after another.
  private struct Rows {
    var bytes: [UInt8] = []
    /// Where each row begins.
    var offsets: [UInt32] = []
  }

  private enum Block {
    case memory(Rows)
    /// The bytes of the rows, and behind them where each begins.
    case file(SpillFile, offset: Int, count: Int, rows: Int)
  }

  private var blocks: [Block] = []
  /// The position of the first row of each block, the current one included.
  private var firstRows = [0]
  private var current = Rows()
  private var file: SpillFile?
  private var inMemory = 0

  /// The same rows; what is added to one of both is not in the other.
  var copy: RowLog {
    var copy = self
    // The file stays as it is, however many copies are added to.
    copy.file = nil
    copy.inMemory = 0
    return copy
  }

  /// Adds a row.
  mutating func append(_ record: StagedRecord) {
    if current.bytes.count >= Self.blockSize { close() }
    current.offsets.append(UInt32(current.bytes.count))
    RowCoding.append(record, to: &current.bytes)
  }

  /// Adds the rows of a batch in their order.
  ///
  /// - Parameter columns: the place among the batch's fields by the index of the schema's fields; -1 for none.
  mutating func append(_ batch: StagedBatch, columns: [Int]) {
    var rest = batch.rows[...]
    var coded = CodedValues(columns: batch.fields.count)
    while !rest.isEmpty {
      if current.bytes.count >= Self.blockSize { close() }
      let part = rest.prefix(Self.rowsAtOnce)
      rest = rest.dropFirst(Self.rowsAtOnce)
      RowCoding.append(
        part, of: batch, columns: columns, coded: &coded, to: &current.bytes
      ) {
        current.offsets.append(UInt32($0))
      }
    }
  }

  /// The row at a position.
  func record(at position: Int, ordinal: Int) -> StagedRecord? {
    let number = block(of: position)
    let rows = rows(ofBlock: number)
    return rows.bytes.withUnsafeBytes { bytes in
      var reader = RowCoding(bytes: bytes, place: Int(rows.offsets[position - firstRows[number]]))
      return reader.record(ordinal: ordinal)
    }
  }

  /// The block in which a row stands.
  private func block(of position: Int) -> Int {
    var low = 0
    var high = firstRows.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if firstRows[middle] <= position { low = middle } else { high = middle - 1 }
    }
    return low
  }

  /// Gives the rows at positions, which mostly ascend.
  func forEach(
    _ positions: some Sequence<(position: Int, ordinal: Int)>,
    _ body: (StagedRecord) throws -> Void
  ) throws {
    try forEachPosition(positions) { reader, ordinal in
      var reader = reader
      try body(reader.record(ordinal: ordinal))
    }
  }

  /// Gives the rows at positions, which mostly ascend, as their bytes.
  func forEachRow(
    _ positions: some Sequence<(position: Int, ordinal: Int)>,
    _ body: (StagedRow) throws -> Void
  ) throws {
    var values: [StagedValue] = []
    try forEachPosition(positions) { reader, ordinal in
      var reader = reader
      reader.read(into: &values)
      try values.withUnsafeBufferPointer { try body(StagedRow(ordinal: ordinal, values: $0)) }
    }
  }

  private func forEachPosition(
    _ positions: some Sequence<(position: Int, ordinal: Int)>,
    _ body: (RowCoding, Int) throws -> Void
  ) throws {
    var known = 0..<0
    var rows = Rows()
    for item in positions {
      if !known.contains(item.position) {
        let number = block(of: item.position)
        rows = self.rows(ofBlock: number)
        known = firstRows[number]..<firstRows[number] + rows.offsets.count
      }
      let start = Int(rows.offsets[item.position - known.lowerBound])
      try rows.bytes.withUnsafeBytes { try body(RowCoding(bytes: $0, place: start), item.ordinal) }
    }
  }

  private mutating func close() {
    let rows = current.offsets.count
    firstRows.append((firstRows.last ?? 0) + rows)
    if inMemory < Self.blocksInMemory {
      inMemory += 1
    } else {
      if file == nil { file = SpillFile() }
      // Where no file can be written the rows stay in memory.
      let count = current.bytes.count
      if let file, let offset = file.append(current.bytes, current.offsets) {
        blocks.append(.file(file, offset: offset, count: count, rows: rows))
        current.bytes.removeAll(keepingCapacity: true)
        current.offsets.removeAll(keepingCapacity: true)
        return
      }
    }
    blocks.append(.memory(current))
    current = Rows()
    current.bytes.reserveCapacity(Self.blockSize + Self.blockSlack)
    current.offsets.reserveCapacity(rows)
  }

  private func rows(ofBlock number: Int) -> Rows {
    guard number < blocks.count else { return current }
    switch blocks[number] {
    case .memory(let rows): return rows
    case .file(let file, let offset, let count, let rows):
      return Rows(
        bytes: file.read(count, UInt8.self, at: offset),
        offsets: file.read(rows, UInt32.self, at: offset + count))
    }
  }
}

/// A file without a name, gone with the process.
private final class SpillFile {
  private let descriptor: Int32
  private var size = 0

  init?() {
    var template = Array((NSTemporaryDirectory() + "/registrar-rows-XXXXXX").utf8CString)
    descriptor = mkstemp(&template)
    guard descriptor >= 0 else { return nil }
    unlink(template)
  }

  deinit { close(descriptor) }

  /// Writes bytes and numbers behind what is there, and returns where; `nil` when that is not possible.
  func append(_ bytes: [UInt8], _ numbers: [UInt32]) -> Int? {
    let start = size
    guard bytes.withUnsafeBytes(write), numbers.withUnsafeBytes(write) else {
      size = start
      return nil
    }
    return start
  }

  private func write(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var written = 0
    while written < bytes.count {
      let count = pwrite(
        descriptor, bytes.baseAddress?.advanced(by: written), bytes.count - written,
        off_t(size + written))
      guard count > 0 else { return false }
      written += count
    }
    size += written
    return true
  }

  func read<Element: BitwiseCopyable>(
    _ count: Int, _ type: Element.Type, at offset: Int
  ) -> [Element] {
    [Element](unsafeUninitializedCapacity: count) { buffer, filled in
      let bytes = UnsafeMutableRawBufferPointer(buffer)
      var read = 0
      while read < bytes.count {
        let got = pread(
          descriptor, bytes.baseAddress?.advanced(by: read), bytes.count - read,
          off_t(offset + read))
        precondition(got > 0, "rows that were written to a temporary file cannot be read back")
        read += got
      }
      filled = count
    }
  }
}
