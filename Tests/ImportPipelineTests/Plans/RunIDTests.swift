import ImportPipeline
import Testing

@Suite struct RunIDTests {
  @Test(arguments: [(0, "A1"), (8, "A9"), (9, "B1"), (233, "Z9"), (234, "A11"), (468, "A12")])
  func theMinuteAndThePlaceAreReadable(count: Int, place: String) {
    let id = RunID.id(prefix: RunID.prefix("2027-03-06T09:14:59Z"), count: count)
    #expect(RunID.short(id) == "20270306-0914-\(place)")
    #expect(id.wholeMatch(of: /20270306-0914-[A-Z]\d+-[0-9a-hjkmnp-tv-z]{8}/) != nil, "\(id)")
  }

  @Test func noTwoIDsAreTheSame() {
    let ids = (0..<100_000).map { _ in RunID.id(prefix: "20270306-0914", count: 0) }
    #expect(Set(ids).count == ids.count)
  }

  @Test(
    arguments: [
      ("20270306-0914-A3-k7qm2xwd", "20270306-0914-A3"), ("20270306-0914-A3", "20270306-0914-A3"),
      ("20270306-0914-A3-K7QM2XWD", "20270306-0914-A3-K7QM2XWD"),
      ("20270306-0914-A3-k7qm", "20270306-0914-A3-k7qm"), ("A", "A"), ("", ""),
    ])
  func theRandomPartIsSetAside(id: String, short: String) {
    #expect(RunID.short(id) == short)
  }

  @Test(
    arguments: [
      ("A3", "20270306-0914-A3-k7qm2xwd", true), ("A3", "20270306-0914-A3", true),
      ("2xwd", "20270306-0914-A3-k7qm2xwd", true), ("0914-A3", "20270306-0914-A3-k7qm2xwd", true),
      ("A3-k7qm2xwd", "20270306-0914-A3-k7qm2xwd", true),
      ("A4", "20270306-0914-A3-k7qm2xwd", false),
      ("k7qm", "20270306-0914-A3-k7qm2xwd", false),
    ])
  func aRunIsFoundByItsPlaceOrItsEnd(text: String, id: String, isFound: Bool) {
    #expect(RunID.matches(text, id) == isFound)
  }
}
