import ImportPipeline
import RecordMapping
import Schemas
import StoreTesting
import TabularCore
import Testing

/// New records of empty tables, which are written straight from the stage when they are many.
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

  /// As many further rows as make a load worth while.
  private static func more(_ make: (String) -> [FieldValue]) -> [[FieldValue]] {
    (1...5_000).map { make("Z\($0)") }
  }

  private static var manyRows: [[FieldValue]] {
    rows + more { [.text($0), .text("n"), .real(2.5), .integer(1), .text("2027-03-06")] }
  }
  private static var manyParts: [[FieldValue]] { parts + more { [.text($0), .text($0)] } }

  /// Rows as they come when they are read by columns: texts and dates in the arena, some values kept by
  /// the column; the third has a gap before it.
  private static func batch(_ table: TableSchema, _ rows: [[FieldValue]]) -> StagedBatch {
    var arena: [UInt8] = []
    var values: [ColumnValue] = []
    var pools = Array(repeating: [FieldValue](), count: table.fields.count)
    for (index, value) in rows.flatMap(\.self).enumerated() {
      let field = index % table.fields.count
      switch value {
      case .text(let text) where table.fields[field].type == .date:
        let days = CivilDate.days(in: text) ?? 0
        values.append(ColumnValue(bits: UInt64(bitPattern: Int64(days)), kind: .date))
      case .text(let text) where table.fields[field].type == .string:
        values.append(ColumnValue(pooled: Int32(pools[field].count)))
        pools[field].append(.text(text))
      case .text(let text):
        values.append(ColumnValue(offset: arena.count, length: text.utf8.count))
        arena += Array(text.utf8)
      case .integer(let number):
        values.append(ColumnValue(bits: UInt64(bitPattern: number), kind: .integer))
      case .real(let number): values.append(ColumnValue(bits: number.bitPattern, kind: .real))
      default: values.append(.null)
      }
    }
    return StagedBatch(
      fields: Array(table.fields.indices), arena: arena, values: values, pools: pools,
      rows: rows.indices.map { .init(ordinal: $0 < 2 ? $0 + 1 : $0 + 3, place: $0) })
  }

  private func stage(_ store: any RecordStore, parts: [[FieldValue]] = manyParts) throws {
    let tables = Self.package.tables
    try store.stage(Self.batch(tables[0], Self.manyRows), of: tables[0])
    try store.stage(Self.batch(tables[1], parts), of: tables[1])
  }

  private func run(_ id: String) -> RunRecord {
    var record = StorePackage.run(id)
    record.package = "boxes"
    return record
  }

  @Test(arguments: StoreKind.allCases)
  func aBatchIsStagedAsItsRecordsAre(_ kind: StoreKind) throws {
    let scratch = try StoreUnderTest(kind, Self.package)
    let store = try scratch.opened(writes: false)
    defer { store.rollBack() }
    let table = Self.package.tables[0]
    try store.stage(Self.batch(table, Self.rows), of: table)
    #expect(
      try store.stagedValues([1, 2, 3, 5], of: table) == [
        Self.rows[0], Self.rows[1], nil, Self.rows[2],
      ])
  }

  @Test(arguments: StoreKind.allCases, [true, false])
  func loadedRecordsAreAsTheyWereStaged(_ kind: StoreKind, _ isFresh: Bool) throws {
    let scratch = try StoreUnderTest(kind, Self.package)
    if !isFresh { _ = try scratch.maintained().initialise(Self.package, now: StorePackage.now) }
    let store = try scratch.opened(writes: true)
    let tables = Self.package.tables
    try stage(store)
    let counts = try store.merge(tables, run: run("A"))
    #expect(counts["boxes"]?.created == 5_003)
    #expect(counts["boxes"]?.storedAfter == 5_003)
    #expect(counts["parts"]?.storedAfter == 5_003)
    #expect(try store.differences(in: tables, limit: 5).isEmpty)
    try store.commit()
    #expect(
      try scratch.ask(
        """
        SELECT p.part, b.code, p.created_run FROM parts p JOIN boxes b ON b.id = p.box_id
        WHERE b.code < 'Z' ORDER BY p.id
        """) == ["P1|C|A", "P1|A|A", "P2|A|A"])
    // A stretch of rows without a gap has ids without a gap.
    #expect(
      try scratch.ask(
        """
        SELECT first_id, last_id - first_id + 1 FROM registrar_journal
        WHERE table_name = 'boxes' ORDER BY seq
        """
      ).map { $0.split(separator: "|")[1] } == ["2", "5001"])
    // Another program's new records are numbered behind those that were loaded.
    for number in 1...8 {
      try scratch.execute(
        """
        INSERT INTO boxes (code, created_at, updated_at)
        VALUES ('Y\(number)', '2027-01-01T00:00:00Z', '2027-01-01T00:00:00Z')
        """)
    }
    try scratch.execute("DELETE FROM boxes WHERE code LIKE 'Y%'")
    let again = try scratch.opened(writes: true)
    #expect(
      try again.records(of: tables[0], keys: Self.rows.map { [$0[0]] }).map { $0?.values }
        == Self.rows)
    // Keys, references and the numbering of new records are as if SQL had written the rows.
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
    let labelled = [["L1", "A"], ["L2", "C"], ["L3", "C"]].map { $0.map(FieldValue.text) }
    try first.stage(Self.batch(Self.package.tables[0], Self.rows), of: Self.package.tables[0])
    try first.stage(Self.batch(Self.package.tables[1], Self.parts), of: Self.package.tables[1])
    try first.stage(Self.batch(Self.package.tables[2], labelled), of: Self.package.tables[2])
    _ = try first.merge(Self.package.tables, run: run("A"))
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
    var mixed = Self.rows[2]
    mixed[0] = Self.rows[0][0]
    // In the order of the records, behind one that was passed over, before the walk, and again.
    #expect(try answer("A", Self.rows[0]) == "same")
    #expect(try answer("C", Self.rows[2]) == "same")
    #expect(try answer("B", Self.rows[1]) == "same")
    #expect(try answer("B", other) == "other")
    #expect(try answer("A", mixed) == "other")
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

  /// A trigger of somebody else changes what is written to record B.
  private func addTrigger(
    _ scratch: StoreUnderTest, _ kind: StoreKind, sqlite: String, postgresql: String
  ) throws {
    try scratch.execute(
      kind == .sqlite
        ? "CREATE TRIGGER other AFTER INSERT ON boxes WHEN new.code = 'B' BEGIN \(sqlite); END"
        : """
        CREATE FUNCTION other() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN \(postgresql); END';
        CREATE TRIGGER other BEFORE INSERT ON boxes FOR EACH ROW WHEN (new.code = 'B')
          EXECUTE FUNCTION other()
        """)
  }

  @Test(
    arguments: StoreKind.allCases,
    [
      (
        "DELETE FROM boxes WHERE id = new.id", "RETURN NULL", "code", ""
      ),
      (
        "UPDATE boxes SET note = 'other' WHERE id = new.id", "new.note = ''other''; RETURN new",
        "note", "other"
      ),
    ])
  func aLoadedRecordThatIsStoredOtherwiseIsFound(
    _ kind: StoreKind,
    _ trigger: (sqlite: String, postgresql: String, field: String, stored: String)
  ) throws {
    let scratch = try StoreUnderTest(kind, Self.package)
    _ = try scratch.maintained().initialise(Self.package, now: StorePackage.now)
    try addTrigger(scratch, kind, sqlite: trigger.sqlite, postgresql: trigger.postgresql)
    let store = try scratch.opened(writes: true)
    defer { store.rollBack() }
    let table = Self.package.tables[0]
    var rows = Self.manyRows
    // PostgreSQL writes this number otherwise, which alone makes it look at each record.
    rows[2][2] = .null
    try store.stage(Self.batch(table, rows), of: table)
    _ = try store.merge([table], run: run("A"))
    let differences = try store.differences(in: [table], limit: 5)
    #expect(differences.map(\.key) == [["B"]])
    #expect(differences.map { [$0.field, $0.stored] } == [[trigger.field, trigger.stored]])
  }

  /// A load that is refused is rolled back; SQL then tells the row at fault.
  @Test(arguments: StoreKind.allCases)
  func aRowThatTheStoreRefusesIsToldByItsKey(_ kind: StoreKind) throws {
    let scratch = try StoreUnderTest(kind, Self.package)
    _ = try scratch.maintained().initialise(Self.package, now: StorePackage.now)
    try addTrigger(
      scratch, kind, sqlite: "SELECT RAISE(ABORT, 'not B')",
      postgresql: "RAISE EXCEPTION ''not B''")
    let store = try scratch.opened(writes: true)
    defer { store.rollBack() }
    let table = Self.package.tables[0]
    try store.stage(Self.batch(table, Self.manyRows), of: table)
    let error = storeError { _ = try store.merge([table], run: run("A")) }
    #expect(error?.refusals.map(\.key) == [["B"]])
    #expect(error?.refusals.map(\.ordinal) == [2])
  }

  @Test(arguments: StoreKind.allCases, [true, false])
  func aParentThatIsNotThereIsRefused(_ kind: StoreKind, _ isFresh: Bool) throws {
    let scratch = try StoreUnderTest(kind, Self.package)
    if !isFresh { _ = try scratch.maintained().initialise(Self.package, now: StorePackage.now) }
    let store = try scratch.opened(writes: true)
    defer { store.rollBack() }
    try stage(store, parts: Self.manyParts + [[.text("P9"), .text("X")]])
    let error = storeError { _ = try store.merge(Self.package.tables, run: run("A")) }
    #expect(error?.refusals.map(\.key) == [["X", "P9"]])
  }
}
