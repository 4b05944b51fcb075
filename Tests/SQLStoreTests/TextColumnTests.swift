import RuleEvaluation
import Testing

@testable import SQLStore

@Suite struct TextColumnTests {
  @Test(arguments: [1, 2, 255, 256, 257, 300])
  func aColumnHasItsValues(_ distinct: Int) {
    var column = TextColumn()
    var expected: [Int32] = []
    for row in 0..<1_000 {
      // Each value twice, NULL among them.
      let number = Int32((row / 2 * 7) % distinct) - 1
      expected.append(number)
      column.append(number)
    }
    column.append(repeating: 5, count: 0)
    column.append(repeating: expected[3], count: 4)
    column.append(expected[0])
    #expect(column.numbers == expected + Array(repeating: expected[3], count: 4) + [expected[0]])
    #expect(column.isCompact == (distinct <= 256))
  }

  @Test func marksAreKeptFromTheFirstOneOn() {
    var marks = RowMarks()
    marks[3] = false
    marks[5] = true
    marks[8] = true
    marks[8] = false
    #expect((0..<10).filter { marks[$0] } == [5])
  }
}
