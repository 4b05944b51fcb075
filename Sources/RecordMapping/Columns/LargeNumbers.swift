import TabularCore

/// The median of a column of numbers and its largest values.
struct LargeNumbers: Sendable {
  private let field: String
  private let decimals: Int
  private var count = 0
  private var counts: [Int64: Int] = [:]
  private var isCoarse = false
  private var largest: [(value: Int64, row: Int)] = []

  /// The fewest values needed to conclude that one is an outlier.
  static let leastValues = 20
  /// The most distinct values that are counted exactly.
  static let mostDistinct = 4096
  /// The most large values kept with their rows.
  static let mostLargest = 1024

  /// Watches a field's numbers, which have `decimals` decimals in minor units.
  init(field: String, decimals: Int) {
    self.field = field
    self.decimals = decimals
  }

  /// Takes a number.
  mutating func observe(_ value: Int64, row: Int) {
    count += 1
    counts[isCoarse ? Self.coarse(value) : value, default: 0] += 1
    if !isCoarse, counts.count > Self.mostDistinct { makeCoarse() }
    guard value > 0 else { return }
    largest.append((value, row))
    if largest.count >= 2 * Self.mostLargest {
      largest.sort { ($1.value, $0.row) < ($0.value, $1.row) }
      largest.removeLast(largest.count - Self.mostLargest)
    }
  }

  /// From here on values are counted by their first nine binary digits, which makes the median accurate
  /// to a quarter of a percent.
  private mutating func makeCoarse() {
    isCoarse = true
    var coarse: [Int64: Int] = [:]
    for (value, count) in counts { coarse[Self.coarse(value), default: 0] += count }
    counts = coarse
  }

  private static func coarse(_ value: Int64) -> Int64 {
    let magnitude = value.magnitude
    let bits = UInt64.bitWidth - magnitude.leadingZeroBitCount
    guard bits > 9 else { return value }
    let kept = Int64(clamping: (magnitude >> UInt64(bits - 9)) << UInt64(bits - 9))
    return value < 0 ? -kept : kept
  }

  /// The lower median.
  private var median: Int64? {
    var rest = (count + 1) / 2
    for (value, count) in counts.sorted(by: { $0.key < $1.key }) {
      rest -= count
      if rest <= 0 { return value }
    }
    return nil
  }

  /// The values over a hundred times the median.
  var findings: [ColumnFinding] {
    guard count >= Self.leastValues, let median, median > 0 else { return [] }
    let (limit, overflow) = median.multipliedReportingOverflow(by: 100)
    guard !overflow else { return [] }
    return largest.filter { $0.value > limit }.sorted { $0.row < $1.row }.map { large in
      let text = ScaledDecimal(mantissa: large.value, scale: decimals).description
      return ColumnFinding(
        .tableOutlier(
          value: text, field: field,
          median: ScaledDecimal(mantissa: median, scale: decimals).description),
        row: large.row, value: text)
    }
  }
}
