import Crypto

/// Numbers that depend on a key and a value alone: HMAC-SHA256 over the value and a count.
///
/// Who lacks the key cannot tell them from random ones.
struct KeyedDraws {
  private let keyed: HMAC<SHA256>
  /// The value, and eight bytes for the counts of attempts and blocks.
  private var message: [UInt8] = []
  private var valueCount = 0
  private var attempt: UInt32 = 0
  private var blocks: UInt32 = 0
  private var block = [UInt8](repeating: 0, count: SHA256.byteCount)
  private var position = 0

  /// Draws for values of one kind: equal values of two kinds have nothing to do with each other.
  init(_ key: ScrambleKey, kind: String) {
    var keyed = HMAC<SHA256>(key: key.key)
    keyed.update(data: Array(kind.utf8) + [0])
    self.keyed = keyed
  }

  /// Begins the draws of an attempt to replace a value.
  mutating func begin(_ value: some Sequence<UInt8>, attempt: Int) {
    message.removeAll(keepingCapacity: true)
    message.append(contentsOf: value)
    valueCount = message.count
    message.append(contentsOf: repeatElement(0, count: 8))
    again(attempt: attempt)
  }

  /// Begins the draws of another attempt for the same value.
  mutating func again(attempt: Int) {
    self.attempt = UInt32(truncatingIfNeeded: attempt)
    blocks = 0
    position = 32
  }

  /// The next number below a bound of at most 65,536.
  mutating func next(below bound: Int) -> Int {
    if position + 1 >= 32 { fill() }
    let number = UInt32(block[position]) << 8 | UInt32(block[position + 1])
    position += 2
    return Int((number * UInt32(bound)) >> 16)
  }

  private mutating func fill() {
    for index in 0..<4 {
      let shift = UInt32(index * 8)
      message[valueCount + index] = UInt8(truncatingIfNeeded: attempt >> shift)
      message[valueCount + 4 + index] = UInt8(truncatingIfNeeded: blocks >> shift)
    }
    var hash = keyed
    message.withUnsafeBytes { hash.update(data: $0) }
    hash.finalize().withUnsafeBytes { code in
      block.withUnsafeMutableBytes { $0.copyMemory(from: code) }
    }
    blocks += 1
    position = 0
  }
}
