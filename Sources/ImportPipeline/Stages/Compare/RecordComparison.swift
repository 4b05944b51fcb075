import RecordMapping
import Schemas
import TabularCore

/// Compares records with what is stored, and decides what happens to each: created, updated, unchanged.
struct RecordComparison {
  let fields: TableFields
  let store: any RecordStore
  /// The most changes that are kept for the report; 0 for all.
  private let maximumChanges: Int

  init(_ setup: SourceSetup) {
    fields = setup.fields
    store = setup.session.store
    maximumChanges = setup.session.options.maximumDetails
  }

  /// Decides whether a valid row creates, changes or keeps its record.
  func compare(_ row: inout PendingRow, _ issues: inout SourceIssues) throws {
    guard !row.isInvalid, let stored = row.stored else { return }
    try findRepointed(&row, stored)
    var changed: [Int] = []
    for index in fields.kept where row.given.contains(index) {
      if !fields.isSame(row.values[index], stored.values[index], at: index)
        || row.repointed[index] != nil
      {
        changed.append(index)
      }
    }
    row.changedFields = changed
    row.operation = changed.isEmpty && row.newSourceID == nil ? .unchanged : .update
    if !changed.isEmpty, let name = fields.schema.identityField,
      let index = fields.schema.fieldIndex(named: name), changed.contains(index),
      !stored.values[index].isNull
    {
      issues.report(
        .keyIdentityChanged(
          key: RecordKey.shown(row.key ?? ""), before: stored.values[index].description,
          after: row.values[index].description),
        field: index, of: row)
    }
  }

  /// Finds stored references to a different record that has the same key as the one the row means.
  func findRepointed(_ row: inout PendingRow, _ stored: StoredRecord) throws {
    for (index, _) in fields.referencing where row.given.contains(index) {
      guard let parents = row.parents[index], parents.count == 1, let meant = parents[0].meantID,
        case .reference = fields.schema.fields[index].store,
        fields.isSame(row.values[index], stored.values[index], at: index)
      else { continue }
      let current = try store.referredID(
        ofRecord: stored.id, fieldAt: index, of: fields.schema)
      if let current, current != meant { row.repointed[index] = (current, meant) }
    }
  }

  /// Describes the changes of an update for the report.
  ///
  /// - Parameter kept: how many changes of the table are kept already.
  func noteChange(_ row: inout PendingRow, kept: Int) {
    guard !row.isInvalid, row.operation == .update, let stored = row.stored,
      maximumChanges == 0 || kept < maximumChanges
    else { return }
    var changes = row.changedFields.map { index in
      let field = fields.schema.fields[index]
      let ids = row.repointed[index]
      return PlannedChange.Field(
        field.name,
        before: stored.values[index].description + (ids.map { " (id \($0.before))" } ?? ""),
        after: row.values[index].description + (ids.map { " (id \($0.after))" } ?? ""),
        isPersonal: field.privacy == .personal,
        isSecret: field.privacy == .secret || field.type == .secret,
        beforeForm: fields.schema.form(ofFieldAt: index, in: stored.values),
        afterForm: fields.schema.form(ofFieldAt: index, in: row.values))
    }
    if let id = row.newSourceID {
      changes.append(
        PlannedChange.Field(
          "source_id", before: row.storedSourceIDs.joined(separator: ";"), after: id))
    }
    row.change = changes
  }
}

extension TableFields {
  /// Whether two values of a field are the same, as far as it is stored.
  func isSame(_ left: FieldValue, _ right: FieldValue, at index: Int) -> Bool {
    if case .list(let items) = left, !schema.fields[index].isOrderedList {
      guard case .list(let others) = right else { return items.isEmpty && right.isNull }
      return Set(items) == Set(others)
    }
    if case .dateTime(let local, let utc) = left,
      case .dateTime(let otherLocal, let otherUTC) = right
    {
      // If only one half of a date-time is stored, that half is compared.
      switch schema.fields[index].store {
      case .instant: return utc == otherUTC
      case .localTime: return local == otherLocal
      default: break
      }
    }
    return left == right
  }
}
