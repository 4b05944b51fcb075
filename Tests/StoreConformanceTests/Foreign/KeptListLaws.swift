import ImportPipeline
import StoreTesting
import TabularCore
import Testing

/// A list may stand in one column: an array, a JSON array where the database has none.
@Suite struct KeptListLaws {
  private static func people(isOwned: Bool) -> String {
    """
    {"title": "People", "primaryKey": "code", "fields": [
      {"name": "code", "type": "string", "registrar:type": "code",
        "constraints": {"required": true}},
      {"name": "tags", "type": "string", "registrar:type": "list", "registrar:itemType": "string",
        "registrar:ordered": true, "registrar:keeps": "array"},
      {"name": "years", "type": "string", "registrar:type": "list",
        "registrar:itemType": "integer", "registrar:keeps": "array"},
      {"name": "moods", "type": "string", "registrar:type": "list", "registrar:itemType": "enum",
        "registrar:values": ["sad", "ok", "glad"], "registrar:keeps": "array"}],
      "registrar:rules": [{"code": "rule.tag", "at": ["tags"], "message": "`{item}`", "help": "x",
        "query": "SELECT p._row AS at_row, t.item AS item FROM people p JOIN people__tags t ON t.code = p.code WHERE t.item = 'bad'",
        "tables": ["people"]}],
      "registrar:store": {"table": "people"\(isOwned ? "" : ", \"owned\": false")}}
    """
  }

  private static func store(_ kind: StoreKind, isOwned: Bool = false) throws -> ForeignStore {
    let sql =
      kind == .sqlite
      ? """
      CREATE TABLE people (id INTEGER PRIMARY KEY, code TEXT UNIQUE NOT NULL, tags TEXT, years TEXT,
        moods JSON)
      """
      : """
      CREATE TYPE mood AS ENUM ('sad', 'ok', 'glad');
      CREATE TABLE people (id serial PRIMARY KEY, code text UNIQUE NOT NULL, tags varchar(8)[],
        years integer[], moods mood[])
      """
    return try ForeignStore(
      kind, [("people", people(isOwned: isOwned))], sql: isOwned ? "SELECT 1" : sql)
  }

  private static let file = [
    "people":
      "code,tags,years,moods\nP1,b\"x;a\\u001f,2020;2019,glad;sad\nP2,,,\nP3,\"{x,y};q\",7,ok\n"
  ]

  @Test(arguments: StoreKind.allCases)
  func itemsComeBackAsTheyWere(_ kind: StoreKind) throws {
    let store = try Self.store(kind)
    for mode in [ImportOptions.Mode.validate, .execute] {
      let report = try store.run(Self.file, mode)
      #expect(report.errors == [], "\(mode)")
      #expect(report.ledger.map(\.created) == [3])
    }
    #expect(
      try store.scratch.ask(
        kind == .sqlite
          ? "SELECT (SELECT count(*) FROM json_each(tags)), json_extract(years, '$[0]') + 1 FROM people ORDER BY code"
          : "SELECT coalesce(array_length(tags, 1), 0), years[1] + 1 FROM people ORDER BY code")
        == ["2|2021", "0|-", "2|8"])
    let again = try store.run(Self.file)
    #expect(again.errors == [])
    #expect(again.ledger.map(\.unchanged) == [3])
    let changed = try store.run(["people": "code,tags\nP1,a\\u001f;b\"x\nP3,[clear]\n"])
    #expect(changed.ledger.map(\.updated) == [2])
    #expect(try store.verify().findings == [])
  }

  @Test(arguments: StoreKind.allCases)
  func rulesSeeStoredItems(_ kind: StoreKind) throws {
    let store = try Self.store(kind)
    _ = try store.run(["people": "code,tags\nP1,good;bad\n"])
    #expect(
      try store.scratch.ask("SELECT code FROM people") == [], "the rule refused the row itself")
    _ = try store.run(["people": "code,tags\nP1,good\n"])
    let report = try store.run(["people": "code,tags\nP2,bad\n"], .validate)
    #expect(report.errors == ["rule.tag row 2 tags: item=bad field=tags expected=a value"])
  }

  /// A text that the array's type does not hold is found in its cell and never cut off.
  @Test func whatTheArrayDoesNotHoldIsForeseen() throws {
    let store = try Self.store(.postgresql)
    for mode in [ImportOptions.Mode.validate, .execute] {
      let report = try store.run(["people": "code,tags\nP1,muchtoolongtag\n"], mode)
      #expect(report.errors.count == 1, "\(report.errors)")
      #expect(report.errors.allSatisfy { $0.hasPrefix("store.row-refused row 2 tags:") })
    }
  }

  /// The tool's own tables may keep lists so, and an undo gives back what was.
  @Test(arguments: StoreKind.allCases)
  func anUndoGivesTheItemsBack(_ kind: StoreKind) throws {
    let store = try Self.store(kind, isOwned: true)
    _ = try store.run(Self.file)
    let before = try store.scratch.ask("SELECT code, tags, years FROM people ORDER BY code")
    let second = try store.run(["people": "code,tags,years\nP1,z,1\nP2,y,\n"])
    #expect(second.errors == [])
    #expect(try store.undo(second.run.id).errors == [])
    #expect(try store.scratch.ask("SELECT code, tags, years FROM people ORDER BY code") == before)
  }
}
