import ImportPipeline
import RecordMapping
import Schemas
import StoreTesting
import TabularCore
import TestSupport
import Testing

/// Stored records are removed by pattern or by key: exactly those, with what hangs on them or not at all.
@Suite struct CleanLaws {
  private static func field(_ name: String, _ more: String = "") -> String {
    #"{"name": "\#(name)", "type": "string", "registrar:type": "code"\#(more)}"#
  }
  private static let required = #", "constraints": {"required": true}"#

  private static let schemas = [
    ("people", #"{"primaryKey": "code", "fields": [\#(field("code", required))]}"#),
    ("courses", #"{"primaryKey": "code", "fields": [\#(field("code", required))]}"#),
    (
      "places",
      """
      {"primaryKey": ["person", "course"], "fields": [
        \(field("person", required)), \(field("course", required))],
        "foreignKeys": [
          {"fields": "person", "reference": {"resource": "people", "fields": "code"}},
          {"fields": "course", "reference": {"resource": "courses", "fields": "code"}}]}
      """
    ),
    (
      "marks",
      """
      {"primaryKey": "code", "fields": [
        \(field("code", required)), \(field("person")), \(field("tutor"))],
        "foreignKeys": [
          {"fields": "person", "reference": {"resource": "people", "fields": "code"}},
          {"fields": "tutor", "reference": {"resource": "people", "fields": "code"}}]}
      """
    ),
  ]

  private static let files = [
    "people": "code\nT1\nT2\nT10\nP1\nP2\n", "courses": "code\nC1\nC2\n",
    "places": "person,course\nT1,C1\nT1,C2\nP1,C1\n",
    "marks": "code,person,tutor\nM1,T2,\nM2,P1,T10\nM3,P2,P1\n",
  ]

  private func clean(
    _ store: ForeignStore, _ scope: CleanScope, _ mode: ImportOptions.Mode
  ) throws -> ImportReport {
    try store.run([:], mode) {
      $0.allowsDelete = true
      $0.clean = scope
      $0.guards.limits.deletePercent = 100
    }
  }

  private func contents(_ store: ForeignStore) throws -> [String] {
    try ["people", "courses", "marks"].flatMap { table in
      try store.scratch.ask("SELECT code FROM \(table) ORDER BY 1")
    } + store.scratch.ask("SELECT CAST(count(*) AS text) FROM places")
  }

  @Test(arguments: StoreKind.allCases)
  func whatIsNamedGoes_andNothingElse(_ kind: StoreKind) throws {
    let store = try ForeignStore(kind, Self.schemas, sql: "SELECT 1")
    #expect(try store.run(Self.files).run.isWritten)
    let before = try contents(store)
    var scope = CleanScope(table: "people", matches: [.init(field: "code", pattern: "^T\\d+$")])

    // Records that others refer to stay, each told with what refers to it.
    let refused = try clean(store, scope, .execute)
    #expect(
      refused.errors == [
        "store.delete-referenced: parent=people key=T1 count=2 children=places",
        "store.delete-referenced: parent=people key=T10 count=1 children=mark",
        "store.delete-referenced: parent=people key=T2 count=1 children=mark",
      ], "\(refused.errors)")
    #expect(try contents(store) == before)

    // With dependents a validation counts the same as the execution writes.
    scope.takesDependents = true
    let planned = try clean(store, scope, .validate)
    #expect(planned.errors == [] && planned.run.command == "clean")
    #expect(
      planned.ledger.map { "\($0.table) \($0.pruned)" }.sorted()
        == ["marks 2", "people 3", "places 2"])
    #expect(try contents(store) == before)
    let done = try clean(store, scope, .execute)
    #expect(done.errors == [] && done.run.isWritten, "\(done.errors)")
    #expect(done.ledger.map(\.pruned) == planned.ledger.map(\.pruned))
    #expect(try contents(store) == ["P1", "P2", "C1", "C2", "M3", "1"])
    #expect(try store.verify().findings == [])

    // An undo brings everything back.
    let connection = try store.scratch.connection()
    let runs = try RunRecords.all(in: connection)
    let run = try #require(runs.first { $0.command == "clean" })
    let undone = UndoRun(
      of: run, package: store.scratch.package,
      author: RunAuthor(operatorName: "mlee", host: "ops1", toolVersion: "1.0"), executes: true,
      now: StorePackage.now, runPrefix: "20270307-1000"
    ).run(in: connection, clock: { StorePackage.now })
    #expect(undone.errors == [], "\(undone.errors)")
    #expect(try contents(store) == before)
  }

  @Test(arguments: StoreKind.allCases)
  func keysNameRecords_andUnknownOnesAreTold(_ kind: StoreKind) throws {
    let store = try ForeignStore(kind, Self.schemas, sql: "SELECT 1")
    #expect(try store.run(Self.files).run.isWritten)
    let places = try clean(
      store, CleanScope(table: "places", keys: [["t1", "C2"], ["P1", "C1"], ["P1", "C2"]]),
      .execute)
    #expect(places.findings == ["store.not-stored: record=place key=P1/C2"])
    #expect(places.run.isWritten && places.ledger.map(\.pruned) == [2])
    #expect(try contents(store).last == "1")
    // The same once more finds nothing and changes nothing.
    let again = try clean(store, CleanScope(table: "places", keys: [["P1", "C1"]]), .execute)
    #expect(again.ledger.map(\.pruned) == [0] && again.errors == [])
  }

  /// The whole value matches, with or without anchors; a pattern that is none finds nothing.
  @Test(
    arguments: [
      ("T\\d+", ["T1", "T10", "T2"]), ("^T\\d+$", ["T1", "T10", "T2"]), ("T1", ["T1"]),
      ("^T1", ["T1"]), ("1", []), (".*1.*", ["P1", "T1", "T10"]), ("P1|T2", ["P1", "T2"]),
      ("(", []),
    ] as [(String, [String])])
  func patternsMatchWholeValues(pattern: String, expected: [String]) {
    let values = ["T1", "T2", "T10", "P1", "P2"]
    let found = values.filter { ValuePattern(pattern).matches(.text($0)) }
    #expect(found.sorted() == expected)
    #expect(!ValuePattern(".*").matches(.null))
    #expect(ValuePattern(pattern).matches(.list(values.map(FieldValue.text))) != expected.isEmpty)
  }
}
