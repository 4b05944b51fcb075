import TabularCore

/// The keys of rows as bytes, and the first row of each key.
///
/// Rows are numbered from 0 in the order in which their keys are appended. A key takes its own bytes,
/// four bytes for its end and, once indexed, a slot of eight bytes in an open-addressed table that is at
/// most four fifths full; nothing is allocated per key. Slots hold 32 bits of the hash beside the row,
/// so a search compares keys only if those bits agree. A hash as a share of 2^32 is the place as a share of
/// the table, so the table may have any size and grows by a third.
public struct KeyIndex: Sendable {
  /// The most bytes that all keys may take.
  public static let mostBytes = Int(UInt32.max) - 1

  private var bytes: [UInt8] = []
  private var ends: [UInt32] = []
  /// The hash in the upper half, row + 1 in the lower; 0 means free.
  private var slots: [UInt64] = []
  /// How many keys are indexed.
  public private(set) var enteredCount = 0

  /// An empty index.
  public init() {}

  /// How many rows there are.
  public var count: Int { ends.count }

  /// How many bytes the keys take together.
  public var byteCount: Int { bytes.count }

  /// A hash of a key.
  ///
  /// - Parameter seed: `ByteHash.seed`, loaded once for many keys.
  @inline(__always)
  public static func hash(
    _ key: UnsafeRawBufferPointer, seed: UInt64 = ByteHash.seed
  ) -> UInt32 {
    let wide = ByteHash.of(key, seed: seed)
    return UInt32(truncatingIfNeeded: wide ^ wide >> 32)
  }

  /// Looks up the texts of a column.
  ///
  /// - Parameters:
  ///   - values: the values, row by row, `stride` apart; only texts are looked up.
  ///   - found: called with each row whose value is a text, and the first row here with that key.
  public func find(
    _ values: UnsafeBufferPointer<ColumnValue>, stride: Int, in arena: UnsafeRawBufferPointer,
    found: (_ row: Int, _ first: Int?) -> Void
  ) {
    let seed = ByteHash.seed
    var place = 0
    var row = 0
    while place < values.count {
      let value = values[place]
      if value.kind == .text {
        let key = UnsafeRawBufferPointer(
          rebasing: arena[value.offset..<value.offset &+ value.length])
        found(row, first(key, hash: Self.hash(key, seed: seed)))
      }
      place &+= stride
      row &+= 1
    }
  }

  /// Hashes keys that are stored one after another.
  ///
  /// - Parameter ends: where each key ends.
  public static func hashes(
    of keys: UnsafeRawBufferPointer, ends: UnsafeBufferPointer<Int>
  ) -> [UInt32] {
    let seed = ByteHash.seed
    return Array(unsafeUninitializedCapacity: ends.count) { hashes, made in
      var start = 0
      for row in 0..<ends.count {
        let key = UnsafeRawBufferPointer(rebasing: keys[start..<ends[row]])
        hashes.initializeElement(at: row, to: hash(key, seed: seed))
        start = ends[row]
      }
      made = ends.count
    }
  }

  /// Prefetches the slots for a batch of hashes, so lookups don't stall on one cache miss each.
  @inline(__always)
  public func prefetch(_ hashes: Span<UInt32>) -> UInt64 {
    guard !slots.isEmpty else { return 0 }
    return slots.withUnsafeBufferPointer { slots in
      var all: UInt64 = 0
      for index in 0..<hashes.count {
        all |= slots[Self.home(of: hashes[index], in: slots.count)]
      }
      return all
    }
  }

  /// Appends the key of the next row; an empty one means that the row has no key.
  @inline(__always)
  public mutating func append(_ key: UnsafeRawBufferPointer) {
    bytes.append(contentsOf: key)
    ends.append(UInt32(truncatingIfNeeded: bytes.count))
  }

  /// The first row with a key.
  @inline(__always)
  public func first(_ key: UnsafeRawBufferPointer, hash: UInt32) -> Int? {
    guard !slots.isEmpty, !key.isEmpty else { return nil }
    return slots.withUnsafeBufferPointer { slots in
      bytes.withUnsafeBytes { bytes in
        ends.withUnsafeBufferPointer { ends in
          var place = Self.home(of: hash, in: slots.count)
          while slots[place] != 0 {
            if UInt32(truncatingIfNeeded: slots[place] >> 32) == hash {
              let row = Int(slots[place] & 0xFFFF_FFFF) &- 1
              let start = row == 0 ? 0 : Int(ends[row &- 1])
              let length = Int(ends[row]) &- start
              if length == key.count, Self.isSame(bytes, start, key) { return row }
            }
            place = place &+ 1 == slots.count ? 0 : place &+ 1
          }
          return nil
        }
      }
    }
  }

  @inline(__always)
  private static func isSame(
    _ bytes: UnsafeRawBufferPointer, _ start: Int, _ key: UnsafeRawBufferPointer
  ) -> Bool {
    var index = 0
    while index &+ 8 <= key.count {
      guard
        bytes.loadUnaligned(fromByteOffset: start &+ index, as: UInt64.self)
          == key.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      else { return false }
      index &+= 8
    }
    while index < key.count {
      guard bytes[start &+ index] == key[index] else { return false }
      index &+= 1
    }
    return true
  }

  /// Indexes the key of a row.
  ///
  /// - Precondition: the row was appended, and its key is not indexed yet.
  @inline(__always)
  public mutating func enter(_ row: Int, hash: UInt32) {
    if (enteredCount + 1) * 5 > slots.count * 4 { grow(to: enteredCount + 1) }
    enteredCount += 1
    place(UInt64(hash) << 32 | UInt64(row &+ 1))
  }

  /// Where the search for a hash begins.
  @inline(__always)
  private static func home(of hash: UInt32, in size: Int) -> Int {
    Int(truncatingIfNeeded: (UInt64(hash) &* UInt64(truncatingIfNeeded: size)) &>> 32)
  }

  @inline(__always)
  private mutating func place(_ slot: UInt64) {
    slots.withUnsafeMutableBufferPointer { slots in
      var place = Self.home(of: UInt32(truncatingIfNeeded: slot &>> 32), in: slots.count)
      while slots[place] != 0 { place = place &+ 1 == slots.count ? 0 : place &+ 1 }
      slots[place] = slot
    }
  }

  /// Makes room for more rows and the bytes of their keys.
  public mutating func makeRoom(forRows rows: Int, bytes count: Int) {
    ends.makeRoom(for: rows)
    bytes.makeRoom(for: count)
  }

  private mutating func grow(to count: Int) {
    let old = slots
    slots = Array(repeating: 0, count: max(1024, old.count + old.count / 3, count * 5 / 4 + 1))
    for slot in old where slot != 0 { place(slot) }
  }

  /// The key of a row; empty when it has none.
  public func withKey<Result>(
    ofRow row: Int, _ body: (UnsafeRawBufferPointer) -> Result
  ) -> Result {
    let start = row == 0 ? 0 : Int(ends[row - 1])
    return bytes.withUnsafeBytes {
      body(UnsafeRawBufferPointer(rebasing: $0[start..<Int(ends[row])]))
    }
  }

  /// Discards all rows from one on.
  public mutating func removeRows(from row: Int) {
    guard row < count else { return }
    bytes.removeLast(bytes.count - (row == 0 ? 0 : Int(ends[row - 1])))
    ends.removeLast(ends.count - row)
    let old = slots
    slots = Array(repeating: 0, count: old.count)
    enteredCount = 0
    for slot in old where slot != 0 && Int(slot & 0xFFFF_FFFF) <= row {
      enteredCount += 1
      place(slot)
    }
  }
}

/// A fast hash of bytes, with a seed of its own in every process.
public enum ByteHash {
  /// The seed is chosen once per process, so that nobody can craft a file whose keys all collide.
  public static let seed = UInt64.random(in: .min ... .max)

  /// The hash of some bytes, eight at a time.
  @inline(__always)
  public static func of(_ bytes: UnsafeRawBufferPointer, seed: UInt64) -> UInt64 {
    var hash = seed ^ UInt64(truncatingIfNeeded: bytes.count) &* 0x9E37_79B9_7F4A_7C15
    var index = 0
    while index &+ 8 <= bytes.count {
      hash = mixed(hash, bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      index &+= 8
    }
    var rest: UInt64 = 0
    while index < bytes.count {
      rest = rest &<< 8 | UInt64(bytes[index])
      index &+= 1
    }
    return mixed(hash, rest)
  }

  /// Adds a word to a hash.
  @inline(__always)
  public static func mixed(_ hash: UInt64, _ word: UInt64) -> UInt64 {
    let product = (hash ^ word).multipliedFullWidth(by: 0x9FB2_1C65_1E98_DF25)
    return product.high ^ product.low
  }
}

extension KeyIndex {
  /// Whether both hold the same keys of the same rows, and as many of them are indexed.
  public func holdsSame(as other: Self) -> Bool {
    enteredCount == other.enteredCount && ends == other.ends && bytes == other.bytes
  }
}
