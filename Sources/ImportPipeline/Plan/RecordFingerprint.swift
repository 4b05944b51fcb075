import RecordMapping
import Schemas

/// Tells whether a stored record has changed, field by field, without keeping its values.
///
/// A fingerprint has eight hexadecimal digits per field of the schema: the upper half of a 64-bit
/// FNV-1a hash over the value's kind and bytes, zeros for no value. Of secrets it records only
/// whether there is one.
enum RecordFingerprint {
  /// The digits of one field.
  static let width = 8

  /// The fingerprint of a record's values.
  static func text(_ values: [FieldValue], of schema: TableSchema) -> String {
    var digits: [UInt8] = []
    digits.reserveCapacity(values.count * width)
    for (index, value) in values.enumerated() {
      let isStored = schema.fields[index].store != .none
      append(isStored ? hash(value) : 0, to: &digits)
    }
    return String(decoding: digits, as: UTF8.self)
  }

  /// The fields, by index, in which two fingerprints differ; all fields when their lengths differ.
  static func differences(_ left: String, _ right: String) -> [Int] {
    let left = Array(left.utf8)
    let right = Array(right.utf8)
    let count = max(left.count, right.count) / width
    guard left.count == right.count else { return Array(0..<count) }
    return (0..<count).filter { index in
      let range = index * width..<(index + 1) * width
      return left[range] != right[range]
    }
  }

  private static func append(_ hash: UInt32, to digits: inout [UInt8]) {
    for shift in stride(from: 28, through: 0, by: -4) {
      let digit = UInt8(truncatingIfNeeded: (hash >> UInt32(shift)) & 15)
      digits.append(digit < 10 ? 48 + digit : 87 + digit)
    }
  }

  /// The hash of a value; never 0 for one that is there.
  static func hash(_ value: FieldValue) -> UInt32 {
    if value.isNull { return 0 }
    var state: UInt64 = 0xCBF2_9CE4_8422_2325
    add(value, to: &state)
    let folded = UInt32(truncatingIfNeeded: state >> 32)
    return folded == 0 ? 1 : folded
  }

  private static func add(_ byte: UInt8, to state: inout UInt64) {
    state = (state ^ UInt64(byte)) &* 0x100_0000_01B3
  }

  private static func add(_ text: String, kind: UInt8, to state: inout UInt64) {
    add(kind, to: &state)
    for byte in text.utf8 { add(byte, to: &state) }
    add(0xFF, to: &state)
  }

  private static func add(_ number: UInt64, kind: UInt8, to state: inout UInt64) {
    add(kind, to: &state)
    for shift in stride(from: 0, to: 64, by: 8) {
      add(UInt8(truncatingIfNeeded: number >> UInt64(shift)), to: &state)
    }
  }

  private static func add(_ value: FieldValue, to state: inout UInt64) {
    switch value {
    case .null: add(0, to: &state)
    case .integer(let number): add(UInt64(bitPattern: number), kind: 1, to: &state)
    case .real(let number): add(number.bitPattern, kind: 2, to: &state)
    case .text(let text): add(text, kind: 3, to: &state)
    case .decimal(let text): add(text, kind: 7, to: &state)
    case .dateTime(let local, let utc):
      add(local, kind: 4, to: &state)
      add(utc, kind: 4, to: &state)
    case .list(let items):
      add(5, to: &state)
      for item in items { add(item, to: &state) }
    case .secret: add(6, to: &state)
    }
    // The last step mixes the low bits into the half that is kept.
    state = (state ^ (state >> 33)) &* 0xFF51_AFD7_ED55_8CCD
  }
}
