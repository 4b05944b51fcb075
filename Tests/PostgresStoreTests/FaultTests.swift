import Foundation
import ImportPipeline
import PostgresStore
import RecordMapping
import SQLStore
import SQLiteStore
import Schemas
import Synchronization
import TabularCore
import TestSupport
import Testing

/// The server, the line or another program fails: afterwards the store is as before or as after.
@Suite(.serialized) struct FaultTests {
  private static let now = "2027-03-06T14:14:02Z"

  private static var package: DataPackage {
    var code = Field(name: "code", type: .code)
    code.isRequired = true
    var name = Field(name: "name", type: .string)
    name.isRequired = true
    return DataPackage(
      name: "boxes", title: LocalizedText("Boxes"), version: "1", hash: "cc33",
      tables: [
        TableSchema(
          name: "boxes", fields: [code, name], naturalKey: ["code"], uniqueKeys: [["name"]])
      ])
  }

  private static var boxes: TableSchema { package.tables[0] }

  /// A store on a server of one's own, with two records.
  private final class Setting: Sendable {
    let server: PostgresServer
    let uri: String

    init(isShared: Bool = false) throws {
      server = isShared ? try .shared() : try PostgresServer()
      uri = try server.makeSchema()
      let store = try opened()
      try stage(["A", "B"], in: store)
      _ = try store.merge([boxes], run: FaultTests.record("R0"))
      try store.commit()
    }

    func make(_ uri: String? = nil) throws -> PostgresStore {
      let store = PostgresStore(try #require(ConnectionString(uri ?? self.uri))) {
        rules, table, now throws(StoreError) in
        try RowRuleCompiler(table: table, now: now).evaluator(of: rules)
      }
      store.lockPatience = 10
      return store
    }

    func opened(_ uri: String? = nil) throws -> PostgresStore {
      let store = try make(uri)
      try store.open(package: package, writes: true, now: now)
      return store
    }

    func stage(_ codes: [String], from ordinal: Int = 0, in store: PostgresStore) throws {
      try store.stage(
        codes.enumerated().map { number, code in
          StagedRecord(
            ordinal: ordinal + number, operation: .create,
            values: [.text(code), .text("box \(code)")])
        }, of: boxes)
    }

    var codes: [String] {
      get throws { try server.ask("SELECT code FROM boxes ORDER BY code", at: uri) }
    }

    var runs: [String] {
      get throws { try server.ask("SELECT run_id FROM registrar_runs ORDER BY 1", at: uri) }
    }

    /// The next run works.
    func expectNextRunWorks() throws {
      let before = try codes
      let store = try opened()
      try stage(["Z"], in: store)
      _ = try store.merge([boxes], run: FaultTests.record("R9"))
      try store.commit()
      #expect(try codes == (before + ["Z"]).sorted())
    }
  }

  private static func record(_ id: String) -> RunRecord {
    RunRecord(
      id: id, operatorName: "mlee", host: "ops1", toolVersion: "1.0", package: "boxes",
      packageHash: "cc33", zoneData: "2026c", optionsJSON: "{}", target: "store",
      startedAt: now, finishedAt: now, outcome: "clean")
  }

  private func error(_ body: () throws -> Void) -> StoreError? {
    do {
      try body()
      return nil
    } catch {
      return error as? StoreError
    }
  }

  @Test func theServerStopsWhileStagedRowsAreWritten() throws {
    let setting = try Setting()
    let store = try setting.opened()
    let server = setting.server
    let stopping = Thread { server.stop() }
    let failure = error {
      for batch in 0..<400 {
        try setting.stage(
          (0..<500).map { "C\(batch * 500 + $0)" }, from: batch * 500, in: store)
      }
      stopping.start()
      _ = try store.merge([Self.boxes], run: Self.record("R1"))
    }
    #expect(failure?.code == "store.unreachable")
    #expect(failure?.variant == "lost")
    store.rollBack()
    while !stopping.isFinished { Thread.sleep(forTimeInterval: 0.05) }
    let refused = error { _ = try setting.opened() }
    #expect(refused?.code == "store.unreachable")
    #expect(refused?.variant == "")
    setting.server.start()
    #expect(try setting.codes == ["A", "B"])
    #expect(try setting.runs == ["R0"])
    try setting.expectNextRunWorks()
  }

  @Test func theServerStopsBetweenMergeAndCommit() throws {
    let setting = try Setting()
    let store = try setting.opened()
    try setting.stage(["C"], in: store)
    _ = try store.merge([Self.boxes], run: Self.record("R1"))
    setting.server.stop()
    let server = setting.server
    Thread.detachNewThread {
      Thread.sleep(forTimeInterval: 1)
      server.start()
    }
    let failure = error { try store.commit() }
    #expect(failure?.code == "store.unreachable")
    #expect(failure?.variant == "lost")
    #expect(try setting.codes == ["A", "B"])
    #expect(try setting.runs == ["R0"])
    try setting.expectNextRunWorks()
  }

  @Test func aServerThatDoesNotComeBackLeavesTheCommitInDoubt() throws {
    let setting = try Setting()
    let store = try setting.opened()
    store.reconnectAttempts = 2
    try setting.stage(["C"], in: store)
    _ = try store.merge([Self.boxes], run: Self.record("R1"))
    setting.server.stop()
    let failure = error { try store.commit() }
    #expect(failure?.code == "store.unreachable")
    #expect(failure?.variant == "in-doubt")
    #expect(failure?.arguments.last == IssueArgument("run", "R1"))
    setting.server.start()
    try setting.expectNextRunWorks()
  }

  @Test(arguments: [true, false])
  func theLineIsCutWhileCommitting(_ isCommitted: Bool) throws {
    let setting = try Setting(isShared: true)
    let socket = setting.server.folder + "/.s.PGSQL.\(setting.server.port)"
    let proxy = try CuttingProxy(server: socket)
    defer { proxy.close() }
    let options = setting.uri.split(separator: "&").last.map(String.init) ?? ""
    let uri = "postgresql://registrar@127.0.0.1:\(proxy.port)/postgres?\(options)"
    let store = try setting.opened(uri)
    try setting.stage(["C"], in: store)
    _ = try store.merge([Self.boxes], run: Self.record("R1"))
    proxy.cutNext(isCommitted ? .after("COMMIT") : .before("COMMIT"))
    let failure = error { try store.commit() }
    if isCommitted {
      #expect(failure == nil)
      #expect(try setting.codes == ["A", "B", "C"])
      #expect(try setting.runs == ["R0", "R1"])
    } else {
      #expect(failure?.code == "store.unreachable")
      #expect(failure?.variant == "lost")
      #expect(try setting.codes == ["A", "B"])
      #expect(try setting.runs == ["R0"])
    }
    try setting.expectNextRunWorks()
  }

  /// The server still commits when the line is cut: the run waits for what becomes of it.
  @Test func aCommitThatGoesOnWithoutTheLineIsWaitedFor() throws {
    let setting = try Setting(isShared: true)
    let server = setting.server
    // The commit waits for a lock that somebody else holds.
    let gate = 7_000_001
    try server.ask(
      """
      CREATE FUNCTION wait_at_gate() RETURNS trigger LANGUAGE plpgsql
        SET lock_timeout = 0 AS 'BEGIN PERFORM pg_advisory_xact_lock(\(gate)); RETURN NULL; END';
      CREATE CONSTRAINT TRIGGER gate AFTER INSERT ON boxes DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION wait_at_gate();
      """, at: setting.uri)
    let keeper = try ServerConnection(try #require(ConnectionString(setting.uri)))
    try keeper.execute("SELECT pg_advisory_lock(\(gate))", [])
    let proxy = try CuttingProxy(server: server.folder + "/.s.PGSQL.\(server.port)")
    defer { proxy.close() }
    let options = setting.uri.split(separator: "&").last.map(String.init) ?? ""
    let uri = "postgresql://registrar@127.0.0.1:\(proxy.port)/postgres?\(options)"
    let outcome = SharedText()
    let run = Thread {
      do {
        let store = try setting.opened(uri)
        try setting.stage(["C"], in: store)
        _ = try store.merge([Self.boxes], run: Self.record("R1"))
        proxy.cutNext(.after("COMMIT"))
        try store.commit()
        outcome.set("committed")
      } catch {
        outcome.set("\(error)")
      }
    }
    run.start()
    // Another session of the run waits for the lock of the one that was cut off.
    let waiting = """
      SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND classid = 1380930388
        AND objid::bigint = (SELECT hashtext(current_schema())::bit(32)::bigint) AND NOT granted
      """
    let deadline = Date().addingTimeInterval(60)
    while outcome.value == nil, Date() < deadline,
      try server.ask(waiting, at: setting.uri) != ["1"]
    {
      Thread.sleep(forTimeInterval: 0.05)
    }
    #expect(outcome.value == nil)
    try keeper.execute("SELECT pg_advisory_unlock(\(gate))", [])
    while outcome.value == nil, Date() < deadline { Thread.sleep(forTimeInterval: 0.05) }
    #expect(outcome.value == "committed")
    #expect(try setting.codes == ["A", "B", "C"])
    #expect(try setting.runs == ["R0", "R1"])
  }

  /// A text that one thread sets and another reads.
  private final class SharedText: Sendable {
    private let stored = Mutex<String?>(nil)
    var value: String? { stored.withLock { $0 } }
    func set(_ value: String) { stored.withLock { $0 = value } }
  }

  @Test func aSessionThatIsTerminatedRollsBack() throws {
    let setting = try Setting(isShared: true)
    let store = try setting.opened()
    try setting.stage(["C"], in: store)
    try setting.server.ask(
      """
      SELECT pg_terminate_backend(l.pid) FROM pg_locks AS l
      WHERE l.locktype = 'advisory' AND l.classid = 1380930388
        AND l.objid::bigint = (SELECT hashtext(current_schema())::bit(32)::bigint)
      """, at: setting.uri)
    let failure = error { _ = try store.merge([Self.boxes], run: Self.record("R1")) }
    #expect(failure?.code == "store.unreachable")
    store.rollBack()
    #expect(try setting.codes == ["A", "B"])
    try setting.expectNextRunWorks()
  }

  @Test func aValueThatAnotherProgramTookIsToldWithItsRow() throws {
    let setting = try Setting(isShared: true)
    let store = try setting.opened()
    defer { store.rollBack() }
    try setting.stage(["C", "D", "E"], in: store)
    #expect(try store.conflicts(onFields: [1], of: Self.boxes).isEmpty)
    try setting.server.ask(
      """
      INSERT INTO boxes (code, name, created_at, updated_at) VALUES ('X', 'box D', now(), now())
      """, at: setting.uri)
    let failure = error { _ = try store.merge([Self.boxes], run: Self.record("R1")) }
    #expect(failure?.code == "store.row-refused")
    #expect(failure?.key == ["D"])
    #expect(failure?.arguments.last?.value == "not unique: boxes.name")
    store.rollBack()
    #expect(try setting.codes == ["A", "B", "X"])
  }

  @Test func aRecordThatAnotherProgramChangedIsToldWithItsRow() throws {
    let setting = try Setting(isShared: true)
    let store = try setting.opened()
    defer { store.rollBack() }
    let stored = try store.records(of: Self.boxes, keys: [[.text("A")], [.text("B")]])
    try store.stage(
      stored.enumerated().compactMap { number, record in
        record.map {
          StagedRecord(
            ordinal: number, operation: .update, storedID: $0.id,
            values: [$0.values[0], .text("new \(number)")], changedFields: [1])
        }
      }, of: Self.boxes)
    try setting.server.ask("UPDATE boxes SET name = 'mine' WHERE code = 'B'", at: setting.uri)
    let failure = error { _ = try store.merge([Self.boxes], run: Self.record("R1")) }
    #expect(failure?.code == "store.row-refused")
    #expect(failure?.key == ["B"])
    #expect(failure?.arguments.last?.value == "another program changed it meanwhile")
    store.rollBack()
    #expect(
      try setting.server.ask("SELECT name FROM boxes ORDER BY code", at: setting.uri) == [
        "box A", "mine",
      ])
  }

  @Test func aSecondRunWaitsAndSeesWhatTheFirstWrote() throws {
    let setting = try Setting(isShared: true)
    let first = try setting.opened()
    try setting.stage(["C"], in: first)
    _ = try first.merge([Self.boxes], run: Self.record("R1"))
    let uri = setting.uri
    let count = SharedCount()
    let second = Thread {
      guard let string = ConnectionString(uri) else { return }
      let store = PostgresStore(string) { _, _, _ throws(StoreError) in
        throw StoreError(.runInternal(.other(reason: "not asked for")))
      }
      store.lockPatience = 20
      do {
        try store.open(package: Self.package, writes: true, now: Self.now)
        count.set(try store.recordCount(of: Self.boxes))
      } catch {
        count.set(-1)
      }
      store.rollBack()
    }
    second.start()
    Thread.sleep(forTimeInterval: 0.5)
    #expect(count.value == nil)
    try first.commit()
    let deadline = Date().addingTimeInterval(20)
    while count.value == nil, Date() < deadline { Thread.sleep(forTimeInterval: 0.05) }
    #expect(count.value == 3)
  }

  /// A number that one thread sets and another reads.
  private final class SharedCount: Sendable {
    private let stored = Mutex<Int?>(nil)
    var value: Int? { stored.withLock { $0 } }
    func set(_ value: Int) { stored.withLock { $0 = value } }
  }

  @Test(arguments: [
    "postgresql://zoe7:hush-hush@127.0.0.1:1/records",
    "postgresql:///records?host=/nowhere&password=hush-hush",
    "postgresql://zoe7@no-such-host.invalid/records?password=hush-hush",
  ])
  func aServerThatIsNotThereIsToldWithoutThePassword(_ uri: String) throws {
    let store = PostgresStore(try #require(ConnectionString(uri))) {
      _, _, _ throws(StoreError) in throw StoreError(.runInternal(.other(reason: "not asked for")))
    }
    let failure = error {
      try store.open(package: Self.package, writes: false, now: Self.now)
    }
    #expect(failure?.code == "store.unreachable")
    #expect(failure?.description.contains("hush") == false)
    #expect(failure?.description.contains("zoe7") == false)
    #expect(failure?.arguments.first == IssueArgument("target", store.location))
    #expect(failure?.arguments.last?.value.isEmpty == false)
  }
}
