import Foundation
import Schemas
import TabularCore
import TestSupport
import Testing

@Suite struct StoreLayoutTests {
  private static let descriptor: [(name: String, schema: String)] = [
    (
      "people",
      """
      "fields": [
        {"name": "login", "type": "string", "registrar:type": "string"},
        {"name": "boss", "type": "string", "registrar:type": "string"},
        {"name": "home", "type": "string", "registrar:type": "code", "registrar:column": "home_id"}],
      "primaryKey": "login", "foreignKeys": [
        {"fields": "boss", "reference": {"fields": "login"}},
        {"fields": "home", "reference": {"resource": "places", "fields": "code"}}]
      """
    ),
    (
      "places",
      """
      "registrar:store": {"table": "place", "checks": ["size > 0"],
        "indexes": [{"name": "place_by_state", "columns": ["state"], "where": "size > 1"}]},
      "fields": [
        {"name": "code", "type": "string", "registrar:type": "code"},
        {"name": "name", "type": "string", "registrar:type": "string", "registrar:folded": true,
         "constraints": {"required": true, "unique": true}},
        {"name": "state", "type": "string", "registrar:type": "enum", "registrar:default": "on",
         "registrar:values": ["on", "it's off"], "registrar:notNull": true},
        {"name": "size", "type": "integer", "registrar:type": "integer", "registrar:default": 3},
        {"name": "open", "type": "boolean", "registrar:type": "boolean", "registrar:default": "no"},
        {"name": "since", "type": "string", "registrar:type": "datetime", "registrar:zoneFrom": "zone"},
        {"name": "zone", "type": "string", "registrar:type": "time-zone"},
        {"name": "day", "type": "date", "registrar:type": "date"},
        {"name": "lat", "type": "number", "registrar:type": "decimal", "registrar:scale": 6},
        {"name": "order", "type": "string"},
        {"name": "keepers", "type": "string", "registrar:type": "list", "registrar:ordered": true},
        {"name": "tags", "type": "string", "registrar:type": "list", "registrar:itemType": "enum",
         "registrar:values": ["a", "b"]},
        {"name": "key", "type": "string", "registrar:type": "secret", "registrar:secret": "keep"}],
      "primaryKey": "code", "foreignKeys": [
        {"fields": "keepers", "reference": {"resource": "people", "fields": "login"}}]
      """
    ),
  ]

  private func layout() throws -> StoreLayout {
    StoreLayout(try ScratchPackage(tables: Self.descriptor).load())
  }

  @Test func tablesAndColumns() throws {
    let layout = try layout()
    #expect(layout.tables.map(\.name) == ["people", "place"])
    let people = try #require(layout.table(of: "people"))
    #expect(people.keyColumns == ["login"])
    #expect(
      people.columns == [
        TargetColumn(name: "login", kind: .text, field: "login", isNotNull: true),
        TargetColumn(
          name: "boss_id", kind: .identifier, field: "boss", role: .reference(table: "people")),
        TargetColumn(
          name: "home_id", kind: .identifier, field: "home", role: .reference(table: "place"),
          isDeferred: true),
      ])
    #expect(people.indexes.map(\.name) == ["people_by_boss", "people_by_home"])
    let places = try #require(layout.table(of: "places"))
    #expect(places.columns(of: "name").map(\.role) == [.value, .folded])
    #expect(places.columns(of: "since").map(\.name) == ["since_local", "since_utc"])
    #expect(places.columns(of: "key") == [])
    #expect(places.uniqueColumns == [["name_folded"]])
    #expect(
      places.joinTables == [
        JoinTable(
          name: "place_keepers", field: "keepers", ownerColumn: "place_id",
          itemColumn: "people_id", itemKind: .identifier, itemReference: "people",
          positionColumn: "position", allowedValues: []),
        JoinTable(
          name: "place_tags", field: "tags", ownerColumn: "place_id", itemColumn: "item",
          itemKind: .text, itemReference: nil, positionColumn: nil, allowedValues: ["a", "b"]),
      ])
  }

  @Test(arguments: [
    (
      DDLWriter.Dialect.sqlite,
      """
      CREATE TABLE place (
        id INTEGER PRIMARY KEY,
        code TEXT NOT NULL,
        name TEXT NOT NULL,
        name_folded TEXT NOT NULL,
        state TEXT NOT NULL DEFAULT 'on' CHECK (state IN ('on', 'it''s off')),
        size INTEGER DEFAULT 3,
        open INTEGER DEFAULT 0 CHECK (open IN (0, 1)),
        since_local TEXT,
        since_utc TEXT,
        zone TEXT,
        day TEXT,
        lat REAL,
        "order" TEXT,
        created_at TEXT NOT NULL,
        updated_at TEXT NOT NULL,
        created_run TEXT REFERENCES registrar_runs (run_id) ON DELETE RESTRICT,
        updated_run TEXT REFERENCES registrar_runs (run_id) ON DELETE RESTRICT,
        CONSTRAINT place_check_1 CHECK (size > 0)
      ) STRICT
      """
    ),
    (
      .postgresql,
      """
      CREATE TABLE place (
        id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        code TEXT NOT NULL,
        name TEXT NOT NULL,
        name_folded TEXT NOT NULL,
        state TEXT NOT NULL DEFAULT 'on' CHECK (state IN ('on', 'it''s off')),
        size BIGINT DEFAULT 3,
        open BOOLEAN DEFAULT FALSE,
        since_local TEXT,
        since_utc TIMESTAMPTZ,
        zone TEXT,
        day DATE,
        lat NUMERIC(38, 6),
        "order" TEXT,
        created_at TIMESTAMPTZ NOT NULL,
        updated_at TIMESTAMPTZ NOT NULL,
        created_run TEXT REFERENCES registrar_runs (run_id) ON DELETE RESTRICT,
        updated_run TEXT REFERENCES registrar_runs (run_id) ON DELETE RESTRICT,
        CONSTRAINT place_key UNIQUE (code),
        CONSTRAINT place_name_folded_key UNIQUE (name_folded),
        CONSTRAINT place_check_1 CHECK (size > 0)
      )
      """
    ),
  ])
  func tablesAreWritten(dialect: DDLWriter.Dialect, expected: String) throws {
    let statements = DDLWriter(dialect: dialect).statements(for: try layout())
    #expect(statements.first { $0.hasPrefix("CREATE TABLE place (") } == expected)
    #expect(statements.contains("CREATE INDEX place_by_state ON place (state) WHERE size > 1"))
  }

  @Test func joinTablesAreWritten() throws {
    let statements = DDLWriter(dialect: .sqlite).statements(for: try layout())
    #expect(
      statements.contains(
        """
        CREATE TABLE place_keepers (
          place_id INTEGER NOT NULL REFERENCES place (id) ON DELETE CASCADE,
          people_id INTEGER NOT NULL REFERENCES people (id) ON DELETE RESTRICT,
          position INTEGER NOT NULL,
          PRIMARY KEY (place_id, people_id),
          UNIQUE (place_id, position)
        ) STRICT
        """))
  }

  /// SQLite builds a list of more than two values for every row that it checks.
  @Test(arguments: [
    (2, DDLWriter.Dialect.sqlite, "IN ('v0', 'v1')"),
    (3, .sqlite, "state = 'v0' OR state = 'v1' OR state = 'v2'"),
    (3, .postgresql, "IN ('v0', 'v1', 'v2')"), (201, .sqlite, "IN ('v0', 'v1', "),
  ])
  func listsOfValuesAreWrittenAsTheStoreChecksThemFast(
    count: Int, dialect: DDLWriter.Dialect, expected: String
  ) throws {
    let values = (0..<count).map { "\"v\($0)\"" }.joined(separator: ", ")
    let layout = StoreLayout(
      try ScratchPackage(tables: [
        (
          "items",
          """
          "fields": [
            {"name": "code", "type": "string", "registrar:type": "code"},
            {"name": "state", "type": "string", "registrar:type": "enum",
             "registrar:values": [\(values)]}],
          "primaryKey": "code"
          """
        )
      ]).load())
    let statements = DDLWriter(dialect: dialect).packageStatements(for: layout)
    #expect(statements.contains { $0.contains("state TEXT CHECK (") && $0.contains(expected) })
  }

  @Test func referencesToLaterTablesComeLastInPostgreSQL() throws {
    let statements = DDLWriter(dialect: .postgresql).statements(for: try layout())
    #expect(
      statements.last
        == "ALTER TABLE people ADD FOREIGN KEY (home_id) REFERENCES place (id) ON DELETE RESTRICT")
    #expect(
      statements.contains {
        $0.hasPrefix("CREATE TABLE people (") && $0.contains("home_id BIGINT,")
      })
  }

  @Test func theToolHasItsOwnTables() {
    #expect(
      ToolTable.all.map(\.name) == [
        "registrar_schema", "registrar_runs", "registrar_access", "registrar_run_files",
        "registrar_run_sources",
        "registrar_journal", "registrar_edits", "registrar_written", "registrar_past_edits",
        "registrar_id_map", "registrar_secrets", "registrar_settings", "registrar_receipts",
        "registrar_packages", "registrar_lock",
      ])
  }

  @Test(arguments: [
    ("name", "name"), ("order", "\"order\""), ("Name", "\"Name\""), ("a b", "\"a b\""),
    ("a\"b", "\"a\"\"b\""), ("1a", "\"1a\""), ("", "\"\""), ("é", "\"é\""),
  ])
  func identifiersAreQuotedWhereNeeded(name: String, expected: String) {
    #expect(sqlIdentifier(name) == expected)
  }

  @Test(.enabled("sqlite3 is not installed") { sqlite3 != nil })
  func sqliteTakesEveryStatement() throws {
    let shipped = try PackageLoader.load(path: try Checkout.path("Schemas/exam-platform"))
    for layout in [try layout(), StoreLayout(shipped)] {
      let statements = DDLWriter(dialect: .sqlite).statements(for: layout)
      let script = statements.joined(separator: ";\n") + ";\nPRAGMA foreign_key_check;\n"
      let process = Process()
      process.executableURL = URL(fileURLWithPath: try #require(Self.sqlite3))
      process.arguments = ["-bail", ":memory:"]
      let input = Pipe()
      let output = Pipe()
      process.standardInput = input
      process.standardOutput = output
      process.standardError = output
      try process.start()
      input.fileHandleForWriting.write(Data(script.utf8))
      try input.fileHandleForWriting.close()
      let text = String(
        decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      #expect(process.terminationStatus == 0 && text == "")
    }
  }

  private static let sqlite3: String? = ["/usr/bin/sqlite3", "/usr/local/bin/sqlite3"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }
}
