import RecordMapping
import Schemas
import TabularCore

/// The records of the run and of the store, as the stages look them up for a row.
protocol RecordLookup: AnyObject {
  /// The tables of the package in dependency order.
  var order: [TableSchema] { get }
  /// The fields and values that close records, by table.
  var closings: [(field: Int, closed: Set<String>)?] { get }
  /// The positions of the tables in that order, by name.
  var positions: [String: Int] { get }

  /// The value at the end of a path from a row, following the records that it refers to.
  func value(
    at path: FieldPath, of row: PendingRow, in table: Int
  ) throws(StoreError) -> FieldValue?

  /// The value of a record's field; `nil` when it is not known.
  func value(ofFieldAt index: Int, of record: ResolvedParent) -> FieldValue?

  /// Resolves the text of a reference in a row.
  func resolve(
    _ text: String, _ reference: Reference, of row: PendingRow, in table: Int
  ) throws(StoreError) -> ReferenceOutcome

  /// The record of a table that has a key of one part.
  func record(withKey value: FieldValue, in table: Int) throws(StoreError) -> ReferenceOutcome

  /// The key under which the store still has a record, where its key names parents that rows of the run give
  /// another key; `nil` where it names none.
  func storedKey(of key: [FieldValue], in table: Int) -> [FieldValue]?

  /// An invalid row of the run as the record it would create; `nil` without a key.
  func waitingParent(_ row: RunTable.RowReference) -> ResolvedParent?

  /// What a resolved reference is stored as: the parent's target field.
  func target(of parent: ResolvedParent, _ reference: Reference) -> FieldValue?

  /// The requirement of a reference that its parent does not meet; `nil` when all are met, or unknown.
  func unmetRequirement(
    of reference: Reference, by parent: ResolvedParent, named text: String
  ) -> IssueContent?

  /// The only key of the run or the store that a missing key may be a misspelling of.
  func nearestKey(to text: String, in reference: Reference) -> Issue.Suggestion?
}

extension ImportSession: RecordLookup {
  func value(ofFieldAt index: Int, of record: ResolvedParent) -> FieldValue? {
    record.stored?.values[index]
      ?? record.ordinal.flatMap { tables[record.table].value(ofFieldAt: index, ordinal: $0) }
  }

  func resolve(
    _ text: String, _ reference: Reference, of row: PendingRow, in table: Int
  ) throws(StoreError) -> ReferenceOutcome {
    try resolver.resolve(
      text, reference: reference, of: order[table].name, tables: tables,
      valueAt: { path throws(StoreError) in try value(at: path, of: row, in: table) })
  }

  func record(withKey value: FieldValue, in table: Int) throws(StoreError) -> ReferenceOutcome {
    try resolver.byKey([value], in: tables[table], index: table)
  }

  func target(of parent: ResolvedParent, _ reference: Reference) -> FieldValue? {
    let schema = order[parent.table]
    if let position = schema.naturalKey.firstIndex(of: reference.targetField) {
      return position < parent.key.count ? parent.key[position] : nil
    }
    return schema.fieldIndex(named: reference.targetField).flatMap {
      value(ofFieldAt: $0, of: parent)
    }
  }

  func nearestKey(to text: String, in reference: Reference) -> Issue.Suggestion? {
    guard let position = positions[reference.table], reference.givesKey(of: order[position]),
      order[position].naturalKey.count == 1
    else { return nil }
    func find() -> Issue.Suggestion? {
      (try? knownKeys(ofTable: position)).flatMap {
        Issue.Suggestion(nearest: $0, to: text, noun: "key")
      }
    }
    // The keys of a table whose rows are all read stay as they are.
    guard let kept, let version = versions[position] else { return find() }
    return kept.suggestion(for: text, in: position, version: version, find)
  }
}
