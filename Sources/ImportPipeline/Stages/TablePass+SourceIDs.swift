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

extension TablePass {
  /// An external identifier stays with the stored record that it came with, unless a row of the run takes
  /// it away from that record; that is known once all rows are read.
  mutating func noteSourceID(of row: inout PendingRow) throws {
    guard hasStoredRecords, let id = row.newSourceID, !id.isEmpty,
      let other = try session.store.record(of: fields.schema, sourceID: id)
    else { return }
    let owner = RecordKey.text(session.tables[table].keyFields.map { other.values[$0] })
    guard let owner, let own = row.key, owner != own else { return }
    if row.creates, fields.schema.renamesBySourceID {
      // The row's record is the one that has the identifier, under another key.
      row.stored = other
      row.renamedFrom = owner
      row.storedSourceIDs =
        try session.store.sourceIDs(ofRecords: [other.id], of: fields.schema)[other.id] ?? []
      return
    }
    sourceIDClaims.append(SourceIDClaim(ordinal: row.ordinal, id: id, owner: owner))
  }

  /// Refuses rows whose identifier stays with another record.
  mutating func validateSourceIDClaims(_ refused: inout Set<Int>) throws {
    for claim in sourceIDClaims {
      if let ordinal = session.tables[table].ordinal(ofKey: claim.owner) {
        let state = session.tables[table].rows.state(of: ordinal)
        let isReleased = session.tables[table].sourceIDReleases.contains(ordinal)
        if state == .deleting || state == .valid && isReleased {
          // If that row is left out, this one cannot get the identifier either.
          session.tables[table].dependences.add(
            claim.ordinal, on: .init(table: table, ordinal: ordinal))
          continue
        }
      }
      refused.insert(claim.ordinal)
      report(claim)
    }
  }

  private mutating func report(_ claim: SourceIDClaim) {
    let row = session.tables[table].rows[claim.ordinal]
    let own = RecordKey.shown(row.key)
    let owner = RecordKey.shown(claim.owner)
    guard row.operation != .create else {
      issues.add(
        Issue(
          .keyStoreTaken(
            field: "source_id", value: claim.id, table: ledger.table, key: owner),
          at: source.location(
            row: Int(row.number), column: source.binding.sourceIDColumn, table: ledger.table,
            field: "source_id", key: RecordKey.parts(row.key)),
          value: claim.id))
      return
    }
    let key = session.tables[table].keyFields.last ?? 0
    report(
      .keyConflict(
        .other(other: "source_id", value: claim.id), field: fields.schema.fields[key].name,
        first: own, second: owner),
      at: key, row: row, value: own)
  }
}
