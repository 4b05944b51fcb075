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
    // Room for numbers of any length; texts and kept values are added as they come.
    let plainSize = 32 + columns.count * 12
    var row = [UInt8](repeating: 0, count: plainSize)
    batch.arena.withUnsafeBytes { arena in
      batch.values.withUnsafeBufferPointer { values in
        for item in rows {
          starts(output.count)
          let first = item.place &* width
          var end = row.withUnsafeMutableBytes { head($0, item, columns.count) }
          for column in columns {
            let value = column < 0 ? .null : values[first &+ column]
            switch value.kind {
            case .text:
              end = row.withUnsafeMutableBytes {
                $0[end] = Kind.text.rawValue
                return put(UInt64(value.length), in: $0, at: end + 1)
              }
              append(row, end, to: &output)
              output.append(
                contentsOf: UnsafeRawBufferPointer(
                  rebasing: arena[value.offset..<value.offset &+ value.length]))
              end = 0
            case .pooled:
              append(row, end, to: &output)
              coded.append(value.place, of: batch.pools, column: column, to: &output)
              end = 0
            case .null, .integer, .date, .real:
              end = row.withUnsafeMutableBytes { put(value, in: $0, at: end) }
            }
          }
          append(row, end, to: &output)
        }
      }
    }
  }

  /// Appends the first bytes of a row.
  @inline(__always)
  private static func append(_ row: [UInt8], _ end: Int, to output: inout [UInt8]) {
    row.withUnsafeBytes {
      output.append(contentsOf: UnsafeRawBufferPointer(rebasing: $0[..<end]))
    }
  }

  /// Writes what stands before a row's values; returns the place behind it.
  private static func head(
    _ bytes: UnsafeMutableRawBufferPointer, _ row: StagedBatch.Row, _ count: Int
  ) -> Int {
    var end = 1
    bytes[0] = 0
    if let id = row.storedID {
      bytes[0] = 2 | 4
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

  /// Appends a value by its place among those that its column keeps.
  mutating func append(
    _ place: Int, of pools: [[FieldValue]], column: Int, to output: inout [UInt8]
  ) {
    let slot = column &* Self.slotsPerColumn &+ place % Self.slotsPerColumn
    if slots[slot].place != place {
      let start = bytes.count
      RowCoding.append(pools[column][place], to: &bytes)
      slots[slot] = Slot(place: place, bytes: start..<bytes.count)
    }
    let range = slots[slot].bytes
    bytes.withUnsafeBytes {
      output.append(contentsOf: UnsafeRawBufferPointer(rebasing: $0[range]))
    }
  }
}
