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

/// Texts as an array literal, for a parameter of an array type.
func arrayLiteral(_ texts: [String?]) -> String {
  let items = texts.map { text in
    text.map {
      "\"" + $0.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    } ?? "NULL"
  }
  return "{" + items.joined(separator: ",") + "}"
}
