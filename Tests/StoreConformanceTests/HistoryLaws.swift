import ImportPipeline
import RecordMapping
import Schemas
import StoreTesting
import TabularCore
import Testing

@Suite("Trace")
struct TraceLaws {
  private func lines(_ trace: RecordTrace?) -> [String] {
    (trace?.changes ?? []).map { change in
      let cause =
        switch change.cause {
        case .run(let id, _, _, _): id
        case .hand: "hand"
        case .program: "program"
        }
      let place = change.place.map { place in
        "\(place.file ?? "") \(place.sheet ?? "-") \(place.row ?? 0):\(place.column ?? 0)"
      }
      return "\(change.field) \(change.before ?? "–") > \(change.value ?? "–") \(cause)"
        + (place.map { " at " + $0 } ?? "")
    }
  }

  private func source(_ table: String, _ file: String, sheet: String = "") -> RunRecord.Source {
    RunRecord.Source(
      table: table, file: file, sheet: sheet,
      columns: ["place_code": [1], "name": [3], "features": [5], "hall_code": [2]],
      rows: [.init(firstOrdinal: 10, firstRow: 4, count: 5)])
  }

  private func trace(
    _ key: [String], _ table: String, in scratch: StoreUnderTest
  ) throws -> RecordTrace? {
    try RecordTrace.find(
      key, of: StorePackage.table(table), package: scratch.package, in: scratch.connection())
  }

  @Test(arguments: StoreKind.allCases)
  func valueThatNoCellGave_hasItsOrigin(_ kind: StoreKind) throws {
    let scratch = try StoreUnderTest(kind)
    try scratch.fill()
    var file = source("places", "b.csv")
    file.origins.values = [
      .init(
        field: "name", origin: .corrected, rows: RowRanges([5]), read: "Montreall",
        reason: "typing", author: "M. Lee"),
      .init(field: "open", origin: .constant, rows: RowRanges([4, 5])),
    ]
    try scratch.apply(
      [
        create("places", [text("AAA"), text("A"), .null, .null, .null, .null]),
        create("places", [text("MTL"), text("Montréal"), .null, .integer(1), .null, .null]),
      ], run: "B", sources: [file])
    let changes = try trace(["MTL"], "places", in: scratch)?.changes ?? []
    let name = changes.first { $0.field == "name" }
    #expect(name?.origin == file.origins.values[0])
    #expect(name?.place?.column == 3)
    let open = changes.first { $0.field == "open" }
    #expect(open?.origin?.origin == .constant)
    #expect(open?.place?.row == 5)
    #expect(open?.place?.column == nil)
    #expect(changes.first { $0.field == "place_code" }?.origin == nil)
  }

  /// What a run keeps of its issues is read back apart from its options, and covered by its seal.
  @Test(arguments: StoreKind.allCases)
  func issuesOfARun_areKeptBesideItsOptions(_ kind: StoreKind) throws {
    let scratch = try StoreUnderTest(kind)
    try scratch.fill()
    let issues = #"{"leftOut":0,"list":[["f","c","error","","2","x","a.csv:2"]]}"#
    for (number, options) in ["{}", #"{"map":{"issues":"places"},"mode":"execute"}"#].enumerated() {
      var run = RunRecord(
        id: "K\(number)", operatorName: "a", host: "b", toolVersion: "1", package: "p",
        packageHash: "h", zoneData: "z", optionsJSON: options, target: "t",
        startedAt: "2026-11-20T12:00:00Z", finishedAt: "2026-11-20T12:00:01Z")
      run.issuesJSON = number == 0 ? issues : ""
      let connection = try scratch.connection()
      try connection.inTransaction(writes: true) { () throws(StoreError) in
        try RunRecords.write(run, in: connection)
        try RunChain.seal(run.id, in: connection)
      }
      let kept = try RunRecords.matching(run.id, in: connection).first
      #expect(kept?.optionsJSON == options)
      #expect(kept?.issuesJSON == run.issuesJSON)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func everyValueNamesItsRunAndCellAndWhatItWas(_ kind: StoreKind) throws {
    let scratch = try StoreUnderTest(kind)
    try scratch.fill()
    try scratch.apply(
      [
        create("places", [text("AAA"), text("A"), .null, .null, .null, .null]),
        create(
          "places",
          [text("MTL"), text("Montréal"), .real(0.1), .integer(1), texts("lift", "ramp"), .null]),
      ], run: "B", sources: [source("places", "b.xlsx", sheet: "Places")])
    try scratch.apply(
      [update("places", ["MTL"], [1: text("Montreal"), 3: .integer(0), 4: texts("lift")])],
      run: "C", sources: [source("places", "c.csv")])
    _ = try scratch.ask("UPDATE places SET name = 'Ville-Marie' WHERE place_code = 'MTL'")
    let found = try trace(["MTL"], "places", in: scratch)
    #expect(found?.isStored == true)
    #expect(
      lines(found) == [
        "place_code – > MTL B at b.xlsx Places 5:1",
        "name Montreal > Ville-Marie hand",
        "name Montréal > Montreal C at c.csv - 4:3",
        "name – > Montréal B at b.xlsx Places 5:3",
        "latitude – > 0.1 B",
        "open true > false C at c.csv - 4:0",
        "open – > true B",
        "features lift;ramp > lift C at c.csv - 4:5",
        "features – > lift;ramp B at b.xlsx Places 5:5",
      ])
  }

  @Test(arguments: StoreKind.allCases)
  func aRecordThatIsGoneIsTracedToo(_ kind: StoreKind) throws {
    let scratch = try StoreUnderTest(kind)
    try scratch.fill()
    try scratch.apply([delete("duties", "M1", "troy")], run: "B")
    let found = try trace(["M1", "troy"], "duties", in: scratch)
    #expect(found?.isStored == false)
    #expect(
      lines(found) == [
        "meeting_code M1 > – B", "meeting_code – > M1 20270306-0900-A0",
        "username troy > – B", "username – > troy 20270306-0900-A0",
        "role helper > – B", "role – > helper 20270306-0900-A0",
      ])
    #expect(try trace(["M1", "nobody"], "duties", in: scratch) == nil)
  }
}

@Suite("Verification")
struct VerificationLaws {
  private func verify(
    _ scratch: StoreUnderTest, run: String? = nil, expected: [String: Int] = [:]
  ) throws -> ImportReport {
    let connection = try scratch.connection()
    let record = try run.flatMap { try RunRecords.matching($0, in: connection).first }
    return StoreVerification(
      scratch.package, run: record,
      expected: expected.map {
        CountExpectation(table: $0.key, minimum: $0.value, maximum: $0.value)
      }, now: StorePackage.now
    ).perform(in: connection, clock: { StorePackage.now })
  }

  /// The findings, without the days on which edits were made.
  private func found(_ report: ImportReport) -> [String] {
    report.issues.issues.map { issue in
      let arguments = issue.arguments.filter { $0.name != "date" }.map { "\($0.value)" }
        .joined(separator: ",")
      return "\(issue.code) \(issue.variant) \(issue.location.table ?? "") \(arguments)"
    }.sorted()
  }

  private func filled(_ kind: StoreKind) throws -> StoreUnderTest {
    let scratch = try StoreUnderTest(kind)
    try scratch.fill()
    try scratch.apply(
      [
        delete("duties", "M1", "troy"), create("topics", [text("T1"), text("LAW")]),
        update("places", ["TOR"], [1: text("York")]),
      ], run: "B")
    return scratch
  }

  @Test(arguments: StoreKind.allCases)
  func aStoreAsItsRunsLeftItIsClean(_ kind: StoreKind) throws {
    let scratch = try filled(kind)
    let report = try verify(scratch, expected: ["topics": 3])
    #expect(found(report) == [])
    #expect(report.run.outcome == .clean)
    #expect(report.ledger.map(\.unchanged) == [2, 2, 2, 3, 2, 1, 1])
  }

  @Test(arguments: StoreKind.allCases)
  func recordsThatAreGoneAreCounted(_ kind: StoreKind) throws {
    let scratch = try filled(kind)
    _ = try scratch.ask("DELETE FROM topics WHERE topic_code = 'T1'")
    let report = try verify(scratch, expected: ["places": 3])
    #expect(
      found(report) == [
        "store.count-mismatch verified places 2,places,3",
        "store.count-mismatch verified topics 2,topics,3",
        "store.manual-edit found-deleted topics topic,T1,B",
      ])
    #expect(report.run.outcome == .verifyMismatch && report.run.outcome.exitCode == 7)
  }

  @Test(arguments: StoreKind.allCases)
  func theLedgerOfOneRunIsComparedWithItsJournalAndTheStore(_ kind: StoreKind) throws {
    let scratch = try filled(kind)
    // The runs of these tests keep an empty ledger.
    #expect(
      found(try verify(scratch, run: "B")) == [
        "store.count-mismatch journal duties 1,duties,0,B",
        "store.count-mismatch journal places 1,places,0,B",
        "store.count-mismatch journal topics 1,topics,0,B",
      ])
    _ = try scratch.ask("DELETE FROM topics WHERE topic_code = 'T1'")
    #expect(
      found(try verify(scratch, run: "B")).contains(
        "store.count-mismatch verified topics 0,topics,1"))
  }

  @Test func orphansRepeatsStrangeValuesAndBrokenSealsAreTold() throws {
    let scratch = try filled(.sqlite)
    // What constraints and triggers would refuse, written around them.
    try scratch.damage([
      "DELETE FROM people WHERE username = 'mlee'",
      "DELETE FROM topics WHERE topic_code = 'LAW-1'",
      "DROP TRIGGER registrar_journal_no_update",
      "UPDATE registrar_journal SET before_json = '{}' WHERE run_id = 'B'",
    ])
    let lines = found(try verify(scratch))
    #expect(
      lines == [
        "store.count-mismatch verified people 1,people,2",
        "store.count-mismatch verified topics 2,topics,3",
        "store.manual-edit found-deleted people people,mlee,20270306-0900-A0",
        "store.manual-edit found-deleted topics topic,LAW-1,20270306-0900-A0",
        "store.orphans  duties 1,dutie,people", "store.orphans  meetings 1,meeting,topic",
        "store.protection-missing  registrar_journal registrar_journal_no_update,registrar_journal",
        "store.value-differs seal  B",
      ])
  }

  @Test func aKeyThatOccursTwiceIsTold() throws {
    let scratch = try filled(.postgresql)
    _ = try scratch.ask("ALTER TABLE people DROP CONSTRAINT people_key")
    _ = try scratch.ask("UPDATE people SET username = 'mlee'")
    #expect(
      found(try verify(scratch)) == [
        "key.conflict two people username,mlee,mlee,mlee",
        "store.manual-edit found people people,mlee,username,mlee,troy",
        "store.protection-missing key people people,username",
      ])
  }

  @Test(arguments: StoreKind.allCases)
  func aValueOutsideItsListIsTold(_ kind: StoreKind) throws {
    let scratch = try filled(kind)
    _ = try scratch.ask("UPDATE places SET status = 'ruined' WHERE place_code = 'TOR'")
    var package = scratch.package
    let status = try #require(package.tables[0].fieldIndex(named: "status"))
    package.tables[0].fields[status].enumValues = [.init("active"), .init("closed")]
    let report = StoreVerification(package, now: StorePackage.now).perform(
      in: try scratch.connection(), clock: { StorePackage.now })
    #expect(
      found(report) == [
        "store.manual-edit found places place,TOR,status,ruined,active",
        "value.enum-unknown  places ruined,status,active, closed,2",
      ])
    #expect(report.issues.issues.allSatisfy { $0.location.key == ["TOR"] })
    // The items of a list are values as well.
    let features = try #require(package.tables[0].fieldIndex(named: "features"))
    package.tables[0].fields[status].enumValues += [.init("ruined")]
    package.tables[0].fields[features].itemType = .enumeration
    package.tables[0].fields[features].enumValues = [.init("lift"), .init("ramp")]
    let items = StoreVerification(package, now: StorePackage.now).perform(
      in: try scratch.connection(), clock: { StorePackage.now })
    #expect(
      found(items) == [
        "store.manual-edit found places place,TOR,status,ruined,active",
        "value.enum-unknown  places parking,features,lift, ramp,2",
      ])
  }
}
