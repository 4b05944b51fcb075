import ImportPipeline
import RecordMapping
import Schemas
import StoreTesting
import TabularCore
import Testing

@Suite struct MergeLaws {
  /// Merges changes into the sample, all tables in order, and commits.
  private func merge(
    _ kind: StoreKind, _ changes: [StagedChange]
  ) throws -> (StoreUnderTest, [String: MergeCounts]) {
    let scratch = try StoreUnderTest(kind)
    try scratch.fill()
    let store = try scratch.opened(writes: true)
    do {
      try scratch.stage(changes, in: store)
      let tables = scratch.package.tables
      let counts = try store.merge(tables, run: StorePackage.run("B"))
      #expect(try store.differences(in: tables, limit: 9).isEmpty)
      try store.commit()
      return (scratch, counts)
    } catch {
      store.rollBack()
      throw error
    }
  }

  @Test(arguments: StoreKind.allCases)
  func updatesWriteTheNewValuesAndReplaceLists(_ kind: StoreKind) throws {
    let (scratch, counts) = try merge(
      kind,
      [
        update("places", ["TOR"], [1: text("Toronto"), 4: texts("parking", "wheelchair")]),
        update("meetings", ["M1"], [1: texts("LAW"), 3: .null, 5: .null]),
      ])
    #expect(counts["places"]?.updated == 1)
    #expect(
      try scratch.ask(
        "SELECT name, name_folded, created_run, updated_run FROM places WHERE place_code = 'TOR'")
        == ["Toronto|toronto|20270306-0900-A0|B"])
    #expect(
      try scratch.ask("SELECT feature FROM places_features ORDER BY 1") == [
        "parking", "wheelchair",
      ])
    #expect(
      try scratch.ask(
        "SELECT CASE WHEN hall_id IS NULL THEN 1 ELSE 0 END, room_id, fee_minor FROM meetings")
        == ["0|-|-"])
    #expect(try scratch.ask("SELECT position FROM meetings_topic_codes") == ["1"])
  }

  @Test(arguments: StoreKind.allCases)
  func deletesGoChildrenFirstAndTakeTheirListsAlong(_ kind: StoreKind) throws {
    let (scratch, counts) = try merge(
      kind,
      [
        delete("places", "OTT"), delete("halls", "OTT-A"), delete("rooms", "OTT-A", "R1"),
        delete("meetings", "M1"), delete("duties", "M1", "mlee"), delete("duties", "M1", "troy"),
        delete("people", "mlee"),
      ])
    #expect(counts["duties"]?.deleted == 2)
    #expect(counts["places"]?.storedAfter == 1)
    for table in ["meetings", "meetings_topic_codes", "duties", "registrar_secrets"] {
      #expect(try scratch.ask("SELECT count(*) FROM \(table)") == ["0"])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func aUniqueValueOfADeletedRecordCanBeTaken(_ kind: StoreKind) throws {
    let (scratch, _) = try merge(
      kind,
      [
        delete("rooms", "TOR-A", "R1"), delete("halls", "TOR-A"),
        create("halls", [text("TOR-B"), text("TOR"), text("North"), .integer(9)]),
      ])
    #expect(
      try scratch.ask("SELECT hall_code FROM halls ORDER BY 1") == ["OTT-A", "TOR-B"])
  }

  @Test(arguments: StoreKind.allCases)
  func aChildCanMoveAwayFromARecordThatGoes(_ kind: StoreKind) throws {
    let (scratch, _) = try merge(
      kind,
      [
        delete("rooms", "TOR-A", "R1"), delete("halls", "TOR-A"), delete("places", "TOR"),
        create("places", [text("MTL"), text("Montréal"), .null, .null, .null, .null]),
        update("halls", ["OTT-A"], [1: text("MTL")]),
      ])
    #expect(
      try scratch.ask(
        "SELECT h.hall_code, p.place_code FROM halls h JOIN places p ON p.id = place_id")
        == ["OTT-A|MTL"])
  }

  @Test(arguments: StoreKind.allCases)
  func recordsTradeUniqueValues(_ kind: StoreKind) throws {
    let (scratch, _) = try merge(
      kind,
      [
        update("places", ["TOR"], [1: text("Ottawa")]),
        update("places", ["OTT"], [1: text("Toronto Île")]),
        update("people", ["mlee"], [1: text("t@example.org")]),
        update("people", ["troy"], [1: text("m@example.org")]),
        update("duties", ["M1", "mlee"], [2: .null, 3: text("helper")]),
        update("duties", ["M1", "troy"], [2: .null, 3: text("lead")]),
      ])
    #expect(
      try scratch.ask("SELECT place_code, name, name_folded FROM places ORDER BY 1") == [
        "OTT|Toronto Île|toronto île", "TOR|Ottawa|ottawa",
      ])
    #expect(
      try scratch.ask("SELECT username, email FROM people ORDER BY 1") == [
        "mlee|t@example.org", "troy|m@example.org",
      ])
    #expect(
      try scratch.ask(
        kind == .sqlite
          ? "SELECT count(*) FROM sqlite_master WHERE name = 'one_lead'"
          : "SELECT count(*) FROM pg_indexes WHERE indexname = 'one_lead'"
            + " AND schemaname = current_schema()") == ["1"])
  }

  @Test(arguments: StoreKind.allCases)
  func aRecordCanReferToOneThatIsMadeWithIt(_ kind: StoreKind) throws {
    let (scratch, _) = try merge(
      kind,
      [
        update("topics", ["LAW"], [1: text("TOP")]),
        create("topics", [text("LAW-2"), text("LAW-3")]),
        create("topics", [text("LAW-3"), text("LAW")]),
        create("topics", [text("TOP"), .null]),
      ])
    #expect(
      try scratch.ask(
        """
        SELECT c.topic_code, p.topic_code FROM topics c LEFT JOIN topics p ON p.id = c.parent_id
        ORDER BY 1
        """) == ["LAW|TOP", "LAW-1|LAW", "LAW-2|LAW-3", "LAW-3|LAW", "TOP|-"])
  }

  @Test(arguments: StoreKind.allCases)
  func secretsAreReplacedKeptAndTakenAway(_ kind: StoreKind) throws {
    var (scratch, _) = try merge(kind, [update("people", ["mlee"], [1: text("m.lee@example.org")])])
    #expect(
      try scratch.ask("SELECT sealed, run_id FROM registrar_secrets") == [
        "c2VhbGVk|20270306-0900-A0"
      ])
    (scratch, _) = try merge(kind, [update("people", ["mlee"], [2: .secret("bmV1")])])
    #expect(try scratch.ask("SELECT sealed, run_id FROM registrar_secrets") == ["bmV1|B"])
    (scratch, _) = try merge(kind, [update("people", ["mlee"], [2: .null])])
    #expect(try scratch.ask("SELECT * FROM registrar_secrets") == [])
  }

  @Test(arguments: StoreKind.allCases)
  func theJournalTellsWhatWasThereAndIsSealed(_ kind: StoreKind) throws {
    let (scratch, _) = try merge(
      kind,
      [
        update("people", ["mlee"], [1: text("m.lee@example.org"), 2: .secret("bmV1")]),
        delete("duties", "M1", "troy"),
        create("places", [text("MTL"), text("Montréal"), .null, .null, .null, .null]),
        create("places", [text("QUE"), text("Québec"), .null, .null, .null, .null]),
      ])
    let character = kind == .sqlite ? "char" : "chr"
    #expect(
      try scratch.ask(
        """
        SELECT table_name, replace(record_key, \(character)(31), '/'), operation,
          last_id - first_id + 1
        FROM registrar_journal WHERE run_id = 'B' ORDER BY table_name
        """) == ["duties|M1/troy|delete|1", "people|mlee|update|1", "places||create|2"])
    let images = try scratch.ask(
      "SELECT before_json FROM registrar_journal WHERE run_id = 'B' AND before_json IS NOT NULL")
    #expect(images.contains { $0.contains("m@example.org") })
    #expect(images.contains { $0.contains("helper") })
    #expect(!images.contains { $0.contains("c2VhbGVk") })
    let check = try RunChain.check(in: try scratch.connection())
    #expect(check.broken == nil)
    #expect(check.sealedCount == 2)
  }

  @Test(
    arguments: StoreKind.allCases,
    [(3, "check failed: halls_check_1"), (1, "no value: halls.place_id")])
  func theRowThatTheStoreRefusesIsNamed(
    _ kind: StoreKind, _ broken: (field: Int, reason: String)
  ) throws {
    let scratch = try StoreUnderTest(kind)
    try scratch.fill()
    let before = try scratch.contents()
    let store = try scratch.opened(writes: true)
    let halls = StorePackage.table("halls")
    try store.stage(
      (0..<20).map { number in
        var values = [text("H\(number)"), text("TOR"), text("N\(number)"), .integer(5)]
        if number == 7 { values[broken.field] = broken.field == 3 ? .integer(0) : text("NOWHERE") }
        return StagedRecord(ordinal: number * 3, operation: .create, values: values)
      }, of: halls)
    let error = storeError { _ = try store.merge([halls], run: StorePackage.run("B")) }
    #expect(error?.code == "store.row-refused")
    #expect(error?.table == "halls")
    #expect(error?.key == ["H7"])
    #expect(error?.arguments.last == IssueArgument("reason", broken.reason))
    store.rollBack()
    #expect(try scratch.contents() == before)
  }

  @Test(arguments: StoreKind.allCases)
  func aValueThatIsTakenAndAReferenceToNothingAreRefused(_ kind: StoreKind) throws {
    let taken = storeError {
      _ = try merge(kind, [update("halls", ["OTT-A"], [1: text("TOR")])])
    }
    #expect(taken?.code == "store.row-refused")
    #expect(taken?.key == ["OTT-A"])
    #expect(taken?.arguments.last?.value == "not unique: halls.place_id, halls.name_folded")
    let nowhere = storeError {
      _ = try merge(kind, [update("topics", ["LAW"], [1: text("NONE")])])
    }
    #expect(nowhere?.key == ["LAW"])
    #expect(nowhere?.arguments.last?.value == "parent_code names no stored record")
    let held = storeError { _ = try merge(kind, [delete("halls", "TOR-A")]) }
    #expect(held?.key == ["TOR-A"])
    #expect(held?.arguments.last?.value == "a record that is referred to is missing")
  }
}
