import ImportPipeline
import StoreTesting
import TabularCore
import Testing

/// Columns of other programs are compared by what they hold, whatever their type is.
@Suite struct ForeignColumnTests {
  private static let items = """
    {"title": "Items", "primaryKey": "code", "fields": [
      {"name": "code", "type": "string", "registrar:type": "code",
        "constraints": {"required": true, "maxLength": 5}},
      {"name": "unit", "type": "string", "registrar:type": "string",
        "constraints": {"maxLength": 5}},
      {"name": "weight", "type": "number", "registrar:type": "decimal"}],
      "registrar:store": {"table": "items", "owned": false}}
    """

  private static func items(_ kind: StoreKind) -> String {
    kind == .sqlite
      ? """
      CREATE TABLE items (id INTEGER PRIMARY KEY AUTOINCREMENT, code CHAR(5) NOT NULL UNIQUE,
        unit CHAR(5), weight FLOAT);
      """
      : """
      CREATE TABLE items (id serial PRIMARY KEY, code char(5) NOT NULL UNIQUE, unit char(5),
        weight real);
      """
  }

  @Test(arguments: StoreKind.allCases)
  func paddedTextsAndShortFloatsAreTheSameTheSecondTime(_ kind: StoreKind) throws {
    let store = try ForeignStore(kind, [("items", Self.items)], sql: Self.items(kind))
    let file = ["items": "code,unit,weight\nA1,kg,0.1\nB22,lb,2.54\n"]
    for (mode, created) in [(ImportOptions.Mode.validate, 2), (.execute, 2)] {
      let report = try store.run(file, mode)
      #expect(report.errors == [], "\(mode)")
      #expect(report.ledger.map(\.created) == [created])
      #expect(report.run.outcome.exitCode == 0, "\(report.findings)")
    }
    let again = try store.run(file)
    #expect(again.ledger.map(\.unchanged) == [2])
    #expect(again.run.outcome.exitCode == 0)
    let changed = try store.run(["items": "code,unit\nA1,g\n"])
    #expect(changed.ledger.map(\.updated) == [1])
    #expect(try store.scratch.ask("SELECT trim(unit) FROM items WHERE code = 'A1'") == ["g"])
    #expect(try store.verify().findings == [])
  }

  /// A `real` keeps six digits: more are refused before they are lost.
  @Test func digitsThatAColumnDoesNotHoldAreFoundInTheirCell() throws {
    let store = try ForeignStore(
      .postgresql, [("items", Self.items)], sql: Self.items(.postgresql))
    for mode in [ImportOptions.Mode.validate, .execute] {
      let report = try store.run(["items": "code,weight\nA1,0.123456789\nB1,0.5\n"], mode)
      #expect(
        report.errors == [
          "store.row-refused row 2 weight: key=A1 reason=real does not hold all digits of the number"
        ])
      #expect(report.run.outcome.exitCode == 1)
    }
  }

  private static let numbered = """
    {"title": "Items", "primaryKey": "number", "fields": [
      {"name": "number", "type": "integer", "registrar:type": "integer",
        "registrar:column": "id", "constraints": {"required": true}},
      {"name": "name", "type": "string", "registrar:type": "string",
        "constraints": {"required": true}}],
      "registrar:store": {"table": "items", "owned": false}}
    """

  @Test(arguments: StoreKind.allCases)
  func aFieldMayStandInTheSurrogateKeysColumn(_ kind: StoreKind) throws {
    let store = try ForeignStore(
      kind, [("items", Self.numbered)],
      sql: kind == .sqlite
        ? "CREATE TABLE items (id INTEGER PRIMARY KEY, name TEXT NOT NULL)"
        : "CREATE TABLE items (id bigint PRIMARY KEY, name text NOT NULL)")
    let first = try store.run(["items": "number,name\n70,Seventy\n7,Seven\n"])
    #expect(first.errors == [] && first.run.isWritten)
    #expect(
      try store.scratch.ask("SELECT id, name FROM items ORDER BY id") == ["7|Seven", "70|Seventy"])
    let second = try store.run(["items": "number,name\n70,Threescore and ten\n7,Seven\n8,Eight\n"])
    #expect(second.ledger.map { [$0.created, $0.updated, $0.unchanged] } == [[1, 1, 1]])
    #expect(
      try store.scratch.ask("SELECT id, name FROM items ORDER BY id") == [
        "7|Seven", "8|Eight", "70|Threescore and ten",
      ])
    #expect(try store.verify().findings == [])
  }

  /// The command that the help of undo points at works on tables of other programs.
  @Test(arguments: StoreKind.allCases)
  func theirTablesAreVerified(_ kind: StoreKind) throws {
    let store = try ForeignStore(kind, [("items", Self.items)], sql: Self.items(kind))
    _ = try store.run(["items": "code,unit\nA1,kg\nB22,lb\n"])
    #expect(try store.verify().findings == [])
    try store.scratch.execute("DELETE FROM items WHERE code = 'A1'")
    #expect(
      try store.verify().errors == [
        "store.count-mismatch/verified: count=1 records=items expected=2"
      ])
  }

  /// No database that a person names is an internal error.
  @Test(arguments: StoreKind.allCases)
  func aDatabaseThatIsNoStoreIsSaid(_ kind: StoreKind) throws {
    let scratch = try StoreUnderTest(kind)
    try scratch.execute("CREATE TABLE other (x integer)")
    let report = StoreVerification(scratch.package, now: StorePackage.now)
      .perform(in: try scratch.connection(), clock: { StorePackage.now })
    #expect(report.issues.issues.map(\.code) == ["store.schema-version"])
    #expect(report.issues.issues.map(\.variant) == ["bare"])
    #expect(report.run.outcome.exitCode == 6)
    #expect(try RunRecords.all(in: try scratch.connection()).isEmpty)
  }

  @Test(arguments: StoreKind.allCases)
  func aMissingTableIsAMismatch(_ kind: StoreKind) throws {
    let store = try ForeignStore(kind, [("items", Self.items)], sql: Self.items(kind))
    try store.scratch.execute("DROP TABLE items")
    let maintained = try store.scratch.maintained()
    let status = try maintained.status(store.scratch.package)
    #expect(status.tables == [])
    #expect(
      StoreCheck.mismatches(
        of: store.scratch.package, in: try maintained.description(for: store.scratch.package)
      )
      .map(\.description) == ["items: the table is missing"])
    #expect(try store.verify().errors.map { $0.prefix(21) } == ["store.schema-version/"])
  }

  /// Ids that SQLite counts itself are never given out again.
  @Test func countedIDsAreNotReused() throws {
    let store = try ForeignStore(.sqlite, [("items", Self.items)], sql: Self.items(.sqlite))
    try store.scratch.execute(
      "INSERT INTO items (id, code) VALUES (40, 'OLD'); DELETE FROM items")
    _ = try store.run(["items": "code\nA1\n"])
    #expect(try store.scratch.ask("SELECT id FROM items") == ["41"])
  }
}
