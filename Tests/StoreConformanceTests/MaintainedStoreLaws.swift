import ImportPipeline
import RecordMapping
import Schemas
import StoreTesting
import TabularCore
import Testing

/// What is done to stores between runs.
@Suite struct MaintainedStoreLaws {
  @Test(arguments: StoreKind.allCases)
  func databasesOfOtherPackagesAndVersionsAreRefused(_ kind: StoreKind) throws {
    let scratch = try StoreUnderTest(kind)
    try scratch.execute("CREATE TABLE other (a integer)")
    #expect(storeError { _ = try scratch.opened(writes: true) }?.variant == "empty")
    let file = try scratch.maintained()
    #expect(try file.status(scratch.package).package == nil)
    #expect(try file.initialise(scratch.package, now: StorePackage.now))
    #expect(try !file.initialise(scratch.package, now: StorePackage.now))
    func refusal(_ package: DataPackage) throws -> [String] {
      let store = try scratch.make()
      let error = storeError {
        try store.open(package: package, writes: false, now: StorePackage.now)
      }
      #expect(error?.code == "store.schema-version")
      return error?.arguments.map(\.value) ?? []
    }
    var other = scratch.package
    other.name = "villages"
    #expect(try refusal(other) == ["towns", "villages"])
    other = scratch.package
    other.version = "2"
    #expect(try refusal(other) == ["1", "2"])
    try scratch.execute(
      kind == .sqlite
        ? "PRAGMA user_version = 99"
        : "COMMENT ON TABLE registrar_schema IS 'registrar store, format 99'")
    #expect(storeError { _ = try scratch.opened(writes: false) }?.variant == "newer")
  }

  @Test(arguments: StoreKind.allCases)
  func migrationAddsTablesAndColumnsAndRefusesTheRest(_ kind: StoreKind) throws {
    let scratch = try StoreUnderTest(kind)
    var older = scratch.package
    older.tables.removeAll { $0.name == "duties" }
    older.tables[0].fields.removeAll { $0.name == "latitude" || $0.name == "features" }
    let file = try scratch.maintained()
    _ = try file.initialise(older, now: StorePackage.now)
    try scratch.execute(
      """
      INSERT INTO places (place_code, name, name_folded, created_at, updated_at)
      VALUES ('TOR', 'Toronto', 'toronto', '2027-01-01T00:00:00Z', '2027-01-01T00:00:00Z')
      """)

    var newer = scratch.package
    newer.version = "2"
    newer.hash = "cc33"
    #expect(
      try file.status(newer).missing == ["duties", "places.latitude", "places_features"])
    let migration = try file.migrate(newer, now: StorePackage.now)
    #expect(migration.refused == [])
    #expect(
      migration.added.sorted() == ["duties", "places.latitude", "places_features"])
    #expect(try scratch.ask("SELECT place_code, latitude FROM places") == ["TOR|-"])
    let status = try file.status(newer)
    #expect(status.version == "2")
    #expect(status.missing == [])
    #expect(status.different == [])
    #expect(status.tables.first?.count == 1)
    #expect(try file.migrate(newer, now: StorePackage.now).added == [])
    // Edits by hand are noticed in the columns that are new, too.
    try scratch.execute("UPDATE places SET latitude = 1.5, name = 'York'")
    #expect(
      try scratch.ask("SELECT column_name FROM registrar_edits ORDER BY 1") == [
        "latitude", "name",
      ])

    newer.version = "3"
    newer.hash = "dd44"
    var needed = Field(name: "mayor", type: .string)
    needed.isRequired = true
    newer.tables[0].fields.append(needed)
    newer.tables[1].fields[3].type = .string
    let refused = try file.migrate(newer, now: StorePackage.now)
    #expect(refused.added == [])
    #expect(
      refused.refused == [
        "halls.seats is another column than before",
        "places.mayor needs a value in every stored record",
      ])
    #expect(try file.status(newer).version == "2")
  }

  /// A store that was migrated is looked up as fast as one that was made anew.
  @Test(arguments: StoreKind.allCases)
  func migrationAddsTheIndexesOfNewColumns(_ kind: StoreKind) throws {
    let scratch = try StoreUnderTest(kind)
    var older = scratch.package
    older.tables[3].fields.removeAll { $0.name == "parent_code" }
    older.tables[3].references = []
    #expect(older.tables[3].name == "topics" && older.tables[3].fields.count == 1)
    _ = try scratch.maintained().initialise(older, now: StorePackage.now)
    let indexes =
      kind == .sqlite
      ? "SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY 1"
      : "SELECT indexname FROM pg_indexes WHERE schemaname = current_schema() ORDER BY 1"
    let before = try scratch.ask(indexes)
    var newer = scratch.package
    newer.version = "2"
    newer.hash = "cc33"
    #expect(try scratch.maintained().migrate(newer, now: StorePackage.now).refused == [])
    let fresh = try StoreUnderTest(kind)
    _ = try fresh.maintained().initialise(fresh.package, now: StorePackage.now)
    #expect(try scratch.ask(indexes) == fresh.ask(indexes))
    #expect(try scratch.ask(indexes) != before)
  }

  @Test(arguments: StoreKind.allCases)
  func runsAreListedAndFoundByTheEndOfTheirID(_ kind: StoreKind) throws {
    let scratch = try StoreUnderTest(kind)
    let file = try scratch.maintained()
    try scratch.fill([StorePackage.sample[0]], id: "20270306-0914-A3")
    try scratch.fill([], id: "20270306-0914-B7")
    #expect(try file.runs().map(\.id) == ["20270306-0914-B7", "20270306-0914-A3"])
    let run = try #require(try file.runs(withID: "A3").first)
    #expect(run.files == StorePackage.run().files)
    #expect(run.operatorName == "mlee")
    #expect(try file.runs(withID: "C9").isEmpty)
  }
}
