/// A path from a row to a value, following references: `location_code.time_zone`.
public struct FieldPath: Sendable, Hashable, CustomStringConvertible {
  /// Reference fields to follow, in order; empty for a field of the row itself.
  public var references: [String]
  /// The field at the end.
  public var field: String

  /// A path through references to a field.
  public init(through references: [String] = [], field: String) {
    self.references = references
    self.field = field
  }

  /// A path from its text, names joined by dots.
  public init(_ text: String) {
    var names = text.split(separator: ".").map(String.init)
    self.field = names.popLast() ?? ""
    self.references = names
  }

  /// The names joined by dots.
  public var description: String { (references + [field]).joined(separator: ".") }
}
