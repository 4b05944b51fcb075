import JSONText

/// A value of a descriptor, written as people write JSON: short things on one line.
indirect enum DescriptorValue {
  case text(String)
  /// A number or a Boolean, as JSON.
  case literal(String)
  case list([DescriptorValue])
  case object([(name: String, value: DescriptorValue)])

  /// A list of texts.
  static func texts(_ texts: [String]) -> DescriptorValue { .list(texts.map { .text($0) }) }

  /// The most characters of a line.
  private static let width = 96

  /// The JSON, with a line per member where it does not fit on one.
  func json(indent: Int = 0) -> String {
    let line = compact
    if line.count + indent <= Self.width { return line }
    let space = String(repeating: " ", count: indent + 2)
    let end = "\n" + String(repeating: " ", count: indent)
    switch self {
    case .text, .literal: return line
    case .list(let items):
      return "[\n" + items.map { space + $0.json(indent: indent + 2) }.joined(separator: ",\n")
        + end + "]"
    case .object(let members):
      return "{\n"
        + members.map { space + jsonString($0.name) + ": " + $0.value.json(indent: indent + 2) }
        .joined(separator: ",\n") + end + "}"
    }
  }

  private var compact: String {
    switch self {
    case .text(let text): jsonString(text)
    case .literal(let json): json
    case .list(let items): "[" + items.map(\.compact).joined(separator: ", ") + "]"
    case .object(let members):
      "{" + members.map { jsonString($0.name) + ": " + $0.value.compact }.joined(separator: ", ")
        + "}"
    }
  }
}
