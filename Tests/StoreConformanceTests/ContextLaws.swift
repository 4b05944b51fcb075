import ImportPipeline
import StoreTesting
import TabularCore
import Testing

/// Values that are read with a country, a currency or a zone are refused at their cells where nothing tells
/// it, never dropped; clearing them needs none.
@Suite struct ContextLaws {
  private static let schemas: [(table: String, json: String)] = [
    (
      "sites",
      """
      {"title": "Sites", "primaryKey": "code", "fields": [
        {"name": "code", "type": "string", "registrar:type": "code",
          "constraints": {"required": true}},
        {"name": "country", "type": "string", "registrar:type": "country"},
        {"name": "currency", "type": "string", "registrar:type": "currency"},
        {"name": "zone", "type": "string", "registrar:type": "time-zone"}]}
      """
    ),
    (
      "desks",
      """
      {"title": "Desks", "primaryKey": "code", "fields": [
        {"name": "code", "type": "string", "registrar:type": "code",
          "constraints": {"required": true}},
        {"name": "site", "type": "string", "registrar:type": "code"},
        {"name": "phone", "type": "string", "registrar:type": "phone",
          "registrar:countryFrom": ["site.country"]},
        {"name": "region", "type": "string", "registrar:type": "subdivision",
          "registrar:countryFrom": ["site.country"]},
        {"name": "postal", "type": "string", "registrar:type": "postal-code",
          "registrar:countryFrom": ["site.country"]},
        {"name": "currency", "type": "string", "registrar:type": "currency",
          "registrar:defaultFrom": "site.currency"},
        {"name": "price", "type": "number", "registrar:type": "money",
          "registrar:currencyField": "currency"},
        {"name": "opens_at", "type": "string", "registrar:type": "datetime",
          "registrar:zoneFrom": ["site.zone"]}],
        "foreignKeys": [{"fields": "site", "reference": {"resource": "sites", "fields": "code"}}]}
      """
    ),
  ]

  private static let sites =
    "code,country,currency,zone\nTOR,CA,CAD,America/Toronto\nNON,,,\n"

  /// A field, a text that is read with what the site says, how it is stored, and the code without it.
  private static let cells: [(field: String, text: String, stored: String, code: String)] = [
    ("phone", "416 555 0101", "+14165550101", "value.phone-invalid/no-country row 2 phone"),
    ("region", "Ontario", "CA-ON", "value.subdivision-unknown/no-country row 2 region"),
    ("price", "12.50", "1250", "rule.money-pair row 2 price"),
    ("opens_at", "2027-03-06 09:00", "2027-03-06T09:00", "value.zone-missing row 2 opens_at"),
    ("postal", "junk!!", "", "value.postal-code-invalid/general row 2 postal"),
    ("phone", "soon", "", "value.phone-invalid/form row 2 phone"),
    ("opens_at", "soon", "", "value.date-invalid/not-a-date-time row 2 opens_at"),
  ]

  private func stored(_ store: ForeignStore, _ field: String) throws -> [String] {
    let column = ["opens_at": "opens_local", "price": "price_minor"][field] ?? field
    return try store.scratch.ask("SELECT \(column) FROM desks")
  }

  @Test(arguments: StoreKind.allCases, cells.indices)
  func aValueWithoutItsContextIsRefusedAtItsCell(_ kind: StoreKind, _ number: Int) throws {
    let cell = Self.cells[number]
    for site in ["NON", ""] {
      let store = try ForeignStore(kind, Self.schemas, sql: "SELECT 1")
      let files = [
        "sites": Self.sites, "desks": "code,site,\(cell.field)\nA,\(site),\(cell.text)\n",
      ]
      for mode in [ImportOptions.Mode.validate, .execute] {
        let report = try store.run(files, mode)
        #expect(
          report.errors.map { $0.split(separator: ":")[0] } == [Substring(cell.code)],
          "\(site): \(report.errors)")
        #expect(!report.run.isWritten)
      }
    }
  }

  /// The same for a stored record, whose value stays; what is cleared asks for nothing.
  @Test(arguments: StoreKind.allCases, cells.indices)
  func aChangeWithoutItsContextIsRefused(_ kind: StoreKind, _ number: Int) throws {
    let cell = Self.cells[number]
    guard !cell.stored.isEmpty else { return }
    let store = try ForeignStore(kind, Self.schemas, sql: "SELECT 1")
    // A currency without an amount is an error of its own.
    let sites = cell.field == "price" ? Self.sites : Self.sites.replacing("CAD", with: "")
    let first = try store.run([
      "sites": sites, "desks": "code,site,\(cell.field)\nA,TOR,\(cell.text)\n",
    ])
    #expect(first.errors == [], "\(first.errors)")
    #expect(try stored(store, cell.field) == [cell.stored])
    let other = cell.text.replacing("01", with: "02").replacing("Ontario", with: "Quebec")
    // An amount keeps its currency, which is stored with it.
    if cell.field != "price" {
      let change = try store.run(["desks": "code,site,\(cell.field)\nA,NON,\(other)\n"])
      #expect(
        change.errors.map { $0.split(separator: ":")[0] } == [Substring(cell.code)],
        "\(change.errors)")
      #expect(try stored(store, cell.field) == [cell.stored])
    }
    let clearing = cell.field == "price" ? "price,currency" : cell.field
    let cleared = try store.run([
      "desks": "code,site,\(clearing)\nA,NON,[clear]\(cell.field == "price" ? ",[clear]" : "")\n"
    ])
    #expect(cleared.errors == [] && cleared.run.isWritten, "\(cleared.errors)")
    #expect(try stored(store, cell.field) == ["-"])
  }
}
