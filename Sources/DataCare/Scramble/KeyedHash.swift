import Crypto

/// HMAC-SHA256 (RFC 2104) of many short messages under one key, all of which begin alike.
///
/// What comes first, the key's two blocks and the common beginning, is hashed once. The library's own `HMAC` does
/// that too and gives the same codes, but copies both hashes through generic code for each message, which took
/// three quarters more time than the hashing itself.
struct KeyedHash {
  private let inner: SHA256
  private let outer: SHA256

  /// - Parameter beginning: what each message begins with.
  init(_ key: ScrambleKey, beginning: [UInt8]) {
    // The key is shorter than a block of the hash, so that it is not hashed itself.
    var block = [UInt8](repeating: 0x36, count: SHA256.blockByteCount)
    key.key.withUnsafeBytes { bytes in
      for (index, byte) in bytes.enumerated() { block[index] ^= byte }
    }
    var inner = SHA256()
    block.withUnsafeBytes { inner.update(bufferPointer: $0) }
    beginning.withUnsafeBytes { inner.update(bufferPointer: $0) }
    for index in block.indices { block[index] ^= 0x36 ^ 0x5C }
    var outer = SHA256()
    block.withUnsafeBytes { outer.update(bufferPointer: $0) }
    for index in block.indices { block[index] = 0 }
    self.inner = inner
    self.outer = outer
  }

  /// The code of a message, whose beginning is left out.
  func code(of message: [UInt8]) -> SHA256Digest {
    var first = inner
    message.withUnsafeBytes { first.update(bufferPointer: $0) }
    var second = outer
    first.finalize().withUnsafeBytes { second.update(bufferPointer: $0) }
    return second.finalize()
  }
}
