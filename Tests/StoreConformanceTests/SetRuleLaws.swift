import ImportPipeline
import PostgresStore
import RecordMapping
import SQLiteStore
import Schemas
import StoreTesting
import TabularCore
import Testing

@Suite struct SetRuleLaws {
  private func rule(_ query: String, _ tables: [String] = []) -> Rule {
    Rule(
      code: "rule.test", scope: .set(query: query, tables: tables), place: .fields(["seats"]))
  }

  /// The sample with one hall changed, one added and one room deleted.
  private func store(_ kind: StoreKind) throws -> (StoreUnderTest, any RecordStore) {
    let scratch = try StoreUnderTest(kind)
    try scratch.fill()
    let store = try scratch.opened(writes: false)
    let halls = StorePackage.table("halls")
    let rooms = StorePackage.table("rooms")
    let hall = try #require(try store.records(of: halls, keys: [[text("TOR-A")]])[0])
    var changed = hall.values
    changed[3] = .integer(200)
    try store.stage(
      [
        StagedRecord(ordinal: 4, operation: .update, storedID: hall.id, values: changed),
        StagedRecord(
          ordinal: 5, operation: .create,
          values: [text("TOR-B"), text("TOR"), text("South"), .integer(30)]),
      ], of: halls)
    let room = try #require(try store.records(of: rooms, keys: [[text("OTT-A"), text("R1")]])[0])
    try store.stage(
      [StagedRecord(ordinal: 0, operation: .delete, storedID: room.id, values: room.values)],
      of: rooms)
    return (scratch, store)
  }

  @Test(arguments: StoreKind.allCases)
  func rulesSeeTheStateAfterTheImport(_ kind: StoreKind) throws {
    let (_, store) = try store(kind)
    defer { store.rollBack() }
    let halls = StorePackage.table("halls")
    // Rows of the run only: the stored hall of the other place has no row.
    let all = try store.violations(
      of: rule("SELECT _row AS at_row, hall_code, seats, _creates AS new FROM halls ORDER BY 2"),
      in: halls, limit: 100)
    #expect(all.map(\.place.ordinal) == [4, 5])
    #expect(
      all.map { $0.arguments.map(\.value) } == [["TOR-A", "200", "0"], ["TOR-B", "30", "1"]])
    #expect(all[0].arguments.map(\.name) == ["hall_code", "seats", "new"])
    let sums = try store.violations(
      of: rule(
        """
        -- the sum is that of the resulting state
        WITH sums AS (SELECT sum(seats) AS total, count(*) AS halls FROM halls)
        SELECT h._row AS at_row, 'halls' AS at_table, 'name' AS at_field, total, halls,
          (SELECT count(*) FROM rooms) AS rooms,
          o._row AS related_row, 'seats' AS related_field
        FROM halls h JOIN places p ON p.place_code = h.place_code
          JOIN halls o ON o.place_code = h.place_code AND o._row < h._row, sums
        """, ["rooms", "places"]), in: halls, limit: 100)
    #expect(
      sums.map(\.place) == [SetViolation.Place(table: "halls", ordinal: 5, field: "name")])
    #expect(sums.map(\.related) == [SetViolation.Place(ordinal: 4, field: "seats")])
    #expect(sums[0].arguments.map(\.value) == ["310", "3", "1"])
  }

  /// What a rule does not name is not there: the store's own tables hold hashes of passwords.
  @Test(arguments: StoreKind.allCases)
  func rulesSeeNoTableThatTheyDoNotName(_ kind: StoreKind) throws {
    let (_, store) = try store(kind)
    defer { store.rollBack() }
    let halls = StorePackage.table("halls")
    for query in [
      "SELECT 4 AS at_row, p.email AS found FROM people p",
      "SELECT _row AS at_row, (SELECT max(sealed) FROM registrar_secrets) AS found FROM halls",
      "SELECT j.seq AS at_row, j.run_id AS found FROM registrar_journal AS j",
    ] {
      let error = storeError { _ = try store.violations(of: rule(query), in: halls, limit: 9) }
      #expect(error?.code == "schema.invalid", "\(query)")
    }
    // The run goes on in its own tables.
    #expect(
      try store.violations(
        of: rule("SELECT _row AS at_row FROM halls WHERE seats = 200"), in: halls, limit: 9
      ).map(\.place.ordinal) == [4])
    #expect(try store.recordCount(of: halls) == 2)
  }

  /// Of a secret a rule sees whether there is one.
  @Test(arguments: StoreKind.allCases)
  func rulesSeeNoSecret(_ kind: StoreKind) throws {
    let (_, store) = try store(kind)
    defer { store.rollBack() }
    let people = StorePackage.table("people")
    try store.stage(
      [
        StagedRecord(
          ordinal: 3, operation: .create,
          values: [text("new"), text("n@example.org"), .secret("$argon2id$x")])
      ], of: people)
    let secret = try #require(people.fields.first { $0.type == .secret }?.name)
    let found = try store.violations(
      of: rule("SELECT 3 AS at_row, \(secret) AS secret FROM people ORDER BY username"),
      in: people, limit: 9)
    #expect(
      found.map { $0.arguments.map(\.value) } == [["‹secret›"], ["‹secret›"], [""]], "\(found)")
  }

  @Test(arguments: StoreKind.allCases)
  func listsAreTablesOfTheirOwn(_ kind: StoreKind) throws {
    let (_, store) = try store(kind)
    defer { store.rollBack() }
    let meetings = StorePackage.table("meetings")
    try store.stage(
      [
        StagedRecord(
          ordinal: 0, operation: .create,
          values: [text("M2"), texts("NEW", "LAW"), .null, .null, morning, .null])
      ], of: meetings)
    let found = try store.violations(
      of: rule(
        """
        SELECT m._row AS at_row, i.meeting_code AS code, i.position AS position, i.item AS item,
          m.topic_codes AS whole, m.start_at_local AS start
        FROM meetings m JOIN meetings__topic_codes j ON j._row = m._row AND j.position = 1
          JOIN meetings__topic_codes i ON i.position > 0 ORDER BY i.meeting_code, i.position
        """), in: meetings, limit: 100)
    #expect(
      found.map { $0.arguments.prefix(3).map(\.value).joined(separator: " ") } == [
        "M1 1 LAW-1", "M1 2 LAW", "M2 1 NEW", "M2 2 LAW",
      ])
    #expect(found[0].arguments[3].value == "NEW;LAW")
    #expect(found[0].arguments[4].value == "2027-03-06T09:00")
  }

  @Test(arguments: StoreKind.allCases)
  func laterRowsAreSeenAndTheLimitIsKept(_ kind: StoreKind) throws {
    let (_, store) = try store(kind)
    defer { store.rollBack() }
    let halls = StorePackage.table("halls")
    let count = rule("SELECT _row AS at_row FROM halls")
    #expect(try store.violations(of: count, in: halls, limit: 9).count == 2)
    try store.stage(
      (6..<20).map { number in
        StagedRecord(
          ordinal: number, operation: .create,
          values: [text("H\(number)"), text("TOR"), text("N\(number)"), .integer(1)])
      }, of: halls)
    #expect(try store.violations(of: count, in: halls, limit: 9).count == 9)
    try store.unstage(from: 5, of: halls)
    #expect(try store.violations(of: count, in: halls, limit: 9).map(\.place.ordinal) == [4])
  }

  @Test(
    arguments: StoreKind.allCases,
    [
      ("DELETE FROM halls", "it does not begin with SELECT"),
      ("PRAGMA journal_mode = DELETE", "it does not begin with SELECT"),
      ("SELECT 1 AS at_row; DELETE FROM halls", ""),
      ("WITH x AS (SELECT 1) DELETE FROM halls", ""),
      ("SELECT seats FROM halls", "it has no column at_row"),
      ("SELECT _row AS at_row FROM halls WHERE seats > ?", "it has parameters"),
      ("SELECT _row AS at_row FROM chairs", ""),
      ("SELECT chairs AS at_row FROM halls", ""),
    ])
  func onlyOneSelectIsAccepted(_ kind: StoreKind, _ rule: (query: String, reason: String)) throws {
    let (_, store) = try store(kind)
    defer { store.rollBack() }
    let halls = StorePackage.table("halls")
    let error = storeError {
      _ = try store.violations(of: self.rule(rule.query), in: halls, limit: 1)
    }
    #expect(error?.code == "schema.invalid")
    #expect(error?.arguments.last?.value.hasSuffix(rule.reason) == true)
    #expect(try store.recordCount(of: halls) == 2)
  }

  @Test(arguments: StoreKind.allCases)
  func aRuleThatDoesNotEndIsStopped(_ kind: StoreKind) throws {
    let (_, store) = try store(kind)
    defer { store.rollBack() }
    (store as? SQLiteStore)?.ruleTimeLimit = 0.2
    (store as? PostgresStore)?.ruleTimeLimit = 0.2
    let endless = rule(
      """
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
      SELECT max(i) AS at_row FROM n
      """)
    let error = storeError {
      _ = try store.violations(of: endless, in: StorePackage.table("halls"), limit: 1)
    }
    #expect(error?.arguments.last?.value.hasPrefix("it takes longer than") == true)
    #expect(try store.recordCount(of: StorePackage.table("halls")) == 2)
  }
}
