import ImportPipeline
import StoreTesting
import TabularCore
import Testing

/// What a store will refuse is found by validation, at the row and cell, all of it, and execution tells
/// the same.
@Suite struct ForeseenRefusalTests {
  private static let goods = """
    {"title": "Goods", "primaryKey": "code", "fields": [
      {"name": "code", "type": "string", "registrar:type": "code",
        "constraints": {"required": true, "maxLength": 40}},
      {"name": "name", "type": "string", "registrar:type": "string"},
      {"name": "kind", "type": "string", "registrar:type": "string"},
      {"name": "stock", "type": "integer", "registrar:type": "integer"},
      {"name": "price", "type": "number", "registrar:type": "decimal"},
      {"name": "low", "type": "integer", "registrar:type": "integer"}],
      "registrar:store": {"table": "goods", "owned": false}}
    """

  private static let columns = "code text NOT NULL UNIQUE, name text, kind text, stock integer"

  /// What the other program's table says, by store, the rows, and what is found.
  struct Case: Sendable {
    var title: String
    var sqlite: String?
    var postgresql: String
    var rows: String
    var findings: [String]
  }

  static let cases: [Case] = [
    Case(
      title: "a check of one column and one of two",
      sqlite: "CHECK (stock >= 0), CONSTRAINT order_level CHECK (low <= stock)",
      postgresql: "CHECK (stock >= 0), CONSTRAINT order_level CHECK (low <= stock)",
      rows: "code,stock,low\nA,-1,\nB,5,9\nC,9,5\nD,-3,-4\n",
      findings: ["row 2 stock", "row 3 low|row 3 stock", "row 5 stock"]),
    Case(
      title: "a check that calls functions",
      sqlite: "CHECK (length(name) > 2 AND name = trim(name))",
      postgresql: "CHECK (length(name) > 2 AND name = trim(name))",
      rows: "code,name\nA,ab\nB,abc\nC,z\n", findings: ["row 2 name", "row 4 name"]),
    Case(
      title: "lengths", sqlite: nil, postgresql: "",
      rows: "code,name\nA,abcdefghijk\nB,abc\nC,abcdefghijkl\n",
      findings: ["row 2 name", "row 4 name"]),
    Case(
      title: "overflow", sqlite: nil, postgresql: "",
      rows: "code,stock,price\nA,40000,1\nB,3,123456.5\nC,1,0.005\nD,-32768,999.99\n",
      findings: ["row 2 stock", "row 3 price", "row 4 price"]),
    Case(
      title: "a domain and an enumeration", sqlite: nil, postgresql: "",
      rows: "code,kind\nA,round\nB,square\nC,flat\n", findings: ["row 3 kind"]),
  ]

  private static func table(_ kind: StoreKind, _ number: Int) -> String {
    let item = cases[number]
    let extra = (kind == .sqlite ? item.sqlite : item.postgresql).map {
      $0.isEmpty ? "" : ", " + $0
    }
    let id = kind == .sqlite ? "INTEGER PRIMARY KEY" : "serial PRIMARY KEY"
    switch item.title {
    case "lengths":
      return """
        CREATE TABLE goods (id \(id), code text NOT NULL UNIQUE, name varchar(10), kind text,
          stock integer, price numeric, low integer)
        """
    case "overflow":
      return """
        CREATE TABLE goods (id \(id), code text NOT NULL UNIQUE, name text, kind text,
          stock smallint, price numeric(5, 2), low integer)
        """
    case "a domain and an enumeration":
      return """
        CREATE DOMAIN shape AS text CHECK (VALUE IN ('round', 'flat'));
        CREATE TABLE goods (id \(id), code text NOT NULL UNIQUE, name text, kind shape,
          stock integer, price numeric, low integer)
        """
    default:
      return "CREATE TABLE goods (id \(id), \(columns), price numeric, low integer\(extra ?? ""))"
    }
  }

  @Test(arguments: StoreKind.allCases, cases.indices)
  func isFoundAtItsCell(_ kind: StoreKind, _ number: Int) throws {
    let item = Self.cases[number]
    guard kind == .postgresql || item.sqlite != nil else { return }
    let store = try ForeignStore(
      kind, [("goods", Self.goods)], sql: Self.table(kind, number))
    for mode in [ImportOptions.Mode.validate, .execute] {
      let report = try store.run(["goods": item.rows], mode)
      let found = report.errors.map { line in
        String(line.split(separator: ":")[0]).replacing("store.row-refused ", with: "")
      }
      #expect(found.count == item.findings.count, "\(mode): \(report.errors)")
      for (one, wanted) in zip(found, item.findings) {
        #expect(wanted.split(separator: "|").contains { $0 == one }, "\(mode): \(report.errors)")
      }
      #expect(report.run.outcome.exitCode == 1 && !report.run.isWritten)
    }
    // The rest is written when the refused rows may be left out.
    let rest = try store.run(["goods": item.rows]) { $0.errorPolicy = .skipRow }
    #expect(rest.run.isWritten)
    #expect(rest.ledger.map(\.invalid) == [item.findings.count])
  }

  /// The tool's own tables have conditions and indexes that a package declares.
  @Test(arguments: StoreKind.allCases)
  func declaredChecksAndIndexesAreFound(_ kind: StoreKind) throws {
    let seats = """
      {"title": "Seats", "primaryKey": "code", "fields": [
        {"name": "code", "type": "string", "registrar:type": "code", "constraints": {"required": true}},
        {"name": "room", "type": "string", "registrar:type": "string"},
        {"name": "role", "type": "string", "registrar:type": "string"},
        {"name": "size", "type": "integer", "registrar:type": "integer"}],
        "registrar:store": {"table": "seats", "checks": ["size > 0"], "indexes": [
          {"name": "one_lead", "columns": ["room"], "unique": true, "where": "role = 'lead'"}]}}
      """
    let store = try ForeignStore(kind, [("seats", seats)], sql: "SELECT 1")
    let rows = "code,room,role,size\nA,R1,lead,1\nB,R1,lead,2\nC,R1,aide,0\nD,R2,lead,4\n"
    for mode in [ImportOptions.Mode.validate, .execute] {
      let report = try store.run(["seats": rows], mode)
      #expect(
        report.errors.map { $0.split(separator: ":")[0] } == [
          "key.unique row 3 room", "store.row-refused row 4 size",
        ], "\(report.errors)")
      #expect(report.run.outcome.exitCode == 1)
    }
    #expect(try store.run(["seats": "code,room,role,size\nA,R1,lead,1\n"]).run.isWritten)
    let stored = try store.run(["seats": "code,room,role,size\nB,R1,lead,2\n"], .validate)
    #expect(stored.errors.map { $0.split(separator: ":")[0] } == ["store.row-refused row 2 room"])
    // A leader who steps down makes room for another one.
    let moved = try store.run(["seats": "code,room,role,size\nA,R1,aide,1\nB,R1,lead,2\n"]) {
      $0.guards = GuardPolicy()
    }
    #expect(moved.errors == [] && moved.run.isWritten)
  }

  /// A trigger that refuses is tried, and what it says is told for every row.
  @Test(arguments: StoreKind.allCases)
  func aTriggerThatRefusesIsTried(_ kind: StoreKind) throws {
    let id = kind == .sqlite ? "INTEGER PRIMARY KEY" : "serial PRIMARY KEY"
    let table = "CREATE TABLE goods (id \(id), \(Self.columns), price numeric, low integer);"
    let store = try ForeignStore(
      kind, [("goods", Self.goods)],
      sql: kind == .sqlite
        ? table + """
          CREATE TRIGGER dear BEFORE INSERT ON goods WHEN NEW.stock > 100
          BEGIN SELECT RAISE(ABORT, 'too many of them'); END;
          """
        : table + """
          CREATE FUNCTION dear() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            IF NEW.stock > 100 THEN RAISE EXCEPTION 'too many of them'; END IF; RETURN NEW; END $$;
          CREATE TRIGGER dear BEFORE INSERT ON goods FOR EACH ROW EXECUTE FUNCTION dear();
          """)
    let rows = "code,stock\nA,101\nB,5\nC,300\n"
    let validated = try store.run(["goods": rows], .validate)
    let executed = try store.run(["goods": rows])
    let wanted = [
      "store.row-refused row 2 code: key=A reason=too many of them",
      "store.row-refused row 4 code: key=C reason=too many of them",
    ]
    #expect(validated.errors == wanted)
    #expect(executed.errors == wanted)
    #expect(validated.run.outcome.exitCode == 1)
    #expect(executed.run.outcome.exitCode == 6 && !executed.run.isWritten)
    #expect(try store.scratch.ask("SELECT count(*) FROM goods") == ["0"])
    #expect(try store.run(["goods": "code,stock\nB,5\n"]).run.isWritten)
  }

  /// A rehearsal leaves nothing behind, on the tool's own tables too.
  @Test(arguments: StoreKind.allCases)
  func aRehearsalLeavesNothingBehind(_ kind: StoreKind) throws {
    let scratch = try StoreUnderTest(kind)
    try scratch.fill()
    let before = try scratch.contents()
    let run = ForeignRun(package: scratch.package, store: { try scratch.make() })
    let report = try run.run(
      ["halls": "hall_code,place_code,name,seats\nNEW,TOR,South,5\nTOR-A,TOR,West,6\n"], .validate
    ) { $0.rehearses = true }
    #expect(report.errors == [])
    #expect(report.ledger.map { [$0.created, $0.updated] } == [[1, 1]])
    #expect(try scratch.contents() == before)
  }

  @Test func aSequenceBehindItsIDsIsSaid() throws {
    let store = try ForeignStore(
      .postgresql, [("goods", Self.goods)],
      sql:
        "CREATE TABLE goods (id serial PRIMARY KEY, \(Self.columns), price numeric, low integer);"
        + " INSERT INTO goods (id, code) VALUES (1, 'OLD'), (7, 'OLDER')")
    let wanted = "the sequence goods_id_seq gives 1 next, and ids up to 7 are taken"
    #expect(
      StoreCheck.mismatches(
        of: store.scratch.package,
        in: try store.scratch.maintained().description(
          for: store.scratch.package)
      ).filter { $0.severity == .error }.map(\.text.english) == [wanted])
    for mode in [ImportOptions.Mode.validate, .execute] {
      let report = try store.run(["goods": "code\nA\n"], mode)
      #expect(report.errors.count == 1 && report.errors[0].contains(wanted), "\(report.errors)")
    }
  }
}
