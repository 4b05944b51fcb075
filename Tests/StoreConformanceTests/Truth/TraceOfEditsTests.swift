import ImportPipeline
import RecordMapping
import Schemas
import StoreTesting
import TabularCore
import Testing

/// A trace credits a run with what it wrote and nothing else.
@Suite struct TraceOfEditsTests {
  private func lines(_ trace: RecordTrace?, _ field: String? = nil) -> [String] {
    (trace?.changes ?? []).filter { field == nil || $0.field == field }.map { change in
      let cause =
        switch change.cause {
        case .run(let id, _, _, _): id
        case .hand: "hand"
        case .program: "program"
        }
      return "\(change.field) \(change.before ?? "–") > \(change.value ?? "–") \(cause)"
    }
  }

  private func trace(
    _ key: [String], _ table: String, in scratch: StoreUnderTest
  ) throws -> RecordTrace? {
    try RecordTrace.find(
      key, of: StorePackage.table(table), package: scratch.package, in: scratch.connection())
  }

  private func filled(_ kind: StoreKind) throws -> StoreUnderTest {
    let scratch = try StoreUnderTest(kind)
    try scratch.fill(id: "A")
    return scratch
  }

  private func dropEditTrigger(_ scratch: StoreUnderTest, of table: String) throws {
    try scratch.ask(
      "DROP TRIGGER \(table)_by_hand" + (scratch.kind == .sqlite ? "" : " ON \(table)"))
  }

  /// An edit that a run writes over stays an entry of its own.
  @Test(arguments: StoreKind.allCases)
  func anEditThatARunReplacesIsAnEntry(_ kind: StoreKind) throws {
    let scratch = try filled(kind)
    try scratch.ask("UPDATE places SET name = 'By hand' WHERE place_code = 'OTT'")
    try scratch.apply([update("places", ["OTT"], [1: text("Bytown")])], run: "B")
    let wanted = ["name By hand > Bytown B", "name Ottawa > By hand hand", "name – > Ottawa A"]
    #expect(try lines(trace(["OTT"], "places", in: scratch), "name") == wanted)
    try scratch.ask("UPDATE places SET name = 'Again' WHERE place_code = 'OTT'")
    #expect(
      try lines(trace(["OTT"], "places", in: scratch), "name")
        == ["name Bytown > Again hand"] + wanted)
    // So does one of a record that a run deletes.
    try scratch.apply([delete("duties", "M1", "troy")], run: "C")
    try scratch.ask("UPDATE people SET email = 'x@example.org' WHERE username = 'troy'")
    try scratch.apply([delete("people", "troy")], run: "D")
    #expect(
      try lines(trace(["troy"], "people", in: scratch), "email") == [
        "email x@example.org > – D", "email t@example.org > x@example.org hand",
        "email – > t@example.org A",
      ])
  }

  /// What changed without a note is nobody's that is known: not the run's before it, nor the one's after.
  @Test(arguments: StoreKind.allCases)
  func aValueThatNoRunWroteIsAnotherPrograms(_ kind: StoreKind) throws {
    let scratch = try filled(kind)
    try dropEditTrigger(scratch, of: "places")
    try scratch.ask("UPDATE places SET name = 'Elsewhere' WHERE place_code = 'OTT'")
    let first = ["name Ottawa > Elsewhere program", "name – > Ottawa A"]
    #expect(try lines(trace(["OTT"], "places", in: scratch), "name") == first)
    try scratch.apply([update("places", ["OTT"], [1: text("Bytown")])], run: "B")
    #expect(
      try lines(trace(["OTT"], "places", in: scratch), "name")
        == ["name Elsewhere > Bytown B"] + first)
    try scratch.ask("UPDATE places SET open = NULL WHERE place_code = 'TOR'")
    #expect(
      try lines(trace(["TOR"], "places", in: scratch), "open") == [
        "open true > – program", "open – > true A",
      ])
  }

  /// References and lists are told by the keys of their records.
  @Test(arguments: StoreKind.allCases)
  func editsOfReferencesAreToldByKey(_ kind: StoreKind) throws {
    let scratch = try filled(kind)
    try scratch.ask(
      "UPDATE halls SET name = 'West', name_folded = 'west',"
        + " place_id = (SELECT id FROM places WHERE place_code = 'OTT')"
        + " WHERE hall_code = 'TOR-A'")
    #expect(
      try lines(trace(["TOR-A"], "halls", in: scratch), "place_code") == [
        "place_code TOR > OTT hand", "place_code – > TOR A",
      ])
    try scratch.ask("DELETE FROM places_features WHERE feature = 'parking'")
    #expect(
      try lines(trace(["TOR"], "places", in: scratch), "features") == [
        "features – > lift hand", "features – > lift;parking A",
      ])
  }

  /// A record that no run made is another program's.
  @Test(arguments: StoreKind.allCases)
  func aRecordThatNoRunMadeIsAnotherPrograms(_ kind: StoreKind) throws {
    let scratch = try filled(kind)
    try scratch.ask(
      "INSERT INTO topics (topic_code, created_at, updated_at) VALUES "
        + "('X', '2027-01-01T00:00:00Z', '2027-01-01T00:00:00Z')")
    #expect(try lines(trace(["X"], "topics", in: scratch)) == ["topic_code – > X program"])
    try scratch.apply([update("topics", ["X"], [1: text("LAW")])], run: "B")
    #expect(
      try lines(trace(["X"], "topics", in: scratch)) == [
        "topic_code – > X program", "parent_code – > LAW B",
      ])
  }

  /// Tables of other programs have no triggers that note edits; what runs wrote tells.
  @Test(arguments: StoreKind.allCases)
  func valuesOfOtherProgramsTablesAreNotCreditedToRuns(_ kind: StoreKind) throws {
    let id = kind == .sqlite ? "INTEGER PRIMARY KEY" : "serial PRIMARY KEY"
    let schema = """
      {"primaryKey": "code", "fields": [
        {"name": "code", "type": "string", "registrar:type": "code"},
        {"name": "size", "type": "integer", "registrar:type": "integer"}],
        "registrar:store": {"table": "goods", "owned": false}}
      """
    let store = try ForeignStore(
      kind, [("goods", schema)],
      sql: "CREATE TABLE goods (id \(id), code text NOT NULL UNIQUE, size integer);"
        + " INSERT INTO goods (code, size) VALUES ('OLD', 1)")
    #expect(try store.run(["goods": "code,size\nNEW,10\n"]).run.isWritten)
    try store.scratch.ask("UPDATE goods SET size = 11 WHERE code = 'NEW'")
    let report = try store.run(["goods": "code,size\nNEW,12\nOLD,2\n"]) {
      $0.guards.limits.changePercent = 100
      $0.overwritesManualEdits = true
    }
    #expect(report.run.isWritten, "\(report.errors)")
    func found(_ key: String) throws -> [String] {
      let goods = store.scratch.package.tables[0]
      return try lines(
        RecordTrace.find(
          [key], of: goods, package: store.scratch.package, in: store.scratch.connection()),
        "size"
      ).map { $0.replacing(#/\d{8}-\S+/#, with: "run") }
    }
    #expect(
      try found("NEW") == ["size 11 > 12 run", "size 10 > 11 program", "size – > 10 run"])
    #expect(try found("OLD") == ["size 1 > 2 run", "size – > 1 program"])
  }

  /// An undo gives an edit back that the run had replaced, and the edit is known again.
  @Test(arguments: StoreKind.allCases)
  func anUndoBringsTheEditBack(_ kind: StoreKind) throws {
    let scratch = try filled(kind)
    try scratch.ask("UPDATE places SET name = 'By hand' WHERE place_code = 'OTT'")
    try scratch.apply([update("places", ["OTT"], [1: text("Bytown")])], run: "B")
    #expect(try scratch.ask("SELECT count(*) FROM registrar_edits") == ["0"])
    func undo(_ id: String, _ prefix: String) throws -> ImportReport {
      let connection = try scratch.connection()
      let subject = try #require(try RunRecords.matching(id, in: connection).first)
      return UndoRun(
        of: subject, package: scratch.package,
        author: RunAuthor(operatorName: "mlee", host: "ops1", toolVersion: "1.0"),
        executes: true, now: StorePackage.now, runPrefix: prefix
      ).run(in: connection, clock: { StorePackage.now })
    }
    let undone = try undo("B", "20270307-1000")
    #expect(undone.findings == [])
    #expect(
      try scratch.ask("SELECT column_name, before_text FROM registrar_edits") == ["name|Ottawa"])
    #expect(
      try lines(trace(["OTT"], "places", in: scratch), "name").map {
        $0.replacing(undone.run.id, with: "U")
      } == [
        "name Bytown > By hand U", "name By hand > Bytown B", "name Ottawa > By hand hand",
        "name – > Ottawa A",
      ])
    // The undo can be undone in its turn.
    let again = try undo(undone.run.id, "20270307-1100")
    #expect(again.findings == [])
    #expect(try scratch.ask("SELECT name FROM places WHERE place_code = 'OTT'") == ["Bytown"])
    #expect(try scratch.ask("SELECT count(*) FROM registrar_edits") == ["0"])
  }
}
