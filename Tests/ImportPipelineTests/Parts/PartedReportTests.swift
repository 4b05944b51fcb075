import Foundation
import ImportPipeline
import TabularCore
import TestSupport
import Testing

/// The report of parts is the report of one machine, byte for byte, however files are cut.
@Suite struct PartedReportTests {
  /// `REGISTRAR_PARTS=500` tries that many tables, `REGISTRAR_PARTS_SEED=7` one alone.
  private static var seeds: Range<Int> {
    let environment = ProcessInfo.processInfo.environment
    if let seed = environment["REGISTRAR_PARTS_SEED"].flatMap({ Int($0) }) {
      return seed..<seed + 1
    }
    return 0..<(environment["REGISTRAR_PARTS"].flatMap { Int($0) } ?? 40)
  }

  @Test(arguments: 0..<2)
  func randomTablesInRandomParts_giveTheReportOfOneMachine(_ half: Int) throws {
    var settled = 0
    for seed in Self.seeds where seed % 2 == half {
      let tables = RandomTables(seed: seed)
      let scratch = try ScratchFolder()
      let setting = PartSetting(scratch: scratch, package: try tables.package(in: scratch))
      var numbers = SeededNumbers(seed: UInt64(seed) &+ 1_000)
      let files = [
        try scratch.write("makers.csv", tables.makers),
        try scratch.write("items.csv", tables.items),
      ]
      let result = try setting.compare(files, using: &numbers)
      settled += result.settled
      if let difference = result.difference { Issue.record("seed \(seed)\n\(difference)") }
    }
    // A merge that reads everything itself would tell the same.
    if Self.seeds.count > 20 { #expect(settled > 300) }
  }

  @Test func attempts_giveEqualBytes_butForTheirNumber() throws {
    let tables = RandomTables(seed: 1)
    let scratch = try ScratchFolder()
    let setting = PartSetting(scratch: scratch, package: try tables.package(in: scratch))
    let file = try scratch.write("items.csv", tables.items)
    let first = try setting.read(file, 100..<900, part: 1).path
    let bytes = try Data(contentsOf: URL(fileURLWithPath: first))
    #expect(
      try Data(contentsOf: URL(fileURLWithPath: setting.read(file, 100..<900, part: 1).path))
        == bytes)
    let second = try setting.read(file, 100..<900, part: 1, attempt: 2).path
    let retried = try Data(contentsOf: URL(fileURLWithPath: second))
    let newline = UInt8(ascii: "\n")
    #expect(retried != bytes)
    #expect(retried.drop { $0 != newline } == bytes.drop { $0 != newline })
  }

  /// A range that begins within quotes looks like rows; the quotes before it tell that it is none.
  @Test func aRangeThatBeginsInAText_isReadAsOne() throws {
    let tables = RandomTables(seed: 2)
    let scratch = try ScratchFolder()
    let setting = PartSetting(scratch: scratch, package: try tables.package(in: scratch))
    let fake = String(repeating: "I-9,,Item,1,1.00,2027-02-21,open,,,\n", count: 300)
    let head = "code,maker,name,stock,price,day,status,country,remark,part_of\n"
    let file = try scratch.write(
      "items.csv",
      head + "I-1,,Item,1,1.00,2027-02-21,open,,\"\(fake)\",\nI-2,,Item,1,1.00,2027-02-22,open,,,\n"
    )
    let size = try Data(contentsOf: URL(fileURLWithPath: file)).count
    let inText = head.utf8.count + 3_000
    let partials = [
      try setting.read(file, 0..<inText, part: 1).path,
      try setting.read(file, inText..<inText + 3_000, part: 2).path,
      try setting.read(file, inText + 3_000..<size, part: 3).path,
    ]
    #expect(try setting.merged([file], partials) == setting.whole([file]))
    #expect(
      setting.whole([file])[0].contains("\"read\": 2")
        || setting.whole([file])[0].contains("\"read\":2"))
  }
}
