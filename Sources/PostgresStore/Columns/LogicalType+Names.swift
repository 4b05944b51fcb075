import RecordMapping
import SQLStore

extension LogicalType {
  /// The type's name on the server.
  var name: String {
    switch self {
    case .integer: "bigint"
    case .real: "double precision"
    case .exact: "numeric"
    case .text: "text"
    }
  }

  /// The type in rules, whose numbers are binary on every store.
  var inRules: LogicalType { self == .exact ? .real : self }

  /// The type of a parameter that holds many values.
  var arrayName: String { name + "[]" }
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

/// Texts as an array literal, for a parameter of an array type.
func arrayLiteral(_ texts: [String?]) -> String {
  let items = texts.map { text in
    text.map {
      "\"" + $0.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    } ?? "NULL"
  }
  return "{" + items.joined(separator: ",") + "}"
}
