import ArgumentParser
import TabularCore

/// Where a store is: `sqlite:PATH`, or the plain path of a file ending in `.sqlite` or `.db`.
struct StoreLocation {
  /// The location when none is given.
  static let usual = "sqlite:registrar.sqlite"

  /// The path of the file.
  let path: String
  /// The location as messages show it.
  let text: String

  /// A location from its text.
  ///
  /// - Throws: a usage error for a text of another form.
  init(_ text: String) throws {
    if let path = Self.path(of: text, after: "sqlite:") {
      guard !path.isEmpty else {
        throw ValidationError("--store `\(printable(text))` names no file; write sqlite:PATH")
      }
      self.path = path
      self.text = "sqlite:" + path
      return
    }
    let lowered = text.lowercased()
    guard [".sqlite", ".sqlite3", ".db"].contains(where: lowered.hasSuffix) else {
      throw ValidationError(
        "--store `\(Self.withoutCredentials(text))` is not understood; write sqlite:PATH, or a "
          + "path that ends in .sqlite or .db")
    }
    self.path = text
    self.text = "sqlite:" + text
  }

  /// The path after a scheme; the two slashes of a URL without a host are not part of it.
  private static func path(of text: String, after scheme: String) -> String? {
    guard text.lowercased().hasPrefix(scheme) else { return nil }
    let rest = text.dropFirst(scheme.count)
    return String(rest.hasPrefix("///") ? rest.dropFirst(2) : rest)
  }

  /// A text without what stands between `//` and `@`: it may be a password.
  private static func withoutCredentials(_ text: String) -> String {
    guard let slashes = text.firstRange(of: "//"),
      let at = text[slashes.upperBound...].lastIndex(of: "@")
    else { return printable(text) }
    return printable(String(text[..<slashes.upperBound] + text[text.index(after: at)...]))
  }
}
