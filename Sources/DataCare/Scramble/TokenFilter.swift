/// A set of hashes as bits (a Bloom filter): what is in it is found, what is not is taken for it rarely.
///
/// The seven bits of a hash stand in one line of the processor's cache, since reading memory is what takes time.
struct TokenFilter: Sendable {
  private static let bitsPerHash = 24

  private let table: LargeTable
  private let blockMask: UInt64

  /// An empty set.
  ///
  /// - Parameter count: about how many hashes there will be, half of them; with more of them mistakes are frequent.
  init(count: Int) {
    var size = 1 << 20
    let wanted = min(count, 1 << 26) * 2 * Self.bitsPerHash
    while size < wanted, size < 1 << 30 { size *= 2 }
    table = LargeTable(count: size / 64)
    blockMask = UInt64(size / 512 - 1)
  }

  /// Adds hashes; many at once wait for memory together.
  mutating func insert(_ hashes: [UInt64]) {
    let words = table.numbers
    for hash in hashes {
      let (block, bits) = place(of: hash)
      var rest = bits
      for _ in 0..<7 {
        let bit = Int(rest & 511)
        words[block + bit >> 6] |= 1 << UInt64(bit & 63)
        rest >>= 9
      }
    }
  }

  /// Whether a hash is in the set, as far as bits tell.
  func has(_ hash: UInt64) -> Bool {
    let words = table.numbers
    let (block, bits) = place(of: hash)
    var rest = bits
    for _ in 0..<7 {
      let bit = Int(rest & 511)
      if words[block + bit >> 6] & 1 << UInt64(bit & 63) == 0 { return false }
      rest >>= 9
    }
    return true
  }

  // MARK: Hashes

  /// The hash of no bytes.
  static let start: UInt64 = 0xCBF2_9CE4_8422_2325

  /// The hash of bytes and one more.
  static func step(_ hash: UInt64, _ byte: UInt8) -> UInt64 {
    (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
  }

  /// The first word of a block of 512 bits, and seven numbers below 512 in one.
  private func place(of hash: UInt64) -> (block: Int, bits: UInt64) {
    var mixed = hash
    mixed ^= mixed >> 32
    mixed &*= 0xD6E8_FEB8_6659_FD93
    mixed ^= mixed >> 32
    let bits = (mixed &* 0x9E37_79B9_7F4A_7C15) ^ (mixed >> 29)
    return (Int(mixed & blockMask) * 8, bits)
  }
}
