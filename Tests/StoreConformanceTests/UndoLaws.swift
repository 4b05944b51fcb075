import ImportPipeline
import RecordMapping
import Schemas
import StoreTesting
import TabularCore
import Testing

@Suite("Undo")
struct UndoLaws {
  private func filled(_ kind: StoreKind) throws -> StoreUnderTest {
    let scratch = try StoreUnderTest(kind)
    try scratch.fill()
    return scratch
  }

  /// Everything in the package's tables.
  private func content(_ scratch: StoreUnderTest) throws -> [String] {
    try [
      "places", "places_features", "halls", "rooms", "topics", "people", "meetings",
      "meetings_topic_codes", "duties", "registrar_id_map",
    ].flatMap { table in
      try scratch.ask("SELECT '\(table)', * FROM \(table) ORDER BY 2, 3")
    }
  }

  @discardableResult
  private func undo(
    _ run: String, in scratch: StoreUnderTest, executes: Bool = true
  ) throws -> ImportReport {
    let connection = try scratch.connection()
    let subject = try #require(try RunRecords.matching(run, in: connection).first)
    return UndoRun(
      of: subject, package: scratch.package,
      author: RunAuthor(operatorName: "mlee", host: "ops1", toolVersion: "1.0"),
      executes: executes, now: StorePackage.now, runPrefix: "20270307-1000"
    ).run(in: connection, clock: { StorePackage.now })
  }

  private func codes(_ report: ImportReport) -> [String] {
    report.issues.issues.map { issue in
      let variant = issue.variant.isEmpty ? "" : ":" + issue.variant
      let reason = issue.arguments.first { $0.name == "reason" }.map { " \($0.value)" } ?? ""
      return "\(issue.code)\(variant) \(issue.location.table ?? "")"
        + "[\(issue.location.key.joined(separator: "/"))]\(reason)"
    }.sorted()
  }

  private func ledger(_ report: ImportReport) -> [String] {
    report.ledger.map { line in
      "\(line.table) +\(line.created) ~\(line.updated) -\(line.deleted)"
        + " =\(line.unchanged) kept \(line.skipped) refused \(line.invalid)"
    }
  }

  private let mixed: [StagedChange] = [
    update("places", ["TOR"], [1: text("Toronto"), 2: .null, 4: texts("ramp")]),
    update("meetings", ["M1"], [1: texts("LAW"), 2: .null, 3: .null, 5: .integer(1)]),
    delete("duties", "M1", "troy"), delete("people", "troy"),
    create("topics", [text("T1"), text("LAW")]), create("topics", [text("T2"), text("T1")]),
    create("places", [text("MTL"), text("Montréal"), .real(0.1), .null, texts("lift"), .null]),
    create("halls", [text("MTL-A"), text("MTL"), text("South"), .integer(3)]),
  ]

  @Test(arguments: StoreKind.allCases)
  func aRunIsTakenBackAsAWhole(_ kind: StoreKind) throws {
    let scratch = try filled(kind)
    let before = try content(scratch)
    try scratch.apply(mixed, run: "B")
    #expect(try content(scratch) != before)
    let planned = try undo("B", in: scratch, executes: false)
    #expect(planned.run.outcome == .clean && !planned.run.isWritten)
    #expect(try content(scratch) != before)
    let report = try undo("B", in: scratch)
    #expect(report.run.outcome == .clean && report.run.isWritten)
    #expect(codes(report) == [])
    #expect(
      ledger(report) == [
        "places +0 ~1 -1 =0 kept 0 refused 0", "halls +0 ~0 -1 =0 kept 0 refused 0",
        "topics +0 ~0 -2 =0 kept 0 refused 0", "people +1 ~0 -0 =0 kept 0 refused 0",
        "meetings +0 ~1 -0 =0 kept 0 refused 0", "duties +1 ~0 -0 =0 kept 0 refused 0",
      ])
    #expect(ledger(planned) == ledger(report))
    #expect(try content(scratch) == before)
    let connection = try scratch.connection()
    let run = try #require(try RunRecords.all(in: connection).first)
    #expect(
      run.command == "undo" && run.subject == "B" && RunID.short(run.id) == "20270307-1000-A1")
    let chain = try RunChain.check(in: connection)
    #expect(chain.sealedCount == 3 && chain.broken == nil)
  }

  @Test(arguments: StoreKind.allCases)
  func anUndoCanBeUndoneAndThatToo(_ kind: StoreKind) throws {
    let scratch = try filled(kind)
    let before = try content(scratch)
    try scratch.apply(mixed, run: "B")
    let after = try content(scratch)
    try undo("B", in: scratch)
    try undo("20270307-1000-A1", in: scratch)
    #expect(try content(scratch) == after)
    try undo("20270307-1000-A2", in: scratch)
    #expect(try content(scratch) == before)
    let again = try undo("B", in: scratch)
    #expect(!again.run.isWritten)
    #expect(again.ledger.allSatisfy { $0.created + $0.updated + $0.deleted == 0 })
  }

  @Test(arguments: StoreKind.allCases)
  func aValueChangedByHandIsKept(_ kind: StoreKind) throws {
    let scratch = try filled(kind)
    try scratch.apply(mixed, run: "B")
    try scratch.ask("UPDATE places SET name = 'York' WHERE place_code = 'TOR'")
    try scratch.ask("UPDATE meetings SET start_local = 'x' WHERE meeting_code = 'M1'")
    try scratch.ask("UPDATE halls SET seats = 4 WHERE hall_code = 'MTL-A'")
    try scratch.ask("DELETE FROM topics WHERE topic_code = 'T2'")
    let report = try undo("B", in: scratch)
    #expect(
      codes(report) == [
        "run.undo-kept halls[MTL-A]", "run.undo-kept places[TOR]",
        "run.undo-kept:gone topics[]", "run.undo-kept:needed places[MTL]",
      ])
    #expect(report.run.outcome == .warnings && report.run.isWritten)
    #expect(
      ledger(report)[0...2] == [
        "places +0 ~0 -0 =0 kept 2 refused 0", "halls +0 ~0 -0 =0 kept 1 refused 0",
        "topics +0 ~0 -1 =0 kept 1 refused 0",
      ])
    #expect(
      try scratch.ask("SELECT name FROM places ORDER BY id") == ["York", "Ottawa", "Montréal"])
    #expect(try scratch.ask("SELECT fee_minor, start_local FROM meetings") == ["7500|x"])
  }

  @Test(arguments: StoreKind.allCases)
  func whatALaterRunChangedIsRefusedUntilThatRunIsUndone(_ kind: StoreKind) throws {
    let scratch = try filled(kind)
    let before = try content(scratch)
    try scratch.apply(mixed, run: "B")
    let between = try content(scratch)
    try scratch.apply(
      [
        update("places", ["TOR"], [1: text("York")]), update("topics", ["T2"], [1: .null]),
        update("people", ["mlee"], [1: text("x@example.org")]),
      ], run: "C")
    let report = try undo("B", in: scratch)
    #expect(report.run.outcome == .guarded && !report.run.isWritten)
    #expect(codes(report) == ["run.undo-refused places[]", "run.undo-refused topics[]"])
    let issue = try #require(report.issues.issues.first)
    #expect(
      issue.arguments == [
        IssueArgument("first", "C"), IssueArgument("count", 1), IssueArgument("run", "B"),
      ])
    #expect(issue.related.map(\.location.key) == [["TOR"]])
    try undo("C", in: scratch)
    #expect(try content(scratch) == between)
    try undo("B", in: scratch)
    #expect(try content(scratch) == before)
  }

  @Test(arguments: StoreKind.allCases)
  func aRecordThatOthersReferToIsRefused(_ kind: StoreKind) throws {
    let scratch = try filled(kind)
    try scratch.apply(mixed, run: "B")
    try scratch.apply(
      [create("halls", [text("MTL-B"), text("MTL"), text("North"), .integer(3)])], run: "C")
    try scratch.ask(
      "INSERT INTO meetings_topic_codes VALUES (1, (SELECT id FROM topics WHERE topic_code = 'T2'), 9)"
    )
    let report = try undo("B", in: scratch, executes: true)
    #expect(!report.run.isWritten)
    #expect(
      codes(report).filter { !$0.contains("kept") } == [
        "run.undo-refused:children places[MTL]", "run.undo-refused:children topics[T2]",
      ])
  }

  @Test(arguments: StoreKind.allCases)
  func aKeyThatIsTakenAndAParentThatIsGoneAreTold(_ kind: StoreKind) throws {
    let scratch = try filled(kind)
    try scratch.apply([delete("duties", "M1", "troy"), delete("people", "troy")], run: "B")
    try scratch.apply(
      [create("people", [text("troy"), text("n@example.org"), .null])], run: "C")
    let report = try undo("B", in: scratch)
    #expect(
      codes(report) == [
        "run.undo-kept:taken people[troy]", "run.undo-refused:parent duties[M1/troy]",
      ])
    #expect(!report.run.isWritten)
  }

  @Test(arguments: StoreKind.allCases)
  func recordsThatTradedUniqueValuesGetThemBack(_ kind: StoreKind) throws {
    let scratch = try filled(kind)
    let before = try content(scratch)
    try scratch.apply(
      [
        update("people", ["mlee"], [1: text("t@example.org")]),
        update("people", ["troy"], [1: text("m@example.org")]),
      ], run: "B")
    try undo("B", in: scratch)
    #expect(try content(scratch) == before)
  }

  /// A reference to a record of its own table is set once all records are there.
  @Test(arguments: StoreKind.allCases)
  func aReferenceWithinATableComesBack(_ kind: StoreKind) throws {
    let scratch = try filled(kind)
    try scratch.apply([create("topics", [text("T1"), text("LAW")])], run: "B")
    let before = try content(scratch)
    try scratch.apply([delete("topics", "T1")], run: "C")
    #expect(try content(scratch) != before)
    try undo("C", in: scratch)
    #expect(try content(scratch) == before)
  }

  /// Edits of records that are gone would otherwise be told of whoever comes next.
  @Test(arguments: StoreKind.allCases)
  func editsOfRecordsThatAreGoneAreForgotten(_ kind: StoreKind) throws {
    let scratch = try filled(kind)
    try scratch.apply(mixed, run: "B")
    try scratch.ask("UPDATE topics SET topic_code = 'T3' WHERE topic_code = 'T2'")
    try scratch.ask("DELETE FROM topics WHERE topic_code = 'T3'")
    try undo("B", in: scratch)
    #expect(try scratch.ask("SELECT * FROM registrar_edits") == [])
  }

  @Test(arguments: StoreKind.allCases)
  func aSecretIsNotPutBackAndThatIsSaid(_ kind: StoreKind) throws {
    let scratch = try filled(kind)
    try scratch.apply([update("people", ["mlee"], [2: .secret("bmV1")])], run: "B")
    let report = try undo("B", in: scratch)
    #expect(codes(report) == ["run.undo-kept:secret people[mlee]"])
    #expect(report.run.isWritten)
  }

  /// What hangs on a record by its key goes with it: secrets and identifiers of other systems.
  @Test(arguments: StoreKind.allCases)
  func whatHangsOnARecordGoesWithIt(_ kind: StoreKind) throws {
    let scratch = try filled(kind)
    let hanging = "SELECT (SELECT count(*) FROM registrar_secrets), count(*) FROM registrar_id_map"
    let before = try scratch.ask(hanging)
    let store = try scratch.opened(writes: true)
    let people = StorePackage.table("people")
    try store.stage(
      [
        StagedRecord(
          ordinal: 0, operation: .create,
          values: [text("new"), text("n@example.org"), .secret("bmV1")], sourceID: "old-1")
      ], of: people)
    _ = try store.merge([people], run: StorePackage.run("B"))
    try store.commit()
    #expect(try scratch.ask(hanging) != before)
    try undo("B", in: scratch)
    #expect(try scratch.ask(hanging) == before)
  }

  /// Keys and tables have another meaning in another package.
  @Test(arguments: StoreKind.allCases)
  func aRunOfAnotherPackageIsRefused(_ kind: StoreKind) throws {
    let scratch = try filled(kind)
    try scratch.apply(mixed, run: "B")
    let before = try content(scratch)
    let connection = try scratch.connection()
    var subject = try #require(try RunRecords.matching("B", in: connection).first)
    subject.package = "villages"
    let report = UndoRun(
      of: subject, package: scratch.package,
      author: RunAuthor(operatorName: "mlee", host: "ops1", toolVersion: "1.0"),
      executes: true, now: StorePackage.now, runPrefix: "20270307-1000"
    ).run(in: connection, clock: { StorePackage.now })
    #expect(report.issues.issues.map(\.code) == ["store.schema-version"])
    #expect(!report.run.isWritten && report.run.outcome.exitCode != 0)
    #expect(try content(scratch) == before)
  }

  @Test(arguments: StoreKind.allCases)
  func identifiersOfOtherSystemsComeBack(_ kind: StoreKind) throws {
    let scratch = try filled(kind)
    let store = try scratch.opened(writes: true)
    try store.stage(
      [
        StagedRecord(
          ordinal: 0, operation: .create, values: [text("T9"), .null], sourceID: "old-9")
      ], of: StorePackage.table("topics"))
    _ = try store.merge([StorePackage.table("topics")], run: StorePackage.run("B"))
    try store.commit()
    let before = try content(scratch)
    try scratch.apply([delete("topics", "T9")], run: "C")
    #expect(try scratch.ask("SELECT count(*) FROM registrar_id_map") == ["0"])
    try undo("C", in: scratch)
    #expect(try content(scratch) == before)
  }
}
