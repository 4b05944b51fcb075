import ImportPipeline
import RecordMapping
import SQLStore
import SQLiteStore
import Schemas
import TabularCore
import TestSupport
import Testing

/// Runs the example of the library's landing page.
@Suite struct LandingPageExample {
  @Test func theExample_doesWhatThePageSays() throws {
    let scratch = try ScratchFolder()
    let path = scratch.path(of: "towns.sqlite")
    // The example of the landing page begins here.
    let store = SQLiteStore(path: path)
    try store.open(package: package, writes: true, now: "2027-03-06T14:14:02Z")
    defer { store.rollBack() }  // nothing after a commit

    let hall = StagedRecord(ordinal: 0, operation: .create, values: [.text("A-1"), .integer(120)])
    try store.stage([hall], of: halls)
    let counts = try store.merge([halls], run: record)
    let difference = try store.differences(in: [halls], limit: 20).first
    try store.commit()
    // The example ends here.
    #expect(counts["halls"]?.created == 1)
    #expect(difference == nil)
    try store.open(package: package, writes: false, now: "2027-03-06T14:14:03Z")
    #expect(try store.recordCount(of: halls) == 1)
    store.rollBack()
  }

  private var halls: TableSchema {
    TableSchema(
      name: "halls",
      fields: [Field(name: "hall_code", type: .code), Field(name: "seats", type: .integer)],
      naturalKey: ["hall_code"])
  }

  private var package: DataPackage {
    DataPackage(name: "towns", title: LocalizedText("Towns"), hash: "aa11", tables: [halls])
  }

  private var record: RunRecord {
    RunRecord(
      id: "20270306-0914-A1", operatorName: "mlee", host: "ops1", toolVersion: "1.0",
      package: "towns", packageHash: "aa11", zoneData: "2026c", optionsJSON: "{}", target: "store",
      startedAt: "2027-03-06T14:14:02Z")
  }
}
