import ImportPipeline
import ImportService
import Schemas
import TabularCore
import TestSupport
import Testing

/// A target may have a time zone: that of times whose record names none.
@Suite struct TargetZoneTests {
  private static let schema = #"""
    {"fields": [
       {"name": "code", "registrar:type": "code", "constraints": {"required": true}},
       {"name": "name", "registrar:type": "string"},
       {"name": "due", "registrar:type": "datetime", "registrar:zoneFrom": ["zone"]},
       {"name": "zone", "registrar:type": "time-zone", "registrar:targetZone": true,
        "registrar:default": "UTC", "registrar:notNull": true}],
     "primaryKey": ["code"]}
    """#

  /// What is stored of a row that names no zone and of one that does.
  private func stored(_ members: String) throws -> [String] {
    let shop = try ShopSetting()
    try shop.scratch.write("shop/items.schema.json", Self.schema)
    try shop.scratch.write(
      "items.csv", "code,due,zone\nA,2027-01-15 09:00,\nB,2027-01-15 09:00,Europe/Oslo\n")
    var request = shop.request(.execute)
    request.store = try shop.writeProject(members)
    let report = try shop.service().prepare(request).run()
    #expect(report.run.isWritten, "\(report.issues.issues.map(\.code))")
    let connection = try shop.service().connection(to: shop.choice, writes: false)
    return try connection.rows("SELECT due_utc, zone FROM items ORDER BY code")
      .map { "\($0[0].text ?? "") \($0[1].text ?? "")" }
  }

  @Test func theZoneOfTheTargetStandsForTheDefault() throws {
    #expect(
      try stored(#", "timeZone": "America/Halifax""#) == [
        "2027-01-15T13:00:00Z America/Halifax", "2027-01-15T08:00:00Z Europe/Oslo",
      ])
    #expect(
      try stored("") == ["2027-01-15T09:00:00Z UTC", "2027-01-15T08:00:00Z Europe/Oslo"])
  }

  /// The payments of the training center are in it.
  @Test func paymentsTakeIt() throws {
    let package = try PackageLoader.load(path: Repository.path(of: "Schemas/training-center"))
      .adapted(toZone: "America/Regina")
    let zone = package.table(named: "payments")?.field(named: "time_zone")
    #expect(zone?.defaultValue == .text("America/Regina"))
  }
}
