import ImportPipeline
import RecordMapping
import Schemas
import StoreTesting
import TabularCore
import Testing

/// Records that are loaded without being staged.
@Suite struct LoadLaws {
  private static var package: DataPackage {
    func field(_ name: String, _ type: FieldType, required: Bool = false) -> Field {
      var field = Field(name: name, type: type)
      field.isRequired = required
      return field
    }
    var parent = field("box_code", .code, required: true)
    parent.store = .reference("box_id")
    return DataPackage(
      name: "boxes", title: LocalizedText("Boxes"), version: "1", hash: "cc33",
      tables: [
        TableSchema(
          name: "boxes",
          fields: [
            field("code", .code, required: true), field("note", .string),
            field("weight", .decimal), field("sealed", .boolean), field("packed", .date),
          ], naturalKey: ["code"]),
        TableSchema(
          name: "parts", fields: [field("part", .code, required: true), parent],
          naturalKey: ["box_code", "part"],
          references: [Reference(field: "box_code", table: "boxes", targetField: "code")]),
        TableSchema(
          name: "labels", fields: [field("label", .code, required: true), parent],
          naturalKey: ["label"],
          references: [Reference(field: "box_code", table: "boxes", targetField: "code")]),
      ])
  }

  private static let rows: [[FieldValue]] = [
    [.text("A"), .text("tab\there \\N"), .real(0.1), .integer(1), .text("2027-03-06")],
    [.text("B"), .null, .null, .integer(0), .null],
    [.text("C"), .text("é\nline"), .real(1e-7), .null, .text("1969-12-31")],
  ]
  private static let parts: [[FieldValue]] = [
    [.text("P1"), .text("C")], [.text("P1"), .text("A")], [.text("P2"), .text("A")],
  ]
  private static let parents: [Int32] = [5, 1, 1]

  /// A feed of rows at ordinals.
  private static func feed(
    _ table: TableSchema, _ rows: [[FieldValue]], ordinals: [Int], parents: [Int32] = [],
    references: [RecordFeed.Parent] = [], keys: [Int: String] = [:]
  ) -> RecordFeed {
    var arena: [UInt8] = []
    var values: [ScreenedValue] = []
    for (index, value) in rows.flatMap(\.self).enumerated() {
      let isDate = table.fields[index % table.fields.count].type == .date
      switch value {
      case .text(let text) where isDate:
        let days = text == "1969-12-31" ? -1 : 20_883
        values.append(ScreenedValue(bits: UInt64(bitPattern: Int64(days)), kind: .date))
      case .text(let text):
        values.append(ScreenedValue(offset: arena.count, length: text.utf8.count))
        arena += Array(text.utf8)
      case .integer(let number):
        values.append(ScreenedValue(bits: UInt64(bitPattern: number), kind: .integer))
      case .real(let number): values.append(ScreenedValue(bits: number.bitPattern, kind: .real))
      default: values.append(.null)
      }
    }
    let block = RecordFeed.Block(
      arena: arena, values: values, parents: parents,
      rows: ordinals.enumerated().map { (ordinal: $1, place: $0) })
    let hashes = Dictionary(
      uniqueKeysWithValues: zip(
        ordinals, rows.map { $0.reduce(ByteHash.seed) { $1.hash($0) } }))
    return RecordFeed(
      table: table, fields: Array(table.fields.indices), parents: references, count: rows.count,
      valueHash: { hashes[$0] ?? 0 },
      parentHash: { keys[$1].map(FieldValue.text)?.hash($2) }, forEachBlock: { try $0(block) })
  }

  private static var feeds: [RecordFeed] {
    [
      feed(package.tables[0], rows, ordinals: [1, 2, 5]),
      feed(
        package.tables[1], parts, ordinals: [0, 1, 2], parents: parents,
        references: [RecordFeed.Parent(field: 1, table: "boxes")],
        keys: [1: "A", 2: "B", 5: "C"]),
    ]
  }

  private func run(_ id: String) -> RunRecord {
    var record = StorePackage.run(id)
    record.package = "boxes"
    return record
  }

  @Test(arguments: StoreKind.allCases, [true, false])
  func loadedRecordsAreAsTheyWereGiven(_ kind: StoreKind, _ isFresh: Bool) throws {
    let scratch = try StoreUnderTest(kind, Self.package)
    if !isFresh { _ = try scratch.maintained().initialise(Self.package, now: StorePackage.now) }
    let store = try scratch.opened(writes: true)
    let tables = Self.package.tables
    #expect(try store.canLoad(tables[0], fields: [0, 1, 2, 3, 4], parents: []))
    #expect(try !store.canLoad(tables[1], fields: [0, 1], parents: []))
    #expect(
      try store.canLoad(
        tables[1], fields: [0, 1], parents: [RecordFeed.Parent(field: 1, table: "boxes")]))
    let counts = try store.merge(tables, feeds: Self.feeds, run: run("A"))
    #expect(counts["boxes"]?.created == 3)
    #expect(counts["boxes"]?.storedAfter == 3)
    #expect(counts["parts"]?.storedAfter == 3)
    #expect(try store.differences(in: tables, limit: 5).isEmpty)
    try store.commit()
    #expect(
      try scratch.ask(
        """
        SELECT p.part, b.code, p.created_run FROM parts p JOIN boxes b ON b.id = p.box_id
        ORDER BY p.id
        """) == ["P1|C|A", "P1|A|A", "P2|A|A"])
    #expect(
      try scratch.ask(
        """
        SELECT first_id, last_id - first_id + 1 FROM registrar_journal
        WHERE table_name = 'boxes' ORDER BY seq
        """
      ).map { $0.split(separator: "|")[1] } == ["2", "1"])
    // Another program's new records are numbered behind those that were loaded.
    for number in 1...8 {
      try scratch.execute(
        """
        INSERT INTO boxes (code, created_at, updated_at)
        VALUES ('Z\(number)', '2027-01-01T00:00:00Z', '2027-01-01T00:00:00Z')
        """)
    }
    try scratch.execute("DELETE FROM boxes WHERE code LIKE 'Z%'")
    let again = try scratch.opened(writes: true)
    #expect(
      try again.records(of: tables[0], keys: Self.rows.map { [$0[0]] }).map { $0?.values }
        == Self.rows)
    #expect(try !again.canLoad(tables[0], fields: [0], parents: []))
    // Keys, references and the numbering of new records are as if the rows had been staged.
    try again.stage(
      [
        StagedRecord(
          ordinal: 0, operation: .create,
          values: [.text("D"), .null, .null, .null, .null])
      ], of: tables[0])
    _ = try again.merge([tables[0]], run: run("B"))
    try again.commit()
    #expect(throws: (any Error).self) {
      try scratch.execute(
        """
        INSERT INTO boxes (code, created_at, updated_at)
        VALUES ('A', '2027-01-01T00:00:00Z', '2027-01-01T00:00:00Z')
        """)
    }
    #expect(try RunChain.check(in: try scratch.connection()).broken == nil)
  }

  @Test(arguments: StoreKind.allCases)
  func rowsAreComparedWithWhatIsStored(_ kind: StoreKind) throws {
    let scratch = try StoreUnderTest(kind, Self.package)
    let first = try scratch.opened(writes: true)
    let labelled = ["L1": "A", "L2": "C", "L3": "C"].sorted { $0.key < $1.key }
    let labelFeed = Self.feed(
      Self.package.tables[2], labelled.map { [.text($0.key), .text($0.value)] },
      ordinals: [0, 1, 2], parents: [1, 5, 5],
      references: [RecordFeed.Parent(field: 1, table: "boxes")], keys: [1: "A", 5: "C"])
    _ = try first.merge(
      Self.package.tables, feeds: Self.feeds + [labelFeed], run: run("A"))
    #expect(try first.differences(in: Self.package.tables, limit: 5).isEmpty)
    try first.commit()
    let store = try scratch.opened(writes: false)
    defer { store.rollBack() }
    let table = Self.package.tables[0]
    let boxes = try #require(
      try store.makeComparison(of: table, fields: Array(table.fields.indices), blank: []))
    let labels = try #require(
      try store.makeComparison(of: Self.package.tables[2], fields: [0, 1], blank: []))
    func answer(
      _ key: String, _ row: [FieldValue], in comparison: (any StoredComparison)? = nil,
      of compared: TableSchema? = nil
    ) throws -> String {
      let comparison = comparison ?? boxes
      let hash = row.reduce(ByteHash.seed) { $1.hash($0) }
      let answer = try Array(key.utf8).withUnsafeBytes {
        try comparison.answer(key: $0, hash: hash)
      }
      switch answer {
      case .same(let id):
        let record = try store.matches(of: compared ?? table, keys: [[.text(key)]])[0].first
        return record?.id == id ? "same" : "same as \(id)"
      case .other: return "other"
      case .absent: return "absent"
      }
    }
    var other = Self.rows[1]
    other[3] = .integer(1)
    // In the order of the records, behind one that was passed over, before the walk, and again.
    #expect(try answer("A", Self.rows[0]) == "same")
    #expect(try answer("C", Self.rows[2]) == "same")
    #expect(try answer("B", Self.rows[1]) == "same")
    #expect(try answer("B", other) == "other")
    #expect(try answer("A", Self.rows[2]) == "other")
    #expect(try answer("a", Self.rows[0]) == "absent")
    #expect(try answer("", Self.rows[0]) == "absent")
    for (label, box, expected) in [
      ("L1", "A", "same"), ("L2", "C", "same"), ("L3", "B", "other"),
    ] {
      #expect(
        try answer(label, [.text(label), .text(box)], in: labels, of: Self.package.tables[2])
          == expected)
    }
    // Fields that have no column of their own are left to the readers.
    #expect(try store.makeComparison(of: table, fields: [1], blank: []) == nil)
  }

  @Test(arguments: StoreKind.allCases)
  func aLoadedRecordThatIsStoredOtherwiseIsFound(_ kind: StoreKind) throws {
    let scratch = try StoreUnderTest(kind, Self.package)
    let store = try scratch.opened(writes: true)
    defer { store.rollBack() }
    var feed = Self.feeds[0]
    let hash = feed.valueHash
    feed.valueHash = { $0 == 2 ? 17 : hash($0) }
    _ = try store.merge([Self.package.tables[0]], feeds: [feed], run: run("A"))
    #expect(
      try store.differences(in: [Self.package.tables[0]], limit: 5).map(\.key) == [["B"]])
  }

  /// A trigger of somebody else may swallow a record.
  @Test(arguments: StoreKind.allCases)
  func aLoadedRecordThatIsGoneIsFound(_ kind: StoreKind) throws {
    let scratch = try StoreUnderTest(kind, Self.package)
    _ = try scratch.maintained().initialise(Self.package, now: StorePackage.now)
    try scratch.execute(
      kind == .sqlite
        ? """
        CREATE TRIGGER swallow AFTER INSERT ON boxes WHEN new.code = 'B' BEGIN
          DELETE FROM boxes WHERE id = new.id;
        END
        """
        : """
        CREATE FUNCTION swallow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
        CREATE TRIGGER swallow BEFORE INSERT ON boxes FOR EACH ROW WHEN (new.code = 'B')
          EXECUTE FUNCTION swallow()
        """)
    let store = try scratch.opened(writes: true)
    defer { store.rollBack() }
    let table = Self.package.tables[0]
    _ = try store.merge([table], feeds: [Self.feeds[0]], run: run("A"))
    let differences = try store.differences(in: [table], limit: 5)
    #expect(differences.map(\.table) == ["boxes"])
    #expect(differences.map { [$0.written, $0.stored] } == [["3 records", "2 records"]])
  }

  @Test(arguments: StoreKind.allCases)
  func aFeedThatGivesFewerRecordsThanItHasIsRefused(_ kind: StoreKind) throws {
    let scratch = try StoreUnderTest(kind, Self.package)
    let store = try scratch.opened(writes: true)
    defer { store.rollBack() }
    var feed = Self.feeds[0]
    feed.count = 4
    let error = storeError {
      _ = try store.merge([Self.package.tables[0]], feeds: [feed], run: run("A"))
    }
    #expect(error?.code == "run.internal")
    #expect(error?.arguments.last?.value == "4 records were planned, 3 came")
  }

  @Test(arguments: StoreKind.allCases, [true, false])
  func aParentThatWasNotLoadedIsRefused(_ kind: StoreKind, _ isFresh: Bool) throws {
    let scratch = try StoreUnderTest(kind, Self.package)
    if !isFresh { _ = try scratch.maintained().initialise(Self.package, now: StorePackage.now) }
    let store = try scratch.opened(writes: true)
    defer { store.rollBack() }
    let parts = Self.feed(
      Self.package.tables[1], Self.parts, ordinals: [0, 1, 2], parents: [5, 1, 3],
      references: [RecordFeed.Parent(field: 1, table: "boxes")], keys: [1: "A", 2: "B", 5: "C"])
    #expect(throws: StoreError.self) {
      _ = try store.merge(Self.package.tables, feeds: [Self.feeds[0], parts], run: run("A"))
    }
  }

  @Test(arguments: StoreKind.allCases)
  func aLoadedRecordWithAnotherParentIsFound(_ kind: StoreKind) throws {
    let scratch = try StoreUnderTest(kind, Self.package)
    let store = try scratch.opened(writes: true)
    defer { store.rollBack() }
    let parts = Self.feed(
      Self.package.tables[1], Self.parts, ordinals: [0, 1, 2], parents: [5, 2, 1],
      references: [RecordFeed.Parent(field: 1, table: "boxes")], keys: [1: "A", 2: "B", 5: "C"])
    _ = try store.merge(Self.package.tables, feeds: [Self.feeds[0], parts], run: run("A"))
    #expect(try store.differences(in: Self.package.tables, limit: 5).map(\.table) == ["parts"])
  }
}
