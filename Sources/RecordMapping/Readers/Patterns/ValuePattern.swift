/// A regular expression that values of records are held against: one of XML Schema, as the patterns of
/// schemas are.
///
/// The whole value must match; one `^` at the beginning and one `$` at the end are allowed and change
/// nothing. A list matches if one of its items does. The time it takes is bounded by pattern times text.
public struct ValuePattern: Sendable {
  private let pattern: Pattern

  /// Compiles an expression; an invalid one matches nothing.
  public init(_ expression: String) { pattern = Pattern(expression) }

  /// Whether the expression could be compiled.
  public var isValid: Bool { pattern.isValid }

  /// Whether a value in its canonical form matches; no value never does, nor does a secret.
  public func matches(_ value: FieldValue) -> Bool {
    switch value {
    case .null, .secret: false
    case .list(let items): items.contains { pattern.matches($0.description) }
    case .integer, .real, .decimal, .text, .dateTime: pattern.matches(value.description)
    }
  }
}
