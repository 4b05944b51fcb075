/// Where a range of bytes stops being text.
struct TextPrefix: Equatable {
  /// Why the text stops there.
  enum Stop: Equatable {
    /// All bytes are text.
    case none
    /// A character begins and the bytes end before it does.
    case incomplete
    /// A byte is not allowed there.
    case invalid
    /// A NUL byte, which no text contains.
    case nul
  }

  /// How many bytes are text.
  var count: Int
  /// Why the text stops there.
  var stop: Stop
}

/// How many of the bytes are well-formed UTF-8 (RFC 3629) without NUL.
///
/// ASCII is checked 32 bytes at a time; other characters one by one.
func utf8Prefix(of bytes: UnsafeBufferPointer<UInt8>) -> TextPrefix {
  guard let base = bytes.baseAddress else { return TextPrefix(count: 0, stop: .none) }
  let words = UnsafeRawPointer(base)
  let count = bytes.count
  var index = 0
  while index < count {
    while index &+ 32 <= count, isPlain(words, at: index), isPlain(words, at: index &+ 16) {
      index &+= 32
    }
    // A word that begins with ASCII is skipped up to its first other byte.
    while index &+ 8 <= count {
      let word = UInt64(
        littleEndian: words.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      let marked = (word | (word &- lowBits)) & highBits
      if marked == 0 {
        index &+= 8
        continue
      }
      index &+= marked.trailingZeroBitCount >> 3
      break
    }
    guard index < count else { break }
    let lead = base[index]
    if lead < 0x80 {
      guard lead != 0 else { return TextPrefix(count: index, stop: .nul) }
      index &+= 1
      continue
    }
    switch characterLength(base + index, available: count - index) {
    case .length(let length): index &+= length
    case .incomplete: return TextPrefix(count: index, stop: .incomplete)
    case .invalid: return TextPrefix(count: index, stop: .invalid)
    }
  }
  return TextPrefix(count: count, stop: .none)
}

private let highBits: UInt64 = 0x8080_8080_8080_8080
private let lowBits: UInt64 = 0x0101_0101_0101_0101

/// Whether 16 bytes are ASCII without NUL.
@inline(__always)
private func isPlain(_ words: UnsafeRawPointer, at index: Int) -> Bool {
  let first = words.loadUnaligned(fromByteOffset: index, as: UInt64.self)
  let second = words.loadUnaligned(fromByteOffset: index &+ 8, as: UInt64.self)
  return (first | second | (first &- lowBits) | (second &- lowBits)) & highBits == 0
}

private enum CharacterLength {
  case length(Int)
  case incomplete
  case invalid
}

/// The length of the character of two to four bytes that begins at `bytes` (Unicode, table 3-7).
@inline(__always)
private func characterLength(
  _ bytes: UnsafePointer<UInt8>, available: Int
) -> CharacterLength {
  let lead = bytes[0]
  let length: Int
  var second: ClosedRange<UInt8> = 0x80...0xBF
  switch lead {
  case 0xC2...0xDF: length = 2
  case 0xE0: (length, second) = (3, 0xA0...0xBF)
  case 0xED: (length, second) = (3, 0x80...0x9F)
  case 0xE1...0xEF: length = 3
  case 0xF0: (length, second) = (4, 0x90...0xBF)
  case 0xF4: (length, second) = (4, 0x80...0x8F)
  case 0xF1...0xF3: length = 4
  default: return .invalid
  }
  for position in 1..<length {
    guard position < available else { return .incomplete }
    let byte = bytes[position]
    let isAllowed = position == 1 ? second.contains(byte) : byte & 0xC0 == 0x80
    guard isAllowed else { return .invalid }
  }
  return .length(length)
}
