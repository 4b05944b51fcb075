import RecordMapping

/// Writes numbers, texts and values as bytes of a partial.
struct PartBytes {
  private(set) var bytes: [UInt8] = []

  /// A whole number from 0, seven bits a byte, the lowest first.
  mutating func number(_ number: Int) {
    var rest = UInt64(bitPattern: Int64(number))
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  /// A whole number of any sign.
  mutating func signed(_ number: Int64) { self.number(Int(number << 1 ^ number >> 63)) }

  /// Eight bytes, the lowest first.
  mutating func bits(_ bits: UInt64) {
    withUnsafeBytes(of: bits.littleEndian) { bytes.append(contentsOf: $0) }
  }

  /// A byte.
  mutating func byte(_ byte: UInt8) { bytes.append(byte) }

  /// Bytes whose count the reader knows.
  mutating func raw(_ part: some Sequence<UInt8>) { bytes.append(contentsOf: part) }

  /// A text with its length.
  mutating func text(_ text: String) {
    number(text.utf8.count)
    bytes.append(contentsOf: text.utf8)
  }

  /// A value that a column keeps.
  mutating func value(_ value: FieldValue) throws {
    switch value {
    case .null: byte(0)
    case .integer(let number):
      byte(1)
      signed(number)
    case .real(let number):
      byte(2)
      bits(number.bitPattern)
    case .decimal(let text):
      byte(3)
      self.text(text)
    case .text(let text):
      byte(4)
      self.text(text)
    case .dateTime(let local, let utc):
      byte(5)
      text(local)
      text(utc)
    case .list(let items):
      byte(6)
      number(items.count)
      for item in items { try self.value(item) }
    case .secret: throw SecretValue()
    }
  }

  /// A secret is kept in no file.
  struct SecretValue: Error {}
}

/// Reads what `PartBytes` wrote; no bytes make it read beyond their end or take more memory than they are worth.
struct PartReader {
  /// The bytes are not what was written.
  struct Damage: Error {}

  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// How many bytes are left.
  var rest: Int { bytes.count - position }

  mutating func byte() throws(Damage) -> UInt8 {
    guard position < bytes.count else { throw Damage() }
    defer { position += 1 }
    return bytes[position]
  }

  /// A whole number that is not below 0.
  mutating func number() throws(Damage) -> Int {
    let number = Int64(bitPattern: try wide())
    guard number >= 0 else { throw Damage() }
    return Int(number)
  }

  /// A number of things that take at least a byte each.
  mutating func count() throws(Damage) -> Int {
    let count = try number()
    guard count <= rest else { throw Damage() }
    return count
  }

  mutating func signed() throws(Damage) -> Int64 {
    let wide = try wide()
    return Int64(bitPattern: wide >> 1) ^ -Int64(bitPattern: wide & 1)
  }

  private mutating func wide() throws(Damage) -> UInt64 {
    var wide: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let byte = try byte()
      guard shift < 64 else { throw Damage() }
      wide |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return wide }
      shift += 7
    }
  }

  mutating func bits() throws(Damage) -> UInt64 {
    let eight = try raw(8)
    return eight.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// A number of a cell, which is never infinite.
  mutating func real() throws(Damage) -> Double {
    let number = Double(bitPattern: try bits())
    guard number.isFinite else { throw Damage() }
    return number
  }

  mutating func raw(_ count: Int) throws(Damage) -> ArraySlice<UInt8> {
    guard count >= 0, count <= rest else { throw Damage() }
    defer { position += count }
    return bytes[position..<position + count]
  }

  mutating func text() throws(Damage) -> String {
    String(decoding: try raw(try count()), as: UTF8.self)
  }

  /// A value; lists hold no lists.
  mutating func value(inList: Bool = false) throws(Damage) -> FieldValue {
    switch try byte() {
    case 0: return .null
    case 1: return .integer(try signed())
    case 2: return .real(try real())
    case 3: return .decimal(try text())
    case 4: return .text(try text())
    case 5: return .dateTime(local: try text(), utc: try text())
    case 6 where !inList:
      let count = try count()
      var items: [FieldValue] = []
      for _ in 0..<count { items.append(try value(inList: true)) }
      return .list(items)
    default: throw Damage()
    }
  }
}
