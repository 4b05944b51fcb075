public import Foundation

// Stand for swift-crypto's types of these names: fuzzing needs no digest or seal that anyone trusts,
// and no second build of a cryptographic library.

/// A digest.
public struct SHA256: Sendable {
  private var state: UInt64 = 0xCBF2_9CE4_8422_2325

  /// A digest of nothing.
  public init() {}

  /// Takes bytes in.
  public mutating func update(data: some DataProtocol) {
    for byte in data { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }
  }

  /// Takes bytes in.
  public mutating func update(bufferPointer: UnsafeRawBufferPointer) {
    for byte in bufferPointer { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }
  }

  /// Thirty-two bytes.
  public func finalize() -> [UInt8] {
    (0..<32).map { UInt8(truncatingIfNeeded: state >> UInt64($0 % 8 * 8)) }
  }

  /// Thirty-two bytes of bytes.
  public static func hash(data: some DataProtocol) -> [UInt8] {
    var digest = SHA256()
    digest.update(data: data)
    return digest.finalize()
  }
}

/// A key.
public struct SymmetricKey: Sendable {
  /// A key of bytes.
  public init(data: some ContiguousBytes) {}
}

/// A cipher that seals nothing.
public enum AES {
  /// Its mode.
  public enum GCM {
    /// What was sealed.
    public struct SealedBox: Sendable {
      /// All bytes in one.
      public var combined: Data?

      /// A box of bytes.
      public init(combined: some DataProtocol) throws { self.combined = Data(combined) }
    }

    /// Puts bytes into a box.
    public static func seal(
      _ data: some DataProtocol, using key: SymmetricKey, authenticating: some DataProtocol
    ) throws -> SealedBox {
      try SealedBox(combined: data)
    }

    /// Takes bytes out of a box.
    public static func open(
      _ box: SealedBox, using key: SymmetricKey, authenticating: some DataProtocol
    ) throws -> Data {
      box.combined ?? Data()
    }
  }
}
