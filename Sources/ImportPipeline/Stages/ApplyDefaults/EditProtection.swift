import RecordMapping
import Schemas
import TabularCore

/// Keeps stored values that another program changed when a row would replace them.
struct EditProtection {
  private let fields: TableFields
  private let store: any RecordStore
  private let isActive: Bool

  init(_ setup: SourceSetup) {
    fields = setup.fields
    store = setup.session.store
    isActive = setup.hasManualEdits && !setup.session.options.overwritesManualEdits
  }

  /// Keeps stored values that another program changed when the row would replace them.
  ///
  /// This comes before validation, so that rules see the resulting record. Whoever typed a value over one
  /// that a template showed knew it.
  func keepManualEdits(_ row: inout PendingRow, _ issues: inout SourceIssues) throws {
    guard isActive, let stored = row.stored
    else { return }
    let changed = fields.kept.filter { index in
      row.given.contains(index) && !row.errors.contains(index)
        && row.seen?.known.contains(index) != true
        && !fields.isSame(row.values[index], stored.values[index], at: index)
    }
    guard !changed.isEmpty else { return }
    for edit in try store.manualEdits(ofRecord: stored.id, of: fields.schema)
    where changed.contains(edit.field) {
      let isCleared = stored.values[edit.field].isNull
      issues.report(
        .storeManualEdit(
          kept: edit.editedAt.map { .byHand(date: String($0.prefix(10))) } ?? .other,
          key: RecordKey.shown(row.key ?? ""),
          found: ShownText(
            stored.values[edit.field],
            as: fields.schema.form(ofFieldAt: edit.field, in: stored.values)),
          isCleared: isCleared),
        field: edit.field, of: row)
      row.keptEdits.append(
        KeptEdit(
          ordinal: row.ordinal, stored: stored, field: edit.field, given: row.values[edit.field]))
      row.values[edit.field] = stored.values[edit.field]
      row.given.remove(edit.field)
      row.cleared.remove(edit.field)
      row.parents[edit.field] = nil
    }
  }
}
