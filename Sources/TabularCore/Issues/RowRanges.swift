/// Row numbers, kept as ascending ranges; adjacent ones are joined.
public struct RowRanges: Sendable, Hashable {
  /// The ranges, ascending and apart from each other by at least one row.
  public private(set) var ranges: [ClosedRange<Int>] = []

  /// No rows.
  public init() {}

  /// The given rows, in any order.
  public init(_ rows: some Sequence<Int>) {
    for row in rows.sorted() { insert(row) }
  }

  /// The rows of the given ranges, which may overlap and come in any order.
  public init(ranges: some Sequence<ClosedRange<Int>>) {
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = self.ranges.last, last.upperBound + 1 >= range.lowerBound {
        self.ranges[self.ranges.count - 1] =
          last.lowerBound...max(last.upperBound, range.upperBound)
      } else {
        self.ranges.append(range)
      }
    }
  }

  /// Whether a row is included; takes logarithmic time in the number of ranges.
  public func contains(_ row: Int) -> Bool {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < row { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].contains(row)
  }

  /// Whether there is no row.
  public var isEmpty: Bool { ranges.isEmpty }
  /// How many rows there are.
  public var count: Int { ranges.reduce(0) { $0 + $1.count } }

  /// Adds a row; adding in ascending order takes constant time.
  public mutating func insert(_ row: Int) {
    guard let last = ranges.last else { return ranges.append(row...row) }
    if row == last.upperBound + 1 {
      ranges[ranges.count - 1] = last.lowerBound...row
    } else if row > last.upperBound {
      ranges.append(row...row)
    } else {
      insertWithin(row)
    }
  }

  /// Adds all rows of another set; takes linear time in the ranges of both.
  public mutating func formUnion(_ other: RowRanges) {
    guard let first = other.ranges.first else { return }
    if let last = ranges.last, last.upperBound + 1 >= first.lowerBound {
      var joined: [ClosedRange<Int>] = []
      joined.reserveCapacity(ranges.count + other.ranges.count)
      var mine = ranges[...]
      var others = other.ranges[...]
      while let range = Self.popLower(&mine, &others) {
        if let last = joined.last, last.upperBound + 1 >= range.lowerBound {
          joined[joined.count - 1] =
            last.lowerBound...max(last.upperBound, range.upperBound)
        } else {
          joined.append(range)
        }
      }
      ranges = joined
    } else {
      ranges += other.ranges
    }
  }

  private static func popLower(
    _ first: inout ArraySlice<ClosedRange<Int>>, _ second: inout ArraySlice<ClosedRange<Int>>
  ) -> ClosedRange<Int>? {
    guard let one = first.first else { return second.popFirst() }
    guard let other = second.first else { return first.popFirst() }
    return one.lowerBound <= other.lowerBound ? first.popFirst() : second.popFirst()
  }

  /// Removes all but the first `count` ranges.
  public mutating func keepFirst(_ count: Int) {
    ranges.removeSubrange(min(max(count, 0), ranges.count)...)
  }

  private mutating func insertWithin(_ row: Int) {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < row { low = middle + 1 } else { high = middle }
    }
    guard low < ranges.count, !ranges[low].contains(row) else { return }
    ranges.insert(row...row, at: low)
    if low + 1 < ranges.count, ranges[low + 1].lowerBound == ranges[low].upperBound + 1 {
      ranges[low] = ranges[low].lowerBound...ranges[low + 1].upperBound
      ranges.remove(at: low + 1)
    }
    if low > 0, ranges[low].lowerBound == ranges[low - 1].upperBound + 1 {
      ranges[low - 1] = ranges[low - 1].lowerBound...ranges[low].upperBound
      ranges.remove(at: low)
    }
  }
}

extension RowRanges: CustomStringConvertible {
  /// `37, 52, 60–61`.
  public var description: String {
    ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)–\($0.upperBound)" }
      .joined(separator: ", ")
  }
}
