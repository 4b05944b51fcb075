public import PostgresStore
import TabularCore

/// Where a store is: `postgresql://…`, `sqlite:PATH`, or the plain path of a file ending in `.sqlite`
/// or `.db`.
public struct StoreLocation: Sendable {
  /// What keeps the records.
  public enum Kind: Sendable {
    /// A file.
    case file(path: String)
    /// A database on a server.
    case server(ConnectionString)
  }

  /// The location when none is given and `DATABASE_URL` names none.
  public static let usual = "sqlite:registrar.sqlite"
  /// How locations are written, for help texts.
  public static let forms = "postgresql://…, sqlite:PATH, or a path ending in .sqlite or .db"

  /// What keeps the records.
  public let kind: Kind
  /// The location as messages show it, without credentials.
  public let text: String

  /// The location with its credentials, for the surroundings of a child of this program: never printed, and never among
  /// its arguments.
  package var whole: String {
    switch kind {
    case .file: text
    case .server(let string): string.text
    }
  }

  /// The path of the file; `nil` for a database on a server.
  public var path: String? {
    if case .file(let path) = kind { path } else { nil }
  }

  /// The location that a request gives; without it the one that the surroundings name, else ``usual``.
  ///
  /// - Parameter surrounding: a location, or any text: one of another form is passed over.
  public static func given(
    _ text: String?, surrounding: String?
  ) throws(ServiceFailure) -> StoreLocation {
    if let text { return try StoreLocation(text) }
    let url = surrounding ?? ""
    let isOurs = ["postgresql://", "postgres://", "sqlite:"].contains {
      url.lowercased().hasPrefix($0)
    }
    return try StoreLocation(isOurs ? url : usual)
  }

  /// A location from its text.
  ///
  /// - Throws: a problem of the request for a text of another form.
  public init(_ text: String) throws(ServiceFailure) {
    let lowered = text.lowercased()
    if lowered.hasPrefix("postgresql://") || lowered.hasPrefix("postgres://") {
      guard let string = ConnectionString(text) else { throw .request(.noConnectionURI) }
      kind = .server(string)
      self.text = string.location
      return
    }
    if let path = Self.path(of: text, after: "sqlite:") {
      guard !path.isEmpty else { throw .request(.noStoreFile(text)) }
      kind = .file(path: path)
      self.text = "sqlite:" + path
      return
    }
    guard [".sqlite", ".sqlite3", ".db"].contains(where: lowered.hasSuffix) else {
      throw .request(.unknownStoreForm(Self.withoutCredentials(text)))
    }
    kind = .file(path: text)
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
