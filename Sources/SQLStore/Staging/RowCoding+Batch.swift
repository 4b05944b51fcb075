import ImportPipeline
import RecordMapping

extension RowCoding {
  /// Appends the rows of a batch, each as `append(_:to:)` would.
  ///
  /// - Parameters:
  ///   - columns: the place among the batch's fields by the index of the schema's fields; -1 for none.
  ///   - starts: is called with the place of each row's first byte.
  static func append(
    _ rows: ArraySlice<StagedBatch.Row>, of batch: StagedBatch, columns: [Int],
    to output: inout [UInt8], starts: (Int) -> Void
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
              output.append(contentsOf: row[..<end])
              output.append(
                contentsOf: UnsafeRawBufferPointer(
                  rebasing: arena[value.offset..<value.offset &+ value.length]))
              end = 0
            case .pooled:
              output.append(contentsOf: row[..<end])
              append(batch.pools[column][value.place], to: &output)
              end = 0
            case .null, .integer, .date, .real:
              end = row.withUnsafeMutableBytes { put(value, in: $0, at: end) }
            }
          }
          output.append(contentsOf: row[..<end])
        }
      }
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
