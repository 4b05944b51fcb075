import TabularCore

/// JSON within a `script` element: no text can end the element or begin a comment there.
enum ScriptJSON {
  /// A text as a JSON string, fit to be shown.
  static func string(_ text: String) -> String {
    let text = printable(text, limit: .max)
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "<": quoted += "\\u003c"
      case ">": quoted += "\\u003e"
      case "&": quoted += "\\u0026"
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  /// A list of values that are JSON already.
  static func array(_ values: some Sequence<String>) -> String {
    "[" + values.joined(separator: ",") + "]"
  }

  /// A list of texts.
  static func strings(_ texts: some Sequence<String>) -> String { array(texts.map(string)) }

  /// An object of values that are JSON already.
  static func object(_ members: [(String, String)]) -> String {
    "{" + members.map { "\(string($0)):\($1)" }.joined(separator: ",") + "}"
  }
}
