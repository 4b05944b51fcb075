import ImportPipeline
import JSONText

/// A text, number or Boolean that a request says or an answer holds.
struct ScalarValue: Hashable, Sendable {
  /// As it stands in a path.
  var text: String
  /// As it stands in a body.
  var json: String

  /// A text.
  init(_ text: String) {
    self.text = text
    json = jsonString(text)
  }

  /// An id as the journal has it: as JSON, so that a number stays one.
  init(journaled json: String) {
    text = (try? JSONParser.parse(json))?.scalar ?? json
    self.json = json
  }

  /// A value of the store; `nil` for none.
  init?(_ value: SQLValue) {
    guard let text = value.text else { return nil }
    self.text = text
    json = if case .text = value { jsonString(text) } else { text }
  }

  /// A value of an answer; `nil` for none, and for arrays and objects.
  init?(_ node: JSONNode?) {
    guard let node, let text = node.scalar else { return nil }
    self.text = text
    json = if case .string = node.content { jsonString(text) } else { text }
  }
}
