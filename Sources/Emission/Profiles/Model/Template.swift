/// A text with placeholders.
public struct Template: Sendable, Hashable {
  /// A part of the text.
  public enum Part: Sendable, Hashable {
    /// Text as it stands.
    case text(String)
    /// What a placeholder is replaced by.
    case value(Placeholder)
  }

  /// The parts, in order; two texts never follow each other.
  public var parts: [Part]

  /// A text in parts.
  public init(parts: [Part]) { self.parts = parts }

  /// A text without placeholders.
  public init(_ text: String) { parts = text.isEmpty ? [] : [.text(text)] }

  /// The placeholders, in order.
  public var placeholders: [Placeholder] {
    parts.compactMap { if case .value(let placeholder) = $0 { placeholder } else { nil } }
  }

  /// The text, if it has no placeholder.
  public var literal: String? {
    switch parts.count {
    case 0: ""
    case 1: if case .text(let text) = parts[0] { text } else { nil }
    default: nil
    }
  }

  /// The placeholder, if the text is nothing but one.
  public var only: Placeholder? {
    if parts.count == 1, case .value(let placeholder) = parts[0] { placeholder } else { nil }
  }
}

/// What a placeholder stands for.
public enum Placeholder: Sendable, Hashable {
  /// `{name}`: a column of the select, or a value made of one by a map.
  case column(String)
  /// `{config.name}`: a value of the installation.
  case config(String)
  /// `{name}`: a name that was looked up.
  case discovered(String)
  /// `{id.name}`: the other system's id of a record of another table.
  case id(String)
  /// `{id}`: the other system's id of the record itself.
  case record
  /// `{changed}`: the object of the members that differ, in the body of an update.
  case changed
}
