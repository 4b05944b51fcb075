import ImportPipeline
import RecordMapping
import Schemas
import StoreTesting
import TabularCore
import Testing

/// Values and names that mean something to SQL, to COPY or to a terminal.
@Suite struct HostileValueLaws {
  /// No two are one text in two forms: those would be one key.
  static let values = [
    "Robert'); DROP TABLE places; --", "\\N", "\\.", "a\\b", "tab\there", "line\nbreak", "\r", "\"",
    "''", "$1", "?1", "%s", "{}", "{\"a\":1}", "NULL", "-1", "0x41", " leading", "trailing ",
    "\u{7F}", "é", "o\u{302}", "🏝️", "\u{202E}rtl", "a;b", "\u{10FFFF}", "ﬀ", "İ", "''||''",
    String(repeating: "x", count: 32_767),
  ]

  @Test(arguments: StoreKind.allCases)
  func everyTextComesBackAsItWas(_ kind: StoreKind) throws {
    let scratch = try StoreUnderTest(kind)
    let store = try scratch.opened(writes: true)
    let people = StorePackage.table("people")
    try store.stage(
      Self.values.enumerated().map { number, value in
        StagedRecord(
          ordinal: number, operation: .create,
          values: [.text(value), .text("e\(number)"), .null], sourceID: value)
      }, of: people)
    _ = try store.merge([people], run: StorePackage.run("B"))
    #expect(try store.differences(in: [people], limit: 5).isEmpty)
    try store.commit()
    let again = try scratch.opened(writes: false)
    defer { again.rollBack() }
    let found = try again.records(of: people, keys: Self.values.map { [.text($0)] })
    #expect(found.map { $0?.values[0] } == Self.values.map { .text($0) })
    for (number, value) in Self.values.enumerated() {
      #expect(
        try again.record(of: people, sourceID: value)?.values[1] == .text("e\(number)"))
    }
  }

  @Test(arguments: StoreKind.allCases)
  func namesThatNeedQuotesWork(_ kind: StoreKind) throws {
    var schema = TableSchema(
      name: "select",
      fields: ["order", "a\"b", "Größe", "user"].map { name in
        var field = Field(name: name, type: name == "user" ? .integer : .string)
        field.isRequired = name == "order"
        field.store = .column(name)
        return field
      }, naturalKey: ["order"], uniqueKeys: [["a\"b"]])
    var tags = Field(name: "from", type: .list)
    tags.store = .list(table: "select tags", owner: "of", item: "to", position: nil)
    schema.fields.append(tags)
    let package = DataPackage(
      name: "odd", title: LocalizedText("Odd"), version: "1", hash: "bb22", tables: [schema])
    let scratch = try StoreUnderTest(kind, package)
    let store = try scratch.opened(writes: true)
    try store.stage(
      [
        StagedRecord(
          ordinal: 0, operation: .create,
          values: [text("1"), text("x"), text("L"), .integer(3), texts("p", "q")])
      ], of: schema)
    let rule = Rule(
      code: "rule.test",
      scope: .set(
        query: """
          SELECT s._row AS at_row, s."order" AS one, s."a""b" AS two, "user" AS three,
            (SELECT count(*) FROM select__from WHERE item > 'o') AS four
          FROM "select" s
          """, tables: []), place: .fields(["order"]))
    #expect(
      try store.violations(of: rule, in: schema, limit: 2).first?.arguments.map(\.value)
        == ["1", "x", "3", "2"])
    var record = StorePackage.run("B")
    record.package = "odd"
    let counts = try store.merge([schema], run: record)
    #expect(counts["select"]?.created == 1)
    #expect(try store.differences(in: [schema], limit: 2).isEmpty)
    try store.commit()
    let again = try scratch.opened(writes: false)
    defer { again.rollBack() }
    #expect(
      try again.records(of: schema, keys: [[text("1")]]).first??.values
        == [text("1"), text("x"), text("L"), .integer(3), texts("p", "q")])
  }

  @Test func theNullCharacterIsRefusedByName() throws {
    let store = try StoreUnderTest(.postgresql).opened(writes: false)
    defer { store.rollBack() }
    let error = storeError {
      try store.stage(
        [
          StagedRecord(
            ordinal: 0, operation: .create, values: [.text("a\u{0}b"), .text("e"), .null])
        ], of: StorePackage.table("people"))
      // Staged rows reach the server when it is asked about them.
      try store.forEachOperation(of: StorePackage.table("people")) { _ in }
    }
    #expect(error?.code == "run.internal")
    #expect(error?.arguments.first?.value == "a text holds the character U+0000")
  }
}
