import TabularCore

/// A small part in memory, with the places of its elements, to be changed in a few places.
struct MarkupDocument {
  /// An element.
  struct Element {
    /// The name without its prefix.
    var name: String
    /// How many elements it is in, itself counted.
    var depth: Int
    /// The index of the element that it is in.
    var parent: Int?
    /// The attributes as written, with their prefixes; references are decoded.
    var attributes: [(name: String, value: String)]
    /// Where the start tag is.
    var tag: Range<Int>
    /// Where the element is, from its first byte to behind its last.
    var range: Range<Int>
    /// Whether it is written as one tag.
    var isEmpty: Bool

    /// The value of an attribute by its name with its prefix.
    subscript(name: String) -> String? { attributes.first { $0.name == name }?.value }

    /// The value of an attribute by its name, whatever its prefix is; `id` for `r:id`.
    func prefixed(_ name: String) -> String? {
      attributes.first { $0.name.hasSuffix(":" + name) }?.value
    }
  }

  /// The part's name.
  let name: String
  /// The bytes, in UTF-8.
  let bytes: [UInt8]
  /// The elements, in the order of their start tags.
  private(set) var elements: [Element] = []
  /// The prefix of the root's elements with its colon; empty for none.
  private(set) var prefix = ""
  /// What is to be changed.
  private var patches: [(range: Range<Int>, bytes: [UInt8])] = []

  /// Parts of more bytes than this are not taken into memory.
  static let maximumByteCount = 64 << 20

  /// Reads a part to its end.
  ///
  /// - Parameter depth: how deep the elements are that are kept.
  init(_ source: any PartBytes, limits: Limits, depth: Int = 6) throws(WorkbookError) {
    name = source.name
    bytes = try Self.contents(of: UTF8PartBytes(source))
    let reader = MarkupReader(MemoryPartBytes(bytes, name: name), limits: limits)
    var open: [Int] = []
    var place = 0
    while try reader.next() {
      let range = place..<place + reader.bytes.count
      place = range.upperBound
      switch reader.kind {
      case .other: continue
      case .end:
        if reader.depth < depth, let index = open.popLast() {
          elements[index].range = elements[index].range.lowerBound..<place
        }
      case .start, .empty:
        let own = reader.kind == .start ? reader.depth : reader.depth + 1
        guard own <= depth else { continue }
        if elements.isEmpty {
          let name = String(decoding: reader.name, as: UTF8.self)
          if let colon = name.firstIndex(of: ":") { prefix = String(name[...colon]) }
        }
        var attributes: [(name: String, value: String)] = []
        reader.forEachAttribute { attribute in
          attributes.append(
            (
              String(decoding: reader.bytes[attribute.name], as: UTF8.self),
              reader.value(of: attribute)
            ))
          return true
        }
        elements.append(
          Element(
            name: reader.localName, depth: own, parent: open.last, attributes: attributes,
            tag: range, range: range, isEmpty: reader.kind == .empty))
        if reader.kind == .start { open.append(elements.count - 1) }
      }
    }
  }

  /// A part that is made of a text of ours.
  init(_ text: String, name: String) throws(WorkbookError) {
    try self.init(MemoryPartBytes(Array(text.utf8), name: name), limits: Limits())
  }

  private static func contents(of source: UTF8PartBytes) throws(WorkbookError) -> [UInt8] {
    var result: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 15)
    while true {
      let count = chunk.withUnsafeMutableBytes { buffer in
        buffer.baseAddress.map { source.read(into: $0, capacity: buffer.count) } ?? 0
      }
      guard count >= 0 else {
        throw source.failure ?? .damaged("member cannot be read", part: source.name)
      }
      guard count > 0 else { break }
      result += chunk[..<count]
      guard result.count <= maximumByteCount else {
        throw .malformed("it is too large to be changed", part: source.name)
      }
    }
    guard source.isTranscoded, result.starts(with: Array("<?xml".utf8)),
      let end = result.firstIndex(of: UInt8(ascii: ">"))
    else { return result }
    return Array(Markup.declaration.utf8) + result[result.index(after: end)...]
  }

  /// The indexes of the children of an element.
  func children(of index: Int) -> [Int] { elements.indices.filter { elements[$0].parent == index } }

  /// The index of the first child of the root with a name.
  func child(_ name: String) -> Int? {
    elements.firstIndex { $0.depth == 2 && $0.name == name }
  }

  /// The bytes of a stretch.
  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// What is between the tags of an element.
  func contents(of index: Int) -> Range<Int> {
    let element = elements[index]
    guard !element.isEmpty else { return element.range.upperBound..<element.range.upperBound }
    var end = element.range.upperBound - 1
    while end > element.tag.upperBound, bytes[end] != UInt8(ascii: "<") { end -= 1 }
    return element.tag.upperBound..<end
  }
}

// MARK: - Changes

extension MarkupDocument {
  /// Replaces a stretch.
  mutating func replace(_ range: Range<Int>, by text: String) {
    patches.append((range, Array(text.utf8)))
  }

  /// Takes an element away.
  mutating func remove(_ index: Int) { replace(elements[index].range, by: "") }

  /// Sets attributes of an element; a value of `nil` takes one away.
  mutating func set(_ attributes: [(name: String, value: String?)], of index: Int) {
    replace(elements[index].tag, by: tag(of: index, setting: attributes))
  }

  /// The start tag of an element with some attributes changed.
  func tag(of index: Int, setting changes: [(name: String, value: String?)]) -> String {
    let element = elements[index]
    let reader = MarkupReader(
      MemoryPartBytes(Array(bytes[element.tag]), name: name), limits: Limits())
    // The tag was read before, so that it can be read again.
    guard (try? reader.next()) == true else { return text(element.tag) }
    return String(decoding: reader.tag(setting: changes), as: UTF8.self)
  }

  /// Adds texts behind the last child of an element, and sets attributes of it.
  mutating func append(
    _ text: String, to index: Int, setting attributes: [(name: String, value: String?)] = []
  ) {
    let element = elements[index]
    guard element.isEmpty else {
      if !attributes.isEmpty { set(attributes, of: index) }
      let end = contents(of: index).upperBound
      replace(end..<end, by: text)
      return
    }
    guard !text.isEmpty else {
      if !attributes.isEmpty { set(attributes, of: index) }
      return
    }
    var tag = tag(of: index, setting: attributes)
    tag.removeLast(2)
    while tag.last?.isWhitespace == true { tag.removeLast() }
    let qualified = self.text(element.tag).dropFirst().prefix { !$0.isWhitespace && $0 != "/" }
    replace(element.tag, by: tag + ">" + text + "</\(qualified)>")
  }

  /// The bytes with all changes.
  ///
  /// Changes must not overlap; those at one place are made in their order.
  var result: [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + patches.reduce(0) { $0 + $1.bytes.count })
    var place = 0
    let ordered = patches.enumerated().sorted {
      ($0.element.range.lowerBound, $0.element.range.upperBound, $0.offset)
        < ($1.element.range.lowerBound, $1.element.range.upperBound, $1.offset)
    }
    for (_, patch) in ordered where patch.range.lowerBound >= place {
      result += bytes[place..<patch.range.lowerBound]
      result += patch.bytes
      place = patch.range.upperBound
    }
    return result + bytes[place...]
  }

  /// Whether anything is changed.
  var isChanged: Bool { !patches.isEmpty }
}

extension Markup {
  /// How parts of ours begin.
  static let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>"
}
