import Foundation
import GRDB
package import ImportPipeline
import PostgresStore
package import RecordMapping
import SQLiteStore
package import Schemas
package import TestSupport

/// The stores that the laws are tried on.
package enum StoreKind: String, CaseIterable, Sendable {
  case sqlite
  case postgresql
}

/// A store that a test means is not there.
struct NoSuchStore: Error {
  var place: String
}

/// A store of its own for one test, with what tests do again and again.
package final class StoreUnderTest {
  package let kind: StoreKind
  package let package: DataPackage
  /// The file's path, or the URI of a schema.
  package let place: String
  private let folder: ScratchFolder?
  private let server: PostgresServer?

  /// A store that does not exist yet.
  ///
  /// - Parameters:
  ///   - disk: where its file or its tables lie, when it is not the usual disk.
  ///   - server: the server when it is not the one that tests share.
  package init(
    _ kind: StoreKind, _ package: DataPackage = StorePackage.package, on disk: SmallDisk? = nil,
    of server: PostgresServer? = nil
  ) throws {
    self.kind = kind
    self.package = package
    switch kind {
    case .sqlite where disk != nil:
      folder = nil
      self.server = nil
      place = (disk?.path ?? "") + "/store.sqlite"
    case .sqlite:
      let folder = try ScratchFolder()
      self.folder = folder
      self.server = nil
      place = folder.path(of: "store.sqlite")
    case .postgresql:
      folder = nil
      let server = try server ?? PostgresServer.shared()
      self.server = server
      let options = try disk.map { try server.tablespaceOptions(in: $0.path) } ?? ""
      place = try server.makeSchema() + options
    }
  }

  private var string: ConnectionString {
    get throws {
      guard let string = ConnectionString(place) else { throw NoSuchStore(place: place) }
      return string
    }
  }

  /// A store that is not open yet.
  package func make() throws -> any RecordStore {
    switch kind {
    case .sqlite: return SQLiteStore(path: place)
    case .postgresql:
      let store = PostgresStore(try string, rowRules: rowRules)
      store.lockPatience = 0.3
      return store
    }
  }

  /// A conversation in SQL with the store.
  package func connection() throws -> any SQLConnection {
    switch kind {
    case .sqlite: try SQLiteConnection(path: place, writes: true)
    case .postgresql: try ServerConnection(try string)
    }
  }

  /// A store that is open.
  package func opened(writes: Bool, now: String = StorePackage.now) throws -> any RecordStore {
    let store = try make()
    try store.open(package: package, writes: writes, now: now)
    return store
  }

  /// The store between runs.
  package func maintained() throws -> any MaintainedStore {
    switch kind {
    case .sqlite: StoreFile(path: place)
    case .postgresql: StoreServer(try string)
    }
  }

  /// Runs statements on the database beside the store.
  package func execute(_ sql: String) throws {
    guard kind == .sqlite else {
      try ask(sql)
      return
    }
    let queue = try DatabaseQueue(path: place)
    defer { try? queue.close() }
    try queue.write { try $0.execute(sql: sql) }
  }

  /// Asks the database beside the store: rows as texts joined by a bar, NULL as a hyphen.
  @discardableResult
  package func ask(_ sql: String) throws -> [String] {
    switch kind {
    case .postgresql: return try (server ?? PostgresServer.shared()).ask(sql, at: place)
    case .sqlite:
      let queue = try DatabaseQueue(path: place)
      defer { try? queue.close() }
      return try queue.write { database in
        try Row.fetchAll(database, sql: sql).map { row in
          row.databaseValues.map { value in
            value.isNull ? "-" : String.fromDatabaseValue(value) ?? value.description
          }.joined(separator: "|")
        }
      }
    }
  }

  /// Creates records of tables in one run.
  @discardableResult
  package func fill(
    _ rows: [(table: String, rows: [[FieldValue]])] = StorePackage.sample,
    id: String = "20270306-0900-A0"
  ) throws -> [String: MergeCounts] {
    let store = try opened(writes: true)
    for (table, rows) in rows {
      try store.stage(
        rows.enumerated().map {
          StagedRecord(ordinal: $0, operation: .create, values: $1)
        }, of: StorePackage.table(table))
    }
    let counts = try store.merge(
      rows.map { StorePackage.table($0.table) }, run: StorePackage.run(id))
    try store.commit()
    return counts
  }
}

extension StoreUnderTest {
  /// Changes a store's file without regard for its constraints.
  package func damage(_ statements: [String]) throws {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    let queue = try DatabaseQueue(path: place, configuration: configuration)
    defer { try? queue.close() }
    try queue.write { database in
      for statement in statements { try database.execute(sql: statement) }
    }
  }
}

/// Evaluates row rules as every store does.
package func rowRules(
  _ rules: [RowCondition], _ table: TableSchema, _ now: String
) throws(StoreError) -> any RowRuleEvaluator {
  try RowRuleCompiler(table: table, now: now).evaluator(of: rules)
}

/// The error that a body throws.
package func storeError(_ body: () throws -> Void) -> StoreError? {
  do {
    try body()
    return nil
  } catch {
    return error as? StoreError
  }
}

extension StoreUnderTest {
  /// All that the store's tables hold, line by line.
  package func contents() throws -> [String] {
    let tables = try ask(
      kind == .sqlite
        ? "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        : """
        SELECT tablename FROM pg_tables WHERE schemaname = current_schema()
          AND tablename <> 'registrar_lock' ORDER BY tablename
        """)
    return try tables.flatMap { table in
      try [table] + ask("SELECT * FROM \"\(table)\"").sorted()
    }
  }
}
