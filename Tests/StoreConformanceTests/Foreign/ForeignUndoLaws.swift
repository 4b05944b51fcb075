import ImportPipeline
import StoreTesting
import TabularCore
import Testing

/// A run that wrote to tables of another program is taken back as any other, as far as is known what it did.
@Suite struct ForeignUndoLaws {
  private static let goods = """
    {"primaryKey": "code", "fields": [
      {"name": "code", "type": "string", "registrar:type": "code"},
      {"name": "size", "type": "integer", "registrar:type": "integer"},
      {"name": "made", "type": "string", "registrar:type": "date"},
      {"name": "note", "type": "string"}],
      "registrar:store": {"table": "goods", "owned": false}}
    """
  private static let parts = """
    {"primaryKey": ["good", "name"], "fields": [
      {"name": "good", "type": "string", "registrar:type": "code", "registrar:column": "good_id"},
      {"name": "name", "type": "string"}],
      "foreignKeys": [{"fields": ["good"], "reference": {"resource": "goods", "fields": ["code"]}}],
      "registrar:store": {"table": "parts", "owned": false}}
    """

  private static func store(_ kind: StoreKind, also: String = "") throws -> ForeignStore {
    let id = kind == .sqlite ? "INTEGER PRIMARY KEY" : "serial PRIMARY KEY"
    let day = kind == .sqlite ? "text" : "date"
    let note = kind == .sqlite ? "text" : "varchar(20)"
    return try ForeignStore(
      kind, [("goods", goods), ("parts", parts)],
      sql: """
        CREATE TABLE goods (id \(id), code text NOT NULL UNIQUE, size integer, made \(day),
          note \(note)\(also));
        CREATE TABLE parts (id \(id), good_id integer NOT NULL REFERENCES goods (id),
          name text NOT NULL, UNIQUE (good_id, name));
        INSERT INTO goods (code, size, made, note) VALUES ('OLD', 1, '2026-01-01', 'theirs'),
          ('GONE', 2, NULL, NULL)
        """)
  }

  private static let files = [
    "goods": "code,size,made,note\nNEW,10,2026-02-02,a\nOLD,5,2026-03-03,\nNEXT,11,,b\n",
    "parts": "good,name\nNEW,lid\nOLD,box\n",
  ]

  private func stored(_ store: ForeignStore) throws -> [String] {
    try store.scratch.ask("SELECT code, size, made, note FROM goods ORDER BY code")
      + store.scratch.ask("SELECT name FROM parts ORDER BY name")
  }

  @Test(arguments: StoreKind.allCases)
  func whatARunDidIsTakenBack_andCanBeDoneAgain(_ kind: StoreKind) throws {
    let store = try Self.store(kind)
    let before = try stored(store)
    #expect(try store.run(Self.files) { $0.guards = GuardPolicy() }.run.isWritten)
    let after = try stored(store)
    let judged = try store.undo(executes: false)
    #expect(judged.findings == [] && !judged.run.isWritten)
    #expect(try stored(store) == after)
    let undone = try store.undo()
    #expect(undone.findings == [] && undone.run.isWritten)
    #expect(undone.ledger.map { [$0.deleted, $0.updated] } == [[2, 1], [2, 0]])
    #expect(try stored(store) == before)
    #expect(try store.verify().findings == [])
    // A second undo finds nothing to do, and the files make the same records again.
    #expect(try store.undo().ledger.allSatisfy { $0.deleted == 0 && $0.updated == 0 })
    #expect(try store.run(Self.files) { $0.guards = GuardPolicy() }.run.isWritten)
    #expect(try stored(store) == after)
  }

  /// What another program changed, removed, or put in the place of a record since stays as it is.
  @Test(arguments: StoreKind.allCases)
  func whatAnotherProgramDidSinceIsKept(_ kind: StoreKind) throws {
    let store = try Self.store(kind)
    #expect(try store.run(Self.files) { $0.guards = GuardPolicy() }.run.isWritten)
    try store.scratch.execute("UPDATE goods SET size = 12 WHERE code = 'NEXT'")
    try store.scratch.execute("DELETE FROM parts WHERE name = 'lid'")
    try store.scratch.execute("UPDATE goods SET note = 'later' WHERE code = 'OLD'")
    let undone = try store.undo()
    #expect(undone.run.isWritten)
    #expect(
      undone.findings.map { String($0.prefix { $0 != ":" }) }
        == ["run.undo-kept/gone", "run.undo-kept"], "\(undone.findings)")
    // A record of which only another column was changed since gets back what the run changed.
    #expect(
      try store.scratch.ask("SELECT code, size, note FROM goods ORDER BY code")
        == ["GONE|2|-", "NEXT|12|b", "OLD|1|later"])
  }

  /// Records that were deleted come back with all that their table holds.
  @Test(arguments: StoreKind.allCases)
  func deletedRecordsComeBack(_ kind: StoreKind) throws {
    let store = try Self.store(kind)
    let before = try stored(store)
    let ids = try store.scratch.ask("SELECT id, code FROM goods ORDER BY code")
    let deleted = try store.run(["goods": "code,action\nOLD,delete\n"]) {
      $0.allowsDelete = true
      $0.guards = GuardPolicy()
    }
    #expect(deleted.run.isWritten, "\(deleted.errors)")
    #expect(try stored(store) != before)
    #expect(try store.undo().run.isWritten)
    #expect(try stored(store) == before)
    #expect(try store.scratch.ask("SELECT id, code FROM goods ORDER BY code") == ids)
  }

  /// A column that the package does not know is what nobody kept; changes are taken back all the same.
  @Test(arguments: StoreKind.allCases)
  func anUnknownColumnRefusesWhatWouldLoseIt(_ kind: StoreKind) throws {
    let store = try Self.store(kind, also: ", seen integer DEFAULT 0")
    #expect(
      try store.run(["goods": "code,size\nOLD,7\n"]) { $0.guards = GuardPolicy() }.run.isWritten)
    #expect(try store.undo().run.isWritten)
    #expect(try store.scratch.ask("SELECT size FROM goods WHERE code = 'OLD'") == ["1"])
    let made = try store.run(["goods": "code,size\nNEW,7\n"])
    #expect(made.run.isWritten)
    let refused = try store.undo(made.run.id)
    #expect(refused.issues.issues.map(\.variant) == ["unknown-column"])
    #expect(!refused.run.isWritten && refused.run.outcome.exitCode != 0)
  }
}
