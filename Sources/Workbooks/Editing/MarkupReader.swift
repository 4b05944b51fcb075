import TabularCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Cuts a part into its tags and what lies between them, so that it can be copied byte for byte but for a
/// few tags.
///
/// Nothing is decoded or repaired. What ends a tag within a quoted value, a comment or CDATA ends nothing.
/// A document type declaration is refused, and so are more depth or longer tags than the limits allow.
final class MarkupReader {
  /// What was cut off.
  enum Kind {
    /// A start tag.
    case start
    /// The tag of an element without contents.
    case empty
    /// An end tag.
    case end
    /// Text, CDATA, a comment or an instruction, or a piece of them.
    case other
  }

  /// An attribute of a tag, its places counted from the tag's first byte.
  struct Attribute {
    /// Where the name and its prefix are.
    var name: Range<Int>
    /// Where the value is, without its quotes.
    var value: Range<Int>
    /// Where the white space before the name begins.
    var start: Int
  }

  private let source: any PartBytes
  private let limits: Limits
  /// The most bytes that a tag may have; a piece of anything else is cut there.
  private let longestTag: Int
  private var base: UnsafeMutablePointer<UInt8>
  private var capacity = 1 << 16
  private var filled = 0
  private var isAtEnd = false
  private var tokenStart = 0
  private var tokenEnd = 0
  private var nameEnd = 0
  /// What ends the comment, CDATA or instruction that is being read in pieces.
  private var pendingEnd: [UInt8]?
  private var consumed = 0

  /// What was cut off last.
  private(set) var kind = Kind.other
  /// How many elements are open: a start tag counts itself, an end tag does not.
  private(set) var depth = 0
  /// Whether the root element was closed.
  private(set) var hasEnded = false

  /// Reads a part in UTF-8.
  init(_ source: any PartBytes, limits: Limits) {
    self.source = source
    self.limits = limits
    longestTag = 1 << 20
    base = .allocate(capacity: capacity)
  }

  deinit { base.deallocate() }

  /// The bytes that were cut off last; valid until the next are.
  var bytes: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: base + tokenStart, count: tokenEnd - tokenStart)
  }

  /// The name of the tag with its prefix; valid until the next call of `next()`.
  var name: UnsafeBufferPointer<UInt8> {
    let start = tokenStart + (kind == .end ? 2 : 1)
    return UnsafeBufferPointer(start: base + start, count: max(0, nameEnd - start))
  }

  /// Whether the tag has this name, prefix included.
  func isNamed(_ wanted: [UInt8]) -> Bool {
    let name = name
    return name.count == wanted.count && name.elementsEqual(wanted)
  }

  /// The name without its prefix.
  var localName: String {
    let name = name
    let start = name.firstIndex(of: UInt8(ascii: ":")).map { $0 + 1 } ?? 0
    return String(decoding: name[start...], as: UTF8.self)
  }

  private func malformed(_ reason: String) -> WorkbookError {
    WorkbookError(
      .xmlMalformed(.syntax(offset: consumed + tokenStart, reason: reason)), part: source.name,
      byteOffset: consumed + tokenStart)
  }

  /// Cuts off the next tag or piece; false at the end of the part.
  func next() throws(WorkbookError) -> Bool {
    tokenStart = tokenEnd
    guard try fill(1) else {
      guard depth == 0, hasEnded, pendingEnd == nil else { throw malformed("it breaks off") }
      return false
    }
    if let end = pendingEnd {
      try takePiece(endingIn: end)
      return true
    }
    guard base[tokenStart] == UInt8(ascii: "<") else {
      takeText()
      return true
    }
    guard try fill(2) else { throw malformed("it breaks off") }
    switch base[tokenStart + 1] {
    case UInt8(ascii: "!"): try takeDeclaration()
    case UInt8(ascii: "?"): try takePiece(endingIn: Array("?>".utf8))
    default: try takeTag()
    }
    return true
  }

  /// Makes sure that `count` bytes from the start of the token on are in memory; false at the end.
  private func fill(_ count: Int) throws(WorkbookError) -> Bool {
    while filled - tokenStart < count {
      guard !isAtEnd else { return false }
      if tokenStart > 0 {
        memmove(base, base + tokenStart, filled - tokenStart)
        consumed += tokenStart
        filled -= tokenStart
        tokenEnd -= tokenStart
        nameEnd -= tokenStart
        tokenStart = 0
      }
      if filled == capacity {
        let grown = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity * 2)
        grown.update(from: base, count: filled)
        base.deallocate()
        base = grown
        capacity *= 2
      }
      let got = source.read(into: base + filled, capacity: capacity - filled)
      guard got >= 0 else { throw source.failure ?? malformed("it breaks off") }
      if got == 0 { isAtEnd = true }
      filled += got
    }
    return true
  }

  private func takeText() {
    kind = .other
    let room = filled - tokenStart
    let found = memchr(base + tokenStart, CInt(UInt8(ascii: "<")), room)
    tokenEnd =
      found.map { UnsafeRawPointer($0) - UnsafeRawPointer(base) } ?? filled
  }

  /// Takes what is in memory of a comment, CDATA or instruction, up to its end.
  private func takePiece(endingIn end: [UInt8]) throws(WorkbookError) {
    kind = .other
    var place = tokenStart
    while true {
      while place + end.count <= filled {
        var isEnd = true
        for index in end.indices where base[place + index] != end[index] { isEnd = false }
        if isEnd {
          tokenEnd = place + end.count
          pendingEnd = nil
          return
        }
        place += 1
      }
      // The rest may be the beginning of the end.
      if place - tokenStart > 1 << 15 {
        tokenEnd = place
        pendingEnd = end
        return
      }
      let offset = place - tokenStart
      guard try fill(filled - tokenStart + 1) else { throw malformed("it breaks off") }
      place = tokenStart + offset
    }
  }

  /// Takes what the element that was just opened holds, up to its end tag, as one piece.
  ///
  /// - Returns: whether that was done. An element that holds a comment, CDATA, an instruction, an element
  ///   of its own name or very much is left to `next()`.
  func takeContents() throws(WorkbookError) -> Bool {
    guard kind == .start else { return false }
    let tag = tokenEnd - tokenStart
    let name = nameEnd - tokenStart - 1
    var place = tag
    while place <= longestTag {
      let (start, count) = (base + tokenStart, filled - tokenStart)
      while let found = memchr(start + place, CInt(UInt8(ascii: "<")), count - place) {
        place = UnsafeRawPointer(found) - UnsafeRawPointer(start)
        guard place + name + 2 < count else { break }
        switch start[place + 1] {
        case UInt8(ascii: "/"):
          guard memcmp(start + place + 2, start + 1, name) == 0,
            Self.endsName(start[place + name + 2])
          else { break }
          tokenStart += tag
          tokenEnd = tokenStart + place - tag
          nameEnd = tokenEnd
          kind = .other
          return true
        case UInt8(ascii: "!"), UInt8(ascii: "?"): return false
        default:
          if memcmp(start + place + 1, start + 1, name) == 0,
            Self.endsName(start[place + name + 1])
          {
            return false
          }
        }
        place += 1
      }
      if place + name + 2 < count { place = count }
      guard try fill(count + 1) else { return false }
    }
    return false
  }

  private static func endsName(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/") || isSpace(byte)
  }

  private func takeDeclaration() throws(WorkbookError) {
    _ = try fill(9)
    let start = UnsafeBufferPointer(start: base + tokenStart, count: min(9, filled - tokenStart))
    if start.starts(with: Array("<!--".utf8)) {
      try takePiece(endingIn: Array("-->".utf8))
    } else if start.starts(with: Array("<![CDATA[".utf8)) {
      try takePiece(endingIn: Array("]]>".utf8))
    } else if start.starts(with: Array("<!DOCTYPE".utf8)) {
      throw WorkbookError(.xmlDoctype(), part: source.name)
    } else {
      throw malformed("it has a declaration")
    }
  }

  private func takeTag() throws(WorkbookError) {
    var place = tokenStart + 1
    var quote: UInt8 = 0
    while true {
      // Each access to a property of an object is checked for others at the same time.
      let (base, filled) = (base, filled)
      while place < filled {
        let byte = base[place]
        if quote != 0 {
          if byte == quote { quote = 0 }
        } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
          quote = byte
        } else if byte == UInt8(ascii: ">") {
          tokenEnd = place + 1
          return try classify(place + 1)
        } else if byte == UInt8(ascii: "<") {
          throw malformed("a tag is not closed")
        }
        place += 1
      }
      let offset = place - tokenStart
      guard offset <= longestTag else {
        throw WorkbookError(
          .xmlLimit(.attributeLength, limit: limits[.xmlAttributeLength]), part: source.name)
      }
      guard try fill(filled - tokenStart + 1) else { throw malformed("it breaks off") }
      place = tokenStart + offset
    }
  }

  private func classify(_ tokenEnd: Int) throws(WorkbookError) {
    let (base, tokenStart) = (base, tokenStart)
    if base[tokenStart + 1] == UInt8(ascii: "/") {
      kind = .end
      depth -= 1
      guard depth >= 0 else { throw malformed("an element is closed that is not open") }
      if depth == 0 { hasEnded = true }
    } else if base[tokenEnd - 2] == UInt8(ascii: "/") {
      kind = .empty
      if depth == 0 { hasEnded = true }
    } else {
      kind = .start
      depth += 1
      guard depth <= limits[.xmlDepth] else {
        throw WorkbookError(.xmlLimit(.depth, limit: limits[.xmlDepth]), part: source.name)
      }
    }
    var end = tokenStart + (base[tokenStart + 1] == UInt8(ascii: "/") ? 2 : 1)
    while end < tokenEnd - 1, !Self.isSpace(base[end]), base[end] != UInt8(ascii: "/") { end += 1 }
    nameEnd = end
  }

  static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }
}

extension MarkupReader {
  /// Calls `body` for each attribute of the tag until it returns false.
  @inline(__always)
  func forEachAttribute(_ body: (Attribute) -> Bool) {
    let bytes = bytes
    var place = nameEnd - tokenStart
    while place < bytes.count {
      let start = place
      while place < bytes.count, Self.isSpace(bytes[place]) { place += 1 }
      let nameStart = place
      while place < bytes.count, bytes[place] != UInt8(ascii: "="),
        bytes[place] != UInt8(ascii: ">"),
        bytes[place] != UInt8(ascii: "/"), !Self.isSpace(bytes[place])
      {
        place += 1
      }
      let name = nameStart..<place
      while place < bytes.count, Self.isSpace(bytes[place]) { place += 1 }
      guard place < bytes.count, bytes[place] == UInt8(ascii: "="), !name.isEmpty else { return }
      place += 1
      while place < bytes.count, Self.isSpace(bytes[place]) { place += 1 }
      guard place < bytes.count else { return }
      let quote = bytes[place]
      guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return }
      let valueStart = place + 1
      place = valueStart
      while place < bytes.count, bytes[place] != quote { place += 1 }
      guard place < bytes.count else { return }
      let attribute = Attribute(name: name, value: valueStart..<place, start: start)
      place += 1
      guard body(attribute) else { return }
    }
  }

  /// The attribute of a name, prefix included.
  @inline(__always)
  func attribute(_ wanted: StaticString) -> Attribute? {
    var found: Attribute?
    forEachAttribute { attribute in
      // The first letter mostly tells.
      guard attribute.name.count == wanted.utf8CodeUnitCount,
        base[tokenStart + attribute.name.lowerBound] == wanted.utf8Start.pointee,
        memcmp(
          base + tokenStart + attribute.name.lowerBound, wanted.utf8Start, attribute.name.count)
          == 0
      else { return true }
      found = attribute
      return false
    }
    return found
  }

  /// The value of an attribute, its references decoded.
  func value(_ name: StaticString) -> String? {
    attribute(name).map { value(of: $0) }
  }

  /// The value of an attribute, its references decoded.
  func value(of attribute: Attribute) -> String {
    Markup.decoded(String(decoding: bytes[attribute.value], as: UTF8.self))
  }

  /// The value of an attribute by its name without prefix: `id` for `r:id`.
  func prefixedValue(_ name: String) -> String? {
    let bytes = bytes
    let ending = Array((":" + name).utf8)
    var found: String?
    forEachAttribute { attribute in
      guard bytes[attribute.name].suffix(ending.count).elementsEqual(ending) else { return true }
      found = value(of: attribute)
      return false
    }
    return found
  }

  /// The tag with some attributes changed; a value of `nil` takes one away, one that is absent is added.
  func tag(setting changes: [(name: String, value: String?)]) -> [UInt8] {
    let bytes = bytes
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + 32)
    var copied = 0
    var rest = changes
    forEachAttribute { attribute in
      let name = bytes[attribute.name]
      guard let index = rest.firstIndex(where: { name.elementsEqual($0.name.utf8) })
      else { return true }
      let change = rest.remove(at: index)
      if let value = change.value {
        result += bytes[copied..<attribute.value.lowerBound]
        result += Markup.escaped(value).utf8
        copied = attribute.value.upperBound
      } else {
        result += bytes[copied..<attribute.start]
        copied = attribute.value.upperBound + 1
      }
      return true
    }
    var end = bytes.count - (kind == .empty ? 2 : 1)
    while end > copied, Self.isSpace(bytes[end - 1]) { end -= 1 }
    result += bytes[copied..<end]
    for change in rest {
      guard let value = change.value else { continue }
      result += " \(change.name)=\"\(Markup.escaped(value))\"".utf8
    }
    result += bytes[end...]
    return result
  }
}
