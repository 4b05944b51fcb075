import ImportPipeline

/// Which value has which pseudonym, so that no two values get the same one.
///
/// Both are known by 64 bits. Up to some millions are kept in memory, the rest in a table of a database.
final class GivenPseudonyms {
  private var keys = [UInt64](repeating: 0, count: 1 << 12)
  private var owners = [UInt64](repeating: 0, count: 1 << 12)
  private var count = 0
  private let makeTable: () throws(StoreError) -> any SQLConnection
  private var table: (any SQLConnection)?

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
    if keys[slot] == key { return owners[slot] == owner }
    if count * 10 < keys.count * 7 {
      put(key, owner, at: slot)
      return true
    }
    if keys.count < Self.mostSlots {
      grow()
      put(key, owner, at: self.slot(of: key))
      return true
    }
    return try claimInTable(key, for: owner)
  }

  private func put(_ key: UInt64, _ owner: UInt64, at slot: Int) {
    keys[slot] = key
    owners[slot] = owner
    count += 1
  }

  private func slot(of key: UInt64) -> Int {
    let mask = keys.count - 1
    var slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 20) & mask
    while keys[slot] != 0, keys[slot] != key { slot = (slot + 1) & mask }
    return slot
  }

  private func grow() {
    let old = (keys, owners)
    keys = [UInt64](repeating: 0, count: old.0.count * 2)
    owners = [UInt64](repeating: 0, count: old.0.count * 2)
    for (key, owner) in zip(old.0, old.1) where key != 0 {
      let slot = slot(of: key)
      keys[slot] = key
      owners[slot] = owner
    }
  }

  private func claimInTable(_ key: UInt64, for owner: UInt64) throws(StoreError) -> Bool {
    let database: any SQLConnection
    if let table {
      database = table
    } else {
      database = try makeTable()
      try database.execute("CREATE TABLE given (pseudonym INTEGER PRIMARY KEY, owner INTEGER)")
      table = database
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
