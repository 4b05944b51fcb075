import RecordMapping
import Schemas
import TabularCore

/// Reports unique values shared by two rows, or by a row and a stored record that the run does not touch.
struct UniqueValues {
  let setup: SourceSetup
  let staging: RowStaging
  private var source: TableSource { setup.source }
  private var store: any RecordStore { setup.session.store }
  private var fields: TableFields { setup.fields }
  private var tableName: String { setup.fields.schema.name }

  /// Reports shared values and invalidates their rows.
  func validate(in run: inout RunTable, _ issues: inout SourceIssues) throws {
    let schema = fields.schema
    let repeated = staging.provisional.intersection(staging.repeatedOrdinals)
    if !repeated.isEmpty { try store.unstage(repeated.sorted(), of: schema) }
    for key in schema.uniqueKeys {
      let indexes = key.compactMap(schema.fieldIndex(named:))
      guard indexes.count == key.count, let place = indexes.last else { continue }
      var refused: Set<Int> = []
      let conflicts = try store.conflicts(onFields: indexes, of: schema)
      // Two rows of the run that share a value are reported as such, whoever has the value in the store.
      var shared: Set<[FieldValue]> = []
      for conflict in conflicts where conflict.otherOrdinal != nil {
        let values = try store.stagedValues([conflict.ordinal], of: schema).first ?? nil
        if let values { shared.insert(indexes.map { values[$0] }) }
      }
      for conflict in conflicts {
        guard conflict.ordinal >= setup.firstOrdinal,
          let values = try store.stagedValues([conflict.ordinal], of: schema).first ?? nil
        else { continue }
        refused.insert(conflict.ordinal)
        if conflict.otherOrdinal == nil, shared.contains(indexes.map { values[$0] }) { continue }
        let row = run.rows[conflict.ordinal]
        let name = schema.fields[place].name
        let shown = values[place].description
        if let other = conflict.otherOrdinal {
          let earlier = run.rows[other]
          let file = staging.sources[Int(earlier.source)].fileName
          issues.report(
            .keyUnique(
              file == source.fileName ? .sameFile : .otherFile, field: name, value: shown,
              row: Int(earlier.number), file: file),
            at: place, row: row, value: shown,
            related: [
              .init(
                staging.sources[Int(earlier.source)].location(
                  row: Int(earlier.number), column: source.binding.place(ofFieldAt: place),
                  table: tableName, field: name), label: "first")
            ])
        } else if row.operation == .create {
          issues.report(
            .keyStoreTaken(
              field: name, value: shown, table: schema.name,
              key: conflict.storedKey.joined(separator: "/")),
            at: place, row: row, value: shown)
        } else {
          let key = setup.keyFields.first ?? 0
          issues.report(
            .keyConflict(
              .other(other: name, value: shown), field: schema.fields[key].name,
              first: RecordKey.shown(row.key), second: conflict.storedKey.joined(separator: "/")),
            at: key, row: row, value: RecordKey.shown(row.key))
        }
      }
      try staging.invalidate(refused, in: &run)
    }
  }

  /// The rows whose external identifier stays with another record, which is reported.
  func refused(
    by claims: [SourceIDClaim], in run: inout RunTable, _ issues: inout SourceIssues
  ) -> Set<Int> {
    var refused: Set<Int> = []
    for claim in claims {
      if let ordinal = run.ordinal(ofKey: claim.owner) {
        let state = run.rows.state(of: ordinal)
        let isReleased = run.sourceIDReleases.contains(ordinal)
        if state == .deleting || state == .valid && isReleased {
          // If that row is left out, this one cannot get the identifier either.
          run.dependences.add(
            claim.ordinal, on: .init(table: setup.table, ordinal: ordinal))
          continue
        }
      }
      refused.insert(claim.ordinal)
      report(claim, in: run, &issues)
    }
    return refused
  }

  private func report(
    _ claim: SourceIDClaim, in run: RunTable, _ issues: inout SourceIssues
  ) {
    let row = run.rows[claim.ordinal]
    let own = RecordKey.shown(row.key)
    let owner = RecordKey.shown(claim.owner)
    guard row.operation != .create else {
      issues.collector.add(
        Issue(
          .keyStoreTaken(
            field: "source_id", value: claim.id, table: tableName, key: owner),
          at: source.location(
            row: Int(row.number), column: source.binding.sourceIDColumn, table: tableName,
            field: "source_id", key: RecordKey.parts(row.key)),
          value: claim.id))
      return
    }
    let key = setup.keyFields.last ?? 0
    issues.report(
      .keyConflict(
        .other(other: "source_id", value: claim.id), field: fields.schema.fields[key].name,
        first: own, second: owner),
      at: key, row: row, value: own)
  }
}
