import RecordMapping
import Schemas

/// How a value stands in staging tables, views and rules: the same on every store.
enum LogicalType: String {
  /// A whole number, minor units, minutes, 0 or 1.
  case integer = "bigint"
  /// A decimal number.
  case real = "double precision"
  /// A decimal number with every digit.
  case exact = "numeric"
  /// Everything else; instants as `YYYY-MM-DDTHH:MM:SSZ`, dates as `YYYY-MM-DD`.
  case text

  /// The logical type of values of a field type.
  init(_ type: FieldType) {
    switch type {
    case .integer, .money, .boolean, .plainInteger, .plainBoolean, .plainYear: self = .integer
    case .decimal, .percent, .plainNumber: self = .real
    default: self = .text
    }
  }

  /// The type in rules, whose numbers are binary on every store.
  var inRules: LogicalType { self == .exact ? .real : self }

  /// The type of a parameter that holds many values.
  var arrayType: String { rawValue + "[]" }
}

/// The text of a value as statements and COPY take it; `nil` for no value.
///
/// Instants for date-times, joined items for lists.
func columnText(of value: FieldValue) -> String? {
  switch value {
  case .null: nil
  case .integer(let number): String(number)
  case .real(let number): "\(number)"
  case .decimal(let text): text
  case .text(let text), .secret(let text): text
  case .dateTime(_, let utc): utc
  case .list(let items):
    items.isEmpty ? nil : items.map(itemText).joined(separator: unitSeparator)
  }
}

/// An item's text as it stands in a joined list.
func itemText(_ value: FieldValue) -> String {
  if case .dateTime(_, let utc) = value { return utc }
  return value.description
}
