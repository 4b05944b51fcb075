import Foundation
import Schemas
import StoreTesting
import TestSupport
import Testing

/// A store knows its package: what looks after it needs no `--package`, and what made it is accepted.
@Suite("The package of a store", .serialized)
struct StoredPackageTests {
  private func filled(_ kind: StoreKind) throws -> (store: StoreUnderTest, tool: ToolProcess) {
    let store = try StoreUnderTest(kind)
    let tool = try ToolProcess(store: store.place)
    try MemberPackage.write(into: tool.scratch)
    try tool.scratch.write("members.csv", "login,name\nA1,Ann\n")
    let done = try tool.run(["import", "members.csv", "--package", "club", "--execute"])
    #expect(done.status == 0, "\(done.output)\(done.errors)")
    return (store, tool)
  }

  /// The folder of the package is gone, as on another machine.
  @Test(arguments: StoreKind.allCases)
  func verifyTraceAndUndoFindItInTheStore(_ kind: StoreKind) throws {
    let (store, tool) = try filled(kind)
    try FileManager.default.removeItem(atPath: tool.scratch.path(of: "club"))
    let verified = try tool.run(["verify"])
    #expect(verified.status == 0, "\(verified.output)\(verified.errors)")
    let traced = try tool.run(["trace", "members", "A1"])
    #expect(traced.output.contains("members[A1]"), "\(traced.output)\(traced.errors)")
    let undone = try tool.run(["undo", "A1", "--execute"])
    #expect(undone.status == 0, "\(undone.output)\(undone.errors)")
    #expect(try store.ask("SELECT count(*) FROM members") == ["0"])
  }

  /// A store of an earlier release keeps a name alone.
  @Test(arguments: StoreKind.allCases)
  func aPackageThatIsNotKeptIsAskedFor(_ kind: StoreKind) throws {
    let (store, tool) = try filled(kind)
    try store.execute("DELETE FROM registrar_packages")
    let refused = try tool.run(["verify"])
    #expect(refused.status == 2)
    #expect(
      refused.errors.contains(
        "the store was made for package `club`, which is not shipped; name its folder with --package"
      ), "\(refused.errors)")
    #expect(try tool.run(["verify", "--package", "club"]).status == 0)
  }

  /// A package that was changed in the store is not trusted further than any other.
  @Test(arguments: StoreKind.allCases)
  func aDamagedPackageIsTold(_ kind: StoreKind) throws {
    let (store, tool) = try filled(kind)
    try store.execute("UPDATE registrar_packages SET content = '{' WHERE position = 0")
    let refused = try tool.run(["verify"])
    #expect(refused.status == 3)
    #expect(refused.errors.contains("error[schema.unreadable]"), "\(refused.errors)")
  }

  @Test(arguments: StoreKind.allCases)
  func theTargetsPackageIsTakenByEveryCommand(_ kind: StoreKind) throws {
    let (store, tool) = try filled(kind)
    let location = kind == .sqlite ? "sqlite:" + store.place : store.place
    try tool.scratch.write(
      "registrar.json",
      #"{"targets": {"here": {"store": "\#(location)", "package": "./club"}}}"#)
    for words in [
      ["verify"], ["undo", "A1"], ["trace", "members", "A1"], ["store", "status"],
      ["store", "check"], ["store", "migrate"], ["store", "init"],
    ] {
      let result = try tool.run(words + ["--target", "here"], ["DATABASE_URL": ""])
      #expect(result.status == 0, "\(words): \(result.output)\(result.errors)")
    }
    #expect(try store.ask("SELECT count(*) FROM members") == ["1"])
  }

  /// What `schema ddl` prints makes a store, by the database's own program.
  @Test(arguments: StoreKind.allCases)
  func whatTheDDLMakesIsAStore(_ kind: StoreKind) throws {
    for isMarked in [true, false] {
      let store = try StoreUnderTest(kind)
      let tool = try ToolProcess(store: store.place)
      try MemberPackage.write(into: tool.scratch)
      let dialect = kind == .sqlite ? "sqlite" : "postgresql"
      let printed = try tool.run(["schema", "ddl", "--dialect", dialect, "--package", "club"])
      #expect(printed.status == 0, "\(printed.errors)")
      try store.execute(printed.output)
      #expect(
        try store.ask("SELECT package, version FROM registrar_schema") == ["club|1"], "\(kind)")
      // An earlier release printed the tables alone.
      if !isMarked {
        try store.execute("DELETE FROM registrar_schema")
        if kind == .sqlite { try store.execute("PRAGMA user_version = 0") }
      }
      let status = try tool.run(["store", "init", "--package", "club"])
      #expect(status.status == 0 && status.output.contains("has the tables of club 1 already"))
      #expect(try tool.run(["store", "status", "--package", "club"]).status == 0)
      try tool.scratch.write("members.csv", "login,name,password\nA1,Ann,Open-Sesame9\n")
      let done = try tool.run(["import", "members.csv", "--package", "club", "--execute"])
      #expect(done.status == 0, "\(done.output)\(done.errors)")
      #expect(try tool.run(["verify"]).status == 0)
      #expect(try tool.run(["undo", "A1", "--execute"]).status == 0)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func aNewStoreSaysWhatItWasMadeOf(_ kind: StoreKind) throws {
    let store = try StoreUnderTest(kind)
    let tool = try ToolProcess(store: store.place)
    try MemberPackage.write(into: tool.scratch)
    let made = try tool.run(["store", "init", "--package", "club"])
    #expect(
      made.output.hasSuffix(
        ": made 1 table of club 1: members; and \(ToolTable.all.count) of registrar itself, for its"
          + " runs and their journal\n"), "\(made.output)")
    // Tables of another program are not made.
    try store.execute(
      kind == .sqlite
        ? "CREATE TABLE app_users (user_id INTEGER PRIMARY KEY, login TEXT UNIQUE)"
        : "CREATE TABLE app_users (user_id BIGSERIAL PRIMARY KEY, login TEXT UNIQUE)")
    try tool.scratch.write(
      "club/members.schema.json",
      #"""
      {"fields": [{"name": "login", "registrar:type": "code", "constraints": {"required": true}}],
       "primaryKey": ["login"],
       "registrar:store": {"table": "app_users", "owned": false, "id": "user_id"}}
      """#)
    let second = try StoreUnderTest(kind)
    let other = try ToolProcess(store: second.place)
    try second.execute(
      kind == .sqlite
        ? "CREATE TABLE app_users (user_id INTEGER PRIMARY KEY, login TEXT UNIQUE)"
        : "CREATE TABLE app_users (user_id BIGSERIAL PRIMARY KEY, login TEXT UNIQUE)")
    let foreign = try other.run(["store", "init", "--package", tool.scratch.path(of: "club")])
    #expect(
      foreign.output.hasSuffix(
        ": made 0 tables of club 1; and \(ToolTable.all.count) of registrar itself, for its runs and"
          + " their journal; not made, as they belong to another program: app_users\n"),
      "\(foreign.output)\(foreign.errors)")
  }
}
