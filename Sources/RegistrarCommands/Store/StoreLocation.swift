import ArgumentParser
import Foundation
import ImportPipeline
import PostgresStore
import SQLiteStore
import Schemas
import TabularCore

/// Where a store is: `postgresql://…`, `sqlite:PATH`, or the plain path of a file ending in `.sqlite`
/// or `.db`.
struct StoreLocation {
  /// What keeps the records.
  enum Kind {
    /// A file.
    case file(path: String)
    /// A database on a server.
    case server(ConnectionString)
  }

  /// The location when none is given and `DATABASE_URL` names none.
  static let usual = "sqlite:registrar.sqlite"
  /// How locations are written, for help texts.
  static let forms = "postgresql://…, sqlite:PATH, or a path ending in .sqlite or .db"

  /// What keeps the records.
  let kind: Kind
  /// The location as messages show it, without credentials.
  let text: String

  /// The path of the file; `nil` for a database on a server.
  var path: String? {
    if case .file(let path) = kind { path } else { nil }
  }

  /// The location that an option gives; without it the one of `DATABASE_URL`, else the usual one.
  static func given(_ option: String?) throws -> StoreLocation {
    if let option { return try StoreLocation(option) }
    let url = ProcessInfo.processInfo.environment["DATABASE_URL"] ?? ""
    let isOurs = ["postgresql://", "postgres://", "sqlite:"].contains {
      url.lowercased().hasPrefix($0)
    }
    return try StoreLocation(isOurs ? url : usual)
  }

  /// A location from its text.
  ///
  /// - Throws: a usage error for a text of another form.
  init(_ text: String) throws {
    let lowered = text.lowercased()
    if lowered.hasPrefix("postgresql://") || lowered.hasPrefix("postgres://") {
      guard let string = ConnectionString(text) else {
        throw ValidationError(
          "--store is no connection URI of PostgreSQL; write postgresql://host:port/database")
      }
      kind = .server(string)
      self.text = string.location
      return
    }
    if let path = Self.path(of: text, after: "sqlite:") {
      guard !path.isEmpty else {
        throw ValidationError("--store `\(printable(text))` names no file; write sqlite:PATH")
      }
      kind = .file(path: path)
      self.text = "sqlite:" + path
      return
    }
    guard [".sqlite", ".sqlite3", ".db"].contains(where: lowered.hasSuffix) else {
      throw ValidationError(
        "--store `\(Self.withoutCredentials(text))` is not understood; write postgresql://…, "
          + "sqlite:PATH, or a path that ends in .sqlite or .db")
    }
    kind = .file(path: text)
    self.text = "sqlite:" + text
  }

  /// The store for a run.
  func makeStore() -> any RecordStore {
    switch kind {
    case .file(let path): SQLiteStore(path: path, location: text)
    case .server(let string): PostgresStore(string, rowRules: Self.rowRules)
    }
  }

  /// The store between runs.
  func maintained() -> any MaintainedStore {
    switch kind {
    case .file(let path): StoreFile(path: path, location: text)
    case .server(let string): StoreServer(string)
    }
  }

  /// A conversation in SQL with the store.
  ///
  /// - Parameter writes: whether it may change the store.
  func connection(writes: Bool) throws(StoreError) -> any SQLConnection {
    switch kind {
    case .file(let path): try SQLiteConnection(path: path, location: text, writes: writes)
    case .server(let string): try ServerConnection(string)
    }
  }

  /// Whether there is a store, or anything else, at the location: a run would change what is there.
  func holdsAnything() throws(StoreError) -> Bool {
    switch kind {
    case .file(let path):
      guard let size = Self.size(ofFile: path), size > 0 else { return false }
      let connection = try SQLiteConnection(path: path, location: text, writes: false)
      return try connection.value("SELECT count(*) FROM main.sqlite_master").integer != 0
    case .server(let string):
      let count = try ServerConnection(string).value(
        """
        SELECT count(*) FROM pg_catalog.pg_class AS c
        WHERE c.relnamespace = to_regnamespace(quote_ident(current_schema()))
          AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
        """)
      return count.integer != 0
    }
  }

  /// What tells the store from others of the same name; `nil` where there is none, or it cannot be asked.
  var identity: String? {
    guard (try? holdsAnything()) == true else { return nil }
    return try? StoreIdentity.identity(in: connection(writes: false))
  }

  /// The size of a file in bytes; `nil` when there is none.
  private static func size(ofFile path: String) -> Int64? {
    var status = stat()
    return stat(path, &status) == 0 ? Int64(status.st_size) : nil
  }

  /// Rules about one row are evaluated here, whatever keeps the records.
  private static func rowRules(
    _ rules: [RowCondition], _ table: TableSchema, _ now: String
  ) throws(StoreError) -> any RowRuleEvaluator {
    try RowRuleCompiler(table: table, now: now).evaluator(of: rules)
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
