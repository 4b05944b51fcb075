import ImportPipeline
import StoreTesting
import TabularCore
import Testing

/// A record may be known to several systems; identifiers are those of the system that a run names.
@Suite struct SourceSystemLaws {
  private static let sites = """
    {"title": "Sites", "primaryKey": "code", "fields": [
      {"name": "code", "type": "string", "registrar:type": "code"},
      {"name": "name", "type": "string", "registrar:type": "string"}]}
    """
  private static let rooms = """
    {"title": "Rooms", "primaryKey": "room", "fields": [
      {"name": "room", "type": "string", "registrar:type": "code"},
      {"name": "site", "type": "string", "registrar:type": "code", "registrar:column": "site_id"}],
      "foreignKeys": [{"fields": ["site"], "reference": {"resource": "sites", "fields": ["code"]}}]}
    """

  @Test(arguments: StoreKind.allCases)
  func eachSystemHasIdentifiersOfItsOwn(_ kind: StoreKind) throws {
    let store = try ForeignStore(
      kind, [("sites", Self.sites), ("rooms", Self.rooms)], sql: "SELECT 1")
    func run(_ files: [String: String], from system: String) throws -> ImportReport {
      try store.run(files) { $0.sourceSystem = system }
    }
    // Two systems call different sites by one number, and one site by two numbers.
    let first = ["sites": "code,name,source_id\nOSL,Oslo,7\nPAR,Paris,8\n"]
    let second = ["sites": "code,name,source_id\nOSL,Oslo,9\nPAR,Paris,7\n"]
    #expect(try run(first, from: "lms").run.isWritten)
    #expect(try run(second, from: "hr").errors == [])
    func map() throws -> [String] {
      try store.scratch.ask(
        "SELECT system, source_id, record_key FROM registrar_id_map ORDER BY system, source_id")
    }
    let both = ["hr|7|PAR", "hr|9|OSL", "lms|7|OSL", "lms|8|PAR"]
    #expect(try map() == both)
    // Read again from either, nothing changes.
    for (file, system) in [(first, "lms"), (second, "hr")] {
      #expect(try run(file, from: system).ledger.map(\.unchanged) == [2], "\(system)")
    }
    // A reference by number means the site of the system that the file is of.
    #expect(try run(["rooms": "room,site\nA,7\n"], from: "lms").errors == [])
    #expect(try run(["rooms": "room,site\nB,7\n"], from: "hr").errors == [])
    #expect(
      try store.scratch.ask(
        "SELECT r.room, s.code FROM rooms AS r JOIN sites AS s ON s.id = r.site_id ORDER BY r.room")
        == ["A|OSL", "B|PAR"])
    #expect(
      try run(["rooms": "room,site\nC,9\n"], from: "lms").errors.map { String($0.prefix(17)) }
        == ["reference.missing"])
    // What one run brought is taken back, what the other brought stays.
    let changed = try run(["sites": "code,source_id\nOSL,10\n"], from: "hr")
    #expect(changed.errors == [])
    #expect(try map() == ["hr|10|OSL", "hr|7|PAR", "lms|7|OSL", "lms|8|PAR"])
    #expect(try store.undo().errors == [])
    #expect(try map() == both)
  }
}
