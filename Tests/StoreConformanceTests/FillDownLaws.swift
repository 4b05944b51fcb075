import ImportPipeline
import StoreTesting
import TabularCore
import Testing

/// Sheets that say a value once per group, and texts that are values although they look like none.
@Suite struct FillDownLaws {
  private static let rooms = """
    {"title": "Rooms", "primaryKey": ["site", "number"], "fields": [
      {"name": "site", "type": "string", "registrar:type": "code", "registrar:fillDown": true,
        "constraints": {"required": true, "maxLength": 4}},
      {"name": "number", "type": "integer", "registrar:type": "integer",
        "constraints": {"required": true}},
      {"name": "floor", "type": "string", "registrar:type": "string", "registrar:fillDown": true},
      {"name": "note", "type": "string", "registrar:type": "string"}]}
    """

  private func rows(_ store: ForeignStore) throws -> [String] {
    try store.scratch.ask("SELECT site, number, floor, note FROM rooms ORDER BY id")
  }

  @Test(arguments: StoreKind.allCases)
  func aBlankCellHasTheValueAbove(_ kind: StoreKind) throws {
    let store = try ForeignStore(kind, [("rooms", Self.rooms)], sql: "SELECT 1")
    let file = [
      "rooms": "site,number,floor,note\nA,1,up,x\n,2,,\n\n,3,down,\nB,1,[clear],y\n,2,,z\n"
    ]
    for mode in [ImportOptions.Mode.validate, .execute] {
      #expect(try store.run(file, mode).errors == [], "\(mode)")
    }
    #expect(
      try rows(store) == ["A|1|up|x", "A|2|up|-", "A|3|down|-", "B|1|-|y", "B|2|-|z"])
    #expect(try store.run(file).ledger.map(\.unchanged) == [5])
  }

  /// What is wrong is told once, where it stands; the first row has nothing above it.
  @Test(arguments: StoreKind.allCases)
  func whatIsWrongIsToldWhereItStands(_ kind: StoreKind) throws {
    let store = try ForeignStore(kind, [("rooms", Self.rooms)], sql: "SELECT 1")
    let report = try store.run(
      ["rooms": "site,number\n,1\nTOOLONG,2\n,3\n,4\n"], .validate)
    #expect(
      report.errors.map { $0.prefix(23) } == [
        "key.missing row 2 site:", "value.too-long row 3 si",
      ])
    #expect(report.ledger.map(\.invalid) == [4])
    #expect(!report.run.isWritten)
  }

  /// A row that is left out is not read; what it says for the rows below is validated there.
  @Test(arguments: StoreKind.allCases)
  func aSkippedRowStillNamesItsGroup(_ kind: StoreKind) throws {
    let store = try ForeignStore(kind, [("rooms", Self.rooms)], sql: "SELECT 1")
    let report = try store.run(
      ["rooms": "action,site,number\nskip,TOOLONG,2\n,,3\n,,4\n"], .validate)
    #expect(
      report.errors.map { $0.prefix(24) } == [
        "value.too-long row 3 sit", "value.too-long row 4 sit",
      ])
  }

  private static let people = """
    {"title": "People", "primaryKey": "name", "missingValues": ["", "none"], "fields": [
      {"name": "name", "type": "string", "registrar:type": "string",
        "registrar:literals": ["Null", "None"], "constraints": {"required": true}},
      {"name": "diet", "type": "string", "registrar:type": "enum",
        "registrar:values": ["None", "Vegan"], "registrar:literals": "none"},
      {"name": "note", "type": "string", "registrar:type": "string"}]}
    """

  @Test(arguments: StoreKind.allCases)
  func literalsAreValuesWhereTheFieldSaysSo(_ kind: StoreKind) throws {
    let store = try ForeignStore(kind, [("people", Self.people)], sql: "SELECT 1")
    let file = ["people": "name,diet,note\nNull,none,none\nNONE,Vegan,\nIda,NONE,Null\n"]
    for mode in [ImportOptions.Mode.validate, .execute] {
      #expect(try store.run(file, mode).findings == [], "\(mode)")
    }
    #expect(
      try store.scratch.ask("SELECT name, diet, note FROM people ORDER BY id") == [
        "Null|None|-", "NONE|Vegan|-", "Ida|None|Null",
      ])
    #expect(try store.run(file).ledger.map(\.unchanged) == [3])
  }

  @Test func aTextThatIsBothIsAMistakeOfThePackage() throws {
    let json = Self.people.replacing(
      #"["Null", "None"]"#, with: #"["Null", "none"], "missingValues": ["none"]"#)
    #expect {
      try ForeignStore.package([("people", json)])
    } throws: { error in
      "\(error)".contains("`none` is both a value and no value")
    }
  }
}
