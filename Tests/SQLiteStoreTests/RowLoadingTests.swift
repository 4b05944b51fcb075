import ImportPipeline
import RecordMapping
import SQLStore
import SQLiteStore
import StoreTesting
import Testing

/// Many new records of an empty table are written straight from the staged rows; the store must not show it.
@Suite struct RowLoadingTests {
  private static let count = 5_100

  /// Meetings of each kind: with topics and without, with a hall and without, with a fee and without.
  private static var meetings: [[FieldValue]] {
    (0..<count).map { number in
      [
        text("N\(number)"),
        [.null, texts("LAW"), texts("LAW-1", "LAW")][number % 3],
        [.null, text("TOR-A"), text("OTT-A")][number % 4 % 3], .null,
        .dateTime(local: "2027-03-06T09:00", utc: "2027-03-06T14:00:00Z"),
        number % 5 == 0 ? .null : .integer(Int64(number)),
      ]
    }
  }

  private static var parents: [(table: String, rows: [[FieldValue]])] {
    StorePackage.sample.filter { ["places", "halls", "topics"].contains($0.table) }
  }

  private static let records = """
    SELECT m.meeting_code, h.hall_code, m.room_id, m.start_local, m.start_utc, m.fee_minor,
      m.created_at, m.updated_run
    FROM meetings AS m LEFT JOIN halls AS h ON h.id = m.hall_id
    WHERE m.meeting_code LIKE 'N%' ORDER BY m.id
    """

  private func lists(of scratch: ScratchStore) throws -> [String] {
    let table = "meetings_topic_codes"
    let columns = try scratch.ask(
      "SELECT name FROM pragma_table_info('\(table)') ORDER BY cid")
    let owner = try #require(columns.first { !["topic_id", "position"].contains($0) })
    return try scratch.ask(
      """
      SELECT m.meeting_code, p.topic_code FROM \(table) AS t
      JOIN meetings AS m ON m.id = t.\(owner) JOIN topics AS p ON p.id = t.topic_id
      WHERE m.meeting_code LIKE 'N%' ORDER BY m.id, t.position
      """)
  }

  @Test func recordsAreAsSQLWritesThem() throws {
    let straight = try ScratchStore()
    let counts = try straight.fill(Self.parents + [("meetings", Self.meetings)], id: "run")
    #expect(counts["meetings"]?.created == Self.count)
    #expect(counts["meetings"]?.storedAfter == Self.count)
    // A table that has a record already takes the way over staging tables.
    let staged = try ScratchStore()
    try staged.fill(StorePackage.sample)
    try staged.fill([("meetings", Self.meetings)], id: "run")
    let records = try straight.ask(Self.records)
    #expect(records.count == Self.count)
    #expect(try records == staged.ask(Self.records))
    let items = try lists(of: straight)
    #expect(items.count == Self.count / 3 * 3)
    #expect(try items == lists(of: staged))
    let indexes = "SELECT name, sql FROM sqlite_master WHERE type = 'index' ORDER BY name"
    #expect(try straight.ask(indexes) == staged.ask(indexes))
    let journal = """
      SELECT operation, first_id, last_id FROM registrar_journal WHERE table_name = 'meetings'
      AND run_id = 'run'
      """
    #expect(try straight.ask(journal) == ["create|1|\(Self.count)"])
  }

  @Test func whatIsReadBackIsCompared() throws {
    let scratch = try ScratchStore()
    let store = try scratch.opened(writes: true)
    let rows = Self.parents + [("meetings", Self.meetings)]
    for (table, rows) in rows {
      try store.stage(
        rows.enumerated().map { StagedRecord(ordinal: $0, operation: .create, values: $1) },
        of: StorePackage.table(table))
    }
    let tables = rows.map { StorePackage.table($0.table) }
    _ = try store.merge(tables, run: StorePackage.run())
    #expect(try store.differences(in: tables, limit: 20).isEmpty)
    store.rollBack()
    #expect(
      try scratch.files.isEmpty
        || scratch.ask("SELECT count(*) FROM sqlite_master WHERE name = 'meetings'") == ["0"])
  }

  @Test func aRowThatIsRefusedIsNamedAsEver() throws {
    var rows = Self.meetings
    rows[4_000][2] = text("GONE")
    let scratch = try ScratchStore()
    let error = storeError {
      try scratch.fill(Self.parents + [("meetings", rows)])
    }
    let refusal = try #require(error?.refusals.first)
    #expect(refusal.ordinal == 4_000)
    #expect(refusal.table == "meetings")
    #expect(refusal.key == ["N4000"])
  }
}
