import ImportPipeline
import StoreTesting
import TabularCore
import Testing

/// What another program changed in its own tables since a run wrote it is kept, as in the tool's tables.
@Suite struct ForeignEditLaws {
  private static let schema = """
    {"primaryKey": "code", "fields": [
      {"name": "code", "type": "string", "registrar:type": "code"},
      {"name": "size", "type": "integer", "registrar:type": "integer"},
      {"name": "note", "type": "string"}],
      "registrar:store": {"table": "goods", "owned": false@}}
    """

  private static func store(_ kind: StoreKind, isText: Bool) throws -> ForeignStore {
    let id =
      switch (kind, isText) {
      case (.sqlite, false): "INTEGER PRIMARY KEY"
      case (.postgresql, false): "serial PRIMARY KEY"
      case (.sqlite, true): "TEXT PRIMARY KEY NOT NULL DEFAULT (lower(hex(randomblob(16))))"
      case (.postgresql, true): "uuid PRIMARY KEY DEFAULT gen_random_uuid()"
      }
    let type = isText ? kind == .sqlite ? #", "idType": "text""# : #", "idType": "uuid""# : ""
    return try ForeignStore(
      kind, [("goods", schema.replacing("@", with: type))],
      sql: "CREATE TABLE goods (id \(id), code text NOT NULL UNIQUE, size integer, note text);"
        + " INSERT INTO goods (code, size, note) VALUES ('OLD', 1, 'theirs')")
  }

  private func stored(_ store: ForeignStore) throws -> [String] {
    try store.scratch.ask("SELECT code, size, note FROM goods ORDER BY code")
  }

  @Test(arguments: StoreKind.allCases, [false, true])
  func valuesThatAnotherProgramChangedAreKept(_ kind: StoreKind, isText: Bool) throws {
    let store = try Self.store(kind, isText: isText)
    #expect(try store.run(["goods": "code,size,note\nNEW,10,a\n"]).run.isWritten)
    try store.scratch.ask("UPDATE goods SET size = 11, note = NULL WHERE code = 'NEW'")

    // What no run wrote is nobody's edit: the record of the other program is changed.
    let files = ["goods": "code,size,note\nNEW,12,b\nOLD,2,ours\n"]
    let kept = try store.run(files) { $0.guards = GuardPolicy() }
    #expect(kept.errors == [])
    let told = kept.issues.issues.filter { $0.code == "store.manual-edit" }
    #expect(told.map { $0.severity } == [.warning, .warning])
    #expect(told.map { $0.variant } == ["other", "other-cleared"])
    #expect(told.map { $0.location.field } == ["size", "note"])
    #expect(told.map { $0.location.row } == [2, 2])
    #expect(told.first?.arguments.first { $0.name == "found" }?.value == "11")
    #expect(try stored(store) == ["NEW|11|-", "OLD|2|ours"])
    #expect(kept.ledger.map { [$0.updated, $0.unchanged] } == [[1, 1]])

    let replaced = try store.run(files) {
      $0.guards = GuardPolicy()
      $0.overwritesManualEdits = true
    }
    #expect(replaced.errors == [])
    #expect(try stored(store) == ["NEW|12|b", "OLD|2|ours"])

    // What a run wrote over is the tool's own again.
    let next = try store.run(["goods": "code,size\nNEW,13\n"]) { $0.guards = GuardPolicy() }
    #expect(!next.issues.issues.contains { $0.code == "store.manual-edit" })
    #expect(try stored(store) == ["NEW|13|b", "OLD|2|ours"])
  }
}
