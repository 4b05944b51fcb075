import ImportPipeline
import RecordMapping
import StoreTesting
import TabularCore
import Testing

/// Foreign keys of tables that no package knows keep records from being deleted.
@Suite struct OutsideReferenceTests {
  /// How another program's table refers to halls, and whether a database of that kind has it.
  static let references = [
    "REFERENCES halls ON DELETE CASCADE", "REFERENCES halls ON DELETE SET NULL",
    "REFERENCES halls ON DELETE SET DEFAULT", "REFERENCES halls ON DELETE RESTRICT",
    "REFERENCES halls",
  ]

  private func delete(
    _ scratch: StoreUnderTest, _ mode: ImportOptions.Mode, prunes: Bool = false
  ) throws -> ImportReport {
    let file =
      prunes
      ? "hall_code,place_code,name,seats\nOTT-A,OTT,North,80\n"
      : "hall_code,action\nTOR-A,delete\n"
    let store = ForeignRun(package: scratch.package, store: { try scratch.make() })
    return try store.run(["halls": file], mode) {
      $0.allowsDelete = true
      if prunes { $0.prunes = [PruneScope(table: "halls")] }
      $0.guards = GuardPolicy()
    }
  }

  private func filled(_ kind: StoreKind, _ reference: String) throws -> StoreUnderTest {
    let scratch = try StoreUnderTest(kind)
    try scratch.fill(StorePackage.sample.filter { ["places", "halls"].contains($0.table) })
    let type = kind == .sqlite ? "INTEGER" : "BIGINT"
    try scratch.execute(
      """
      CREATE TABLE visits (visit integer PRIMARY KEY, hall \(type) \(reference));
      INSERT INTO visits VALUES (1, (SELECT id FROM halls WHERE hall_code = 'TOR-A'));
      INSERT INTO visits VALUES (2, (SELECT id FROM halls WHERE hall_code = 'TOR-A'));
      """)
    return scratch
  }

  @Test(arguments: StoreKind.allCases, references)
  func aDeleteThatItWouldTouchIsRefused(_ kind: StoreKind, _ reference: String) throws {
    let scratch = try filled(kind, reference)
    for mode in [ImportOptions.Mode.validate, .execute] {
      let report = try delete(scratch, mode)
      #expect(
        report.errors == [
          "store.delete-referenced row 2 action: parent=hall key=TOR-A count=2 children=visits"
        ], "\(mode)")
      #expect(report.run.outcome.exitCode == 1 && !report.run.isWritten)
    }
    #expect(try scratch.ask("SELECT count(*) FROM visits WHERE hall IS NOT NULL") == ["2"])
    #expect(try scratch.ask("SELECT count(*) FROM halls") == ["2"])
  }

  @Test(arguments: StoreKind.allCases)
  func whatIsPrunedIsRefusedToo(_ kind: StoreKind) throws {
    let scratch = try filled(kind, Self.references[0])
    let report = try delete(scratch, .validate, prunes: true)
    #expect(
      report.errors.contains(
        "store.delete-referenced: parent=hall key=TOR-A count=2 children=visits"),
      "\(report.errors)")
  }

  /// A key of several columns, and one that names another column than the surrogate key.
  @Test(arguments: StoreKind.allCases)
  func keysOfOtherColumnsCount(_ kind: StoreKind) throws {
    let scratch = try StoreUnderTest(kind)
    try scratch.fill(StorePackage.sample.filter { ["places", "halls"].contains($0.table) })
    try scratch.execute(
      """
      CREATE TABLE signs (sign integer PRIMARY KEY,
        hall text REFERENCES halls (hall_code) ON DELETE CASCADE);
      INSERT INTO signs VALUES (7, 'TOR-A');
      """)
    #expect(
      try delete(scratch, .validate).errors == [
        "store.delete-referenced row 2 action: parent=hall key=TOR-A count=1 children=signs"
      ])
    try scratch.execute("DELETE FROM signs")
    #expect(try delete(scratch, .execute).run.isWritten)
  }

  /// Undoing a create deletes the record: what another program hung on it would go with it.
  @Test(arguments: StoreKind.allCases)
  func aCreateIsNotUndoneUnderThem(_ kind: StoreKind) throws {
    let scratch = try filled(kind, Self.references[0])
    let connection = try scratch.connection()
    let subject = try #require(try RunRecords.all(in: connection).first)
    let undo = UndoRun(
      of: subject, package: scratch.package,
      author: RunAuthor(operatorName: "mlee", host: "ops1", toolVersion: "1.0"),
      executes: true, now: StorePackage.now, runPrefix: "20270307-1000"
    ).run(in: connection, clock: { StorePackage.now })
    #expect(!undo.run.isWritten)
    #expect(
      undo.errors.contains {
        $0.hasPrefix("run.undo-refused/children") && $0.contains("children=visits")
      }, "\(undo.errors)")
    #expect(try scratch.ask("SELECT count(*) FROM visits") == ["2"])
  }
}
