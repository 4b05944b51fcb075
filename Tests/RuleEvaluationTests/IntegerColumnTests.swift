import Testing

@testable import RuleEvaluation

@Suite struct IntegerColumnTests {
  /// Values that take four bytes, those that take eight, and both, with NULL.
  private static let values: [[Int64]] = [
    [], [0, 1, -1, .min], [Int64(Int32.max), Int64(Int32.min) + 1],
    [3, Int64(Int32.max) + 1, .min], [.min, Int64(Int32.min), 3], [.max, .min, .min + 1],
  ]

  @Test(arguments: values)
  func aColumnHasItsValues(_ values: [Int64]) {
    #expect(Array(IntegerColumn(values)) == values)
    #expect(Array(IntegerColumn(count: values.count) { values[$0] }) == values)
    let isTrue = values.indices.filter { values[$0] != 0 && values[$0] != .min }
    #expect(IntegerColumn(values).trueRows == isTrue.map { Int32($0) })
    var changed = IntegerColumn(repeating: 7, count: values.count)
    for (row, value) in values.enumerated() { changed[row] = value }
    #expect(Array(changed) == values)
    for value in values {
      var appended = IntegerColumn(values)
      appended.append(repeating: value, count: 2)
      appended.append(contentsOf: 5..<7)
      #expect(Array(appended) == values + [value, value, 5, 6])
      #expect(Array(IntegerColumn(repeating: value, count: 3)) == [value, value, value])
    }
  }

  @Test(arguments: values, values)
  func columnsAreJoinedAndGathered(_ first: [Int64], _ second: [Int64]) {
    let all = IntegerColumn(first).followed(by: IntegerColumn(second))
    #expect(Array(all) == first + second)
    let rows = [ColumnVector.none] + all.indices.reversed().map { Int32($0) }
    #expect(Array(all.gathered(rows)) == [.min] + Array(all).reversed())
  }

  @Test func risingNumbersMayNeedEightBytes() {
    var column = IntegerColumn()
    let first = Int64(Int32.max) - 1
    column.append(contentsOf: first..<first + 4)
    #expect(Array(column) == [first, first + 1, first + 2, first + 3])
  }
}
