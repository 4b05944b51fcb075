/// Finds the rows that have some values in some columns: a hash table over the rows.
final class RowIndex {
  /// How many rows of another relation are looked up together.
  private static let rowsAtOnce = 4_096

  private let keys: [ColumnVector]
  private let identities: [IntegerColumn]
  /// The hashes of the rows; none where the rows have one value, which is compared itself.
  private let hashes: [UInt64]
  /// The first row of each slot, -1 for none.
  private let heads: [Int32]
  /// The next row of the same slot, by row.
  private let next: [Int32]

  /// An index over columns; rows with NULL in any of them are left out.
  init(_ keys: [ColumnVector], count: Int) {
    self.keys = keys
    identities = keys.map(\.identities)
    let hashes = RowHashes.hashes(of: keys, identities, count: count, leavingOutNull: true)
    var size = 16
    while size < count * 2 { size *= 2 }
    var heads = Array(repeating: ColumnVector.none, count: size)
    var next = Array(repeating: ColumnVector.none, count: count)
    // From the last row to the first, so that a slot lists its rows in order.
    for row in stride(from: count - 1, through: 0, by: -1) where hashes[row] != RowHashes.none {
      let slot = Int(truncatingIfNeeded: hashes[row]) & (size - 1)
      next[row] = heads[slot]
      heads[slot] = Int32(truncatingIfNeeded: row)
    }
    self.hashes = keys.count > 1 ? hashes : []
    self.heads = heads
    self.next = next
  }

  /// Pairs each row of other columns with the rows here that have the same values.
  ///
  /// - Parameter limit: the most pairs that may come out.
  func matches(
    of values: [ColumnVector], count: Int, limit: Int
  ) throws -> RowPairs {
    guard zip(values, keys).allSatisfy({ $0.isComparable(with: $1) }) else {
      throw UnsupportedQuery("a comparison of several kinds")
    }
    let mask = heads.count - 1
    // Rows mostly have one counterpart each: then their numbers need not be kept.
    var left: [Int32]?
    var right: [Int32] = []
    right.reserveCapacity(count)
    // Part by part, so that what a part is compared by takes little room.
    for start in stride(from: 0, to: count, by: Self.rowsAtOnce) {
      let part = start..<min(start + Self.rowsAtOnce, count)
      let wanted = values.map { $0.identities(of: part) }
      let wantedHashes = RowHashes.hashes(
        of: values, wanted, count: part.count, leavingOutNull: true)
      for row in 0..<part.count {
        let hash = wantedHashes[row]
        let before = right.count
        var found =
          hash == RowHashes.none
          ? ColumnVector.none : heads[Int(truncatingIfNeeded: hash) & mask]
        while found >= 0 {
          if hashes.isEmpty || hashes[Int(found)] == hash, isEqual(wanted, row, Int(found)) {
            right.append(found)
          }
          found = next[Int(found)]
        }
        if left == nil, right.count != before + 1 {
          left = (0..<Int32(truncatingIfNeeded: start + row)).map(\.self)
          left?.reserveCapacity(count)
        }
        left?.append(
          contentsOf: repeatElement(
            Int32(truncatingIfNeeded: start + row), count: right.count - before))
        if right.count > limit { throw UnsupportedQuery("a join of too many rows") }
      }
    }
    return (left, right)
  }

  private func isEqual(_ wanted: [[Int64]], _ row: Int, _ found: Int) -> Bool {
    for place in wanted.indices where wanted[place][row] != identities[place][found] {
      return false
    }
    return true
  }
}

/// Rows put together that have the same values in some columns; NULL equals NULL.
public struct RowGroups {
  /// The group of each row, from 0.
  public private(set) var groups: [Int32]
  /// The first row of each group.
  public private(set) var firstRows: [Int32]

  /// The groups of rows by columns.
  public init(_ keys: [ColumnVector], count: Int) {
    groups = []
    firstRows = []
    if keys.count == 1, case .text(let numbers) = keys[0] {
      group(numbers)
    } else {
      group(keys, count: count)
    }
  }

  /// Groups rows by one text, whose number is the place of its group.
  private mutating func group(_ numbers: [Int32]) {
    let size = Int(numbers.max() ?? ColumnVector.none) + 2
    var places: [Int32] = Array(repeating: ColumnVector.none, count: size)
    groups = Array(repeating: 0, count: numbers.count)
    for row in numbers.indices {
      let place = Int(numbers[row]) + 1
      if places[place] < 0 {
        places[place] = Int32(truncatingIfNeeded: firstRows.count)
        firstRows.append(Int32(truncatingIfNeeded: row))
      }
      groups[row] = places[place]
    }
  }

  private mutating func group(_ keys: [ColumnVector], count: Int) {
    let identities = keys.map(\.identities)
    let hashes = RowHashes.hashes(of: keys, identities, count: count, leavingOutNull: false)
    var size = 16
    while size < count * 2 { size *= 2 }
    var slots: [Int32] = Array(repeating: ColumnVector.none, count: size)
    groups = Array(repeating: 0, count: count)
    for row in 0..<count {
      var slot = Int(truncatingIfNeeded: hashes[row]) & (size - 1)
      while true {
        let group = slots[slot]
        if group < 0 {
          slots[slot] = Int32(truncatingIfNeeded: firstRows.count)
          groups[row] = slots[slot]
          firstRows.append(Int32(truncatingIfNeeded: row))
          break
        }
        let first = Int(firstRows[Int(group)])
        if hashes[first] == hashes[row],
          identities.allSatisfy({ $0[first] == $0[row] })
        {
          groups[row] = group
          break
        }
        slot = (slot + 1) & (size - 1)
      }
    }
  }
}

/// Hashes of rows over several columns.
private enum RowHashes {
  /// The hash of a row with NULL, where such rows are left out.
  static let none = UInt64.max

  static func hashes<Values: RandomAccessCollection<Int64>>(
    of keys: [ColumnVector], _ identities: [Values], count: Int, leavingOutNull: Bool
  ) -> [UInt64] where Values.Index == Int {
    var hashes: [UInt64] = Array(repeating: 0x9E37_79B9_7F4A_7C15, count: count)
    for (key, values) in zip(keys, identities) {
      let null = key.nullIdentity
      for row in 0..<count {
        if leavingOutNull, values[row] == null || hashes[row] == none {
          hashes[row] = none
          continue
        }
        var hash = (hashes[row] ^ UInt64(bitPattern: values[row])) &* 0xFF51_AFD7_ED55_8CCD
        hash ^= hash >> 32
        hashes[row] = hash == none ? 0 : hash
      }
    }
    return hashes
  }
}
