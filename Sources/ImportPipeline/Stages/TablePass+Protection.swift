import RecordMapping
import Schemas
import TabularCore

extension TablePass {
  /// Keeps stored values that another program changed when the row would replace them.
  ///
  /// This comes before validation, so that rules see the resulting record.
  mutating func keepManualEdits(_ row: inout PendingRow) throws {
    guard hasManualEdits, !session.options.overwritesManualEdits, let stored = row.stored
    else { return }
    let changed = fields.kept.filter { index in
      row.given.contains(index) && !row.errors.contains(index)
        && !isSame(row.values[index], stored.values[index], at: index)
    }
    guard !changed.isEmpty else { return }
    for edit in try session.store.manualEdits(ofRecord: stored.id, of: fields.schema)
    where changed.contains(edit.field) {
      let isCleared = stored.values[edit.field].isNull
      report(
        .storeManualEdit(
          kept: edit.editedAt.map { .byHand(date: String($0.prefix(10))) } ?? .other,
          key: RecordKey.shown(row.key ?? ""),
          found: ShownText(
            stored.values[edit.field],
            as: fields.schema.form(ofFieldAt: edit.field, in: stored.values)),
          isCleared: isCleared),
        field: edit.field, of: row)
      session.tables[table].keptEdits.append(
        KeptEdit(
          ordinal: row.ordinal, stored: stored, field: edit.field, given: row.values[edit.field]))
      row.values[edit.field] = stored.values[edit.field]
      row.given.remove(edit.field)
      row.cleared.remove(edit.field)
      row.parents[edit.field] = nil
    }
  }

  /// Notes which stored record a row of a pruned table names.
  func notePruning(_ row: PendingRow) {
    guard session.tables[table].pruning != nil else { return }
    if row.state == .skipped, row.key == nil {
      let key = keyAsTyped(row)
      session.tables[table].pruning?.note(skipped: row, key: key)
    } else {
      session.tables[table].pruning?.note(row)
    }
  }

  /// The key of a row that is not read any further, from the key's cells; nothing is reported.
  private func keyAsTyped(_ row: PendingRow) -> String? {
    var values: [FieldValue] = []
    for index in session.tables[table].keyFields {
      guard let origin = row.origins[index] else { return nil }
      let reader = fields.nameReaders[index] ?? fields.readers[index]
      let reading = try? reader.read(input(origin), in: ReadingContext())
      values.append(reading?.value ?? .null)
    }
    return RecordKey.text(values)
  }
}
