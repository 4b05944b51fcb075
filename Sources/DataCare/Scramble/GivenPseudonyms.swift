import ImportPipeline

/// Which value has which pseudonym, so that no two values get the same one.
///
/// Both are known by 64 bits. Up to some millions are kept in memory, the rest in a table of a database.
final class GivenPseudonyms {
  /// A pseudonym and its owner after each other, so that one access to memory finds both.
  @exclusivity(unchecked) private var table = LargeTable(count: 2 << 12)
  @exclusivity(unchecked) private var slotCount = 1 << 12
  @exclusivity(unchecked) private var count = 0
  private let makeTable: () throws(StoreError) -> any SQLConnection
  private var overflow: (any SQLConnection)?
  /// Nobody can choose values that all fall on one slot.
  private let multiplier = UInt64.random(in: 0 ... .max) | 1

  /// So many stay in memory: 64 MB.
  private static let mostSlots = 1 << 22

  /// None yet.
  ///
  /// - Parameter makeTable: a connection to an empty database for those that memory does not take.
  init(overflow makeTable: @escaping () throws(StoreError) -> any SQLConnection) {
    self.makeTable = makeTable
  }

  /// Gives a pseudonym to a value; `false` if another value has it.
  func claim(_ pseudonym: UInt64, for owner: UInt64) throws(StoreError) -> Bool {
    // Zero marks a free slot.
    let key = pseudonym == 0 ? 1 : pseudonym
    let slot = slot(of: key)
    if table.numbers[slot * 2] == key { return table.numbers[slot * 2 + 1] == owner }
    if count * 10 < slotCount * 7 {
      put(key, owner, at: slot)
      return true
    }
    if slotCount < Self.mostSlots {
      grow()
      put(key, owner, at: self.slot(of: key))
      return true
    }
    return try claimInTable(key, for: owner)
  }

  private func put(_ key: UInt64, _ owner: UInt64, at slot: Int) {
    table.numbers[slot * 2] = key
    table.numbers[slot * 2 + 1] = owner
    count += 1
  }

  private func slot(of key: UInt64) -> Int {
    let mask = slotCount - 1
    var slot = Int(truncatingIfNeeded: (key &* multiplier) >> 20) & mask
    let entries = table.numbers
    while entries[slot * 2] != 0, entries[slot * 2] != key { slot = (slot + 1) & mask }
    return slot
  }

  private func grow() {
    let old = table
    defer { withExtendedLifetime(old) {} }
    slotCount *= 2
    table = LargeTable(count: slotCount * 2)
    for index in stride(from: 0, to: old.numbers.count, by: 2) where old.numbers[index] != 0 {
      let slot = slot(of: old.numbers[index])
      table.numbers[slot * 2] = old.numbers[index]
      table.numbers[slot * 2 + 1] = old.numbers[index + 1]
    }
  }

  private func claimInTable(_ key: UInt64, for owner: UInt64) throws(StoreError) -> Bool {
    let database: any SQLConnection
    if let overflow {
      database = overflow
    } else {
      database = try makeTable()
      try database.execute("CREATE TABLE given (pseudonym INTEGER PRIMARY KEY, owner INTEGER)")
      overflow = database
    }
    let parameters = [
      SQLValue.integer(Int64(bitPattern: key)), .integer(Int64(bitPattern: owner)),
    ]
    let stored = try database.value(
      "SELECT owner FROM given WHERE pseudonym = ?1", [parameters[0]])
    if !stored.isNull { return stored == parameters[1] }
    try database.execute("INSERT INTO given (pseudonym, owner) VALUES (?1, ?2)", parameters)
    return true
  }
}
