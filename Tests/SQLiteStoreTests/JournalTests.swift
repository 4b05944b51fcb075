import GRDB
import ImportPipeline
import RecordMapping
import SQLiteStore
import Schemas
import StoreTesting
import TabularCore
import Testing

@Suite("The journal")
struct JournalTests {
  private static let journal = """
    SELECT seq, table_name, replace(record_key, char(31), '/'), operation, before_json,
      first_id, last_id
    FROM registrar_journal WHERE run_id = 'B' ORDER BY seq
    """

  private func filled() throws -> ScratchStore {
    let scratch = try ScratchStore()
    try scratch.fill(StorePackage.sample)
    return scratch
  }

  /// What was written last by a run of the sample, as images show it.
  private let writer =
    #""updated_at":"2027-03-06T14:14:02Z","updated_run":"20270306-0900-A0""#

  @Test func anUpdateKeepsTheColumnsItChangesWithoutSecrets() throws {
    let scratch = try filled()
    try scratch.apply(
      [
        update("places", ["TOR"], [1: text("Toronto"), 2: .null, 4: texts("lift")]),
        update("places", ["OTT"], [2: .real(45.4215), 4: texts("parking")]),
        update("people", ["mlee"], [1: text("m.lee@example.org"), 2: .secret("bmV1")]),
        update("meetings", ["M1"], [1: texts("LAW"), 5: .null]),
      ], run: "B")
    #expect(
      try scratch.ask(Self.journal) == [
        #"1|places|TOR|update|{"name":"Toronto Île","name_folded":"toronto île","#
          + #""latitude":43.648690000000002,"places_features":["lift","parking"],\#(writer)}|1|1"#,
        #"2|places|OTT|update|{"latitude":null,"places_features":[],\#(writer)}|2|2"#,
        #"3|people|mlee|update|{"email":"m@example.org","registrar_secret:password":true,"#
          + #"\#(writer)}|1|1"#,
        #"4|meetings|M1|update|{"meetings_topic_codes":[1,2],"fee_minor":7500,\#(writer)}|1|1"#,
      ])
  }

  @Test func aDeleteKeepsTheWholeRecord() throws {
    let scratch = try filled()
    try scratch.apply([delete("duties", "M1", "troy")], run: "B")
    #expect(
      try scratch.ask(Self.journal) == [
        #"1|duties|M1/troy|delete|{"id":2,"meeting_id":1,"person_id":2,"role":"helper","#
          + #""created_at":"2027-03-06T14:14:02Z","updated_at":"2027-03-06T14:14:02Z","#
          + #""created_run":"20270306-0900-A0","updated_run":"20270306-0900-A0"}|2|2"#
      ])
  }

  @Test func createsOfConsecutiveRowsShareAnEntryThatNamesTheFirst() throws {
    let scratch = try filled()
    let new = (0..<5).map { create("topics", [text("T\($0)"), .null]) }
    let source = RunRecord.Source(
      table: "topics", file: "t.xlsx", sheet: "Topics", columns: ["topic_code": [2]],
      rows: [
        .init(firstOrdinal: 9, firstRow: 1, count: 3),
        .init(firstOrdinal: 12, firstRow: 7, count: 9),
      ])
    try scratch.apply(
      Array(new[..<3]) + [update("topics", ["LAW"], [1: text("T0")])] + Array(new[3...]),
      run: "B", sources: [source])
    #expect(
      try scratch.ask(
        """
        SELECT operation, first_id, last_id, source_file, source_sheet, source_row
        FROM registrar_journal WHERE run_id = 'B' ORDER BY seq
        """) == [
          "update|2|2|t.xlsx|Topics|8", "create|3|4|t.xlsx|Topics|2", "create|5|5|t.xlsx|Topics|7",
          "create|7|8|t.xlsx|Topics|9",
        ])
    #expect(
      try scratch.ask("SELECT id, topic_code FROM topics WHERE id > 2 ORDER BY id") == [
        "3|T0", "4|T1", "5|T2", "7|T3", "8|T4",
      ])
    #expect(
      try scratch.ask("SELECT * FROM registrar_run_sources WHERE run_id = 'B'") == [
        #"B|t.xlsx|Topics|topics|{"topic_code":[2]}"#
      ])
  }

  @Test func anIDIsNeverGivenOutTwice() throws {
    let scratch = try filled()
    try scratch.apply([create("topics", [text("T1"), .null])], run: "B")
    try scratch.apply([delete("topics", "T1")], run: "C")
    try scratch.apply([create("topics", [text("T2"), .null])], run: "D")
    #expect(try scratch.ask("SELECT max(id) FROM topics") == ["4"])
  }

  @Test(arguments: [
    "UPDATE registrar_journal SET before_json = '{}'", "DELETE FROM registrar_journal",
    "UPDATE registrar_runs SET operator = 'nobody'", "DELETE FROM registrar_runs",
    "DELETE FROM registrar_run_files", "UPDATE registrar_run_files SET sha256 = '00'",
    "UPDATE registrar_run_sources SET columns_json = '{}'",
  ])
  func whatRunsWroteAboutThemselvesStaysAsItIs(_ statement: String) throws {
    let scratch = try filled()
    try scratch.apply(
      [update("topics", ["LAW"], [1: text("LAW-1")])], run: "B",
      sources: [RunRecord.Source(table: "topics", file: "t.csv")])
    let error = #expect(throws: DatabaseError.self) { try scratch.execute(statement) }
    #expect(error?.message?.hasSuffix("is append-only") == true)
  }

  @Test func editsByHandAreNotedAndThoseOfRunsAreNot() throws {
    let scratch = try filled()
    try scratch.apply(
      [
        update("places", ["TOR"], [1: text("Toronto"), 4: texts("lift")]),
        update("meetings", ["M1"], [1: texts("LAW")]),
        create("topics", [text("T1"), text("LAW")]),
      ], run: "B")
    #expect(try scratch.ask("SELECT * FROM registrar_edits") == [])
    #expect(try scratch.ask("SELECT * FROM registrar_lock") == [])
    try scratch.execute("UPDATE places SET name = 'York', status = status WHERE id = 1")
    try scratch.execute("UPDATE places SET latitude = 1 WHERE id = 2")
    try scratch.execute("DELETE FROM meetings_topic_codes")
    try scratch.execute("DELETE FROM duties")
    #expect(
      try scratch.ask(
        """
        SELECT table_name, record_id, column_name, before_text,
          abs(julianday('now') - julianday(edited_at)) < 1
        FROM registrar_edits ORDER BY 1, 2
        """) == [
          "meetings|1|meetings_topic_codes|-|1", "places|1|name|Toronto|1", "places|2|latitude|-|1",
        ])
  }
}

@Suite("The chain of seals")
struct RunChainTests {
  private func chained() throws -> ScratchStore {
    let scratch = try ScratchStore()
    try scratch.fill(StorePackage.sample)
    try scratch.apply([update("topics", ["LAW"], [1: text("LAW-1")])], run: "B")
    try scratch.apply([delete("duties", "M1", "troy")], run: "C")
    return scratch
  }

  private func check(_ scratch: ScratchStore) throws -> RunChain.Check {
    try RunChain.check(in: SQLiteConnection(path: scratch.path, writes: false))
  }

  /// Changes what the triggers protect, as someone with the file in hands can.
  private func tamper(_ scratch: ScratchStore, _ statement: String) throws {
    for (table, event) in [
      ("registrar_runs", "update"), ("registrar_runs", "delete"), ("registrar_journal", "update"),
      ("registrar_journal", "delete"), ("registrar_run_files", "update"),
      ("registrar_run_files", "delete"),
    ] { try scratch.execute("DROP TRIGGER \(table)_no_\(event)") }
    try scratch.execute(statement, checksReferences: false)
  }

  @Test func everyRunHasASealOverTheOneBefore() throws {
    let scratch = try chained()
    let check = try check(scratch)
    #expect(check.sealedCount == 3)
    #expect(check.broken == nil)
    #expect(check.unsealed == [])
    let seals = try scratch.ask(
      "SELECT number, coalesce(previous_hash, ''), record_hash FROM registrar_runs ORDER BY 1")
    let parts = seals.map { $0.split(separator: "|", omittingEmptySubsequences: false) }
    #expect(parts.map { $0[0] } == ["1", "2", "3"])
    #expect(parts[0][1] == "" && parts[1][1] == parts[0][2] && parts[2][1] == parts[1][2])
    #expect(check.head == String(parts[2][2]) && check.head?.count == 64)
    let connection = try SQLiteConnection(path: scratch.path, writes: false)
    #expect(try RunChain.contains(String(parts[0][2]), in: connection))
    #expect(try !RunChain.contains("00", in: connection))
  }

  @Test(arguments: [
    ("UPDATE registrar_runs SET operator = 'nobody' WHERE run_id = 'B'", "B", "changed"),
    ("UPDATE registrar_runs SET ledger_json = '[ ]' WHERE run_id = 'C'", "C", "changed"),
    ("UPDATE registrar_journal SET before_json = '{}' WHERE run_id = 'B'", "B", "changed"),
    ("UPDATE registrar_journal SET last_id = 9 WHERE operation = 'create'", "", "changed"),
    ("DELETE FROM registrar_journal WHERE run_id = 'C'", "C", "changed"),
    ("UPDATE registrar_run_files SET bytes = 13 WHERE run_id = 'B'", "B", "changed"),
    (
      "INSERT INTO registrar_journal (run_id, seq, table_name, record_key, operation, state) "
        + "VALUES ('B', 9, 'topics', '', 'create', 'applied')", "B", "changed"
    ),
    ("UPDATE registrar_runs SET previous_hash = '' WHERE run_id = 'C'", "C", "disconnected"),
    ("DELETE FROM registrar_runs WHERE run_id = 'B'", "C", "missing"),
    ("UPDATE registrar_runs SET record_hash = NULL WHERE run_id = 'B'", "B", "unsealed"),
  ])
  func theFirstBrokenLinkIsNamed(_ statement: String, _ run: String, _ reason: String) throws {
    let scratch = try chained()
    try tamper(scratch, statement)
    let broken = try check(scratch).broken
    #expect(broken?.run == (run.isEmpty ? "20270306-0900-A0" : run))
    #expect(broken?.reason.rawValue == reason)
  }
}
