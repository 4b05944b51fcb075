import ImportPipeline
import RecordMapping
import Schemas
import StoreTesting
import TabularCore
import Testing

/// Verification names what was changed beside the runs.
@Suite struct VerifiedEditsTests {
  private func filled(_ kind: StoreKind) throws -> StoreUnderTest {
    let scratch = try StoreUnderTest(kind)
    try scratch.fill(id: "A")
    try scratch.apply([update("places", ["TOR"], [1: text("York")])], run: "B")
    return scratch
  }

  private func verify(_ scratch: StoreUnderTest) throws -> ImportReport {
    StoreVerification(scratch.package, now: StorePackage.now)
      .perform(in: try scratch.connection(), clock: { StorePackage.now })
  }

  /// The findings: code, variant, record and field, and the arguments but those that differ by the day.
  private func found(_ scratch: StoreUnderTest) throws -> [String] {
    let report = try verify(scratch)
    let lines = report.issues.issues.map { issue in
      let place = [issue.location.table, issue.location.key.joined(separator: "/")]
        .compactMap(\.self).filter { !$0.isEmpty }.joined(separator: " ")
      let arguments = issue.arguments
        .filter { !["date", "table", "record", "key", "field"].contains($0.name) }
        .map { "\($0.name)=\($0.value)" }.joined(separator: " ")
      return [
        issue.code.rawValue + (issue.variant.isEmpty ? "" : "/" + issue.variant), place,
        issue.location.field ?? "", arguments,
      ].filter { !$0.isEmpty }.joined(separator: " ")
    }.sorted()
    #expect(report.run.outcome.exitCode == (lines.isEmpty ? 0 : 7))
    return lines
  }

  private func trigger(_ scratch: StoreUnderTest, _ verb: String, _ name: String, on table: String)
    throws
  {
    switch (scratch.kind, verb) {
    case (.sqlite, _): try scratch.ask("DROP TRIGGER \(name)")
    case (_, "drop"): try scratch.ask("DROP TRIGGER \(name) ON \(table)")
    default: try scratch.ask("ALTER TABLE \(table) \(verb) TRIGGER \(name)")
    }
  }

  @Test(arguments: StoreKind.allCases)
  func editsAreNamed(_ kind: StoreKind) throws {
    let scratch = try filled(kind)
    #expect(try found(scratch) == [])
    try scratch.ask("UPDATE places SET name = 'Bytown', status = NULL WHERE place_code = 'OTT'")
    try scratch.ask(
      "UPDATE halls SET name = 'West', name_folded = 'west',"
        + " place_id = (SELECT id FROM places WHERE place_code = 'OTT')"
        + " WHERE hall_code = 'TOR-A'")
    try scratch.ask("DELETE FROM places_features WHERE feature = 'parking'")
    let wanted = [
      "store.manual-edit/found halls TOR-A name found=West expected=North",
      "store.manual-edit/found halls TOR-A place_code found=OTT expected=TOR",
      "store.manual-edit/found places OTT name found=Bytown expected=Ottawa",
      "store.manual-edit/found-cleared places OTT status found= expected=active",
      "store.manual-edit/found-list places TOR features",
    ]
    #expect(try found(scratch) == wanted)
    // What is as before is no edit any more.
    try scratch.ask("UPDATE places SET name = 'Ottawa', status = 'active' WHERE place_code = 'OTT'")
    #expect(try found(scratch) == [wanted[0], wanted[1], wanted[4]])
    // What a run writes over is no edit any more either.
    try scratch.apply(
      [
        update("halls", ["TOR-A"], [1: text("TOR"), 2: text("North")]),
        update("places", ["TOR"], [4: texts("lift")]),
      ], run: "C")
    #expect(try found(scratch) == [])
  }

  @Test(arguments: StoreKind.allCases)
  func aKeyThatWasChangedIsNamed(_ kind: StoreKind) throws {
    let scratch = try filled(kind)
    try scratch.ask("UPDATE people SET username = 'helen' WHERE username = 'troy'")
    #expect(
      try found(scratch)
        == ["store.manual-edit/found people helen username found=helen expected=troy"])
  }

  @Test(arguments: StoreKind.allCases)
  func valuesThatNoEditExplainsAreNamed(_ kind: StoreKind) throws {
    let scratch = try filled(kind)
    // The trigger is away for a moment: only what the runs wrote tells.
    let statements = DDLWriter(dialect: kind == .sqlite ? .sqlite : .postgresql)
      .statements(for: StoreLayout(scratch.package))
    let maker = try #require(statements.first { $0.contains(" places_by_hand ") })
    try trigger(scratch, "drop", "places_by_hand", on: "places")
    try scratch.ask(
      "UPDATE places SET name = 'Elsewhere', latitude = 1.5, open = NULL WHERE place_code = 'TOR'")
    try scratch.execute(maker)
    #expect(
      try found(scratch) == [
        "store.value-differs/journal places TOR latitude expected=43.64869 found=1.5 run=A",
        "store.value-differs/journal places TOR name expected=York found=Elsewhere run=B",
        "store.value-differs/journal places TOR open expected=true found= run=A",
      ])
    // The next run takes them as they are.
    try scratch.apply(
      [
        update(
          "places", ["TOR"],
          [1: text("Toronto"), 2: .real(43.5), 3: .integer(0)])
      ], run: "C")
    #expect(try found(scratch) == [])
  }

  @Test(arguments: StoreKind.allCases)
  func recordsWithoutARunAreNamed(_ kind: StoreKind) throws {
    let scratch = try filled(kind)
    try scratch.ask(
      "INSERT INTO topics (topic_code, created_at, updated_at) VALUES "
        + "('X', '2027-01-01T00:00:00Z', '2027-01-01T00:00:00Z')")
    #expect(try found(scratch) == ["store.unrecorded topics X"])
    // Nor does a run's name make a record one of its own.
    try scratch.ask("UPDATE topics SET created_run = 'A' WHERE topic_code = 'X'")
    #expect(
      try found(scratch) == [
        "store.count-mismatch/verified topics count=3 records=topics expected=2",
        "store.unrecorded topics X",
      ])
  }

  @Test(arguments: StoreKind.allCases)
  func recordsDeletedByHandAreNamed(_ kind: StoreKind) throws {
    let scratch = try filled(kind)
    // What a run removes is not named.
    try scratch.apply([delete("duties", "M1", "troy")], run: "C")
    #expect(try found(scratch) == [])
    try scratch.ask("DELETE FROM duties")
    try scratch.ask("DELETE FROM people WHERE username = 'troy'")
    let wanted = try found(scratch).filter { $0.hasPrefix("store.manual-edit/found-deleted") }
    #expect(
      wanted == [
        "store.manual-edit/found-deleted duties M1/mlee run=A",
        "store.manual-edit/found-deleted people troy run=A",
      ])
  }

  /// Of a large load no values are kept: the file and the row name the record.
  @Test(arguments: StoreKind.allCases)
  func recordsOfALoadAreNamedByTheirRows(_ kind: StoreKind) throws {
    let store = try ForeignStore(
      kind,
      [
        (
          "goods",
          #"{"primaryKey": "code", "fields": [{"name": "code", "type": "string", "registrar:type": "code"}]}"#
        )
      ], sql: "SELECT 1")
    let rows = (1...6_000).map { "G\($0)\n" }.joined()
    let made = try store.run(["goods": "code\n" + rows])
    #expect(made.run.isWritten, "\(made.errors)")
    try store.scratch.ask("DELETE FROM goods WHERE code IN ('G7', 'G5999')")
    let findings = try store.verify().findings.filter { $0.hasPrefix("store.manual-edit") }
    #expect(
      findings
        == [6000, 8].map { row in
          "store.manual-edit/found-deleted-row: record=good key= run=\(made.run.id)"
            + " file=goods.csv row=\(row)"
        }, "\(findings)")
    // What a run removes and an undo brings back is there; when it is deleted by hand, it is named by its key.
    let removal = try store.run(["goods": "code,action\nG9,delete\n"]) { $0.allowsDelete = true }
    #expect(try store.undo(removal.run.id).run.outcome.exitCode == 0)
    let found = try store.verify().findings.filter { $0.hasPrefix("store.manual-edit") }
    #expect(found == findings)
    try store.scratch.ask("DELETE FROM goods WHERE code = 'G9'")
    #expect(
      try store.verify().findings.contains {
        $0.contains("found-deleted: record=good key=G9")
      })
  }

  @Test(arguments: StoreKind.allCases)
  func triggersAndKeysThatAreGoneAreNamed(_ kind: StoreKind) throws {
    let scratch = try filled(kind)
    try trigger(scratch, "drop", "places_by_hand", on: "places")
    try trigger(scratch, "drop", "registrar_journal_no_update", on: "registrar_journal")
    try scratch.ask(
      kind == .sqlite ? "DROP INDEX people_key" : "ALTER TABLE people DROP CONSTRAINT people_key")
    #expect(
      try found(scratch) == [
        "store.protection-missing places trigger=places_by_hand",
        "store.protection-missing registrar_journal trigger=registrar_journal_no_update",
        "store.protection-missing/key people username",
      ])
  }

  @Test(arguments: StoreKind.allCases)
  func triggersThatDoNothingAreNamed(_ kind: StoreKind) throws {
    let scratch = try filled(kind)
    try trigger(scratch, "DISABLE", "places_by_hand", on: "places")
    if kind == .sqlite {
      try scratch.ask(
        "CREATE TRIGGER places_by_hand AFTER UPDATE ON places BEGIN SELECT 1; END")
    } else {
      try scratch.ask(
        "CREATE OR REPLACE FUNCTION registrar_refuse_change() RETURNS trigger LANGUAGE plpgsql"
          + " AS $$ BEGIN RETURN NEW; END $$")
    }
    #expect(
      try found(scratch)
        == (kind == .sqlite
          ? ["store.protection-missing/changed places trigger=places_by_hand"]
          : [
            "store.protection-missing/changed trigger=registrar_refuse_change",
            "store.protection-missing/off places trigger=places_by_hand",
          ]))
  }

  /// Tables of other programs: their own records and values are their own affair, those of runs are not.
  @Test(arguments: StoreKind.allCases)
  func valuesOfRunsInOtherProgramsTablesAreCompared(_ kind: StoreKind) throws {
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
    #expect(try store.verify().findings == [])
    try store.scratch.ask("UPDATE goods SET size = size + 1")
    try store.scratch.ask("INSERT INTO goods (code, size) VALUES ('OTHER', 1)")
    #expect(
      try store.verify().findings.map { $0.replacing(#/run=\S+/#, with: "run=…") } == [
        "store.value-differs/journal size: record=good key=NEW field=size expected=10 found=11 run=…"
      ])
  }
}
