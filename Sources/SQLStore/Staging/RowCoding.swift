import ImportPipeline
import RecordMapping

/// The bytes of a staged row.
struct RowCoding {
  private let bytes: UnsafeRawBufferPointer
  private var place: Int

  init(bytes: UnsafeRawBufferPointer, place: Int) {
    self.bytes = bytes
    self.place = place
  }

  enum Kind: UInt8 {
    case null, integer, real, decimal, text, dateTime, list, secret
    /// A date by its days since 1970-01-01; it is read as a text.
    case date
  }

  // MARK: Writing

  static func append(_ record: StagedRecord, to output: inout [UInt8]) {
    let operation: UInt8 =
      switch record.operation {
      case .create: 0
      case .update: 1
      case .unchanged: 2
      case .delete: 3
      }
    output.append(
      operation | (record.storedID == nil ? 0 : 4) | (record.sourceID == nil ? 0 : 8))
    if let id = record.storedID { append(id, to: &output) }
    if let id = record.sourceID { append(id, to: &output) }
    append(UInt64(record.changedFields.count), to: &output)
    for field in record.changedFields { append(UInt64(field), to: &output) }
    append(UInt64(record.values.count), to: &output)
    for value in record.values { append(value, to: &output) }
  }

  static func append(_ value: FieldValue, to output: inout [UInt8]) {
    switch value {
    case .null: output.append(Kind.null.rawValue)
    case .integer(let number):
      output.append(Kind.integer.rawValue)
      append(number, to: &output)
    case .real(let number):
      output.append(Kind.real.rawValue)
      withUnsafeBytes(of: number.bitPattern.littleEndian) { output.append(contentsOf: $0) }
    case .decimal(let text):
      output.append(Kind.decimal.rawValue)
      append(text, to: &output)
    case .text(let text):
      output.append(Kind.text.rawValue)
      append(text, to: &output)
    case .dateTime(let local, let utc):
      output.append(Kind.dateTime.rawValue)
      append(local, to: &output)
      append(utc, to: &output)
    case .list(let items):
      output.append(Kind.list.rawValue)
      append(UInt64(items.count), to: &output)
      for item in items { append(item, to: &output) }
    case .secret(let text):
      output.append(Kind.secret.rawValue)
      append(text, to: &output)
    }
  }

  private static func append(_ number: Int64, to output: inout [UInt8]) {
    append(zigzag(number), to: &output)
  }

  /// A number with its sign in the lowest bit, so that small numbers of either sign are short.
  static func zigzag(_ number: Int64) -> UInt64 {
    UInt64(bitPattern: number << 1 ^ number >> 63)
  }

  private static func append(_ number: UInt64, to output: inout [UInt8]) {
    var rest = number
    while rest >= 0x80 {
      output.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    output.append(UInt8(truncatingIfNeeded: rest))
  }

  private static func append(_ text: String, to output: inout [UInt8]) {
    var text = text
    text.withUTF8 { bytes in
      append(UInt64(bytes.count), to: &output)
      output.append(contentsOf: bytes)
    }
  }

  // MARK: Reading

  mutating func record(ordinal: Int) -> StagedRecord {
    let head = bytes[place]
    var record = StagedRecord(ordinal: ordinal, operation: .create, values: [])
    record.operation =
      switch head & 3 {
      case 0: .create
      case 1: .update
      case 2: .unchanged
      default: .delete
      }
    place += 1
    if head & 4 != 0 { record.storedID = signed() }
    if head & 8 != 0 {
      record.sourceID = String(decoding: text(), as: UTF8.self)
    }
    record.changedFields = (0..<unsigned()).map { _ in Int(unsigned()) }
    let count = Int(unsigned())
    record.values.reserveCapacity(count)
    for _ in 0..<count { record.values.append(FieldValue(value())) }
    return record
  }

  /// Reads the values of a row into an array that is used again.
  mutating func read(into values: inout [StagedValue]) {
    let head = bytes[place]
    place += 1
    if head & 4 != 0 { _ = signed() }
    if head & 8 != 0 { _ = text() }
    for _ in 0..<unsigned() { _ = unsigned() }
    values.removeAll(keepingCapacity: true)
    for _ in 0..<unsigned() { values.append(value()) }
  }

  mutating func value() -> StagedValue {
    let kind = Kind(rawValue: bytes[place]) ?? .null
    place += 1
    switch kind {
    case .null: return .null
    case .integer: return .integer(signed())
    case .real:
      let bits = bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      place += 8
      return .real(Double(bitPattern: UInt64(littleEndian: bits)))
    case .decimal: return .decimal(text())
    case .text: return .text(text())
    case .date: return .date(Int(signed()))
    case .dateTime:
      let local = text()
      return .dateTime(local: local, utc: text())
    case .list:
      let count = Int(unsigned())
      let items = StagedItems(count: count, bytes: bytes, place: place)
      for _ in 0..<count { _ = value() }
      return .list(items)
    case .secret: return .secret(text())
    }
  }

  private mutating func signed() -> Int64 {
    let number = unsigned()
    return Int64(bitPattern: number >> 1) ^ -Int64(bitPattern: number & 1)
  }

  private mutating func unsigned() -> UInt64 {
    var number: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let byte = bytes[place]
      place += 1
      number |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return number }
      shift += 7
    }
  }

  private mutating func text() -> UnsafeRawBufferPointer {
    let count = Int(unsigned())
    defer { place += count }
    return UnsafeRawBufferPointer(rebasing: bytes[place..<place + count])
  }
}
