import GRDB
import TestSupport
import Testing

@testable import SQLiteStore

@Suite struct LateForeignKeyTests {
  private static let tables = """
    CREATE TABLE parents (id INTEGER PRIMARY KEY);
    CREATE TABLE children (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES parents (id));
    CREATE TABLE others (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES parents (id));
    """

  private func withStore(_ body: (String, DatabaseQueue) throws -> Void) throws {
    let folder = try ScratchFolder()
    let path = folder.path(of: "store.sqlite")
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    defer { try? queue.close() }
    try body(path, queue)
  }

  @Test func aNewStoreIsLookedAtBeforeItsFirstCommit() throws {
    try withStore { _, queue in
      try queue.writeWithoutTransaction { database in
        try LateForeignKeys.begin(in: database)
        #expect(try LateForeignKeys.isAwaited(in: database))
        try database.execute(sql: Self.tables)
        try database.execute(sql: "INSERT INTO children VALUES (1, 17)")
        #expect(throws: DatabaseError.self) {
          try LateForeignKeys.check(in: database, except: ["others"])
        }
        try LateForeignKeys.check(in: database, except: ["children"])
        try database.execute(sql: "INSERT INTO parents VALUES (17)")
        try LateForeignKeys.check(in: database, except: [])
        try database.execute(sql: "COMMIT")
        try LateForeignKeys.enforce(in: database)
        #expect(throws: DatabaseError.self) {
          try database.execute(sql: "INSERT INTO others VALUES (1, 18)")
        }
      }
    }
  }

  @Test func aStoreThatHoldsSomethingEnforcesThemAtOnce() throws {
    try withStore { _, queue in
      try queue.writeWithoutTransaction { database in
        try database.execute(sql: Self.tables)
        try LateForeignKeys.begin(in: database)
        #expect(try !LateForeignKeys.isAwaited(in: database))
        #expect(throws: DatabaseError.self) {
          try database.execute(sql: "INSERT INTO children VALUES (1, 17)")
        }
        try database.execute(sql: "ROLLBACK")
      }
    }
  }
}
