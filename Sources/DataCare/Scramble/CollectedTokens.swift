/// The words and numbers of personal values while they are collected.
struct CollectedTokens {
  /// Of longer tokens the first bytes count.
  private static let mostBytes = 64

  /// So many hashes wait until they are kept.
  private static let mostWaiting = 1_024

  private var filter: TokenFilter
  /// How long the tokens are that begin with four bytes; see ``TokenPrefixes``.
  private var lengths = [UInt32](repeating: 0, count: TokenPrefixes.count)
  private var longest = 0
  private var hashes: [UInt64] = []

  /// None.
  ///
  /// - Parameter count: about how many there will be; with more of them texts are mistaken more often.
  init(count: Int) { filter = TokenFilter(count: count) }

  /// Adds the tokens of a personal value.
  mutating func add(_ text: String) {
    if hashes.count >= Self.mostWaiting { flush() }
    PersonalTokens.withPlain(text) { bytes in
      PersonalTokens.forEachRun(of: bytes) { run in
        if run.allSatisfy({ $0 < 0x80 }) {
          note(run.prefix(Self.mostBytes))
          note(run.suffix(Self.mostBytes).reversed())
        } else {
          note(run.prefix(Self.mostBytes))
          note(Self.reversed(run).prefix(Self.mostBytes))
        }
        return true
      }
    }
  }

  private mutating func flush() {
    filter.insert(hashes)
    hashes.removeAll(keepingCapacity: true)
  }

  /// All of them.
  mutating func finished() -> PersonalTokens {
    flush()
    return PersonalTokens(filter, lengths: lengths, longest: longest)
  }

  @inline(__always)
  private mutating func note(_ token: some BidirectionalCollection<UInt8>) {
    guard Self.characterCount(token) >= PersonalTokens.leastCount else { return }
    let count = token.count
    longest = max(longest, count)
    var hash = TokenFilter.start
    var first: UInt32 = 0
    var shift: UInt32 = 0
    for byte in token {
      hash = TokenFilter.step(hash, byte)
      if shift < 32 { first |= UInt32(byte) << shift }
      shift += 8
    }
    lengths[TokenPrefixes.place(first)] |= TokenPrefixes.lengthBit(count)
    hashes.append(hash)
  }

  private static func characterCount(_ bytes: some Sequence<UInt8>) -> Int {
    bytes.reduce(0) { $1 & 0xC0 != 0x80 ? $0 + 1 : $0 }
  }

  private static func reversed(_ run: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    Array(String(String(decoding: run, as: UTF8.self).reversed()).utf8)
  }
}
