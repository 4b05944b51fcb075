import RecordMapping

/// The stored records named by rows of the run that are not written: invalid, waiting and skipped rows.
///
/// Valid rows are counted by their operation; the others are few.
struct Mentions {
  /// The stored records, by id, with the first row and its key.
  private(set) var stored: [Int64: (ordinal: Int, key: String)] = [:]
  /// The keys of rows that are skipped unread, with the first row.
  private(set) var skipped: [[FieldValue]: Int] = [:]
  /// Rows that name an unknown record.
  private(set) var unclear: Set<Int> = []

  /// Notes a row that names a stored record.
  mutating func note(_ id: Int64, key: String, ordinal: Int) {
    if stored[id] == nil { stored[id] = (ordinal, key) }
  }

  /// Notes a row that is not read, by its key; `nil` when the key cannot be read.
  mutating func note(skipped key: [FieldValue]?, ordinal: Int) {
    guard let key else {
      unclear.insert(ordinal)
      return
    }
    if skipped[key] == nil { skipped[key] = ordinal }
  }

  /// Discards all rows from an ordinal on.
  mutating func removeRows(from ordinal: Int) {
    stored = stored.filter { $0.value.ordinal < ordinal }
    skipped = skipped.filter { $0.value < ordinal }
    unclear = unclear.filter { $0 < ordinal }
  }
}

extension ImportSession {
  /// How many stored records of a table the rows of the run name, and whether the number is exact.
  func mentionedRecords(ofTable index: Int) throws -> (count: Int, isExact: Bool) {
    let table = tables[index]
    var count = 0
    table.rows.forEachKind { state, operation, rows in
      if operation != .create || state == .deleting { count += rows }
    }
    func isCounted(_ key: String) -> Bool {
      guard let first = table.ordinal(ofKey: key) else { return false }
      return table.rows.operation(of: first) != .create || table.rows.state(of: first) == .deleting
    }
    var named = Set(table.mentions.stored.filter { !isCounted($0.value.key) }.keys)
    let keys = table.mentions.skipped.keys.filter { key in
      RecordKey.text(key).map { !isCounted($0) } ?? false
    }
    for stored in try store.records(of: table.schema, keys: Array(keys)) {
      if let stored { named.insert(stored.id) }
    }
    return (count + named.count, table.mentions.unclear.isEmpty)
  }
}
