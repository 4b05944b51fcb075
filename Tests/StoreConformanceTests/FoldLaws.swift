import ImportPipeline
import StoreTesting
import TabularCore
import TestSupport
import Testing

/// Names that differ in more than case, width and runs of spaces are names of different records.
@Suite("Names compared", .serialized)
struct FoldLaws {
  private static let locations = """
    location_code,name,time_zone,kind,street,city,subdivision,postal_code,country
    LON-01,London (UK),Europe/London,physical,1 Main St,London,,SW1A 1AA,GB
    LON-02,London (ON),America/Toronto,physical,1 Main St,London,CA-ON,N6A 1A1,CA
    HAL-11,Hall 1-1,America/Toronto,physical,1 Main St,Toronto,CA-ON,M5V 1A1,CA
    HAL-01,Hall 11,America/Toronto,physical,2 Main St,Toronto,CA-ON,M5V 1A1,CA

    """

  private func write(_ tool: ToolProcess, venue location: String) throws {
    try tool.scratch.write("locations.csv", Self.locations)
    try tool.scratch.write(
      "venues.csv", "venue_code,location_code,name,seats\nV-1,\(location),Main,10\n")
  }

  @Test(arguments: StoreKind.allCases)
  func everyOneOfThemIsStoredAndFound(_ kind: StoreKind) throws {
    for (name, code) in [
      ("london  (on)", "LON-02"), ("LONDON (UK)", "LON-01"), ("Hall 11", "HAL-01"),
      ("hall 1-1", "HAL-11"), ("Ｈａｌｌ　１１", "HAL-01"),
    ] {
      let store = try StoreUnderTest(kind)
      let tool = try ToolProcess(store: store.place)
      try write(tool, venue: name)
      // The reference is looked up among the rows of the run, and then among stored records.
      for files in [["locations.csv", "venues.csv"], ["venues.csv"]] {
        let result = try tool.execute(files)
        #expect(result.status == 0, "\(name): \(result.output)")
        #expect(
          try store.ask(
            """
            SELECT l.location_code FROM venues AS v JOIN locations AS l ON l.id = v.location_id
            """) == [code], "\(name)")
      }
      #expect(try store.ask("SELECT count(*) FROM locations") == ["4"])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func aNameWithoutItsPartInParenthesesIsNoName(_ kind: StoreKind) throws {
    let store = try StoreUnderTest(kind)
    let tool = try ToolProcess(store: store.place)
    try write(tool, venue: "London")
    let result = try tool.execute(["locations.csv", "venues.csv"])
    #expect(result.status == 1, "\(result.output)")
    #expect(result.output.contains("reference.missing"), "\(result.output)")
  }

  @Test(arguments: StoreKind.allCases)
  func aStoreThatFoldedOtherwiseIsMigrated(_ kind: StoreKind) throws {
    let store = try StoreUnderTest(kind)
    let tool = try ToolProcess(store: store.place)
    try write(tool, venue: "Hall 1-1")
    try tool.scratch.write(
      "locations.csv",
      Self.locations.split(separator: "\n").filter {
        !$0.contains("London (ON)") && !$0.contains("Hall 11")
      }
      .joined(separator: "\n") + "\n")
    #expect(try tool.execute(["locations.csv"]).status == 0)
    try store.execute(
      """
      UPDATE locations SET name_folded = CASE location_code WHEN 'LON-01' THEN 'london'
        ELSE 'hall11' END;
      DELETE FROM registrar_edits;
      """
        + (kind == .sqlite
          ? "PRAGMA user_version = 2"
          : "COMMENT ON TABLE registrar_schema IS 'registrar store, format 2'"))

    try tool.scratch.write("locations.csv", Self.locations)
    let refused = try tool.execute(["locations.csv", "venues.csv"])
    #expect(refused.status == 6, "\(refused.output)")
    #expect(refused.output.contains("error[store.schema-version]"), "\(refused.output)")
    #expect(refused.output.contains("= help: run `registrar store migrate"), "\(refused.output)")

    let migrated = try tool.command(["store", "migrate"])
    #expect(migrated.status == 0, "\(migrated.output)\(migrated.errors)")
    #expect(
      try store.ask("SELECT name_folded FROM locations ORDER BY id") == [
        "london (uk)", "hall 1-1",
      ])
    #expect(try store.ask("SELECT count(*) FROM registrar_edits") == ["0"])
    let result = try tool.execute(["locations.csv", "venues.csv"])
    #expect(result.status == 0, "\(result.output)")
    #expect(try store.ask("SELECT count(*) FROM locations") == ["4"])
  }

  private static let grades = """
    {"title": "Grades", "primaryKey": "name", "fields": [
      {"name": "name", "type": "string", "registrar:type": "string", "registrar:folded": true,
        "constraints": {"required": true}},
      {"name": "mark", "type": "string", "registrar:type": "enum",
        "registrar:values": ["A", "A-", "A+", "B"]}]}
    """

  /// Signs in values and names count, in a list of values as in keys.
  @Test(arguments: StoreKind.allCases)
  func signsOfValuesCount(_ kind: StoreKind) throws {
    let store = try ForeignStore(kind, [("grades", Self.grades)], sql: "SELECT 1")
    let file = ["grades": "Name,Mark\nHall (1),a-\nHall 1,A\nHall 1+,a+\nHall -1,B\n"]
    for created in [4, 0] {
      let report = try store.run(file)
      #expect(report.errors == [] && report.ledger.map(\.created) == [created], "\(report.errors)")
    }
    #expect(
      try store.scratch.ask("SELECT name, mark FROM grades ORDER BY id") == [
        "Hall (1)|A-", "Hall 1|A", "Hall 1+|A+", "Hall -1|B",
      ])
    let other = try store.run(["grades": "name,mark\nHall 2,B-\n"], .validate)
    #expect(other.errors.map { $0.prefix(29) } == ["value.enum-unknown row 2 mark"])
    // Headers fold as before: their case, marks and remarks in parentheses do not count.
    let headed = try store.run(["grades": "NAME *,mark (if known)\nHall (1),A-\n"])
    #expect(headed.errors == [] && headed.ledger.map(\.unchanged) == [1], "\(headed.errors)")
  }
}
