import RecordMapping
import Schemas
import TabularCore

/// A row with an external identifier that another stored record has.
struct SourceIDClaim {
  /// The row.
  var ordinal: Int
  /// The identifier.
  var id: String
  /// The key of the record that has it.
  var owner: String
}

/// Finds the stored records that rows mean: by their keys, by the keys that rows replace, and by external
/// identifiers.
struct StoredLookup {
  let fields: TableFields
  let keyFields: [Int]
  let keyPlace: Int
  let store: any RecordStore
  let hasStoredRecords: Bool
  private let records: any RecordLookup
  private let table: Int
  /// Rows with an external identifier of a stored record that may give it up.
  private(set) var sourceIDClaims: [SourceIDClaim] = []

  init(_ setup: SourceSetup) {
    fields = setup.fields
    keyFields = setup.keyFields
    keyPlace = setup.keyPlace
    records = setup.session
    table = setup.table
    store = setup.session.store
    hasStoredRecords = setup.hasStoredRecords
  }

  /// Finds the stored records that rows mean, and their external identifiers if rows give some.
  func findStored(of rows: inout [PendingRow], at places: [Int], _ issues: inout SourceIssues)
    throws
  {
    let schema = fields.schema
    let keys = places.map { storedKey(of: rows[$0].keyValues) }
    let found = try store.matches(of: schema, keys: keys)
    var asked: [Int] = []
    for (position, (place, records)) in zip(places, found).enumerated() {
      let isMoved = keys[position] != rows[place].keyValues
      take(records, for: &rows[place], isMoved: isMoved, &issues)
      if isMoved, rows[place].stored != nil, rows[place].action == .upsert {
        rows[place].renamedFrom = RecordKey.text(keys[position])
      }
      if rows[place].stored != nil, rows[place].sourceID != nil || rows[place].clearsSourceID {
        asked.append(place)
      }
    }
    guard !asked.isEmpty else { return }
    let ids = try store.sourceIDs(
      ofRecords: asked.compactMap { rows[$0].stored?.id }, of: schema)
    for place in asked {
      rows[place].storedSourceIDs = rows[place].stored.flatMap { ids[$0.id] } ?? []
    }
  }

  /// The key under which the store has a record: parents may get another key in this run.
  func storedKey(of key: [FieldValue]) -> [FieldValue] {
    records.storedKey(of: key, in: table) ?? key
  }

  /// Takes the record that a row's key means; a row whose key matches several records is refused.
  private func take(
    _ records: [StoredRecord], for row: inout PendingRow, isMoved: Bool,
    _ issues: inout SourceIssues
  ) {
    guard let first = records.first else { return }
    if let meant = fields.schema.meant(among: records) {
      row.stored = meant
      if records.count > 1 { row.meantID = meant.id }
      if !isMoved { keepSpelling(of: &row) }
      return
    }
    // The first record stands in for them, so that the row is checked as an update.
    row.stored = first
    row.isInvalid = true
    issues.report(
      .keyConflict(
        .two(value: RecordKey.shown(row.key ?? "")), field: fields.schema.fields[keyPlace].name,
        first: first.shown(key: keyFields), second: records[1].shown(key: keyFields)),
      field: keyPlace, of: row)
    row.errors.insert(keyPlace)
  }

  /// Keeps the store's spelling of a key, since another program reads it.
  private func keepSpelling(of row: inout PendingRow) {
    guard let stored = row.stored else { return }
    var isRespelled = false
    for (position, index) in keyFields.enumerated()
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

  /// An external identifier stays with the stored record that it came with, unless a row of the run takes
  /// it away from that record; that is known once all rows are read.
  mutating func noteSourceID(of row: inout PendingRow) throws {
    guard hasStoredRecords, let id = row.newSourceID, !id.isEmpty,
      let other = try store.record(of: fields.schema, sourceID: id)
    else { return }
    let owner = RecordKey.text(keyFields.map { other.values[$0] })
    guard let owner, let own = row.key, owner != own else { return }
    if row.creates, fields.schema.renamesBySourceID {
      // The row's record is the one that has the identifier, under another key.
      row.stored = other
      row.renamedFrom = owner
      row.storedSourceIDs =
        try store.sourceIDs(ofRecords: [other.id], of: fields.schema)[other.id] ?? []
      return
    }
    sourceIDClaims.append(SourceIDClaim(ordinal: row.ordinal, id: id, owner: owner))
  }
}
