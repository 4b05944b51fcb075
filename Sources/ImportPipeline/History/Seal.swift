import Crypto
import TabularCore

/// A hash over values, each with its kind and length, so that no two lists of values collide by
/// concatenation.
struct Seal {
  private var hash = SHA256()
  private var buffer: [UInt8] = []
  private static let capacity = 32_768

  mutating func add(_ row: [SQLValue]) {
    for value in row {
      if value.isNull { append([0]) } else { add(value.text ?? "") }
    }
    append([2])
  }

  mutating func add(_ text: String) {
    append([1])
    let bytes = text.utf8
    withUnsafeBytes(of: UInt64(bytes.count).littleEndian) { append($0) }
    append(bytes)
  }

  private mutating func append(_ bytes: some Sequence<UInt8>) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.capacity { flush() }
  }

  private mutating func flush() {
    hash.update(data: buffer)
    buffer.removeAll(keepingCapacity: true)
  }

  mutating func hexadecimal() -> String {
    flush()
    return hash.finalize().hexadecimal
  }
}
