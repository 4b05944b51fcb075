import Foundation
import GRDB
import ImportPipeline
import SQLiteStore
import Schemas
import TabularCore
import TestSupport
import Testing

/// What goes wrong with the store or the run itself, and what is left then.
@Suite struct StoreFailureTests {
  private static let row = SampleFile.csv(
    "locations", Headers.location, "BRA-01,Brampton,America/Toronto,virtual")

  private func change(_ harness: ImportHarness, _ sql: String) throws {
    let queue = try DatabaseQueue(path: harness.scratch.path(of: ImportHarness.storeName))
    try queue.write { try $0.execute(sql: sql) }
    try queue.close()
  }

  private func check(
    _ report: ImportReport, _ finding: String, _ outcome: RunOutcome, _ message: String
  ) {
    #expect(report.findings() == [finding])
    #expect(report.run.outcome == outcome)
    #expect(!report.run.isWritten)
    #expect(report.message(report.issues.issues.last) == message)
  }

  @Test func fileThatIsNoStore_isUnreachable() throws {
    let harness = try ImportHarness(store: .empty)
    try harness.scratch.write(ImportHarness.storeName, String(repeating: "no database ", count: 99))
    check(
      try harness.execute([Self.row]), "error store.unreachable at target › sqlite:store.sqlite",
      .storeFailedRolledBack,
      "cannot open the store of target `sqlite:store.sqlite`: the file is not an SQLite database")
  }

  @Test func otherSchema_isRefused() throws {
    let harness = try ImportHarness()
    try change(harness, "UPDATE registrar_schema SET package = 'training-center'")
    let report = try harness.execute([Self.row])
    #expect(
      report.findings() == ["error store.schema-version at target › sqlite:store.sqlite"])
    #expect(report.run.outcome == .storeFailedRolledBack)
    #expect(report.run.outcome.exitCode == 6)
  }

  @Test func writerElsewhere_locksTheStore() throws {
    let harness = try ImportHarness()
    let queue = try DatabaseQueue(path: harness.scratch.path(of: ImportHarness.storeName))
    let report = try queue.writeWithoutTransaction { database in
      try database.execute(sql: "BEGIN IMMEDIATE")
      defer { try? database.execute(sql: "ROLLBACK") }
      return try harness.execute([Self.row])
    }
    #expect(report.findings() == ["error run.locked at target › sqlite:store.sqlite"])
    #expect(report.run.outcome == .locked)
    #expect(try harness.stored("SELECT count(*) FROM locations") == ["3"])
  }

  @Test func refusedRow_rollsEverythingBack() throws {
    let harness = try ImportHarness()
    try change(
      harness,
      """
      CREATE TRIGGER refuse BEFORE INSERT ON locations WHEN NEW.location_code = 'BRA-01'
      BEGIN SELECT RAISE(ABORT, 'not here'); END
      """)
    let report = try harness.execute([
      .csv(
        "locations", Headers.location, "OAK-01,Oakville,America/Toronto,virtual",
        "BRA-01,Brampton,America/Toronto,virtual")
    ])
    #expect(report.findings() == ["error store.row-refused at locations.csv:3:1 (location_code)"])
    #expect(report.run.outcome == .storeFailedRolledBack)
    #expect(try harness.stored("SELECT count(*) FROM locations") == ["3"])
  }

  @Test func valueChangedByATrigger_isTold() throws {
    let harness = try ImportHarness()
    try change(
      harness,
      """
      CREATE TRIGGER shout AFTER INSERT ON locations
      BEGIN UPDATE locations SET name = upper(name) WHERE id = NEW.id; END
      """)
    let report = try harness.execute([Self.row])
    #expect(
      report.findings() == ["error store.value-differs at store › locations[BRA-01] (name)"])
    #expect(report.run.outcome == .verifyMismatch)
  }

  @Test func recordMadeByATrigger_isCounted() throws {
    let harness = try ImportHarness()
    try change(
      harness,
      """
      CREATE TRIGGER twin AFTER INSERT ON exams WHEN NEW.exam_code = 'LAW-EN'
      BEGIN INSERT INTO exams (exam_code, title, delivery, language, duration_minutes, created_at,
        updated_at) VALUES ('LAW-FR', 'Droit', 'paper', 'fr', 60, '', ''); END
      """)
    let report = try harness.execute([
      .csv("exams", "exam_code,title,delivery,language,duration_minutes", "LAW-EN,Law,paper,en,60")
    ])
    #expect(report.findings() == ["error store.count-mismatch at store › exams"])
    #expect(report.run.outcome == .verifyMismatch)
  }

  @Test func maximumErrors_endsTheRunAfterTheTable() throws {
    let report = try ImportHarness().validate([
      .csv(
        "locations", Headers.location, "BRA-01,Brampton,EST,virtual", "OAK-01,Oakville,EST,virtual")
    ]) { $0.maximumErrors = 2 }
    #expect(
      report.findings() == [
        "error value.time-zone-unknown at locations.csv:2:3 (time_zone)",
        "error value.time-zone-unknown at locations.csv:3:3 (time_zone)",
        "error run.too-many-errors at run",
      ])
    #expect(report.run.isPartial)
    #expect(report.run.outcome == .dataErrors)
  }

  @Test func cancelledRun_writesNothing() throws {
    let harness = try ImportHarness()
    let before = try harness.stored("SELECT count(*) FROM registrar_runs")
    var options = ImportOptions(files: [try Self.row.write(to: harness.scratch)])
    options.mode = .execute
    let report = harness.run(options, isCancelled: { true })
    #expect(report.findings() == ["error run.interrupted at run"])
    #expect(report.run.outcome == .interrupted)
    #expect(report.run.conclusion.english == "Interrupted; nothing was written")
    #expect(try harness.stored("SELECT count(*) FROM registrar_runs") == before)
  }

  @Test func insertOnly_skipsWhatIsStored() throws {
    var package = try ExamPlatform.package.get()
    let index = try #require(package.tables.firstIndex { $0.name == "locations" })
    package.tables[index].writeMode = .insertOnly
    let harness = try ImportHarness(package: package)
    let report = try harness.validate([
      .csv("locations", "location_code,name", "TOR-01,Elsewhere")
    ])
    #expect(
      report.notes("store.exists-skipped") == [
        "note store.exists-skipped at locations.csv:2:2 (name)"
      ])
    #expect(report.line("locations")?.summary == "read 1, skipped 1")
  }

  @Test func packageOfOnesOwn_hasItsOwnRules() throws {
    var package = try ExamPlatform.package.get()
    let index = try #require(package.tables.firstIndex { $0.name == "exams" })
    package.tables[index].rules.append(
      Rule(
        code: "rule.custom", scope: .row(violatedWhen: "attempts_allowed > 9"),
        place: .fields(["attempts_allowed"]),
        message: LocalizedText("`{value}` attempts are too many")))
    let report = try ImportHarness(package: package).validate([
      .csv("exams", "exam_code,attempts_allowed", "ETH-EN,10")
    ])
    #expect(report.findings() == ["error rule.custom at exams.csv:2:2 (attempts_allowed)"])
    #expect(report.message(report.first("rule.custom")) == "`10` attempts are too many")
  }
}
