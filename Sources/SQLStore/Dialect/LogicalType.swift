import RecordMapping
public import Schemas

/// How a value stands in staging tables, views and rules: the same on every store.
public enum LogicalType: Sendable {
  /// A whole number, minor units, minutes, 0 or 1.
  case integer
  /// A decimal number.
  case real
  /// A decimal number with every digit.
  case exact
  /// Everything else; instants as `YYYY-MM-DDTHH:MM:SSZ`, dates as `YYYY-MM-DD`.
  case text

  /// The logical type of values of a field type.
  public init(_ type: FieldType) {
    switch type.definition.storage {
    case .integer, .minorUnits, .truth: self = .integer
    case .decimal: self = .real
    case .date, .timeOfDay, .text, .moment, .list, .sealed: self = .text
    }
  }
}

/// An SQL expression with the logical type of its value.
public struct TypedSQL {
  /// The expression.
  public var sql: String
  /// The type of its value.
  public var type: LogicalType

  /// An expression of a type.
  public init(_ sql: String, _ type: LogicalType) {
    self.sql = sql
    self.type = type
  }
}
