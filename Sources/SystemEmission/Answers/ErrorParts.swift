import Emission
import JSONText
import TabularCore

/// What an answer says of an error.
struct ErrorParts {
  /// The code.
  var code: String?
  /// The member that is wrong.
  var field: String?
  /// The sentence.
  var message: String?

  /// No error.
  init() {}

  /// The parts of an answer, where a profile says they are.
  init(_ pointers: ErrorPointers, of node: JSONNode?) {
    guard let node else { return }
    code = Self.part(pointers.code, of: node)
    field = Self.part(pointers.field, of: node)
    message = Self.part(pointers.message, of: node) ?? Self.firstText(node)
  }

  private static func part(_ pointer: String?, of node: JSONNode) -> String? {
    switch pointer {
    case nil: nil
    case "first-key": firstKey(node).map { printable($0, limit: 100) }
    case "first-text": firstText(node)
    case .some(let pointer):
      (node.value(at: pointer)?.scalar ?? node.value(at: pointer).flatMap(firstText))
        .map { printable($0, limit: 300) }
    }
  }

  private static func firstKey(_ node: JSONNode) -> String? {
    if let members = node.members { return members.first?.name }
    return node.items?.first.flatMap(firstKey)
  }

  private static func firstText(_ node: JSONNode) -> String? {
    switch node.content {
    case .string(let text): return printable(text, limit: 300)
    case .array(let items):
      for item in items.prefix(20) { if let text = firstText(item) { return text } }
    case .object(let members):
      for member in members.prefix(20) { if let text = firstText(member.value) { return text } }
    case .null, .boolean, .number: break
    }
    return nil
  }
}
