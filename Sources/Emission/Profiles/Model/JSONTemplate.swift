import JSONText

/// A JSON value with placeholders.
///
/// A text that is one placeholder alone takes the type of its value. A value of nothing is left out when a
/// record is made, and sent as `null` where an update takes a value away.
public indirect enum JSONTemplate: Sendable, Hashable {
  /// `null`.
  case null
  /// `true` or `false`.
  case boolean(Bool)
  /// A number as it is written.
  case number(String)
  /// A text.
  case text(Template)
  /// A list.
  case array([JSONTemplate])
  /// An object.
  case object([Member])

  /// A member of an object.
  public struct Member: Sendable, Hashable {
    /// The name.
    public var name: String
    /// The value.
    public var value: JSONTemplate

    /// A member.
    public init(name: String, value: JSONTemplate) {
      self.name = name
      self.value = value
    }
  }

  /// The members of an object; none for other values.
  public var members: [Member] { if case .object(let members) = self { members } else { [] } }

  /// All placeholders in it, in order.
  public var placeholders: [Placeholder] {
    switch self {
    case .null, .boolean, .number: []
    case .text(let template): template.placeholders
    case .array(let items): items.flatMap(\.placeholders)
    case .object(let members): members.flatMap(\.value.placeholders)
    }
  }

  /// The value at a pointer (RFC 6901); `nil` where there is none.
  public func value(at pointer: String) -> JSONTemplate? {
    var value = self
    for name in pointerSteps(pointer) {
      switch value {
      case .object(let members):
        guard let member = members.first(where: { $0.name == name }) else { return nil }
        value = member.value
      case .array(let items):
        guard let index = Int(name), items.indices.contains(index) else { return nil }
        value = items[index]
      default: return nil
      }
    }
    return value
  }
}

/// A member of an object of a template.
public typealias Member = JSONTemplate.Member
