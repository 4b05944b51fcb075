import JSONText

/// The JSON value (RFC 8259) of a cell, as far as readers and constraints examine it.
enum CellJSON: Equatable {
  case object([String: CellJSON])
  case array([CellJSON])
  case text(String)
  case number(Double)
  case literal

  /// Parses a text; `nil` when it is not JSON, has a number beyond the range of `Double`, holds a key
  /// twice, or is nested too deeply.
  init?(_ text: String) {
    guard let node = try? JSONParser.parse(text) else { return nil }
    self.init(node)
  }

  private init?(_ node: JSONNode) {
    switch node.content {
    case .null, .boolean: self = .literal
    case .string(let text): self = .text(text)
    case .number(let digits):
      guard let number = Double(digits), number.isFinite else { return nil }
      self = .number(number)
    case .array(let items):
      var values: [CellJSON] = []
      for item in items {
        guard let value = CellJSON(item) else { return nil }
        values.append(value)
      }
      self = .array(values)
    case .object(let members):
      var values: [String: CellJSON] = [:]
      for member in members {
        guard let value = CellJSON(member.value),
          values.updateValue(value, forKey: member.name) == nil
        else { return nil }
      }
      self = .object(values)
    }
  }
}
