import Crypto
import TabularCore

/// SHA-256 over bytes that come piece by piece.
public struct ByteDigest {
  private var hash = SHA256()

  /// Over no bytes yet.
  public init() {}

  /// Takes further bytes.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) { hash.update(bufferPointer: bytes) }

  /// The digest, lower-case hexadecimal.
  public var text: String {
    hash.finalize().hexadecimal
  }
}
