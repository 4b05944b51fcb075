/// A few short words, compared by their bytes without touching memory elsewhere.
struct WordList: Sendable {
  private struct Word: Sendable {
    var length: Int
    var head: UInt64
    var tail: UInt64
  }

  private let words: [Word]

  /// The most bytes of a word.
  static let longest = 16

  /// Whether there is no word.
  var isEmpty: Bool { words.isEmpty }

  /// A list of words; `nil` when one of them is too long.
  init?(_ texts: [String]) {
    guard texts.allSatisfy({ $0.utf8.count <= Self.longest }) else { return nil }
    words = texts.map { text in
      var text = text
      return text.withUTF8 { bytes in
        let halves = bytes.baseAddress.map { Self.halves($0, bytes.count) } ?? (head: 0, tail: 0)
        return Word(length: bytes.count, head: halves.head, tail: halves.tail)
      }
    }
  }

  /// The first eight bytes, and the last eight of a longer word.
  @inline(__always)
  private static func halves(
    _ bytes: UnsafePointer<UInt8>, _ count: Int
  ) -> (head: UInt64, tail: UInt64) {
    let raw = UnsafeRawPointer(bytes)
    if count >= 8 {
      return (
        raw.loadUnaligned(as: UInt64.self),
        raw.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
      )
    }
    if count >= 4 {
      let head = raw.loadUnaligned(as: UInt32.self)
      let tail = raw.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self)
      return (UInt64(head) | UInt64(tail) << 32, 0)
    }
    var head: UInt64 = 0
    for index in 0..<count { head = head << 8 | UInt64(bytes[index]) }
    return (head, 0)
  }

  /// Whether some bytes are one of the words.
  @inline(__always)
  func contains(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    guard count <= Self.longest else { return false }
    let (head, tail) = Self.halves(bytes, count)
    for word in words where word.length == count && word.head == head && word.tail == tail {
      return true
    }
    return false
  }
}
