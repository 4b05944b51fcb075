/// The rows in the order of a window: partition by partition, each in its own order.
struct WindowOrder {
  /// What an order is made of.
  struct Key: Hashable {
    var partition: [SQLExpression]
    var order: [SQLOrder]
  }

  /// The rows in order.
  private(set) var rows: [Int32]
  /// Whether the row at a place is the first of its partition.
  private(set) var beginsPartition: [Bool]
  /// Whether the row at a place differs in order from the one before it.
  private(set) var beginsPeers: [Bool]
  /// Whether rows of a partition are equal in order, so that their order is nobody's promise.
  private(set) var hasTies = false

  init(_ key: Key, of scope: QueryScope) throws {
    let partition = try key.partition.map { SortColumn(try scope.values($0), false, scope.pool) }
    let order = try key.order.map {
      SortColumn(try scope.values($0.expression), $0.isDescending, scope.pool)
    }
    let count = scope.count
    rows = Self.sorted(count: count, by: partition + order)
    beginsPartition = Self.changes(in: partition, along: rows)
    beginsPeers = Self.changes(in: order, along: rows)
    for place in rows.indices {
      if beginsPartition[place] { beginsPeers[place] = true }
      if !beginsPeers[place] { hasTies = true }
    }
  }

  /// Where a value of any column differs from the one before it.
  private static func changes(in columns: [SortColumn], along rows: [Int32]) -> [Bool] {
    var changes: [Bool] = Array(repeating: false, count: rows.count)
    if !rows.isEmpty { changes[0] = true }
    for column in columns {
      let identities = column.identities
      for place in rows.indices.dropFirst()
      where identities[Int(rows[place])] != identities[Int(rows[place - 1])] {
        changes[place] = true
      }
    }
    return changes
  }

  /// The rows sorted by columns.
  ///
  /// The first columns are packed into one number with the row, as far as it goes, and sorted by radix;
  /// rows that these leave equal are compared by the others.
  private static func sorted(count: Int, by columns: [SortColumn]) -> [Int32] {
    let rowBits = max(1, Int.bitWidth - count.leadingZeroBitCount)
    var bits = 0
    var packed = 0
    var keys: [UInt64] = Array(repeating: 0, count: count)
    // The last column seldom decides and may be dear to rank: it is left to the comparison.
    for column in columns.prefix(max(1, columns.count - 1)) {
      let ranks = column.ranks()
      let width = max(1, UInt32.bitWidth - (ranks.max() ?? 0).leadingZeroBitCount)
      guard bits + width + rowBits <= 64 else { break }
      for row in 0..<count { keys[row] = keys[row] << UInt64(width) | UInt64(ranks[row]) }
      bits += width
      packed += 1
    }
    for row in 0..<count { keys[row] = keys[row] << UInt64(rowBits) | UInt64(row) }
    RadixSort.sort(&keys, bits: bits + rowBits)
    let mask = UInt64(1) << UInt64(rowBits) - 1
    var rows = keys.map { Int32(truncatingIfNeeded: $0 & mask) }
    let rest = Array(columns.dropFirst(packed))
    guard !rest.isEmpty else { return rows }
    var first = 0
    while first < count {
      var end = first + 1
      while end < count, keys[end] >> UInt64(rowBits) == keys[first] >> UInt64(rowBits) { end += 1 }
      if end - first > 1 {
        rows[first..<end].sort { one, two in
          for column in rest {
            if column.precedes(Int(one), Int(two)) { return true }
            if column.precedes(Int(two), Int(one)) { return false }
          }
          return one < two
        }
      }
      first = end
    }
    return rows
  }
}

/// The order that was computed last, for functions over the same window, which mostly follow one another.
///
/// Orders of other scopes are not kept: one takes six bytes a row, and a SELECT over SELECTs has several.
final class LatestOrder {
  private weak var scope: QueryScope?
  private var key: WindowOrder.Key?
  private var order: WindowOrder?

  /// The order, if it is the last one; another one is discarded, as the wanted one takes its place.
  func order(_ key: WindowOrder.Key, of scope: QueryScope) -> WindowOrder? {
    if self.scope === scope, self.key == key { return order }
    order = nil
    return nil
  }

  /// Keeps an order instead of the one before.
  func keep(_ order: WindowOrder, _ key: WindowOrder.Key, of scope: QueryScope) {
    self.scope = scope
    self.key = key
    self.order = order
  }

  /// Discards the order if it is one of a scope, whose rows change.
  func discard(of scope: QueryScope) {
    guard self.scope === scope else { return }
    key = nil
    order = nil
  }
}

/// A column to sort by: NULL first, or last where it descends.
private final class SortColumn {
  private let values: ColumnVector
  private let isDescending: Bool
  private let pool: TextPool

  init(_ values: ColumnVector, _ isDescending: Bool, _ pool: TextPool) {
    self.values = values
    self.isDescending = isDescending
    self.pool = pool
  }

  var identities: IntegerColumn { values.identities }

  func precedes(_ one: Int, _ two: Int) -> Bool {
    let (first, second) = isDescending ? (two, one) : (one, two)
    switch values {
    case .null: return false
    case .integer(let values): return values[first] < values[second]
    case .real(let values):
      if values[first].isNaN || values[second].isNaN {
        return values[first].isNaN && !values[second].isNaN
      }
      return values[first] < values[second]
    case .text(let numbers):
      if numbers[first] < 0 || numbers[second] < 0 {
        return numbers[first] < 0 && numbers[second] >= 0
      }
      return pool.precedes(numbers[first], numbers[second])
    }
  }

  /// Numbers that order the rows as the values do, as small as may be.
  func ranks() -> [UInt32] {
    var ranks: [UInt32]
    switch values {
    case .null(let count):
      return Array(repeating: 0, count: count)
    case .integer(let values):
      let known = values.lazy.filter { $0 != ColumnVector.noInteger }
      let low = known.min() ?? 0
      let high = known.max() ?? 0
      if high.subtractingReportingOverflow(low).overflow || high - low >= 1 << 30 {
        let ordered = Array(Set(known)).sorted()
        let places = Dictionary(
          uniqueKeysWithValues: ordered.enumerated().map { ($1, UInt32($0 + 1)) })
        ranks = values.map { places[$0] ?? 0 }
      } else {
        ranks = values.map { $0 == ColumnVector.noInteger ? 0 : UInt32($0 - low + 1) }
      }
    case .real(let values):
      let ordered = Array(Set(values.lazy.filter { !$0.isNaN })).sorted()
      let places = Dictionary(
        uniqueKeysWithValues: ordered.enumerated().map { ($1, UInt32($0 + 1)) })
      ranks = values.map { places[$0] ?? 0 }
    case .text(let numbers):
      var places: [UInt32] = Array(repeating: 0, count: pool.count)
      var ordered: [Int32] = []
      for number in numbers where number >= 0 && places[Int(number)] == 0 {
        places[Int(number)] = 1
        ordered.append(number)
      }
      ordered.sort { pool.precedes($0, $1) }
      for (place, number) in ordered.enumerated() { places[Int(number)] = UInt32(place + 1) }
      ranks = numbers.map { $0 < 0 ? 0 : places[Int($0)] }
    }
    guard isDescending, let most = ranks.max() else { return ranks }
    for row in ranks.indices { ranks[row] = most - ranks[row] }
    return ranks
  }
}
