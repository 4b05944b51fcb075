import RecordMapping
import Schemas
import TabularCore

extension TablePass {
  /// Finds the stored records that rows mean, and their external identifiers if rows give some.
  mutating func findStored(of rows: inout [PendingRow], at places: [Int]) throws {
    let schema = fields.schema
    let found = try session.store.matches(of: schema, keys: places.map { rows[$0].keyValues })
    var asked: [Int] = []
    for (place, records) in zip(places, found) {
      take(records, for: &rows[place])
      if rows[place].stored != nil, rows[place].sourceID != nil || rows[place].clearsSourceID {
        asked.append(place)
      }
    }
    guard !asked.isEmpty else { return }
    let ids = try session.store.sourceIDs(
      ofRecords: asked.compactMap { rows[$0].stored?.id }, of: schema)
    for place in asked {
      rows[place].storedSourceIDs = rows[place].stored.flatMap { ids[$0.id] } ?? []
    }
  }

  /// Takes the record that a row's key means; a row whose key matches several records is refused.
  private mutating func take(_ records: [StoredRecord], for row: inout PendingRow) {
    guard let first = records.first else { return }
    if let meant = fields.schema.meant(among: records) {
      row.stored = meant
      if records.count > 1 { session.tables[table].meantIDs[row.ordinal] = meant.id }
      return keepSpelling(of: &row)
    }
    // The first record stands in for them, so that the row is checked as an update.
    row.stored = first
    row.isInvalid = true
    let keyFields = session.tables[table].keyFields
    report(
      .keyConflict(
        .two(value: RecordKey.shown(row.key ?? "")), field: fields.schema.fields[keyPlace].name,
        first: first.shown(key: keyFields), second: records[1].shown(key: keyFields)),
      field: keyPlace, of: row)
    row.errors.insert(keyPlace)
  }

  /// Finds stored references to a different record that has the same key as the one the row means.
  mutating func findRepointed(_ row: inout PendingRow, _ stored: StoredRecord) throws {
    for (index, _) in fields.referencing where row.given.contains(index) {
      guard let parents = row.parents[index], parents.count == 1, let meant = parents[0].meantID,
        case .reference = fields.schema.fields[index].store,
        isSame(row.values[index], stored.values[index], at: index)
      else { continue }
      let current = try session.store.referredID(
        ofRecord: stored.id, fieldAt: index, of: fields.schema)
      if let current, current != meant { row.repointed[index] = (current, meant) }
    }
  }

  /// Keeps the store's spelling of a key, since another program reads it.
  private func keepSpelling(of row: inout PendingRow) {
    guard let stored = row.stored else { return }
    var isRespelled = false
    for (position, index) in session.tables[table].keyFields.enumerated()
    where !fields.schema.fields[index].isFolded {
      guard let own = stored.values[index].text,
        !isSpelled(own, like: row.values[index].text ?? "")
      else { continue }
      row.values[index] = stored.values[index]
      row.keyValues[position] = stored.values[index]
      isRespelled = true
    }
    guard isRespelled else { return }
    row.canonicalKey = row.key
    row.key = RecordKey.text(row.keyValues)
  }
}
