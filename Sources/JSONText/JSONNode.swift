/// A JSON value (RFC 8259) that remembers its position and the order of its members.
///
/// What people write is read with this instead of a decoder, because every mistake is reported with its
/// line and JSON pointer, and because a repeated member is a mistake, not a matter of choice.
public struct JSONNode: Sendable, Equatable {
  /// What the value is.
  public enum Content: Sendable, Equatable {
    case null
    case boolean(Bool)
    /// The number's text as written.
    case number(String)
    case string(String)
    case array([JSONNode])
    case object([JSONMember])
  }

  /// What the value is.
  public var content: Content
  /// The line on which the value begins, from 1.
  public var line: Int
  /// The column at which the value begins, in characters (Unicode scalars), from 1.
  public var column: Int

  /// Whether two values are equal, whatever their lines; members count in their order.
  public static func == (left: JSONNode, right: JSONNode) -> Bool { left.content == right.content }

  /// The members of an object; `nil` for other values.
  public var members: [JSONMember]? {
    if case .object(let members) = content { members } else { nil }
  }

  /// The items of an array; `nil` for other values.
  public var items: [JSONNode]? {
    if case .array(let items) = content { items } else { nil }
  }

  /// The text of a string; `nil` for other values.
  public var string: String? {
    if case .string(let text) = content { text } else { nil }
  }

  /// The text of a string, number or Boolean as it would be typed; `nil` for other values.
  public var scalar: String? {
    switch content {
    case .string(let text), .number(let text): text
    case .boolean(let value): value ? "true" : "false"
    case .null, .array, .object: nil
    }
  }

  /// What the value is, in a word or two.
  public var kind: String {
    switch content {
    case .null: "null"
    case .boolean: "true or false"
    case .number: "a number"
    case .string: "a text"
    case .array: "an array"
    case .object: "an object"
    }
  }

  /// Whether an object in it repeats a member.
  public var hasRepeatedMember: Bool {
    switch content {
    case .object(let members):
      for (index, member) in members.enumerated() {
        if member.value.hasRepeatedMember { return true }
        // Objects in descriptors are usually small; large ones deserve a set.
        guard index <= 16 else { continue }
        // Names of other lengths, as most are, differ.
        let length = member.name.utf8.count
        for other in members[..<index]
        where other.name.utf8.count == length && other.name == member.name {
          return true
        }
      }
      return members.count > 17 && Set(members.map(\.name)).count < members.count
    case .array(let items): return items.contains(where: \.hasRepeatedMember)
    case .null, .boolean, .number, .string: return false
    }
  }

  /// The first member with a name; `nil` when there is none or the value is not an object.
  public func member(_ name: String) -> JSONNode? {
    members?.first { $0.name == name }?.value
  }
}

/// A member of a JSON object.
public struct JSONMember: Sendable, Equatable {
  /// The name.
  public var name: String
  /// The line of the name, from 1.
  public var line: Int
  /// The column of the name, from 1.
  public var column: Int
  /// The value.
  public var value: JSONNode

  /// Whether two members are equal, whatever their lines.
  public static func == (left: JSONMember, right: JSONMember) -> Bool {
    left.name == right.name && left.value == right.value
  }
}
