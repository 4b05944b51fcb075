import JSONText
import TabularCore

/// A request of a program that corrects cells.
struct CorrectionRequest {
  /// Why a request is not carried out.
  struct Refusal: Error {
    /// The word of the protocol.
    var word: String
    /// The label of the sentence below `correct`.
    var label: String
    /// The values of the sentence.
    var values: [(key: String, value: any CustomStringConvertible & Sendable)] = []
  }

  private let node: JSONNode
  /// What is asked for.
  let action: String
  /// The id as JSON.
  let id: String

  /// Reads a line; the id is known even where the rest is refused.
  init(_ bytes: [UInt8], id: inout String) throws(Refusal) {
    guard let text = String(validating: bytes, as: UTF8.self),
      let node = try? JSONParser.parse(text), node.members != nil, !node.hasRepeatedMember
    else { throw Refusal(word: "bad-request", label: "notJSON") }
    self.node = node
    if let given = node.member("id") {
      switch given.content {
      case .string(let text): id = jsonString(text)
      case .number: id = given.scalar ?? "null"
      default: break
      }
    }
    self.id = id
    guard let action = node.member("do")?.string else {
      throw Refusal(word: "bad-request", label: "member", values: [("name", "do")])
    }
    self.action = action
  }

  /// A text that must be there.
  func text(_ name: String) throws(Refusal) -> String {
    guard let text = node.member(name)?.string else { throw missing(name) }
    return text
  }

  /// A text that may be left out or null.
  func optionalText(_ name: String) throws(Refusal) -> String? {
    guard let value = node.member(name), value.content != .null else { return nil }
    guard let text = value.string else { throw missing(name) }
    return text
  }

  /// A whole number that must be there.
  func number(_ name: String) throws(Refusal) -> Int {
    guard let number = try optionalNumber(name) else { throw missing(name) }
    return number
  }

  /// A whole number that may be left out or null.
  func optionalNumber(_ name: String) throws(Refusal) -> Int? {
    guard let value = node.member(name), value.content != .null else { return nil }
    guard case .number = value.content, let number = value.scalar.flatMap({ Int($0) }) else {
      throw missing(name)
    }
    return number
  }

  /// Whether a member is true.
  func flag(_ name: String) -> Bool { node.member(name)?.content == .boolean(true) }

  private func missing(_ name: String) -> Refusal {
    Refusal(word: "bad-request", label: "member", values: [("name", name)])
  }
}
