/// How a value stands in stores, rules and keys: few kinds for many types.
///
/// Stores and their neighbours switch over it without `default:`, so that a new kind asks each of them.
public enum FieldStorage: Sendable, Hashable {
  /// A whole number.
  case integer
  /// A whole number of minor units of a currency.
  case minorUnits
  /// A decimal number.
  case decimal
  /// Yes or no: 1 or 0.
  case truth
  /// A calendar date, `YYYY-MM-DD`.
  case date
  /// A time of day as text, `HH:MM`.
  case timeOfDay
  /// A text.
  case text
  /// A date and time in two columns: local time and instant.
  case moment
  /// Items in a table of their own; `isOrdered` tells whether their order always matters.
  case list(isOrdered: Bool)
  /// A secret, apart from everything else.
  case sealed

  /// Whether the value is a list.
  public var isList: Bool {
    if case .list = self { true } else { false }
  }

  /// Whether lists can hold the value.
  var canBeItem: Bool { self != .sealed && !isList }

  /// Whether a record can be known by the value: not by a secret, nor by items in any order.
  var canBeUnique: Bool { self != .sealed && self != .list(isOrdered: false) }
}
