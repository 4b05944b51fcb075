import TestSupport
import Testing

@testable import RuleEvaluation

@Suite struct RadixSortTests {
  /// Few numbers and many, of few bits and of all, with repeats, in order and against it.
  @Test(arguments: [0, 1, 47, 48, 49, 300, 20_000], [1, 8, 9, 20, 37, 64])
  func numbersAreSortedInPlace(_ count: Int, _ bits: Int) {
    var random = SeededNumbers(seed: UInt64(count * 100 + bits))
    let mask = bits == 64 ? UInt64.max : (1 << UInt64(bits)) - 1
    let numbers = (0..<count).map { _ in random.next() & mask & (random.next() | 0xFF00_FF) }
    for given in [numbers, numbers.sorted(), numbers.sorted(by: >)] {
      var sorted = given
      RadixSort.sort(&sorted, bits: bits)
      #expect(sorted == numbers.sorted())
    }
  }
}
