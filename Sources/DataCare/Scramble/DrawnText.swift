/// A text that stands for another; its memory is used for one after the other.
struct DrawnText: Equatable {
  /// The bytes of the text.
  var bytes: [UInt8] = []
  /// What of it was drawn, in lower case, with spaces for the rest or without it: no personal word may stand there.
  var drawn: [UInt8] = []

  /// The text.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Begins another text.
  mutating func clear() {
    bytes.removeAll(keepingCapacity: true)
    drawn.removeAll(keepingCapacity: true)
  }

  /// Takes a whole text.
  mutating func set(_ text: String, drawn: [UInt8]) {
    bytes.removeAll(keepingCapacity: true)
    bytes.append(contentsOf: text.utf8)
    self.drawn = drawn
  }
}
