import ImportPipeline
import StoreTesting
import TabularCore
import Testing

/// Foreign keys of other programs often hold the code of the parent, not a number.
@Suite struct KeptKeyLaws {
  private static let schemas = [
    (
      "countries",
      """
      {"title": "Countries", "primaryKey": "code", "fields": [
        {"name": "code", "type": "string", "registrar:type": "code",
          "constraints": {"required": true, "maxLength": 3}},
        {"name": "name", "type": "string", "registrar:type": "string", "registrar:folded": true}],
        "registrar:store": {"table": "countries", "owned": false}}
      """
    ),
    (
      "sites",
      """
      {"title": "Sites", "primaryKey": ["country", "code"], "fields": [
        {"name": "country", "type": "string", "registrar:type": "code",
          "registrar:keeps": "key", "registrar:column": "country_code",
          "constraints": {"required": true}},
        {"name": "code", "type": "string", "registrar:type": "code",
          "constraints": {"required": true}},
        {"name": "parent", "type": "string", "registrar:type": "code",
          "registrar:keeps": "key", "registrar:column": "parent_code"}],
        "foreignKeys": [
          {"fields": "country", "reference": {"resource": "countries", "fields": "code"},
            "registrar:alsoBy": ["name"]},
          {"fields": ["country", "parent"], "reference": {"fields": ["country", "code"]}}],
        "registrar:store": {"table": "sites", "owned": false}}
      """
    ),
  ]

  private static func store(_ kind: StoreKind) throws -> ForeignStore {
    let id = kind == .sqlite ? "INTEGER PRIMARY KEY" : "serial PRIMARY KEY"
    return try ForeignStore(
      kind, schemas,
      sql: """
        CREATE TABLE countries (id \(id), code varchar(3) UNIQUE NOT NULL, name text);
        CREATE TABLE sites (id \(id), country_code varchar(3) NOT NULL REFERENCES countries (code),
          code text NOT NULL, parent_code text, UNIQUE (country_code, code),
          FOREIGN KEY (country_code, parent_code) REFERENCES sites (country_code, code))
        """)
  }

  private static let files = [
    "countries": "code,name\nNO,Norway\nSE,Sweden\n",
    "sites": "country,code,parent\nNorway,OSL-1,OSL\nNO,OSL,\nSE,STO,\n",
  ]

  @Test(arguments: StoreKind.allCases)
  func theColumnHoldsTheCode(_ kind: StoreKind) throws {
    let store = try Self.store(kind)
    for mode in [ImportOptions.Mode.validate, .execute] {
      let report = try store.run(Self.files, mode)
      #expect(report.errors == [], "\(mode)")
      #expect(report.ledger.map(\.created) == [2, 3])
    }
    #expect(
      try store.scratch.ask(
        "SELECT country_code, code, parent_code FROM sites ORDER BY country_code, code")
        == ["NO|OSL|-", "NO|OSL-1|OSL", "SE|STO|-"])
    let again = try store.run(Self.files)
    #expect(again.errors == [])
    #expect(again.ledger.map(\.unchanged) == [2, 3])
    #expect(try store.verify().findings == [])
  }

  @Test(arguments: StoreKind.allCases)
  func codesThatNothingHasAreToldAtTheCell(_ kind: StoreKind) throws {
    let store = try Self.store(kind)
    _ = try store.run(Self.files)
    let report = try store.run(["sites": "country,code,parent\nDK,CPH,\nSE,MMA,STX\n"], .validate)
    #expect(
      report.errors.map { $0.prefix(38) } == [
        "reference.missing row 2 country: paren", "reference.missing row 3 parent: parent",
      ])
  }

  @Test(arguments: StoreKind.allCases)
  func aParentWithChildrenIsNotDeleted(_ kind: StoreKind) throws {
    let store = try Self.store(kind)
    _ = try store.run(Self.files)
    for mode in [ImportOptions.Mode.validate, .execute] {
      let report = try store.run(["countries": "action,code\ndelete,SE\n"], mode) {
        $0.allowsDelete = true
        $0.guards = GuardPolicy()
      }
      #expect(report.errors.map { $0.prefix(28) } == ["store.delete-referenced row "], "\(mode)")
      #expect(report.errors.allSatisfy { $0.contains("count=1 ") }, "\(report.errors)")
    }
    let both = try store.run([
      "countries": "action,code\ndelete,SE\n", "sites": "action,country,code\ndelete,SE,STO\n",
    ]) {
      $0.allowsDelete = true
      $0.guards = GuardPolicy()
    }
    #expect(both.errors == [])
    #expect(try store.scratch.ask("SELECT code FROM countries") == ["NO"])
  }
}
