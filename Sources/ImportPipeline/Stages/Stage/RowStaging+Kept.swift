import RecordMapping
import Schemas
import TabularCore

/// What a run keeps of rows that are not written, for questions that later rows and rules ask.
extension RowStaging {
  /// The values of a row; null for fields that have an error.
  func soundValues(of row: PendingRow) -> [FieldValue] {
    guard !row.errors.isEmpty else { return row.values }
    var values = row.values
    for index in values.indices where row.errors.contains(index) { values[index] = .null }
    return values
  }

  /// Keeps an invalid row for rules over whole tables: rules may read its sound fields, and a row that
  /// they miss may be this one.
  func keepRefused(_ row: PendingRow, in run: inout RunTable) {
    guard stages, let key = row.key, row.action == .upsert,
      run.refused.count < RunTable.maximumRefused
    else { return }
    var values = soundValues(of: row)
    for index in fields.secrets { values[index] = .null }
    var unsound = row.errors
    unsound.formUnion(row.unsureFields)
    unsound.formUnion(row.doubted)
    var told = row.told
    told.formUnion(row.ruleErrors)
    run.refused[row.ordinal] = RefusedRow(
      record: StagedRecord(
        ordinal: row.ordinal, operation: row.creates ? .create : .update,
        storedID: row.stored?.id, values: values),
      unsound: unsound, told: told,
      isWhole: !row.hasRowError && !row.isSilenced
        && run.ordinal(ofKey: key) == row.ordinal)
  }

  /// The same for a new record with a key of its own that was read by columns.
  ///
  /// - Parameter unsound: the fields that have an error, each told.
  func keepRefused(
    _ values: [FieldValue], ordinal: Int, unsound: FieldSet, in run: inout RunTable
  ) {
    guard stages, run.refused.count < RunTable.maximumRefused else { return }
    run.refused[ordinal] = RefusedRow(
      record: StagedRecord(ordinal: ordinal, operation: .create, values: values),
      unsound: unsound, told: unsound, isWhole: true)
  }

  /// Notes the stored record that a row names when the row is not valid.
  func noteMention(_ row: inout PendingRow, in run: inout RunTable) {
    guard hasStoredRecords, row.state != .valid, row.state != .deleting else { return }
    // The operation of such a row does not count the record.
    row.operation = .create
    if let stored = row.stored, let key = row.key {
      run.mentions.note(stored.id, key: key, ordinal: row.ordinal)
    } else if row.key == nil {
      run.mentions.note(skipped: keyValuesAsTyped(row), ordinal: row.ordinal)
    }
  }

  /// The key of a row that is not read any further; `nil` if a part of it cannot be read.
  private func keyValuesAsTyped(_ row: PendingRow) -> [FieldValue]? {
    var values: [FieldValue] = []
    for index in keyFields {
      guard let origin = row.origins[index],
        let reading = try? fields.readers[index].read(source.input(origin), in: ReadingContext()),
        !reading.value.isNull
      else { return nil }
      values.append(reading.value)
    }
    return values
  }

  /// Notes the texts of cells that references look up, if the cells have an error.
  func noteUnreadKey(of row: PendingRow, in run: inout RunTable) {
    guard row.isInvalid, row.action != .skip, !row.isSilenced else { return }
    func text(_ index: Int) -> String {
      row.origins[index].map { withoutSpreadsheetWrapping($0.text) } ?? ""
    }
    let wrong = Set(keyFields + run.lookupFields).filter {
      row.errors.contains($0) && row.origins[$0] != nil
    }
    for index in wrong {
      run.unreadKeys.note(text(index), field: index, ordinal: row.ordinal)
    }
    guard row.key == nil, wrong.contains(where: keyFields.contains) else { return }
    let key = keyFields.map { index in
      row.errors.contains(index) || row.values[index].isNull
        ? text(index) : row.values[index].description
    }
    run.unreadKeys.note(key: key, ordinal: row.ordinal)
  }

  /// Notes which stored record a row of a pruned table names.
  func notePruning(_ row: PendingRow, in run: inout RunTable) {
    guard run.pruning != nil else { return }
    if row.state == .skipped, row.key == nil {
      let key = keyAsTyped(row)
      run.pruning?.note(skipped: row, key: key)
    } else {
      run.pruning?.note(row)
    }
  }

  /// The key of a row that is not read any further, from the key's cells; nothing is reported.
  private func keyAsTyped(_ row: PendingRow) -> String? {
    var values: [FieldValue] = []
    for index in keyFields {
      guard let origin = row.origins[index] else { return nil }
      let reader = fields.nameReaders[index] ?? fields.readers[index]
      let reading = try? reader.read(source.input(origin), in: ReadingContext())
      values.append(reading?.value ?? .null)
    }
    return RecordKey.text(values)
  }

  /// Remembers a row that replaces a key, for rows and references that still use the old one.
  func noteRename(of row: PendingRow, in run: inout RunTable) {
    guard let key = row.renamedFrom, let stored = row.stored else { return }
    if run.renamedFrom[key] == nil {
      run.renamedFrom[key] = row.ordinal
    }
    run.renamedRecords[row.ordinal] = stored
  }
}
