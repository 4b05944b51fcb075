/// How many different values all columns of a draft may keep together, so that large files take no more
/// memory than small ones.
final class DistinctBudget {
  private var left: Int

  /// A budget of so many values.
  init(_ count: Int) { left = count }

  /// Takes one; false when none is left.
  func take() -> Bool {
    left -= 1
    return left >= 0
  }

  /// Gives back what a column no longer keeps.
  func give(_ count: Int) { left += count }
}

/// The different values of a column, as far as memory allows: their hashes.
struct DistinctValues {
  /// The hashes of the values.
  private(set) var hashes: Set<Int> = []
  /// Whether a value occurred twice.
  private(set) var hasRepeat = false
  /// Whether some values are not there, so that nothing is proven.
  private(set) var isCut = false

  /// A column whose values repeat keeps this many: it can refer to records, and cannot name them.
  private static let mostRepeated = 100_000

  /// Takes a value; returns whether it may be the first of its kind.
  mutating func insert(_ hash: Int, _ budget: DistinctBudget) -> Bool {
    if isCut { return true }
    guard hashes.insert(hash).inserted else {
      hasRepeat = true
      return false
    }
    if !budget.take() || hasRepeat && hashes.count > Self.mostRepeated {
      budget.give(hashes.count)
      hashes = []
      isCut = true
    }
    return true
  }

  /// Whether every value occurred once.
  var isUnique: Bool { !hasRepeat && !isCut && !hashes.isEmpty }

  /// Whether all values are among those of another column.
  func isContained(in other: DistinctValues) -> Bool {
    !isCut && !other.isCut && !hashes.isEmpty && hashes.isSubset(of: other.hashes)
  }
}

/// The hash by which values are compared: case and runs of spaces do not count.
func valueHash(_ text: String) -> Int {
  var hasher = Hasher()
  var isSpace = true
  for byte in text.lowercased().utf8 {
    if byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
      if !isSpace { hasher.combine(UInt8(0x20)) }
      isSpace = true
    } else {
      hasher.combine(byte)
      isSpace = false
    }
  }
  return hasher.finalize()
}
