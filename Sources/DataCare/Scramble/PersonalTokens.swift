import Foundation

/// The words and numbers of four characters or more in personal values: where one of them stands in a
/// text, the text tells something about a person.
///
/// They are kept as bits, so that memory does not grow with the records: a text may be taken for one with
/// a token that has none, which is rare, but never the other way round. Case does not count, and each token
/// is known from behind too.
struct PersonalTokens: Sendable {
  /// Tokens have at least so many characters.
  static let leastCount = 4

  private let filter: TokenFilter
  private let prefixes: TokenPrefixes
  private let longest: Int

  /// The tokens whose hashes are in a filter.
  ///
  /// - Parameter lengths: how long they are, by the places of their prefixes.
  init(_ filter: TokenFilter, lengths: [UInt32], longest: Int) {
    self.filter = filter
    prefixes = TokenPrefixes(lengths)
    self.longest = longest
  }

  // MARK: Asking

  /// Whether a text has a token anywhere in it.
  ///
  /// - Parameter looksInside: whether what the text may encode counts: JSON's `\\u` and base64.
  func occur(in text: String, looksInside: Bool = false) -> Bool {
    guard longest > 0 else { return false }
    if Self.withPlain(text, { occur(inPlain: $0) }) { return true }
    return looksInside && occur(inside: text)
  }

  /// Whether what a text may encode has a token.
  func occur(inside text: String) -> Bool {
    guard longest > 0 else { return false }
    if text.utf8.contains(UInt8(ascii: "\\")), let unescaped = Self.unescaped(text),
      occur(inPlain: Self.plain(unescaped))
    {
      return true
    }
    return text.utf8.count >= 8 && occurEncoded(in: text)
  }

  /// Whether a text in lower case has a token as it stands.
  func occur(inPlain plain: [UInt8]) -> Bool {
    plain.withUnsafeBufferPointer { occur(inPlain: $0) }
  }

  private func occur(inPlain plain: UnsafeBufferPointer<UInt8>) -> Bool {
    guard longest > 0 else { return false }
    var isFound = false
    Self.forEachRun(of: plain) { run in
      isFound = occur(inRun: run)
      return !isFound
    }
    return isFound
  }

  private func occur(inRun run: UnsafeBufferPointer<UInt8>) -> Bool {
    if isToken(run) { return true }
    for start in 0...(run.count - Self.leastCount) {
      // A token does not begin within a character.
      if run[start] & 0xC0 == 0x80 { continue }
      let prefix = TokenPrefixes.place(run[start], run[start + 1], run[start + 2], run[start + 3])
      // The lengths that there is room for.
      let room = run.count - start
      let lengths = prefixes.lengths(at: prefix) & (TokenPrefixes.lengthBit(room) &* 2 &- 1)
      guard lengths != 0 else { continue }
      let isLong = lengths & TokenPrefixes.lengthBit(.max) != 0
      let most =
        isLong ? min(room, longest) : Self.leastCount + 31 - lengths.leadingZeroBitCount
      var hash = TokenFilter.start
      for index in start..<(start + most) {
        hash = TokenFilter.step(hash, run[index])
        let count = index - start + 1
        if count >= Self.leastCount, lengths & TokenPrefixes.lengthBit(count) != 0,
          filter.has(hash)
        {
          return true
        }
      }
    }
    return false
  }

  /// Whether a run is a token as a whole, which is what most are that have one.
  private func isToken(_ run: UnsafeBufferPointer<UInt8>) -> Bool {
    let lengths = prefixes.lengths(at: TokenPrefixes.place(run[0], run[1], run[2], run[3]))
    guard run.count <= longest, lengths & TokenPrefixes.lengthBit(run.count) != 0 else {
      return false
    }
    return filter.has(run.reduce(TokenFilter.start, TokenFilter.step))
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

  // MARK: Texts

  /// The bytes of a text in lower case.
  static func plain(_ text: String) -> [UInt8] { withPlain(text) { Array($0) } }

  /// Puts the bytes of a text in lower case into an array.
  static func plain(_ text: String, into bytes: inout [UInt8]) {
    bytes.removeAll(keepingCapacity: true)
    withPlain(text) { bytes.append(contentsOf: $0) }
  }

  /// Calls a closure with the bytes of a text in lower case.
  static func withPlain<Result>(
    _ text: String, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    var text = text
    return text.withUTF8 { bytes in
      guard bytes.allSatisfy({ $0 < 0x80 }) else {
        let lowered = Array(String(decoding: bytes, as: UTF8.self).lowercased().utf8)
        return lowered.withUnsafeBufferPointer(body)
      }
      return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: bytes.count) { plain in
        for (index, byte) in bytes.enumerated() {
          plain[index] = byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
        }
        return body(UnsafeBufferPointer(plain))
      }
    }
  }

  /// The runs of letters and digits that are long enough for a token, until `body` returns `false`.
  @inline(__always)
  static func forEachRun(
    of bytes: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Bool
  ) {
    var start = 0
    for index in 0...bytes.count {
      if index < bytes.count {
        let byte = bytes[index]
        if byte >= 0x80 || byte >= 0x61 && byte <= 0x7A || byte >= 0x30 && byte <= 0x39 { continue }
      }
      if index - start >= leastCount {
        guard body(UnsafeBufferPointer(rebasing: bytes[start..<index])) else { return }
      }
      start = index + 1
    }
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
