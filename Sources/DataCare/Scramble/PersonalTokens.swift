import Foundation

/// The words and numbers of four characters or more in personal values: where one of them stands in a
/// text, the text tells something about a person.
///
/// They are kept as bits, so that memory does not grow with the records: a text may be taken for one with
/// a token that has none, which is rare, but never the other way round. Case does not count, and each token
/// is known from behind too.
struct PersonalTokens {
  /// Tokens have at least so many characters.
  static let leastCount = 4
  /// Of longer tokens the first bytes count.
  private static let mostBytes = 64
  private static let bitsPerToken = 24
  private static let prefixCount = 1 << 20

  private var words: [UInt64]
  private let blockMask: UInt64
  /// How long the tokens are that begin with four bytes, a bit for each length from 4 on, the last one for all
  /// that are longer: most texts are told from tokens by that.
  private var prefixes: [UInt32]
  private var longest = 0

  /// No tokens.
  ///
  /// - Parameter count: about how many there will be; with more of them texts are mistaken more often.
  init(count: Int) {
    var size = 1 << 20
    let wanted = min(count, 1 << 26) * 2 * Self.bitsPerToken
    while size < wanted, size < 1 << 30 { size *= 2 }
    words = [UInt64](repeating: 0, count: size / 64)
    blockMask = UInt64(size / 512 - 1)
    prefixes = [UInt32](repeating: 0, count: Self.prefixCount)
  }

  // MARK: Adding

  /// Adds the tokens of a personal value.
  mutating func add(_ text: String) {
    Self.forEachRun(of: Self.plain(text)) { run in
      guard run.count >= Self.leastCount else { return true }
      if run.allSatisfy({ $0 < 0x80 }) {
        insert(run.prefix(Self.mostBytes))
        insert(run.suffix(Self.mostBytes).reversed())
      } else {
        insert(run.prefix(Self.mostBytes))
        insert(Self.reversed(run).prefix(Self.mostBytes))
      }
      return true
    }
  }

  @inline(__always)
  private mutating func insert(_ token: some BidirectionalCollection<UInt8>) {
    guard Self.characterCount(token) >= Self.leastCount else { return }
    let count = token.count
    longest = max(longest, count)
    var hash = Self.start
    var first: UInt32 = 0
    var shift: UInt32 = 0
    for byte in token {
      hash = Self.step(hash, byte)
      if shift < 32 { first |= UInt32(byte) << shift }
      shift += 8
    }
    prefixes[Self.prefix(first)] |= Self.lengthBit(count)
    let (block, bits) = place(of: hash)
    var rest = bits
    for _ in 0..<7 {
      let bit = Int(rest & 511)
      words[block + bit >> 6] |= 1 << UInt64(bit & 63)
      rest >>= 9
    }
  }

  // MARK: Asking

  /// Whether a text has a token anywhere in it.
  ///
  /// - Parameter looksInside: whether what the text may encode counts: JSON's `\\u` and base64.
  func occur(in text: String, looksInside: Bool = false) -> Bool {
    guard longest > 0 else { return false }
    let plain = Self.plain(text)
    if occur(inPlain: plain) { return true }
    guard looksInside else { return false }
    if text.utf8.contains(UInt8(ascii: "\\")), let unescaped = Self.unescaped(text),
      occur(inPlain: Self.plain(unescaped))
    {
      return true
    }
    return text.utf8.count >= 8 && occurEncoded(in: text)
  }

  /// Whether a text in lower case has a token as it stands.
  func occur(inPlain plain: [UInt8]) -> Bool {
    guard longest > 0 else { return false }
    var isFound = false
    Self.forEachRun(of: plain) { run in
      isFound = occur(inRun: run)
      return !isFound
    }
    return isFound
  }

  private func occur(inRun run: ArraySlice<UInt8>) -> Bool {
    guard run.count >= Self.leastCount else { return false }
    for start in run.startIndex...(run.endIndex - Self.leastCount) {
      // A token does not begin within a character.
      if run[start] & 0xC0 == 0x80 { continue }
      let prefix = Self.prefix(run[start], run[start + 1], run[start + 2], run[start + 3])
      let lengths = prefixes[prefix]
      guard lengths != 0 else { continue }
      var hash = Self.start
      for index in start..<min(run.endIndex, start + longest) {
        hash = Self.step(hash, run[index])
        let count = index - start + 1
        if count >= Self.leastCount, lengths & Self.lengthBit(count) != 0, has(hash) { return true }
      }
    }
    return false
  }

  private static func lengthBit(_ count: Int) -> UInt32 {
    1 << UInt32(min(count - leastCount, 31))
  }

  private func has(_ hash: UInt64) -> Bool {
    let (block, bits) = place(of: hash)
    var rest = bits
    for _ in 0..<7 {
      let bit = Int(rest & 511)
      if words[block + bit >> 6] & 1 << UInt64(bit & 63) == 0 { return false }
      rest >>= 9
    }
    return true
  }

  /// Whether a run of the digits of base64 encodes a text with a token.
  private func occurEncoded(in text: String) -> Bool {
    for run in text.utf8.split(whereSeparator: { !Self.isBase64($0) }) where run.count >= 8 {
      var digits = run.prefix(1 << 16).map { byte -> UInt8 in
        switch byte {
        case UInt8(ascii: "-"): UInt8(ascii: "+")
        case UInt8(ascii: "_"): UInt8(ascii: "/")
        default: byte
        }
      }
      digits.removeLast(digits.count % 4)
      guard let data = Data(base64Encoded: Data(digits)) else { continue }
      if occur(inPlain: Self.plain(String(decoding: data, as: UTF8.self))) { return true }
    }
    return false
  }

  // MARK: Hashes

  private static let start: UInt64 = 0xCBF2_9CE4_8422_2325

  private static func step(_ hash: UInt64, _ byte: UInt8) -> UInt64 {
    (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
  }

  /// The first word of a block of 512 bits, and seven numbers below 512 in one.
  private func place(of hash: UInt64) -> (block: Int, bits: UInt64) {
    var mixed = hash
    mixed ^= mixed >> 32
    mixed &*= 0xD6E8_FEB8_6659_FD93
    mixed ^= mixed >> 32
    let bits = (mixed &* 0x9E37_79B9_7F4A_7C15) ^ (mixed >> 29)
    return (Int(mixed & blockMask) * 8, bits)
  }

  private static func prefix(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8) -> Int {
    prefix(UInt32(a) | UInt32(b) << 8 | UInt32(c) << 16 | UInt32(d) << 24)
  }

  private static func prefix(_ fourBytes: UInt32) -> Int {
    Int((fourBytes &* 0x9E37_79B1) >> 12)
  }

  // MARK: Texts

  /// The bytes of a text in lower case.
  static func plain(_ text: String) -> [UInt8] {
    var bytes = Array(text.utf8)
    for index in bytes.indices {
      let byte = bytes[index]
      if byte >= 0x80 { return Array(text.lowercased().utf8) }
      if byte >= 0x41, byte <= 0x5A { bytes[index] = byte | 0x20 }
    }
    return bytes
  }

  /// The runs of letters and digits, until `body` returns `false`.
  private static func forEachRun(of bytes: [UInt8], _ body: (ArraySlice<UInt8>) -> Bool) {
    var start: Int?
    for (index, byte) in bytes.enumerated() {
      let belongs =
        byte >= 0x80 || byte >= 0x61 && byte <= 0x7A || byte >= 0x30 && byte <= 0x39
      if belongs {
        if start == nil { start = index }
      } else if let first = start {
        start = nil
        if !body(bytes[first..<index]) { return }
      }
    }
    if let start { _ = body(bytes[start...]) }
  }

  private static func characterCount(_ bytes: some Sequence<UInt8>) -> Int {
    bytes.reduce(0) { $1 & 0xC0 != 0x80 ? $0 + 1 : $0 }
  }

  private static func reversed(_ run: ArraySlice<UInt8>) -> [UInt8] {
    Array(String(String(decoding: run, as: UTF8.self).reversed()).utf8)
  }

  private static func isBase64(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: [0x2B, 0x2D, 0x2F, 0x5F].contains(byte)
    }
  }

  /// A text with the characters for which JSON's `\\u` stands; `nil` if it has none.
  private static func unescaped(_ text: String) -> String? {
    let parts = text.components(separatedBy: "\\u")
    guard parts.count > 1 else { return nil }
    var units = Array(parts[0].utf16)
    for part in parts.dropFirst() {
      guard let unit = UInt16(part.prefix(4), radix: 16), part.utf8.count >= 4 else {
        units += Array(part.utf16)
        continue
      }
      units.append(unit)
      units += Array(part.dropFirst(4).utf16)
    }
    return String(decoding: units, as: UTF16.self)
  }
}
