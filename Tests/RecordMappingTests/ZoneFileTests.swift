import Testing

@testable import RecordMapping

@Suite struct ZoneFileTests {
  /// A file of version 2 with one type and a footer.
  private func file(
    magic: String = "TZif", version: Character = "2", footer: String,
    times: [(Int64, UInt8)] = [], types: [Int32] = [-18_000, -14_400]
  ) -> [UInt8] {
    func number(_ value: Int64, _ count: Int) -> [UInt8] {
      (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> Int64($0 * 8)) }
    }
    func header(_ timeCount: Int, _ typeCount: Int) -> [UInt8] {
      Array(magic.utf8) + Array(String(version).utf8) + [UInt8](repeating: 0, count: 15)
        + [0, 0, 0, timeCount, typeCount, 4].flatMap { number(Int64($0), 4) }
    }
    let first = header(0, 1) + number(0, 4) + [0, 0] + Array("UTC\0".utf8)
    let second =
      header(times.count, types.count) + times.flatMap { number($0.0, 8) } + times.map(\.1)
      + types.flatMap { number(Int64($0), 4) + [0, 0] } + Array("XXX\0".utf8)
    return first + second + Array("\n\(footer)\n".utf8)
  }

  @Test func footerContinuesTheTransitions() throws {
    let bytes = file(footer: "EST5EDT,M3.2.0,M11.1.0", times: [(1_678_604_400, 1)])
    let transitions = try #require(ZoneFile.transitions(bytes))
    #expect(transitions.offset(at: 0) == -18_000)
    #expect(transitions.offset(at: 1_678_604_400) == -14_400)
    // 2027-03-14T07:00Z, 2027-11-07T06:00Z.
    #expect(transitions.offset(at: 1_805_007_599) == -18_000)
    #expect(transitions.offset(at: 1_805_007_600) == -14_400)
    #expect(transitions.offset(at: 1_825_567_199) == -14_400)
    #expect(transitions.offset(at: 1_825_567_200) == -18_000)
  }

  @Test(arguments: [
    ("<-03>3", Int32(-10_800), false), ("IST-5:30", 19_800, false), ("UTC0", 0, false),
    ("EST5EDT,M3.2.0,M11.1.0", -18_000, true),
    ("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", 37_800, true),
    ("IST-1GMT0,M10.5.0,M3.5.0/1", 3_600, true), ("EET-2EEST,M3.4.4/50,M10.4.4/50", 7_200, true),
    ("AAA3BBB,J60,J300/-1", -10_800, true), ("AAA3BBB,59,299", -10_800, true),
  ])
  func rulesAreRead(text: String, standard: Int32, hasSummer: Bool) throws {
    let rule = try #require(ZoneFooter(text.utf8))
    #expect(rule.standard == standard)
    #expect((rule.summer != nil) == hasSummer)
  }

  @Test(arguments: [
    "", "5", "EST", "ESTX", "EST5EDT", "EST5EDT,M13.1.0,M1.1.0", "EST5EDT,M3.2.0", "<EST5",
  ])
  func otherTextsAreNoRules(text: String) {
    #expect(ZoneFooter(text.utf8) == nil)
  }

  @Test func otherBytesAreNoZoneFile() {
    #expect(ZoneFile.transitions([]) == nil)
    #expect(ZoneFile.transitions(Array("TZif2".utf8)) == nil)
    #expect(ZoneFile.transitions(file(magic: "TZxx", footer: "")) == nil)
    #expect(ZoneFile.transitions(file(version: "1", footer: "")) == nil)
    #expect(ZoneFile.transitions(file(footer: "", times: [(0, 9)])) == nil)
  }

  @Test func everyTruncationIsRefusedOrRead() {
    let bytes = file(footer: "EST5EDT,M3.2.0,M11.1.0", times: [(1_678_604_400, 1)])
    let dataEnd = bytes.count - "\nEST5EDT,M3.2.0,M11.1.0\n".utf8.count
    for count in 0..<bytes.count {
      let transitions = ZoneFile.transitions(Array(bytes[..<count]))
      #expect((transitions != nil) == (count >= dataEnd), "\(count) bytes")
    }
  }

  @Test func countsBeyondTheFileAreRefused() {
    var bytes = file(footer: "UTC0")
    for index in 20..<44 { bytes[index] = 0xFF }
    #expect(ZoneFile.transitions(bytes) == nil)
  }
}
