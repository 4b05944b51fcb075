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

  private enum Kind: UInt8 {
    case null, integer, real, decimal, text, dateTime, list, secret
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

  private static func append(_ value: FieldValue, to output: inout [UInt8]) {
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
    append(UInt64(bitPattern: number << 1 ^ number >> 63), to: &output)
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
    place += 1
    let operation: RecordOperation =
      switch head & 3 {
      case 0: .create
      case 1: .update
      case 2: .unchanged
      default: .delete
      }
    var record = StagedRecord(ordinal: ordinal, operation: operation, values: [])
    if head & 4 != 0 { record.storedID = signed() }
    if head & 8 != 0 { record.sourceID = text() }
    record.changedFields = (0..<unsigned()).map { _ in Int(unsigned()) }
    let count = Int(unsigned())
    record.values.reserveCapacity(count)
    for _ in 0..<count { record.values.append(value()) }
    return record
  }

  private mutating func value() -> FieldValue {
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
    case .dateTime:
      let local = text()
      return .dateTime(local: local, utc: text())
    case .list: return .list((0..<unsigned()).map { _ in value() })
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

  private mutating func text() -> String {
    let count = Int(unsigned())
    defer { place += count }
    return String(
      decoding: UnsafeRawBufferPointer(rebasing: bytes[place..<place + count]), as: UTF8.self)
  }
}
