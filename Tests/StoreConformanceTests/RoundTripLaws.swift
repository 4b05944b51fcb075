import ImportPipeline
import RecordMapping
import Schemas
import StoreTesting
import Testing

@Suite struct RoundTripLaws {
  @Test(arguments: StoreKind.allCases)
  func storedRecordsAreAsTheyWereStaged(_ kind: StoreKind) throws {
    let scratch = try StoreUnderTest(kind)
    let counts = try scratch.fill()
    #expect(counts["places"]?.created == 2)
    #expect(counts["places"]?.storedBefore == 0)
    #expect(counts["duties"]?.storedAfter == 2)
    let store = try scratch.opened(writes: false)
    defer { store.rollBack() }
    for (name, rows) in StorePackage.sample {
      let table = StorePackage.table(name)
      let keys = rows.map { row in
        table.naturalKey.compactMap { table.fieldIndex(named: $0).map { row[$0] } }
      }
      let records = try store.records(of: table, keys: keys)
      #expect(records.count == rows.count)
      for (record, row) in zip(records, rows) {
        var expected = row
        if name == "people", row[2] != .null { expected[2] = .secret("‹secret›") }
        // The second field of an identity is read through the first.
        if name == "duties", row[2] == .null { expected[2] = text("t@example.org") }
        #expect(record?.values == expected)
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func surrogatesJoinTheTables(_ kind: StoreKind) throws {
    let scratch = try StoreUnderTest(kind)
    try scratch.fill()
    #expect(
      try scratch.ask(
        """
        SELECT d.role, p.username, m.meeting_code, h.hall_code, r.room_code, l.place_code
        FROM duties d JOIN people p ON p.id = d.person_id JOIN meetings m ON m.id = d.meeting_id
        JOIN halls h ON h.id = m.hall_id JOIN places l ON l.id = h.place_id
        LEFT JOIN rooms r ON r.id = d.room_id AND r.hall_id = m.hall_id ORDER BY p.username
        """) == ["lead|mlee|M1|OTT-A|R1|OTT", "helper|troy|M1|OTT-A|-|OTT"])
    #expect(
      try scratch.ask(
        """
        SELECT c.topic_code, p.topic_code FROM topics c JOIN topics p ON p.id = c.parent_id
        """) == ["LAW-1|LAW"])
    #expect(
      try scratch.ask(
        """
        SELECT position, topic_code FROM meetings_topic_codes JOIN topics ON topics.id = topic_id
        ORDER BY 1
        """) == ["1|LAW-1", "2|LAW"])
    #expect(
      try scratch.ask("SELECT name_folded, created_run FROM places ORDER BY place_code") == [
        "ottawa|20270306-0900-A0", "toronto île|20270306-0900-A0",
      ])
    #expect(
      try scratch.ask("SELECT record_key, sealed FROM registrar_secrets") == ["mlee|c2VhbGVk"])
    #expect(
      try scratch.ask("SELECT run_id, file_name, sha256, bytes FROM registrar_run_files") == [
        "20270306-0900-A0|towns.xlsx|00ff|12"
      ])
  }

  @Test(arguments: StoreKind.allCases)
  func differencesAreFoundOnlyWhereSomethingElseWasStored(_ kind: StoreKind) throws {
    let scratch = try StoreUnderTest(kind)
    let store = try scratch.opened(writes: true)
    let tables = StorePackage.sample.map { StorePackage.table($0.table) }
    for (name, rows) in StorePackage.sample {
      try store.stage(
        rows.enumerated().map { StagedRecord(ordinal: $0, operation: .create, values: $1) },
        of: StorePackage.table(name))
    }
    _ = try store.merge(tables, run: StorePackage.run())
    #expect(try store.differences(in: tables, limit: 10).isEmpty)
    try store.commit()

    // A trigger that changes what is written.
    try scratch.ask(
      kind == .postgresql
        ? """
        CREATE FUNCTION meddle() RETURNS trigger LANGUAGE plpgsql AS $$
          BEGIN new.seats := 7; RETURN new; END $$;
        CREATE TRIGGER meddle BEFORE UPDATE OF seats ON halls
          FOR EACH ROW EXECUTE FUNCTION meddle()
        """
        : """
        CREATE TRIGGER meddle AFTER UPDATE OF seats ON halls WHEN new.seats <> 7
        BEGIN UPDATE halls SET seats = 7 WHERE id = new.id; END
        """)
    let again = try scratch.opened(writes: true)
    let halls = StorePackage.table("halls")
    let stored = try #require(try again.records(of: halls, keys: [[text("TOR-A")]])[0])
    var values = stored.values
    values[3] = .integer(150)
    try again.stage(
      [
        StagedRecord(
          ordinal: 0, operation: .update, storedID: stored.id, values: values, changedFields: [3])
      ], of: halls)
    let counts = try again.merge([halls], run: StorePackage.run("B"))
    #expect(counts["halls"]?.updated == 1)
    #expect(
      try again.differences(in: [halls], limit: 10) == [
        StoreDifference(
          table: "halls", key: ["TOR-A"], field: "seats", written: "150", stored: "7")
      ])
    again.rollBack()
  }

  @Test(arguments: StoreKind.allCases)
  func unchangedRowsAreNotTouched(_ kind: StoreKind) throws {
    let scratch = try StoreUnderTest(kind)
    try scratch.fill()
    let before = try scratch.ask("SELECT * FROM places ORDER BY id")
    let store = try scratch.opened(writes: true)
    let places = StorePackage.table("places")
    let records = try store.records(of: places, keys: [[text("TOR")], [text("OTT")]])
    try store.stage(
      records.enumerated().compactMap { number, record in
        record.map {
          StagedRecord(
            ordinal: number, operation: .unchanged, storedID: $0.id, values: $0.values)
        }
      }, of: places)
    let counts = try store.merge([places], run: StorePackage.run("B"))
    var expected = MergeCounts()
    expected.storedBefore = 2
    expected.storedAfter = 2
    #expect(counts == ["places": expected])
    try store.commit()
    #expect(try scratch.ask("SELECT * FROM places ORDER BY id") == before)
  }

  @Test(arguments: StoreKind.allCases)
  func lookUpsFindByFoldedNameNarrowedAndBySourceIdentifier(_ kind: StoreKind) throws {
    let scratch = try StoreUnderTest(kind)
    try scratch.fill()
    let store = try scratch.opened(writes: true)
    let places = StorePackage.table("places")
    let halls = StorePackage.table("halls")
    let byName = try store.records(
      of: places, whereFieldAt: 1, equals: text("TORONTO  Île "), narrowing: [])
    #expect(byName.map { $0.values[0] } == [text("TOR")])
    #expect(
      try store.records(of: halls, whereFieldAt: 2, equals: text("north"), narrowing: []).count == 2
    )
    let narrowed = try store.records(
      of: halls, whereFieldAt: 2, equals: text("north"), narrowing: [(1, text("OTT"))])
    #expect(narrowed.map { $0.values[0] } == [text("OTT-A")])
    #expect(try store.records(of: places, keys: [[text("MTL")], [.null]]).allSatisfy { $0 == nil })

    // A new identifier is a change; a record that stays as it is keeps those that it has.
    let stored = try #require(try store.records(of: places, keys: [[text("OTT")]])[0])
    let kept = try #require(try store.records(of: places, keys: [[text("TOR")]])[0])
    try store.stage(
      [
        StagedRecord(
          ordinal: 0, operation: .update, storedID: stored.id, values: stored.values,
          sourceID: "17"),
        StagedRecord(
          ordinal: 1, operation: .unchanged, storedID: kept.id, values: kept.values,
          sourceID: "18"),
      ], of: places)
    _ = try store.merge([places], run: StorePackage.run("B"))
    try store.commit()
    let later = try scratch.opened(writes: false)
    #expect(try later.record(of: places, sourceID: "17")?.values[0] == text("OTT"))
    #expect(try later.record(of: places, sourceID: "18") == nil)
    later.rollBack()
  }

  @Test(arguments: StoreKind.allCases)
  func stagedValuesComeBackAndCanBeTakenBack(_ kind: StoreKind) throws {
    let store = try StoreUnderTest(kind).opened(writes: false)
    let meetings = StorePackage.table("meetings")
    let rows = (0..<4).map { number in
      StagedRecord(
        ordinal: number, operation: .create,
        values: [text("M\(number)"), texts("A", "B"), .null, .null, morning, .integer(5)])
    }
    try store.stage(rows, of: meetings)
    #expect(try store.stagedValues([2, 9], of: meetings) == [rows[2].values, nil])
    try store.unstage([0], of: meetings)
    try store.unstage(from: 3, of: meetings)
    #expect(
      try store.stagedValues([0, 1, 2, 3], of: meetings).map { $0?[0] } == [
        nil, text("M1"), text("M2"), nil,
      ])
    #expect(try store.recordCount(of: meetings) == 0)
    store.rollBack()
  }
}
