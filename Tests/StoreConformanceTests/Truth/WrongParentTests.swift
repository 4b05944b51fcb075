import ImportPipeline
import Schemas
import StoreTesting
import TabularCore
import Testing

/// A mistake in a parent is told once, at the parent: its children say nothing false of their own.
@Suite struct WrongParentTests {
  private static let schemas: [(table: String, json: String)] = [
    (
      "sites",
      """
      {"title": "Sites", "primaryKey": "site_code", "fields": [
        {"name": "site_code", "type": "string", "registrar:type": "code",
          "constraints": {"required": true, "pattern": "[A-Z0-9-]+", "maxLength": 8}},
        {"name": "name", "type": "string", "registrar:type": "string", "registrar:folded": true},
        {"name": "country", "type": "string", "registrar:type": "country"},
        {"name": "currency", "type": "string", "registrar:type": "currency"},
        {"name": "zone", "type": "string", "registrar:type": "time-zone"},
        {"name": "status", "type": "string", "registrar:type": "enum",
          "constraints": {"enum": ["live", "archived"]}}],
        "registrar:liveness": {"field": "status", "closed": ["archived"]}}
      """
    ),
    (
      "desks",
      """
      {"title": "Desks", "primaryKey": ["site_code", "desk_code"], "fields": [
        {"name": "site_code", "type": "string", "registrar:type": "code",
          "constraints": {"required": true}},
        {"name": "desk_code", "type": "string", "registrar:type": "code",
          "constraints": {"required": true, "pattern": "[A-Z0-9-]+"}},
        {"name": "phone", "type": "string", "registrar:type": "phone",
          "registrar:countryFrom": ["site_code.country"]},
        {"name": "postal", "type": "string", "registrar:type": "postal-code",
          "registrar:countryFrom": ["site_code.country"]},
        {"name": "currency", "type": "string", "registrar:type": "currency",
          "registrar:defaultFrom": "site_code.currency"},
        {"name": "price", "type": "number", "registrar:type": "money",
          "registrar:currencyField": "currency"}],
        "foreignKeys": [
          {"fields": "site_code", "reference": {"resource": "sites", "fields": "site_code"},
            "registrar:alsoBy": ["name"]}]}
      """
    ),
    (
      "seats",
      """
      {"title": "Seats", "primaryKey": "seat", "fields": [
        {"name": "seat", "type": "string", "registrar:type": "code",
          "constraints": {"required": true}},
        {"name": "site_code", "type": "string", "registrar:type": "code"},
        {"name": "desk_code", "type": "string", "registrar:type": "code"},
        {"name": "beside", "type": "string", "registrar:type": "code"}],
        "foreignKeys": [
          {"fields": "site_code", "reference": {"resource": "sites", "fields": "site_code"},
            "registrar:alsoBy": ["name"]},
          {"fields": ["site_code", "desk_code"],
            "reference": {"resource": "desks", "fields": ["site_code", "desk_code"]}},
          {"fields": "beside", "reference": {"resource": "", "fields": "seat"}}]}
      """
    ),
  ]

  private func run(
    _ kind: StoreKind, _ files: [String: String], stored: [String: String] = [:],
    _ configure: (inout ImportOptions) -> Void = { _ in }
  ) throws -> ImportReport {
    let scratch = try StoreUnderTest(kind, try ForeignStore.package(Self.schemas))
    let run = ForeignRun(package: scratch.package, store: { try scratch.make() })
    if !stored.isEmpty {
      let report = try run.run(stored, .execute)
      #expect(report.run.isWritten, "\(report.findings)")
    }
    return try run.run(files, .validate, configure)
  }

  private func lines(_ report: ImportReport) -> [String] {
    report.issues.issues.filter { $0.severity != .note }.map { issue in
      let place =
        "\(issue.location.file ?? "") \(issue.location.row ?? 0)"
        + " \(issue.location.field ?? "")"
      let names = ["count", "value"] + (issue.code == "reference.parent-invalid" ? ["table"] : [])
      let facts = issue.arguments.filter { names.contains($0.name) }.map(\.value)
        .joined(separator: " ")
      return "\(issue.code) \(place): \(facts)"
    }.sorted()
  }

  /// Whoever refers to a key that is wrong, as it was typed, waits for that row.
  @Test(arguments: StoreKind.allCases, ["A/1", "ABCDEFGHIJ", "a/1"])
  func aWrongKeyIsToldOnce(_ kind: StoreKind, _ typed: String) throws {
    let report = try run(
      kind,
      [
        "sites": "site_code,name,country\n\(typed.uppercased()),North,CA\nB,South,CA\n",
        "desks": "site_code,desk_code,phone,price\n\(typed),D1,416 555 01,1.50\nB,D2,,\nC,D3,,\n",
        "seats": "seat,site_code,desk_code\nS1,\(typed),D1\nS2,B,D2\nS3,C,\n",
      ])
    let code = typed.count > 8 ? "value.too-long" : "value.pattern"
    let shown = typed.uppercased()
    #expect(
      lines(report)
        == [
          "reference.missing desks.csv 4 site_code: C",
          "reference.missing seats.csv 4 site_code: C",
          "reference.parent-invalid sites.csv 2 site_code: 2 desks, seats \(shown)",
          "\(code) sites.csv 2 site_code: " + (typed.count > 8 ? "10 " : "") + shown,
        ].sorted())
    #expect(report.ledger.map(\.invalid) == [1, 2, 2])
  }

  /// A part of a key of several, and a reference of a table to itself.
  @Test(arguments: StoreKind.allCases)
  func aWrongPartOfAKeyIsToldOnce(_ kind: StoreKind) throws {
    let report = try run(
      kind,
      [
        "sites": "site_code,name\nA,North\nB,South\n",
        "desks": "site_code,desk_code\nA,D/1\nB,D2\n",
        "seats": "seat,site_code,desk_code,beside\nS1,A,D/1,\nS2,B,D/1,\nS3,,,S1\n",
      ])
    #expect(
      lines(report) == [
        "reference.missing seats.csv 3 desk_code: D/1",
        "reference.parent-invalid desks.csv 2 desk_code: 2 seats A/D/1",
        "value.pattern desks.csv 2 desk_code: D/1",
      ])
    #expect(report.ledger.map(\.invalid) == [0, 1, 3])
  }

  /// The country, the currency and the form of numbers of a child hang on its parent.
  @Test(
    arguments: StoreKind.allCases,
    [
      "A,North,Canda,JPY,", "A,North,FR,Yenn,", "A,North,FR,JPY,Nowhere/Zone", "A!,North,FR,JPY,",
      "A,North,FR,JPY,\nA,Other,US,USD,",
    ])
  func aChildSaysNothingFalse(_ kind: StoreKind, _ site: String) throws {
    let key = site.split(separator: ",")[0]
    // What is sound of the parent counts: yen have no decimals.
    let price = site.contains("Yenn") ? "1.5555" : site.contains("USD") ? "1.5" : "15"
    let report = try run(
      kind,
      [
        "sites": "site_code,name,country,currency,zone\n\(site)\n",
        "desks": "site_code,desk_code,phone,postal,price\n"
          + "\(key),D1,01 23 45 67 89,75001,1500\nNorth,D2,01 23 45 67 88,75002,\(price)\n",
      ])
    #expect(
      report.issues.issues.filter { $0.location.file == "desks.csv" && $0.severity != .note }
        .map(\.line) == [])
    #expect(report.issues.issues.contains { $0.code == "reference.parent-invalid" })
    #expect(report.ledger.first { $0.table == "desks" }?.invalid == 2)
  }

  /// A closed namesake does not make the live record ambiguous, stored or in the run.
  @Test(arguments: StoreKind.allCases)
  func aClosedNamesakeIsNotMeant(_ kind: StoreKind) throws {
    let sites =
      "site_code,name,status\nA,North,archived\nB,North,live\nC,South,archived\nD,South,archived\n"
    let desks = "site_code,desk_code\nNorth,D1\nSouth,D2\n"
    for stored in [true, false] {
      let report = try run(
        kind, stored ? ["desks": desks] : ["sites": sites, "desks": desks],
        stored: stored ? ["sites": sites] : [:])
      #expect(
        lines(report) == ["reference.name-ambiguous desks.csv 3 site_code: South 2"],
        "stored: \(stored)")
      #expect(
        report.issues.issues.filter { $0.code == "value.normalised" }.map {
          $0.arguments.prefix(2).map(\.value).joined(separator: " > ")
        } == ["North > B"])
    }
  }
}
