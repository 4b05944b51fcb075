public import Foundation

/// Stands for swift-crypto's type of the name: fuzzing needs no digest that anyone trusts, and no
/// second build of a cryptographic library.
public struct SHA256: Sendable {
  private var state: UInt64 = 0xCBF2_9CE4_8422_2325

  /// A digest of nothing.
  public init() {}

  /// Takes bytes in.
  public mutating func update(data: some DataProtocol) {
    for byte in data { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }
  }

  /// Thirty-two bytes.
  public func finalize() -> [UInt8] {
    (0..<32).map { UInt8(truncatingIfNeeded: state >> UInt64($0 % 8 * 8)) }
  }
}
