import JSONText
import TabularCore

/// What reports write besides: texts of which card numbers show their last four digits alone.
///
/// Texts of the tool's own that are written digit by digit, its digests, are written as any writer does.
extension JSONWriter {
  /// Writes a text, or null.
  mutating func text(_ text: String?) {
    if let text { string(maskingPaymentCards(text)) } else { value("null") }
  }

  /// Writes a member with a text or null.
  mutating func text(_ name: String, _ text: String?) {
    member(name) { $0.text(text) }
  }

  /// Writes a member with a list of texts.
  mutating func texts(_ name: String, _ texts: some Sequence<String>) {
    member(name) { $0.array(texts) { $0.text($1) } }
  }

  /// Writes a member with an object of the members that a closure writes.
  mutating func object(_ name: String, _ members: (inout JSONWriter) -> Void) {
    member(name) { $0.object(members) }
  }

  /// Writes a member with a list of objects, of the members that a closure writes of each item.
  mutating func objects<Items: Sequence>(
    _ name: String, _ items: Items, _ members: (inout JSONWriter, Items.Element) -> Void
  ) {
    member(name) { json in
      json.array(items) { json, item in json.object { members(&$0, item) } }
    }
  }

  /// Writes a member with a number, without a fraction where it is whole.
  mutating func member(_ name: String, _ number: Double) {
    member(name) { $0.value(Int(exactly: number).map(String.init) ?? String(number)) }
  }
}
