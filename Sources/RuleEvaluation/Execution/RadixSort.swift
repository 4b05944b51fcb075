/// Sorts numbers in their own place, byte by byte from the highest on.
///
/// A sort that needs as much room again would be the moment at which an import holds most.
enum RadixSort {
  /// So few numbers are sorted by insertion.
  private static let few = 48

  /// Sorts numbers in ascending order.
  ///
  /// - Parameter bits: how many of their lowest bits may be set.
  static func sort(_ numbers: inout [UInt64], bits: Int) {
    numbers.withUnsafeMutableBufferPointer { sort($0[...], from: max(0, (bits - 1) / 8 * 8)) }
  }

  private static func sort(_ numbers: Slice<UnsafeMutableBufferPointer<UInt64>>, from shift: Int) {
    var numbers = UnsafeMutableBufferPointer(rebasing: numbers)
    // Most rows come in order already.
    if zip(numbers, numbers.dropFirst()).allSatisfy({ $0 <= $1 }) { return }
    if numbers.count <= few { return insert(&numbers) }
    withUnsafeTemporaryAllocation(of: Int.self, capacity: 512) { places in
      let (next, ends) = (places[..<256], places[256...])
      let firstEnd = ends.startIndex
      places.initialize(repeating: 0)
      for number in numbers { places[firstEnd + Int(number >> UInt64(shift) & 255)] += 1 }
      var sum = 0
      for digit in next.indices {
        places[digit] = sum
        sum += places[firstEnd + digit]
        places[firstEnd + digit] = sum
      }
      // Each number goes to the next place of its byte; what was there goes on to its own.
      for digit in next.indices {
        while places[digit] < places[firstEnd + digit] {
          var number = numbers[places[digit]]
          var own = Int(number >> UInt64(shift) & 255)
          while own != digit {
            swap(&number, &numbers[places[own]])
            places[own] += 1
            own = Int(number >> UInt64(shift) & 255)
          }
          numbers[places[digit]] = number
          places[digit] += 1
        }
      }
      guard shift > 0 else { return }
      var start = 0
      for digit in next.indices {
        let end = places[firstEnd + digit]
        if end - start > 1 { sort(numbers[start..<end], from: shift - 8) }
        start = end
      }
    }
  }

  private static func insert(_ numbers: inout UnsafeMutableBufferPointer<UInt64>) {
    for place in numbers.indices.dropFirst() {
      let number = numbers[place]
      var before = place - 1
      while before >= 0, numbers[before] > number {
        numbers[before + 1] = numbers[before]
        before -= 1
      }
      numbers[before + 1] = number
    }
  }
}
