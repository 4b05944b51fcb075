import Foundation
import ImportPipeline
import StoreTesting
import TabularCore
import Testing

/// Tables of other programs in other schemas of the database.
@Suite struct OtherSchemaLaws {
  private static func schemas(_ schema: String) -> [(table: String, json: String)] {
    [
      (
        "people",
        """
        {"title": "People", "primaryKey": "code", "fields": [
          {"name": "code", "type": "string", "registrar:type": "code",
            "constraints": {"required": true}},
          {"name": "tags", "type": "string", "registrar:type": "list",
            "registrar:itemType": "string"}],
          "registrar:store": {"table": "\(schema).people", "owned": false}}
        """
      ),
      (
        "badges",
        """
        {"title": "Badges", "primaryKey": "number", "fields": [
          {"name": "number", "type": "integer", "registrar:type": "integer",
            "constraints": {"required": true}},
          {"name": "person", "type": "string", "registrar:type": "code",
            "constraints": {"required": true}}],
          "foreignKeys": [
            {"fields": "person", "reference": {"resource": "people", "fields": "code"}}]}
        """
      ),
    ]
  }

  private static func store(_ schema: String) throws -> ForeignStore {
    try ForeignStore(
      .postgresql, schemas(schema).map { ($0.table, $0.json) },
      sql: """
        CREATE SCHEMA \(schema);
        CREATE TABLE people (id integer);
        CREATE TABLE \(schema).people (id serial PRIMARY KEY, code text NOT NULL UNIQUE,
          CHECK (code <> 'X'));
        CREATE TABLE \(schema).people_tags (people_id integer REFERENCES \(schema).people ON DELETE CASCADE,
          item text, PRIMARY KEY (people_id, item))
        """)
  }

  private static var schema: String {
    "hr_" + UUID().uuidString.replacing("-", with: "").lowercased()
  }

  @Test func recordsAreWrittenWhereTheSchemaSays() throws {
    let schema = Self.schema
    let store = try Self.store(schema)
    defer { _ = try? store.scratch.ask("DROP SCHEMA \(schema) CASCADE") }
    let files = [
      "people": "code,tags\nANN,a;b\nBEN,\n", "badges": "number,person\n7,ANN\n8,BEN\n",
    ]
    for mode in [ImportOptions.Mode.validate, .execute] {
      let report = try store.run(files, mode)
      #expect(report.errors == [], "\(mode)")
      #expect(report.ledger.map(\.created) == [2, 2])
    }
    #expect(
      try store.scratch.ask(
        "SELECT p.code, b.number FROM \(schema).people AS p JOIN badges AS b ON b.person_id = p.id ORDER BY 1"
      ) == ["ANN|7", "BEN|8"])
    #expect(
      try store.scratch.ask("SELECT item FROM \(schema).people_tags ORDER BY 1") == ["a", "b"])
    let again = try store.run(files)
    #expect(again.ledger.map(\.unchanged) == [2, 2])
    #expect(try store.verify().findings == [])
    let refused = try store.run(["people": "code\nX\n"], .validate)
    #expect(refused.errors.map { $0.prefix(24) } == ["store.row-refused row 2 "])
    let deleted = try store.run(["people": "action,code\ndelete,ANN\n"], .validate) {
      $0.allowsDelete = true
      $0.guards = GuardPolicy()
    }
    #expect(deleted.errors.map { $0.prefix(24) } == ["store.delete-referenced "])
  }

  @Test func aSchemaOrTableThatIsNotThereIsSaid() throws {
    let schema = Self.schema
    let store = try Self.store(schema)
    try store.scratch.ask("DROP SCHEMA \(schema) CASCADE")
    let report = try store.run(["people": "code\nANN\n"], .validate)
    #expect(report.errors.count == 1, "\(report.errors)")
    #expect(report.errors.allSatisfy { $0.contains("\(schema).people: the table is missing") })
  }

  /// SQLite has no schemas; the tool's own tables are in the store's own.
  @Test func whereThereAreNoSchemasTheTableIsMissing() throws {
    let store = try ForeignStore(
      .sqlite, Self.schemas("hr").map { ($0.table, $0.json) },
      sql: "CREATE TABLE people (id INTEGER PRIMARY KEY, code TEXT UNIQUE NOT NULL)")
    let report = try store.run(["people": "code\nANN\n"], .validate)
    #expect(report.errors.count == 1, "\(report.errors)")
    #expect(report.errors.allSatisfy { $0.contains("hr.people: the table is missing") })
  }
}
