/// A file of `Pages` as it is built into the program.
struct EmbeddedPage: Sendable {
  /// The file's name: `login.mustache`, `page.css`.
  let name: String
  /// What it says.
  let text: String

  /// The files that browsers ask for by their names.
  static let files = all.filter { $0.type != "" }

  /// What the interface for programs is (OpenAPI 3.1).
  static var openAPI: String { all.first { $0.name == "openapi.json" }?.text ?? "" }

  /// The type of the file for a browser; empty for one that is not sent as it is.
  var type: String {
    switch name.split(separator: ".").last {
    case "css": "text/css; charset=utf-8"
    case "js": "text/javascript; charset=utf-8"
    default: ""
    }
  }
}
