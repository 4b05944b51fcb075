import ImportPipeline
import RecordMapping

extension RowCoding {
  /// Appends the rows of a batch, each as `append(_:to:)` would.
  ///
  /// - Parameters:
  ///   - columns: the place among the batch's fields by the index of the schema's fields; -1 for none.
  ///   - coded: the values that the batch's columns keep, as far as they are coded.
  ///   - starts: is called with the place of each row's first byte.
  static func append(
    _ rows: ArraySlice<StagedBatch.Row>, of batch: StagedBatch, columns: [Int],
    coded: inout CodedValues, to output: inout [UInt8], starts: (Int) -> Void
  ) {
    let width = batch.fields.count
    var buffer = CodingBuffer()
    batch.arena.withUnsafeBytes { arena in
      batch.values.withUnsafeBufferPointer { values in
        for item in rows {
          starts(output.count &+ buffer.count)
          let first = item.place &* width
          buffer.makeRoom(for: longestHead, in: &output)
          buffer.write { head($0, at: $1, item, columns.count) }
          for column in columns {
            let value = column < 0 ? .null : values[first &+ column]
            switch value.kind {
            case .text:
              buffer.makeRoom(for: longestValue, in: &output)
              buffer.write { bytes, end in
                bytes[end] = Kind.text.rawValue
                return put(UInt64(value.length), in: bytes, at: end + 1)
              }
              buffer.append(
                UnsafeRawBufferPointer(
                  rebasing: arena[value.offset..<value.offset &+ value.length]), to: &output)
            case .pooled:
              coded.withBytes(of: value.place, of: batch.pools, column: column) {
                buffer.append($0, to: &output)
              }
            case .null, .integer, .date, .real:
              buffer.makeRoom(for: longestValue, in: &output)
              buffer.write { put(value, in: $0, at: $1) }
            }
          }
        }
      }
    }
    buffer.flush(to: &output)
  }

  /// More bytes than what stands before a row's values takes: its mark and three numbers.
  private static let longestHead = 32
  /// More bytes than a value takes that has none elsewhere, or the mark and the length of a text.
  private static let longestValue = 12

  /// Writes what stands before a row's values; returns the place behind it.
  private static func head(
    _ bytes: UnsafeMutableRawBufferPointer, at place: Int, _ row: StagedBatch.Row, _ count: Int
  ) -> Int {
    var end = place + 1
    bytes[place] = 0
    if let id = row.storedID {
      bytes[place] = 2 | 4
      end = put(zigzag(id), in: bytes, at: end)
    }
    bytes[end] = 0
    return put(UInt64(count), in: bytes, at: end + 1)
  }

  /// Writes a value that has no bytes elsewhere; returns the place behind it.
  @inline(__always)
  private static func put(
    _ value: ColumnValue, in bytes: UnsafeMutableRawBufferPointer, at place: Int
  ) -> Int {
    switch value.kind {
    case .integer: bytes[place] = Kind.integer.rawValue
    case .date: bytes[place] = Kind.date.rawValue
    case .real:
      bytes[place] = Kind.real.rawValue
      bytes.storeBytes(of: value.bits.littleEndian, toByteOffset: place + 1, as: UInt64.self)
      return place + 9
    case .null, .text, .pooled:
      bytes[place] = Kind.null.rawValue
      return place + 1
    }
    return put(zigzag(Int64(bitPattern: value.bits)), in: bytes, at: place + 1)
  }

  @inline(__always)
  private static func put(
    _ number: UInt64, in bytes: UnsafeMutableRawBufferPointer, at place: Int
  ) -> Int {
    var rest = number
    var place = place
    while rest >= 0x80 {
      bytes[place] = UInt8(truncatingIfNeeded: rest) | 0x80
      rest >>= 7
      place += 1
    }
    bytes[place] = UInt8(truncatingIfNeeded: rest)
    return place + 1
  }
}

/// The bytes of values that columns keep, so that a value of many rows is coded once.
struct CodedValues {
  private struct Slot {
    var place = -1
    var bytes = 0..<0
  }

  private static let slotsPerColumn = 16

  private var slots: [Slot]
  private var bytes: [UInt8] = []

  init(columns: Int) {
    slots = Array(repeating: Slot(), count: columns * Self.slotsPerColumn)
  }

  /// Gives the bytes of a value by its place among those that its column keeps.
  @inline(__always)
  mutating func withBytes(
    of place: Int, of pools: [[FieldValue]], column: Int,
    _ body: (UnsafeRawBufferPointer) -> Void
  ) {
    let slot = column &* Self.slotsPerColumn &+ place % Self.slotsPerColumn
    if slots[slot].place != place {
      let start = bytes.count
      RowCoding.append(pools[column][place], to: &bytes)
      slots[slot] = Slot(place: place, bytes: start..<bytes.count)
    }
    let range = slots[slot].bytes
    bytes.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[range])) }
  }
}

/// Bytes of rows before they are appended to others, thousands at once: an append costs as much as coding a value.
private struct CodingBuffer {
  private static let size = 1 << 12

  private var bytes = [UInt8](repeating: 0, count: size)
  /// How many bytes wait.
  private(set) var count = 0

  /// Makes room for fewer bytes than the buffer takes.
  @inline(__always)
  mutating func makeRoom(for more: Int, in output: inout [UInt8]) {
    if count &+ more > Self.size { flush(to: &output) }
  }

  /// Writes from a place on; the body returns the place behind what it wrote.
  @inline(__always)
  mutating func write(_ body: (UnsafeMutableRawBufferPointer, Int) -> Int) {
    let start = count
    count = bytes.withUnsafeMutableBytes { body($0, start) }
  }

  /// Adds bytes, those that are too many for the buffer past it.
  @inline(__always)
  mutating func append(_ more: UnsafeRawBufferPointer, to output: inout [UInt8]) {
    makeRoom(for: more.count, in: &output)
    guard more.count <= Self.size else {
      output.append(contentsOf: more)
      return
    }
    write { bytes, start in
      UnsafeMutableRawBufferPointer(rebasing: bytes[start...]).copyMemory(from: more)
      return start &+ more.count
    }
  }

  mutating func flush(to output: inout [UInt8]) {
    bytes.withUnsafeBytes {
      output.append(contentsOf: UnsafeRawBufferPointer(rebasing: $0[..<count]))
    }
    count = 0
  }
}
