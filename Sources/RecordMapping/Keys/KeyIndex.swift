import TabularCore

/// The keys of rows as bytes, and the first row of each key.
///
/// Rows are numbered from 0 in the order in which their keys are appended. Most keys begin as the one before
/// them, so a key takes two bytes and those in which it differs (front coding); of four keys one is whole, and
/// four bytes tell where it stands. Once indexed, a key takes a slot of eight bytes in an open-addressed table
/// that is at most four fifths full; nothing is allocated per key. Slots hold 32 bits of the hash beside the row,
/// so a search compares keys only if those bits agree. A hash as a share of 2^32 is the place as a share of
/// the table, so the table may have any size and grows by a third.
public struct KeyIndex: Sendable {
  /// The most bytes that all keys may take.
  public static let mostBytes = Int(UInt32.max) - 1

  /// How many keys stand together, of which the first is whole.
  private static let keysPerBlock = 4
  /// The count of bytes in a key's head that stands for one in four bytes behind it.
  private static let longMark: UInt8 = 255

  /// For each key how many bytes it shares with the one before, how many others it has, and those.
  private var bytes: [UInt8] = []
  /// Where each block begins.
  private var starts: [UInt32] = []
  /// The key of the last row.
  private var last: [UInt8] = []
  /// The hash in the upper half, row + 1 in the lower; 0 means free.
  private var slots: [UInt64] = []
  /// How many keys are indexed.
  public private(set) var enteredCount = 0

  /// An empty index.
  public init() {}

  /// How many rows there are.
  public private(set) var count = 0

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
    var shared = 0
    if count % Self.keysPerBlock == 0 {
      starts.append(UInt32(truncatingIfNeeded: bytes.count))
    } else {
      let most = min(last.count, key.count, Int(UInt8.max))
      shared = last.withUnsafeBytes { Self.sharedCount($0, key, from: 0, most: most) }
    }
    let rest = UnsafeRawBufferPointer(rebasing: key[shared...])
    bytes.append(UInt8(truncatingIfNeeded: shared))
    if rest.count < Int(Self.longMark) {
      bytes.append(UInt8(truncatingIfNeeded: rest.count))
    } else {
      bytes.append(Self.longMark)
      withUnsafeBytes(of: UInt32(truncatingIfNeeded: rest.count)) {
        bytes.append(contentsOf: $0)
      }
    }
    bytes.append(contentsOf: rest)
    last.removeLast(last.count - shared)
    last.append(contentsOf: rest)
    count += 1
  }

  /// How many bytes, from a place in both on, are the same.
  ///
  /// - Parameters:
  ///   - start: where the first bytes begin; the second begin at 0.
  ///   - most: how many may be read of both.
  @inline(__always)
  private static func sharedCount(
    _ first: UnsafeRawBufferPointer, _ second: UnsafeRawBufferPointer, from start: Int, most: Int
  ) -> Int {
    var count = 0
    while count &+ 8 <= most {
      let one = first.loadUnaligned(fromByteOffset: start &+ count, as: UInt64.self)
      let two = second.loadUnaligned(fromByteOffset: count, as: UInt64.self)
      guard one == two else {
        return count &+ (UInt64(littleEndian: one ^ two).trailingZeroBitCount &>> 3)
      }
      count &+= 8
    }
    while count < most, first[start &+ count] == second[count] { count &+= 1 }
    return count
  }

  /// The first row with a key.
  @inline(__always)
  public func first(_ key: UnsafeRawBufferPointer, hash: UInt32) -> Int? {
    guard !slots.isEmpty, !key.isEmpty else { return nil }
    return slots.withUnsafeBufferPointer { slots in
      var place = Self.home(of: hash, in: slots.count)
      while slots[place] != 0 {
        if UInt32(truncatingIfNeeded: slots[place] >> 32) == hash {
          let row = Int(slots[place] & 0xFFFF_FFFF) &- 1
          if isKey(key, ofRow: row) { return row }
        }
        place = place &+ 1 == slots.count ? 0 : place &+ 1
      }
      return nil
    }
  }

  /// What stands before the bytes of a key.
  private struct Head {
    /// How many bytes the key shares with the one before.
    var shared: Int
    /// How many others it has.
    var rest: Int
    /// Where those begin.
    var place: Int

    @inline(__always)
    init(_ bytes: UnsafeRawBufferPointer, at place: Int) {
      shared = Int(bytes[place])
      rest = Int(bytes[place &+ 1])
      self.place = place &+ 2
      if rest == Int(KeyIndex.longMark) {
        rest = Int(bytes.loadUnaligned(fromByteOffset: self.place, as: UInt32.self))
        self.place &+= 4
      }
    }

    /// Where the next key begins.
    @inline(__always)
    var end: Int { place &+ rest }
  }

  /// Whether a row has a key: the keys from the whole one on are compared as they stand.
  @inline(__always)
  private func isKey(_ key: UnsafeRawBufferPointer, ofRow row: Int) -> Bool {
    bytes.withUnsafeBytes { bytes in
      let (block, others) = row.quotientAndRemainder(dividingBy: Self.keysPerBlock)
      var head = Head(bytes, at: Int(starts[block]))
      // How many bytes of the key the one at the head begins with.
      var matched = Self.sharedCount(
        bytes, key, from: head.place, most: min(head.rest, key.count))
      for _ in 0..<others {
        head = Head(bytes, at: head.end)
        guard head.shared <= matched else { continue }
        let wanted = UnsafeRawBufferPointer(rebasing: key[head.shared...])
        matched =
          head.shared
          &+ Self.sharedCount(bytes, wanted, from: head.place, most: min(head.rest, wanted.count))
      }
      return matched == key.count && head.shared &+ head.rest == key.count
    }
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
    starts.makeRoom(for: rows / Self.keysPerBlock + 1)
    bytes.makeRoom(for: count + rows * 2)
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
    bytes.withUnsafeBytes { bytes in
      let head = head(ofRow: row, in: bytes)
      if row % Self.keysPerBlock == 0 {
        return body(UnsafeRawBufferPointer(rebasing: bytes[head.place..<head.end]))
      }
      let length = head.shared + head.rest
      return withUnsafeTemporaryAllocation(byteCount: length, alignment: 1) { key in
        // Each key writes what it adds over the one before, as far as this one goes.
        var other = Head(bytes, at: Int(starts[row / Self.keysPerBlock]))
        for place in 0...row % Self.keysPerBlock {
          if place > 0 { other = Head(bytes, at: other.end) }
          let taken = min(other.rest, max(0, length - other.shared))
          guard taken > 0 else { continue }
          UnsafeMutableRawBufferPointer(rebasing: key[other.shared..<other.shared + taken])
            .copyMemory(
              from: UnsafeRawBufferPointer(
                rebasing: bytes[other.place..<other.place + taken]))
        }
        return body(UnsafeRawBufferPointer(key))
      }
    }
  }

  /// What stands before the bytes of a row's key.
  private func head(ofRow row: Int, in bytes: UnsafeRawBufferPointer) -> Head {
    var head = Head(bytes, at: Int(starts[row / Self.keysPerBlock]))
    for _ in 0..<row % Self.keysPerBlock { head = Head(bytes, at: head.end) }
    return head
  }

  /// Discards all rows from one on.
  public mutating func removeRows(from row: Int) {
    guard row < count else { return }
    let end = row == 0 ? 0 : bytes.withUnsafeBytes { head(ofRow: row - 1, in: $0).end }
    last = row == 0 ? [] : withKey(ofRow: row - 1) { Array($0) }
    bytes.removeLast(bytes.count - end)
    starts.removeLast(starts.count - (row + Self.keysPerBlock - 1) / Self.keysPerBlock)
    count = row
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
  @inlinable @inline(__always)
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
  @inlinable @inline(__always)
  public static func mixed(_ hash: UInt64, _ word: UInt64) -> UInt64 {
    let product = (hash ^ word).multipliedFullWidth(by: 0x9FB2_1C65_1E98_DF25)
    return product.high ^ product.low
  }
}

extension KeyIndex {
  /// Whether both hold the same keys of the same rows, and as many of them are indexed.
  public func holdsSame(as other: Self) -> Bool {
    enteredCount == other.enteredCount && count == other.count && bytes == other.bytes
  }
}
