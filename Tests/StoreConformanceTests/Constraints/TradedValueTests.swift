import ImportPipeline
import StoreTesting
import TabularCore
import Testing

/// Records trade unique values, also back, and no value is written that nobody gave.
@Suite struct TradedValueTests {
  private static func seats(owned: Bool) -> String {
    """
    {"title": "Seats", "primaryKey": "code", "uniqueKeys": [["place"], ["badge"]], "fields": [
      {"name": "code", "type": "string", "registrar:type": "code", "constraints": {"required": true}},
      {"name": "place", "type": "integer", "registrar:type": "integer"},
      {"name": "badge", "type": "string", "registrar:type": "string"}]
      \(owned
        ? #", "registrar:store": {"table": "seats", "checks": ["place > 0", "badge LIKE 'b%'"]}}"#
        : #", "registrar:store": {"table": "seats", "owned": false}}"#)
    """
  }

  private static func foreign(_ kind: StoreKind) -> String {
    let log = """
      CREATE TABLE seen (code text, place integer, badge text);
      """
    return kind == .sqlite
      ? log + """
        CREATE TABLE seats (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE,
          place INTEGER UNIQUE CHECK (place > 0), badge TEXT UNIQUE CHECK (badge LIKE 'b%'));
        CREATE TRIGGER audit AFTER UPDATE ON seats BEGIN
          INSERT INTO seen VALUES (NEW.code, NEW.place, NEW.badge); END;
        """
      : log + """
        CREATE TABLE seats (id serial PRIMARY KEY, code text NOT NULL UNIQUE,
          place integer UNIQUE CHECK (place > 0), badge text UNIQUE CHECK (badge LIKE 'b%'));
        CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          INSERT INTO seen VALUES (NEW.code, NEW.place, NEW.badge); RETURN NEW; END $$;
        CREATE TRIGGER audit AFTER UPDATE ON seats FOR EACH ROW EXECUTE FUNCTION note();
        """
  }

  private static let before = "code,place,badge\nA,1,b1\nB,2,b2\nC,3,b3\nD,4,b4\n"
  /// A chain, a pair and a circle of three, by number and by text.
  private static let trades = [
    "code,place,badge\nA,2,b2\nB,1,b1\n", "code,place,badge\nA,2,b3\nB,3,b1\nC,1,b2\n",
    "code,place,badge\nA,2,b2\nB,3,b3\nC,4,b4\nD,5,b5\n",
  ]

  @Test(arguments: StoreKind.allCases, trades)
  func valuesAreTraded(_ kind: StoreKind, _ trade: String) throws {
    for owned in [true, false] {
      let schema = Self.seats(owned: owned)
      let tables = owned ? "SELECT 1" : Self.foreign(kind)
      let store = try ForeignStore(kind, [("seats", schema)], sql: tables)
      #expect(try store.run(["seats": Self.before]).errors == [])
      let contents = try store.scratch.ask("SELECT code, place, badge FROM seats ORDER BY 1")
      #expect(try store.run(["seats": trade], .validate) { $0.guards = Self.open }.errors == [])
      let report = try store.run(["seats": trade]) { $0.guards = Self.open }
      #expect(report.errors == [] && report.run.isWritten, "\(owned) \(report.errors)")
      let lines = trade.split(separator: "\n").dropFirst()
      let wanted: Set<String> = Set(lines.map { String($0).replacing(",", with: "|") })
      let stored = try store.scratch.ask("SELECT code, place, badge FROM seats ORDER BY 1")
      #expect(wanted.isSubset(of: stored))
      if owned {
        let undone = try store.undo()
        #expect(undone.errors == [] && undone.run.isWritten)
        #expect(
          try store.scratch.ask("SELECT code, place, badge FROM seats ORDER BY 1") == contents)
      } else {
        // What another program's trigger sees is what the file says.
        let seen = try store.scratch.ask("SELECT code, place, badge FROM seen")
        #expect(Set(seen).isSubset(of: wanted), "\(seen)")
      }
    }
  }

  private static let open = GuardPolicy()

  /// A run frees a value by a delete, by an update, and gives it to a new record; all of it comes back.
  @Test(arguments: StoreKind.allCases)
  func freedAndTakenValuesComeBack(_ kind: StoreKind) throws {
    let store = try ForeignStore(kind, [("seats", Self.seats(owned: true))], sql: "SELECT 1")
    _ = try store.run(["seats": Self.before])
    let contents = try store.scratch.ask("SELECT code, place, badge FROM seats ORDER BY 1")
    let file = """
      code,place,badge,action
      A,,,delete
      B,1,b1,
      C,2,b2,
      E,3,b3,
      F,6,b6,
      """
    let report = try store.run(["seats": file]) {
      $0.allowsDelete = true
      $0.guards = Self.open
    }
    #expect(report.errors == [] && report.run.isWritten, "\(report.errors)")
    let undone = try store.undo()
    #expect(undone.errors == [] && undone.run.isWritten, "\(undone.errors)")
    #expect(try store.scratch.ask("SELECT code, place, badge FROM seats ORDER BY 1") == contents)
    let marks = try store.scratch.ask("SELECT count(*) FROM seats WHERE badge NOT LIKE 'b%'")
    #expect(marks == ["0"])
  }
}
