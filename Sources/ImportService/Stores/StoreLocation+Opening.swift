import Foundation
public import ImportPipeline
import PostgresStore
import SQLiteStore
import Schemas

/// Opening the store of a location.
extension StoreLocation {
  /// The store for a run.
  ///
  /// - Parameter joint: what is committed with the run; only for a database on a server.
  public func makeStore(with joint: JointCommit? = nil) -> any RecordStore {
    switch kind {
    case .file(let path):
      precondition(joint == nil, "only on a server a commit is joint")
      return SQLiteStore(path: path, location: text)
    case .server(let string):
      let store = PostgresStore(string, rowRules: Self.rowRules)
      if let joint {
        store.connectionName = joint.connectionName
        store.lockPatience = joint.patience
        store.beforeCommit = joint.beforeCommit
      }
      return store
    }
  }

  /// The store between runs.
  public func maintained() -> any MaintainedStore {
    switch kind {
    case .file(let path): StoreFile(path: path, location: text)
    case .server(let string): StoreServer(string)
    }
  }

  /// A conversation in SQL with the store.
  ///
  /// - Parameter writes: whether it may change the store.
  public func connection(writes: Bool) throws(StoreError) -> any SQLConnection {
    switch kind {
    case .file(let path): try SQLiteConnection(path: path, location: text, writes: writes)
    case .server(let string): try ServerConnection(string)
    }
  }

  /// A conversation in SQL that changes the store, whose file is made where there is none.
  func madeConnection() throws(StoreError) -> any SQLConnection {
    if case .file(let path) = kind, !FileManager.default.fileExists(atPath: path) {
      // What cannot be made is told by the opening.
      _ = FileManager.default.createFile(
        atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
    }
    return try connection(writes: true)
  }

  /// Whether there is a store, or anything else, at the location: a run would change what is there.
  public func holdsAnything() throws(StoreError) -> Bool {
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
  public var identity: String? {
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

  /// The store as something that is copied as a whole.
  public func archive() throws(StoreError) -> any StoreArchive {
    switch kind {
    case .file(let path): SQLiteArchive(path: path, location: text)
    case .server(let string): try PostgresArchive(string)
    }
  }
}
