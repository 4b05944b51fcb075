import ImportPipeline
import StoreTesting
import TabularCore
import Testing

/// Cells that name a record by its place in a tree, `City > Main`.
@Suite struct PathNameLaws {
  private static let schemas: [(table: String, json: String)] = [
    (
      "places",
      """
      {"title": "Places", "primaryKey": "code", "fields": [
        {"name": "code", "type": "string", "registrar:type": "code",
          "constraints": {"required": true}},
        {"name": "name", "type": "string", "registrar:type": "string", "registrar:folded": true},
        {"name": "parent", "type": "string", "registrar:type": "code"}],
        "foreignKeys": [{"fields": "parent", "reference": {"fields": "code"},
          "registrar:alsoBy": [{"field": "name", "path": "parent"}]}]}
      """
    ),
    (
      "events",
      """
      {"title": "Events", "primaryKey": "code", "fields": [
        {"name": "code", "type": "string", "registrar:type": "code",
          "constraints": {"required": true}},
        {"name": "place", "type": "string", "registrar:type": "code"}],
        "foreignKeys": [{"fields": "place", "reference": {"resource": "places", "fields": "code"},
          "registrar:alsoBy": [
            {"field": "name", "path": "parent"},
            {"field": "name", "path": "parent", "separator": "/"}]}]}
      """
    ),
  ]

  /// Two halls of one name, and a city within a city.
  private static let places = """
    code,name,parent
    H1,Main,Oslo
    H2,Main,Bergen
    H3,Stage,Oslo > Main
    C1,Oslo,
    C2,Bergen,
    C3,Oslo,Bergen

    """

  private static func store(_ kind: StoreKind) throws -> ForeignStore {
    try ForeignStore(kind, schemas, sql: "SELECT 1")
  }

  private static let events = """
    code,place
    E1,Oslo > Main
    E2,Bergen>main
    E3,oslo / Main / Stage
    E4,Bergen > Oslo
    E5,H2

    """

  @Test(arguments: StoreKind.allCases, [true, false])
  func aPathLeadsToOneRecord(_ kind: StoreKind, _ inOneRun: Bool) throws {
    let store = try Self.store(kind)
    let places = ["places": Self.places.replacing("H1,Main,Oslo", with: "H1,Main,C1")]
    if !inOneRun {
      let first = try store.run(places)
      #expect(first.errors == [])
    }
    let files = (inOneRun ? places : [:]).merging(["events": Self.events]) { first, _ in first }
    for mode in [ImportOptions.Mode.validate, .execute] {
      #expect(try store.run(files, mode).errors == [], "\(mode)")
    }
    #expect(
      try store.scratch.ask(
        "SELECT e.code, p.code FROM events e JOIN places p ON p.id = e.place_id ORDER BY 1")
        == ["E1|H1", "E2|H2", "E3|H3", "E4|C3", "E5|H2"])
    #expect(
      try store.scratch.ask(
        "SELECT c.code, p.code FROM places c JOIN places p ON p.id = c.parent_id ORDER BY 1")
        == ["C3|C2", "H1|C1", "H2|C2", "H3|H1"])
    let again = try store.run(files)
    #expect(again.errors == [])
    #expect(again.ledger.allSatisfy { $0.created + $0.updated == 0 })
  }

  @Test(arguments: StoreKind.allCases)
  func aPathThatLeadsNowhereOrToTwoIsToldAtItsCell(_ kind: StoreKind) throws {
    let store = try Self.store(kind)
    _ = try store.run([
      "places": "code,name,parent\nC1,Oslo,\nH1,Main,C1\nH2,Main,C1\nH3,Side,C1\n"
    ])
    let report = try store.run(
      [
        "events": "code,place\nE1,Oslo > Main\nE2,Oslo > Cellar\nE3,Rome > Main\nE4,Oslo > > Main\n"
      ],
      .validate)
    #expect(
      report.errors == [
        "reference.missing row 3 place: parent=place value=OSLO > CELLAR field=place",
        "reference.missing row 4 place: parent=place value=ROME > MAIN field=place",
        "reference.missing row 5 place: parent=place value=OSLO > > MAIN field=place",
        "reference.name-ambiguous row 2 place: value=Oslo > Main count=2 parents=places keys=H1, H2 field=place",
      ])
  }

  @Test func aPathThroughNoReferenceIsAMistakeOfThePackage() throws {
    let json = Self.schemas[0].json.replacing(#""path": "parent""#, with: #""path": "name""#)
    #expect {
      try ForeignStore.package([("places", json)])
    } throws: { error in
      "\(error)".contains("`name` of `places` is not a reference")
    }
  }
}
