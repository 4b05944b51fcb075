import JSONText

extension JSONNode {
  /// The value at a JSON pointer (RFC 6901); `nil` when there is none.
  func value(at pointer: String) -> JSONNode? {
    var node = self
    for name in pointerSteps(pointer) {
      switch node.content {
      case .object:
        guard let member = node.member(name) else { return nil }
        node = member
      case .array(let items):
        guard let index = Int(name), items.indices.contains(index) else { return nil }
        node = items[index]
      default: return nil
      }
    }
    return node
  }

  /// The value as JSON in a form that equal values share: members sorted, no zeros behind a point.
  var canonical: String {
    switch content {
    case .null: "null"
    case .boolean(let truth): truth ? "true" : "false"
    case .number(let text): Self.canonicalNumber(text)
    case .string(let text): jsonString(text)
    case .array(let items): "[" + items.map(\.canonical).joined(separator: ",") + "]"
    case .object(let members):
      "{"
        + members.sorted { $0.name < $1.name }
        .map { jsonString($0.name) + ":" + $0.value.canonical }.joined(separator: ",") + "}"
    }
  }

  /// The value as JSON, as it was read.
  var json: String {
    switch content {
    case .number(let text): text
    case .array(let items): "[" + items.map(\.json).joined(separator: ",") + "]"
    case .object(let members):
      "{"
        + members.map { jsonString($0.name) + ":" + $0.value.json }.joined(separator: ",") + "}"
    default: canonical
    }
  }

  private static func canonicalNumber(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == UInt8(ascii: ".") || $0 | 32 == UInt8(ascii: "e") }),
      let number = Double(text), let whole = Int(exactly: number)
    else { return text }
    return String(whole)
  }
}
