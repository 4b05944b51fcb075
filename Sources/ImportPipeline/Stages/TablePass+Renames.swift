import RecordMapping
import Schemas
import TabularCore

/// Rows that change the key of a stored record.
///
/// Such a row gives the present key beside the new one, or has the external identifier of the record.
/// When the row is read again, it finds the record by its new key and changes nothing.
extension TablePass {
  /// Finds the records whose keys rows change.
  mutating func findRenamed(_ pending: inout [PendingRow]) throws {
    for index in pending.indices {
      guard !pending[index].isResolved, pending[index].key != nil, pending[index].action == .upsert,
        let (field, old) = presentKey(of: pending[index]), let text = RecordKey.text(old)
      else { continue }
      let found =
        try hasStoredRecords ? session.store.records(of: fields.schema, keys: [old])[0] : nil
      switch (found, pending[index].stored) {
      case (nil, nil):
        pending[index].isInvalid = true
        pending[index].errors.insert(field)
        report(
          .referenceMissing(
            .unknown, parent: fields.schema.noun.english, value: RecordKey.shown(text)),
          field: field, of: pending[index])
      case (nil, _?): break
      case (let found?, let other?):
        // Spellings in different case may be the same key.
        if found.id == other.id { continue }
        pending[index].isInvalid = true
        let key = session.tables[table].keyFields.last ?? 0
        report(
          .keyStoreTaken(
            field: fields.schema.fields[key].name,
            value: pending[index].values[key].description,
            key: RecordKey.shown(pending[index].key ?? "")),
          field: key, of: pending[index])
      case (let found?, nil):
        pending[index].stored = found
        pending[index].renamedFrom = text
        pending[index].storedSourceIDs =
          try session.store.sourceIDs(ofRecords: [found.id], of: fields.schema)[found.id] ?? []
      }
    }
  }

  /// The present key that a row gives for its record, and the field that gives it; `nil` if the row
  /// renames nothing.
  private func presentKey(of row: PendingRow) -> (field: Int, key: [FieldValue])? {
    var key = row.keyValues
    var field: Int?
    for (index, part) in fields.renaming {
      guard let position = session.tables[table].keyFields.firstIndex(of: part),
        row.given.contains(index), !row.values[index].isNull, !row.errors.contains(index),
        row.values[index] != key[position]
      else { continue }
      key[position] = row.values[index]
      field = field ?? index
    }
    return field.map { ($0, key) }
  }

  /// Refuses two rows for one record, one of which uses the key that the other replaces.
  mutating func validateRename(_ row: inout PendingRow) {
    guard row.renamedFrom != nil || !session.tables[table].renamedFrom.isEmpty,
      let key = row.renamedFrom ?? row.key
    else { return }
    let other = session.tables[table].renamedFrom[key]
    guard
      let first = row.renamedFrom == nil
        ? other : other ?? session.tables[table].ordinal(ofKey: key),
      first != row.ordinal
    else { return }
    row.isInvalid = true
    reportRepeat(row, key: key, first: first, firstValues: nil, isIdentical: false)
    repeatedOrdinals.insert(first)
  }

  /// Remembers a row that replaces a key, for rows and references that still use the old one.
  mutating func noteRename(of row: PendingRow) {
    guard let key = row.renamedFrom, let stored = row.stored else { return }
    if session.tables[table].renamedFrom[key] == nil {
      session.tables[table].renamedFrom[key] = row.ordinal
    }
    session.tables[table].renamedRecords[row.ordinal] = stored
  }
}
