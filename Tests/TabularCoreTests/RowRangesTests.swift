import TabularCore
import Testing

@Suite struct RowRangesTests {
  @Test(arguments: [
    ([], ""), ([5], "5"), ([37, 52, 60, 61], "37, 52, 60–61"), ([3, 1, 2], "1–3"),
    ([9, 9, 9], "9"), ([1, 3, 2, 7, 5, 6], "1–3, 5–7"), ([10, 1, 5], "1, 5, 10"),
  ])
  func rows_joinToRanges(rows: [Int], expected: String) {
    var ranges = RowRanges()
    for row in rows { ranges.insert(row) }
    #expect(ranges.description == expected)
    #expect(ranges.count == Set(rows).count)
    #expect(RowRanges(rows) == ranges)
  }

  @Test func keepFirst_forgetsTheRest() {
    var ranges = RowRanges([1, 3, 5])
    ranges.keepFirst(2)
    #expect(ranges.description == "1, 3")
    ranges.keepFirst(9)
    #expect(ranges.description == "1, 3")
    ranges.keepFirst(-1)
    #expect(ranges.isEmpty)
  }
}
