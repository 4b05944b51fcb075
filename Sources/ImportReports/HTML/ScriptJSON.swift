import JSONText
import TabularCore

/// JSON within a `script` element: no text can end the element or begin a comment there.
enum ScriptJSON {
  private static let markup: Set<UInt8> = [0x26, 0x3C, 0x3E]

  /// A text as a JSON string, fit to be shown.
  static func string(_ text: String) -> String {
    let quoted = jsonString(printable(text, limit: .max))
    guard quoted.utf8.contains(where: markup.contains) else { return quoted }
    var result = ""
    for scalar in quoted.unicodeScalars {
      switch scalar {
      case "<": result += "\\u003c"
      case ">": result += "\\u003e"
      case "&": result += "\\u0026"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
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
