internal import Foundation
import ImportPipeline
import RecordMapping

/// Staged rows one after another as bytes, in memory as far as they are few and in a file beyond that.
///
/// A row is written once, read back seldom, and takes no more room than its values.
struct RowLog {
  /// Where a row stands: a block, and the place in it.
  typealias Place = UInt64

  /// The bytes of a block; a row may make its block longer.
  private static let blockSize = 1 << 20
  /// How many rows are added before it is looked whether a block is full.
  private static let rowsAtOnce = 256
  /// How many blocks stay in memory.
  private static let blocksInMemory = 16

  private enum Block {
    case memory([UInt8])
    case file(offset: Int, count: Int)
  }

  private var blocks: [Block] = []
  private var current: [UInt8] = []
  private var file: SpillFile?
  private var inMemory = 0

  /// Adds a row.
  mutating func append(_ record: StagedRecord) -> Place {
    if current.count >= Self.blockSize { close() }
    let place = Place(blocks.count) << 32 | Place(current.count)
    RowCoding.append(record, to: &current)
    return place
  }

  /// Adds the rows of a batch and gives their places, in order.
  ///
  /// - Parameter columns: the place among the batch's fields by the index of the schema's fields; -1 for none.
  mutating func append(
    _ batch: StagedBatch, columns: [Int], places: inout [Place]
  ) {
    var rest = batch.rows[...]
    while !rest.isEmpty {
      if current.count >= Self.blockSize { close() }
      let part = rest.prefix(Self.rowsAtOnce)
      rest = rest.dropFirst(Self.rowsAtOnce)
      let block = Place(blocks.count) << 32
      RowCoding.append(part, of: batch, columns: columns, to: &current) {
        places.append(block | Place($0))
      }
    }
  }

  /// The row at a place.
  func record(at place: Place, ordinal: Int) -> StagedRecord? {
    let offset = Int(place & 0xFFFF_FFFF)
    return bytes(ofBlock: Int(place >> 32)).withUnsafeBytes { bytes in
      var reader = RowCoding(bytes: bytes, place: offset)
      return reader.record(ordinal: ordinal)
    }
  }

  /// Gives the rows at places, which ascend.
  func forEach(
    _ places: some Sequence<(place: Place, ordinal: Int)>, _ body: (StagedRecord) throws -> Void
  ) throws {
    try forEachPlace(places) { reader, ordinal in
      var reader = reader
      try body(reader.record(ordinal: ordinal))
    }
  }

  /// Gives the rows at places, which ascend, as their bytes.
  func forEachRow(
    _ places: some Sequence<(place: Place, ordinal: Int)>, _ body: (StagedRow) throws -> Void
  ) throws {
    var values: [StagedValue] = []
    try forEachPlace(places) { reader, ordinal in
      var reader = reader
      reader.read(into: &values)
      try values.withUnsafeBufferPointer { try body(StagedRow(ordinal: ordinal, values: $0)) }
    }
  }

  private func forEachPlace(
    _ places: some Sequence<(place: Place, ordinal: Int)>, _ body: (RowCoding, Int) throws -> Void
  ) throws {
    var number = -1
    var block: [UInt8] = []
    for item in places {
      let wanted = Int(item.place >> 32)
      if wanted != number {
        number = wanted
        block = bytes(ofBlock: wanted)
      }
      try block.withUnsafeBytes { bytes in
        try body(RowCoding(bytes: bytes, place: Int(item.place & 0xFFFF_FFFF)), item.ordinal)
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
    current = []
    current.reserveCapacity(Self.blockSize + 4_096)
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
