/// A set of hashes as bits (a Bloom filter): what is in it is found, what is not is taken for it rarely.
///
/// The seven bits of a hash stand in one line of the processor's cache, since reading memory is what takes time.
struct TokenFilter: Sendable {
  private static let bitsPerHash = 24
  private static let lineBytes = 64

  private var words: [UInt64]
  /// How many words stand before the first line.
  private let offset: Int
  private let blockMask: UInt64

  /// An empty set.
  ///
  /// - Parameter count: about how many hashes there will be, half of them; with more of them mistakes are frequent.
  init(count: Int) {
    var size = 1 << 20
    let wanted = min(count, 1 << 26) * 2 * Self.bitsPerHash
    while size < wanted, size < 1 << 30 { size *= 2 }
    words = [UInt64](repeating: 0, count: size / 64 + Self.lineBytes / 8)
    blockMask = UInt64(size / 512 - 1)
    let start = words.withUnsafeBytes { Int(bitPattern: $0.baseAddress) }
    offset = (-start & (Self.lineBytes - 1)) / 8
  }

  /// Adds hashes; many at once wait for memory together.
  mutating func insert(_ hashes: [UInt64]) {
    let (offset, blockMask) = (offset, blockMask)
    words.withUnsafeMutableBufferPointer { words in
      for hash in hashes {
        let (block, bits) = Self.place(of: hash, blockMask, offset)
        var rest = bits
        for _ in 0..<7 {
          let bit = Int(rest & 511)
          words[block + bit >> 6] |= 1 << UInt64(bit & 63)
          rest >>= 9
        }
      }
    }
  }

  /// Whether a hash is in the set, as far as bits tell.
  func has(_ hash: UInt64) -> Bool {
    let (block, bits) = Self.place(of: hash, blockMask, offset)
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
  private static func place(
    of hash: UInt64, _ blockMask: UInt64, _ offset: Int
  ) -> (block: Int, bits: UInt64) {
    var mixed = hash
    mixed ^= mixed >> 32
    mixed &*= 0xD6E8_FEB8_6659_FD93
    mixed ^= mixed >> 32
    let bits = (mixed &* 0x9E37_79B9_7F4A_7C15) ^ (mixed >> 29)
    return (offset + Int(mixed & blockMask) * 8, bits)
  }
}
