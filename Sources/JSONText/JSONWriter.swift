/// Writes JSON (RFC 8259) value by value, on one line.
///
/// For example:
///
///     var json = JSONWriter()
///     json.object { json in
///       json.member("name", "Hall 1")
///       json.member("seats", 120)
///     }
///     json.text  // {"name":"Hall 1","seats":120}
public struct JSONWriter: Sendable {
  /// What is written so far.
  public private(set) var bytes: [UInt8] = []
  private var needsComma = false
  private let isSpaced: Bool

  /// A writer of nothing yet.
  ///
  /// - Parameter isSpaced: whether a space follows each comma and colon.
  public init(isSpaced: Bool = false) { self.isSpaced = isSpaced }

  /// Removes what is written, so that the memory serves what is written next.
  public mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    needsComma = false
  }

  /// What is written so far.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Writes an object of the members that a closure writes.
  public mutating func object(_ members: (inout JSONWriter) -> Void) {
    enclose(UInt8(ascii: "{"), UInt8(ascii: "}"), members)
  }

  /// Writes an array with an item per element of a list.
  public mutating func array<Items: Sequence>(
    _ items: Items, _ item: (inout JSONWriter, Items.Element) -> Void
  ) {
    enclose(UInt8(ascii: "["), UInt8(ascii: "]")) { json in
      for element in items { item(&json, element) }
    }
  }

  /// Writes a member whose value a closure writes.
  public mutating func member(_ name: String, _ value: (inout JSONWriter) -> Void) {
    separate()
    bytes.append(jsonString: name)
    bytes.append(UInt8(ascii: ":"))
    if isSpaced { bytes.append(UInt8(ascii: " ")) }
    needsComma = false
    value(&self)
  }

  /// Writes a member with a text.
  public mutating func member(_ name: String, _ text: String) {
    member(name) { $0.string(text) }
  }

  /// Writes a member with a number.
  public mutating func member(_ name: String, _ number: Int) {
    member(name) { $0.number(number) }
  }

  /// Writes a member that is true or false.
  public mutating func member(_ name: String, _ flag: Bool) {
    member(name) { $0.value(flag ? "true" : "false") }
  }

  /// Writes a member with a text or null.
  public mutating func optional(_ name: String, _ text: String?) {
    member(name) { $0.optional(text) }
  }

  /// Writes a member with a number or null.
  public mutating func optional(_ name: String, number: Int?) {
    member(name) { json in
      if let number { json.number(number) } else { json.value("null") }
    }
  }

  /// Writes a text, or null.
  public mutating func optional(_ text: String?) {
    if let text { string(text) } else { value("null") }
  }

  /// Writes a text.
  public mutating func string(_ text: String) {
    separate()
    bytes.append(jsonString: text)
  }

  /// Writes a number.
  public mutating func number(_ number: Int) { value(String(number)) }

  /// Writes a value that is JSON already.
  public mutating func value(_ json: String) {
    separate()
    bytes.append(contentsOf: json.utf8)
  }

  private mutating func separate() {
    if needsComma {
      bytes.append(UInt8(ascii: ","))
      if isSpaced { bytes.append(UInt8(ascii: " ")) }
    }
    needsComma = true
  }

  private mutating func enclose(
    _ open: UInt8, _ close: UInt8, _ contents: (inout JSONWriter) -> Void
  ) {
    separate()
    bytes.append(open)
    needsComma = false
    contents(&self)
    bytes.append(close)
    needsComma = true
  }
}
