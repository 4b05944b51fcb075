import ImportPipeline
import RecordMapping
import Schemas
import StoreTesting
import TabularCore
import Testing

/// An undo puts old values back whatever rules say today, and claims nothing that it did not do.
@Suite("Undo and rules of today")
struct UndoTruthLaws {
  private func undo(
    _ run: String, in scratch: StoreUnderTest, by package: DataPackage
  ) throws -> ImportReport {
    let connection = try scratch.connection()
    let subject = try #require(try RunRecords.matching(run, in: connection).first)
    return UndoRun(
      of: subject, package: package,
      author: RunAuthor(operatorName: "mlee", host: "ops1", toolVersion: "1.0"),
      executes: true, now: StorePackage.now, runPrefix: "20270307-1000"
    ).run(in: connection, clock: { StorePackage.now })
  }

  private func seats(_ scratch: StoreUnderTest) throws -> [String] {
    try scratch.ask("SELECT hall_code, seats FROM halls ORDER BY hall_code")
  }

  /// A rule that came into the package after the run would refuse the old value in a file.
  @Test(arguments: StoreKind.allCases)
  func aRuleOfTodayRefusesNothing_andThatIsSaid(_ kind: StoreKind) throws {
    let scratch = try StoreUnderTest(kind)
    try scratch.fill()
    let before = try seats(scratch)
    try scratch.apply([update("halls", ["TOR-A"], [3: .integer(900)])], run: "B")
    var package = StorePackage.package
    var halls = StorePackage.halls
    halls.rules = [
      Rule(
        code: "rule.large", scope: .row(violatedWhen: "seats < 500"), place: .fields(["seats"]),
        message: LocalizedText("too small"))
    ]
    package = DataPackage(
      name: package.name, title: package.title, version: "2", hash: "bb22",
      tables: package.tables.map { $0.name == "halls" ? halls : $0 })
    let report = try undo("B", in: scratch, by: package)
    #expect(report.run.isWritten && report.run.outcome == .clean)
    #expect(try seats(scratch) == before)
    #expect(
      report.run.conclusion.text(in: .english)
        == "1 record of run B put back as before; the package changed since, and its rules of today were not asked"
    )
    #expect(report.ledger.map(\.updated).reduce(0, +) == 1)
  }

  /// A check of the table itself cannot be passed over: nothing is written, and nothing is claimed.
  @Test(arguments: StoreKind.allCases)
  func aCheckOfTheTableRefusesTheWholeUndo(_ kind: StoreKind) throws {
    let scratch = try StoreUnderTest(kind)
    try scratch.fill()
    try scratch.apply(
      [
        update("halls", ["TOR-A"], [3: .integer(900)]),
        update("halls", ["OTT-A"], [3: .integer(901)]),
        create("topics", [text("T1"), .null]),
      ], run: "B")
    switch kind {
    case .postgresql:
      try scratch.ask("ALTER TABLE halls ADD CONSTRAINT large CHECK (seats > 500)")
    case .sqlite:
      try scratch.execute(
        """
        PRAGMA writable_schema = ON;
        UPDATE sqlite_schema SET sql = replace(sql, 'seats > 0', 'seats > 500') WHERE name = 'halls';
        """)
    }
    let before = try seats(scratch)
    let report = try undo("B", in: scratch, by: scratch.package)
    #expect(!report.run.isWritten && report.run.outcome.exitCode != 0)
    #expect(report.issues.count(of: .error) > 0)
    #expect(!report.run.conclusion.text(in: .english).contains("put back"))
    #expect(try seats(scratch) == before)
    #expect(try scratch.ask("SELECT count(*) FROM topics WHERE topic_code = 'T1'") == ["1"])
    let connection = try scratch.connection()
    #expect(try !RunRecords.all(in: connection).contains { $0.command == "undo" })
  }

  /// Of three records that a run changed, one was edited by hand since and one removed.
  @Test(arguments: StoreKind.allCases)
  func whatIsCountedIsWhatWasDone(_ kind: StoreKind) throws {
    let scratch = try StoreUnderTest(kind)
    try scratch.fill()
    try scratch.apply(
      [create("halls", [text("NEW"), text("TOR"), text("East"), .integer(3)])], run: "B")
    try scratch.apply(
      ["TOR-A", "OTT-A", "NEW"].map { update("halls", [$0], [3: .integer(700)]) }, run: "C")
    try scratch.ask("UPDATE halls SET seats = 701 WHERE hall_code = 'OTT-A'")
    try scratch.ask("DELETE FROM halls WHERE hall_code = 'NEW'")
    let report = try undo("C", in: scratch, by: scratch.package)
    #expect(report.run.isWritten && report.run.outcome == .warnings)
    #expect(report.ledger.map(\.updated) == [1] && report.ledger.map(\.skipped) == [2])
    #expect(
      report.issues.issues.map { "\($0.code):\($0.variant)" }.sorted()
        == ["run.undo-kept:", "run.undo-kept:gone"])
    #expect(report.run.conclusion.text(in: .english) == "1 record of run C put back as before")
    #expect(try seats(scratch) == ["OTT-A|701", "TOR-A|120"])
  }
}
