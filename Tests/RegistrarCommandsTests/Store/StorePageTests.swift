import ImportPipeline
import SQLiteStore
import Schemas
import TabularCore
import Testing

@testable import RegistrarCommands

@Suite struct StorePageTests {
  private let package = DataPackage(
    name: "shop", title: LocalizedText("Shop"), version: "2", hash: "abcdef0123456789",
    tables: [
      TableSchema(
        name: "items", fields: [Field(name: "code", type: .code)], naturalKey: ["code"])
    ])

  @Test func aStoreThatFitsIsDescribed() throws {
    let scratch = try InspectScratch()
    let path = try scratch.file("store.sqlite", [])
    let file = StoreFile(path: path, location: "sqlite:store.sqlite")
    #expect(try file.status(package).package == nil)
    _ = try file.initialise(package, now: "2027-03-06T14:14:02Z")
    let status = try file.status(package)
    #expect(StorePage.fits(status, package))
    #expect(
      StorePage(location: file.location, status: status, package: package).text == """
        store     sqlite:store.sqlite
        package   shop 2 (abcdef012345)
        since     2027-03-06T14:14:02Z
        format    5
        runs      0

        table  records
        items  0

        It fits shop 2.

        """)
    var newer = package
    newer.version = "3"
    newer.tables[0].fields.append(Field(name: "colour", type: .string))
    let other = try file.status(newer)
    #expect(!StorePage.fits(other, newer))
    #expect(
      StorePage(location: file.location, status: other, package: newer).text.hasSuffix(
        """
        It does not fit shop 3; run `registrar store migrate`.
          missing   items.colour

        """))
  }

  @Test func aRunIsShownWithFilesAndLedger() {
    let run = RunRecord(
      id: "20270306-0914-A3", operatorName: "m\u{1B}[31mlee", host: "ops1", toolVersion: "0.1.0",
      package: "shop", packageHash: "ab", zoneData: "2026c", optionsJSON: "{}",
      target: "sqlite:store.sqlite", startedAt: "2027-03-06T14:14:02Z",
      finishedAt: "2027-03-06T14:14:05Z", outcome: "clean",
      ledgerJSON: """
        [{"table":"items","read":3,"blank":1,"example":0,"skipped":0,"invalid":0,"created":2,\
        "updated":0,"unchanged":0,"deleted":0}]
        """,
      files: [RunRecord.File(name: "items.csv", sha256: "00ff", byteCount: 12)])
    let text = RunPage(run: run).text
    #expect(text.hasPrefix("run       20270306-0914-A3 (import)\nwho       m"))
    #expect(!text.contains("\u{1B}"))
    #expect(text.contains("\nfile       bytes  SHA-256\nitems.csv  12     00ff\n"))
    #expect(text.contains("\nitems  3     1      0        0        0        2        0"))
    #expect(!text.contains("options"))
  }
}
