/// A set of field indexes, from 0.
struct FieldSet: Hashable, Sendable {
  private var low: UInt64 = 0
  private var rest: [UInt64] = []

  /// Whether no field is in the set.
  var isEmpty: Bool { low == 0 && rest.allSatisfy { $0 == 0 } }

  /// Whether a field is in the set.
  func contains(_ index: Int) -> Bool {
    if index < 64 { return low & (1 << UInt64(index)) != 0 }
    let word = index / 64 - 1
    return word < rest.count && rest[word] & (1 << UInt64(index % 64)) != 0
  }

  /// Adds a field.
  mutating func insert(_ index: Int) {
    if index < 64 {
      low |= 1 << UInt64(index)
    } else {
      let word = index / 64 - 1
      while rest.count <= word { rest.append(0) }
      rest[word] |= 1 << UInt64(index % 64)
    }
  }

  /// Adds all fields of another set.
  mutating func formUnion(_ other: FieldSet) {
    low |= other.low
    while rest.count < other.rest.count { rest.append(0) }
    for word in other.rest.indices { rest[word] |= other.rest[word] }
  }

  /// Takes a field out.
  mutating func remove(_ index: Int) {
    if index < 64 {
      low &= ~(1 << UInt64(index))
    } else if index / 64 - 1 < rest.count {
      rest[index / 64 - 1] &= ~(1 << UInt64(index % 64))
    }
  }

  /// Whether two sets have a field in common.
  func intersects(_ other: FieldSet) -> Bool {
    low & other.low != 0 || zip(rest, other.rest).contains { $0 & $1 != 0 }
  }
}
