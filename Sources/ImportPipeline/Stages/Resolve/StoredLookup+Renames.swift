import RecordMapping
import Schemas
import TabularCore

/// Rows that change the key of a stored record.
///
/// Such a row gives the present key beside the new one, or has the external identifier of the record.
/// When the row is read again, it finds the record by its new key and changes nothing.
extension StoredLookup {
  /// Finds the records whose keys rows change.
  func findRenamed(_ pending: inout [PendingRow], _ issues: inout SourceIssues) throws {
    for index in pending.indices {
      guard !pending[index].isResolved, pending[index].key != nil, pending[index].action == .upsert,
        let (field, given) = presentKey(of: pending[index])
      else { continue }
      let old = storedKey(of: given)
      guard let text = RecordKey.text(old) else { continue }
      let found =
        try hasStoredRecords ? store.records(of: fields.schema, keys: [old])[0] : nil
      switch (found, pending[index].stored) {
      case (nil, nil):
        pending[index].isInvalid = true
        pending[index].errors.insert(field)
        issues.report(
          .referenceMissing(
            .unknown, parent: fields.schema.noun.english, value: RecordKey.shown(text)),
          field: field, of: pending[index])
      case (nil, _?): break
      case (let found?, let other?):
        // Spellings in different case may be the same key.
        if found.id == other.id { continue }
        pending[index].isInvalid = true
        let key = keyFields.last ?? 0
        issues.report(
          .keyStoreTaken(
            field: fields.schema.fields[key].name,
            value: pending[index].values[key].description,
            key: RecordKey.shown(pending[index].key ?? "")),
          field: key, of: pending[index])
      case (let found?, nil):
        pending[index].stored = found
        pending[index].renamedFrom = text
        pending[index].storedSourceIDs =
          try store.sourceIDs(ofRecords: [found.id], of: fields.schema)[found.id] ?? []
      }
    }
  }

  /// The present key that a row gives for its record, and the field that gives it; `nil` if the row
  /// renames nothing.
  private func presentKey(of row: PendingRow) -> (field: Int, key: [FieldValue])? {
    var key = row.keyValues
    var field: Int?
    for (index, part) in fields.renaming {
      guard let position = keyFields.firstIndex(of: part),
        row.given.contains(index), !row.values[index].isNull, !row.errors.contains(index),
        row.values[index] != key[position]
      else { continue }
      key[position] = row.values[index]
      field = field ?? index
    }
    return field.map { ($0, key) }
  }
}
