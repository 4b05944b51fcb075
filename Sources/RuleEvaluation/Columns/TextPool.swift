/// Texts, each kept once and known by a number.
///
/// Equal texts have equal numbers, so comparing for equality, hashing and grouping work on numbers.
/// Numbers begin at 0 and are dense.
public final class TextPool {
  /// Accesses are not checked while the program runs: nothing that is called during one comes back here.
  @exclusivity(unchecked) private var texts = TextBytes()

  /// An empty pool.
  public init() {}

  /// How many texts there are.
  public var count: Int { texts.count }

  /// How many bytes the texts take.
  public var byteCount: Int { texts.byteCount }

  /// The number of a text, which is added when it is new.
  public func number(of text: String) -> Int32 {
    var text = text
    return text.withUTF8 { texts.number(of: UnsafeRawBufferPointer($0)) }
  }

  /// The number of a text given by its UTF-8 bytes.
  public func number(of text: UnsafeRawBufferPointer) -> Int32 { texts.number(of: text) }

  /// The bytes of a text.
  public func withBytes<Result>(
    _ number: Int32, _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    // A copy, so that the bytes stay where they are whatever is called.
    let texts = texts
    return try texts.withBytes(number, body)
  }

  /// A text.
  public func text(_ number: Int32) -> String {
    withBytes(number) { String(decoding: $0, as: UTF8.self) }
  }

  /// Whether one text comes before another in the order of their bytes.
  func precedes(_ first: Int32, _ second: Int32) -> Bool { texts.precedes(first, second) }
}

/// The texts of a pool, apart from it so that one access to the pool serves a whole look-up.
private struct TextBytes {
  private var bytes: [UInt8] = []
  /// Where each text ends, in its lower four bytes; it begins where the one before it ends.
  ///
  /// Long arrays grow by a quarter, as half of a doubled one is never used.
  private var ends: [UInt32] = []
  /// The numbers of the texts that end beyond a further 4 GiB than the one before.
  private var overflows: [Int] = []
  /// An open-addressed hash table of numbers plus one; 0 marks a free slot.
  private var slots: [UInt32] = Array(repeating: 0, count: 1 << 10)
  /// The hashes of the texts, to grow the table without reading them.
  private var hashes: [UInt32] = []

  /// How many texts there are.
  var count: Int { ends.count }
  /// How many bytes they take.
  var byteCount: Int { bytes.count }

  /// The number of a text given by its UTF-8 bytes.
  mutating func number(of text: UnsafeRawBufferPointer) -> Int32 {
    let hash = Self.hash(text)
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let number = Int(slots[slot]) - 1
      if hashes[number] == hash, equals(number, text) { return Int32(truncatingIfNeeded: number) }
      slot = (slot + 1) & (slots.count - 1)
    }
    let number = ends.count
    if number == ends.capacity || bytes.count + text.count > bytes.capacity {
      makeRoom(for: text.count)
    }
    precondition(number < Int(Int32.max), "a pool holds fewer than 2^31 texts")
    if bytes.count >> 32 != (bytes.count + text.count) >> 32 { overflows.append(number) }
    bytes.append(contentsOf: text)
    ends.append(UInt32(truncatingIfNeeded: bytes.count))
    hashes.append(hash)
    slots[slot] = UInt32(number + 1)
    if ends.count * 4 > slots.count * 3 { grow() }
    return Int32(truncatingIfNeeded: number)
  }

  private mutating func makeRoom(for count: Int) {
    guard ends.count >= 1 << 14 else { return }
    if ends.count == ends.capacity {
      ends.reserveCapacity(ends.count + ends.count / 4)
      hashes.reserveCapacity(ends.count + ends.count / 4)
    }
    if bytes.count + count > bytes.capacity {
      bytes.reserveCapacity(bytes.count + max(count, bytes.count / 4))
    }
  }

  /// The bytes of a text.
  func withBytes<Result>(
    _ number: Int32, _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    let range = range(Int(number))
    return try bytes.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[range])) }
  }

  /// Whether one text comes before another in the order of their bytes.
  func precedes(_ first: Int32, _ second: Int32) -> Bool {
    guard first != second else { return false }
    let one = range(Int(first))
    let two = range(Int(second))
    return bytes.withUnsafeBytes { all in
      let shorter = min(one.count, two.count)
      var place = 0
      while place < shorter {
        let left = all[one.lowerBound + place]
        let right = all[two.lowerBound + place]
        if left != right { return left < right }
        place += 1
      }
      return one.count < two.count
    }
  }

  private func range(_ number: Int) -> Range<Int> {
    (number == 0 ? 0 : end(of: number - 1))..<end(of: number)
  }

  @inline(__always)
  private func end(of number: Int) -> Int {
    let end = Int(ends[number])
    return overflows.isEmpty ? end : end + overflows.count(where: { $0 <= number }) << 32
  }

  private func equals(_ number: Int, _ text: UnsafeRawBufferPointer) -> Bool {
    let range = range(number)
    guard range.count == text.count else { return false }
    return bytes.withUnsafeBytes { all in
      for place in 0..<text.count where all[range.lowerBound + place] != text[place] {
        return false
      }
      return true
    }
  }

  private mutating func grow() {
    var wider: [UInt32] = Array(repeating: 0, count: slots.count * 2)
    for (number, hash) in hashes.enumerated() {
      var slot = Int(hash) & (wider.count - 1)
      while wider[slot] != 0 { slot = (slot + 1) & (wider.count - 1) }
      wider[slot] = UInt32(number + 1)
    }
    slots = wider
  }

  /// FNV-1a over eight bytes at a time, mixed at the end.
  private static func hash(_ text: UnsafeRawBufferPointer) -> UInt32 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ UInt64(text.count)
    var place = 0
    while place + 8 <= text.count {
      hash =
        (hash ^ text.loadUnaligned(fromByteOffset: place, as: UInt64.self)) &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash >> 29
      place += 8
    }
    while place < text.count {
      hash = (hash ^ UInt64(text[place])) &* 0x100_0000_01B3
      place += 1
    }
    hash ^= hash >> 32
    // The upper half of a product depends on all bits of its factors, the lower half on the lower ones only.
    return UInt32(truncatingIfNeeded: (hash &* 0x9E37_79B9_7F4A_7C15) >> 32)
  }
}
