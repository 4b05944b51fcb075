internal import Foundation
import ImportPipeline
import RecordMapping

/// Staged rows one after another as bytes, in memory as far as they are few and in a file beyond that.
///
/// A row is written once, read back seldom, and takes no more room than its values and four bytes. Its position
/// is its number among the rows that were added, from 0.
struct RowLog {
  /// The bytes of a block; a row may make its block longer.
  private static let blockSize = 1 << 18
  /// Room for the rows that make a block longer, so that it need not grow.
  private static let blockSlack = 1 << 15
  /// How many rows are added before it is looked whether a block is full.
  private static let rowsAtOnce = 64
  /// How many blocks stay in memory.
  private static let blocksInMemory = 8

  private enum Block {
    case memory([UInt8])
    case file(offset: Int, count: Int)
  }

  private var blocks: [Block] = []
  /// The position of the first row of each block, the current one included.
  private var firstRows = [0]
  /// Where each row begins in its block.
  private var offsets: [UInt32] = []
  private var current: [UInt8] = []
  private var file: SpillFile?
  private var inMemory = 0

  /// Adds a row.
  mutating func append(_ record: StagedRecord) {
    if current.count >= Self.blockSize { close() }
    offsets.append(UInt32(current.count))
    RowCoding.append(record, to: &current)
  }

  /// Adds the rows of a batch in their order.
  ///
  /// - Parameter columns: the place among the batch's fields by the index of the schema's fields; -1 for none.
  mutating func append(_ batch: StagedBatch, columns: [Int]) {
    var rest = batch.rows[...]
    while !rest.isEmpty {
      if current.count >= Self.blockSize { close() }
      let part = rest.prefix(Self.rowsAtOnce)
      rest = rest.dropFirst(Self.rowsAtOnce)
      RowCoding.append(part, of: batch, columns: columns, to: &current) {
        offsets.append(UInt32($0))
      }
    }
  }

  /// The row at a position.
  func record(at position: Int, ordinal: Int) -> StagedRecord? {
    bytes(ofBlock: block(of: position)).withUnsafeBytes { bytes in
      var reader = RowCoding(bytes: bytes, place: Int(offsets[position]))
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
    var number = -1
    var rows = 0..<0
    var bytes: [UInt8] = []
    for item in positions {
      if !rows.contains(item.position) {
        number = block(of: item.position)
        let end = number + 1 < firstRows.count ? firstRows[number + 1] : offsets.count
        rows = firstRows[number]..<end
        bytes = self.bytes(ofBlock: number)
      }
      try bytes.withUnsafeBytes {
        try body(RowCoding(bytes: $0, place: Int(offsets[item.position])), item.ordinal)
      }
    }
  }

  private mutating func close() {
    if inMemory < Self.blocksInMemory {
      blocks.append(.memory(current))
      inMemory += 1
    } else {
      if file == nil { file = SpillFile() }
      // Where no file can be written the rows stay in memory.
      if let offset = file?.append(current) {
        blocks.append(.file(offset: offset, count: current.count))
      } else {
        blocks.append(.memory(current))
      }
    }
    firstRows.append(offsets.count)
    current = []
    current.reserveCapacity(Self.blockSize + Self.blockSlack)
  }

  private func bytes(ofBlock number: Int) -> [UInt8] {
    guard number < blocks.count else { return current }
    switch blocks[number] {
    case .memory(let bytes): return bytes
    case .file(let offset, let count): return file?.read(count, at: offset) ?? []
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

  /// Writes bytes behind the others; `nil` when that is not possible.
  func append(_ bytes: [UInt8]) -> Int? {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { all in
        pwrite(
          descriptor, all.baseAddress?.advanced(by: written), bytes.count - written,
          off_t(size + written))
      }
      guard count > 0 else { return nil }
      written += count
    }
    defer { size += bytes.count }
    return size
  }

  func read(_ count: Int, at offset: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let got = pread(
          descriptor, buffer.baseAddress?.advanced(by: filled), count - filled,
          off_t(offset + filled))
        precondition(got > 0, "rows that were written to a temporary file cannot be read back")
        filled += got
      }
    }
  }
}
