import RecordMapping
import Schemas
import TabularCore

/// Merges the rows of a template that came with records: cells that nobody touched keep what is stored now,
/// and what somebody else changed meanwhile is told, not replaced.
struct BaselineMerge {
  private let fields: TableFields
  private let baseline: RecordBaseline.Table?
  private let language: Language
  private let firstKeyColumn: Int?

  init(_ setup: SourceSetup) {
    fields = setup.fields
    baseline = setup.source.template?.baseline
    language = setup.source.template?.language ?? .english
    firstKeyColumn = setup.keyColumns.min()
  }

  /// Finds what the template had in a row, and leaves out the cells that are as they were.
  ///
  /// Cells of the key stay, and those that a touched reference is looked up with.
  func leaveUntouched(_ row: inout PendingRow) {
    guard let baseline, let place = baseline.place(of: row) else { return }
    var seen = SeenRecord(place: place)
    for (position, index) in baseline.fields {
      let cell = CellFingerprint(row.origins[index], salt: baseline.salt)
      if baseline.isUntouched(cell, at: place, position) {
        seen.untouched.insert(index)
      }
    }
    let needed = neededFields(seen)
    for (_, index) in baseline.fields
    where seen.untouched.contains(index) && !fields.isKey[index] && !needed.contains(index) {
      row.origins[index] = nil
    }
    row.seen = seen
  }

  /// The fields that references other than untouched ones are looked up with.
  private func neededFields(_ seen: SeenRecord) -> FieldSet {
    var needed = FieldSet()
    for (index, reference) in fields.referencing where !seen.untouched.contains(index) {
      let paths = Array(reference.with.values) + reference.alternatives.flatMap(\.within.values)
      for path in paths {
        let name = path.references.first ?? path.field
        if let field = fields.schema.fieldIndex(named: name) { needed.insert(field) }
      }
    }
    return needed
  }

  /// Leaves out a row whose record somebody else removed, and a delete of a record that somebody else
  /// changed; whether it did.
  func leaveOut(_ row: inout PendingRow, _ issues: inout SourceIssues) -> Bool {
    guard let baseline, let seen = row.seen else { return false }
    let change: IssueContent.ChangeSince
    if let stored = row.stored {
      guard row.action == .delete else { return false }
      let isSame = baseline.fields.allSatisfy { field in
        baseline.isUntouched(
          fingerprint(of: stored, at: field.index), at: seen.place, field.position)
      }
      if isSame { return false }
      change = .deleting
    } else {
      guard row.action != .delete else { return false }
      change = .gone
    }
    row.state = .skipped
    issues.reportRow(
      .storeChangedSince(change, key: RecordKey.shown(row.key ?? "")), number: row.number,
      column: row.stored == nil ? nil : firstKeyColumn, value: nil)
    return true
  }

  /// Keeps stored values where nobody touched the cell, and where somebody else changed them.
  ///
  /// This comes before validation, so that rules see the resulting record.
  func merge(_ row: inout PendingRow, _ issues: inout SourceIssues) {
    guard let baseline, let stored = row.stored, var seen = row.seen else { return }
    for (position, index) in baseline.fields
    where row.given.contains(index) && !row.errors.contains(index) && !fields.isKey[index]
      && !fields.isSame(row.values[index], stored.values[index], at: index)
    {
      if seen.untouched.contains(index) {
        // The instant of an untouched local time follows its zone.
        if row.origins[index] != nil { keep(stored, at: index, in: &row) }
      } else if baseline.isUntouched(fingerprint(of: stored, at: index), at: seen.place, position) {
        seen.known.insert(index)
      } else {
        let form = fields.schema.form(ofFieldAt: index, in: stored.values)
        issues.report(
          .storeChangedSince(
            stored.values[index].isNull
              ? .cleared : .value(ShownText(stored.values[index], as: form)),
            key: RecordKey.shown(row.key ?? "")),
          field: index, of: row)
        row.keptEdits.append(
          KeptEdit(ordinal: row.ordinal, stored: stored, field: index, given: row.values[index]))
        keep(stored, at: index, in: &row)
      }
    }
    row.seen = seen
  }

  private func keep(_ stored: StoredRecord, at index: Int, in row: inout PendingRow) {
    row.values[index] = stored.values[index]
    row.given.remove(index)
    row.cleared.remove(index)
    row.parents[index] = nil
  }

  private func fingerprint(of stored: StoredRecord, at index: Int) -> CellFingerprint {
    CellFingerprint(
      RecordCell(ofFieldAt: index, in: stored.values, of: fields.schema, language: language),
      salt: baseline?.salt ?? "")
  }
}

/// What a template had in a row.
struct SeenRecord {
  /// Where its fingerprints begin.
  var place: Int
  /// Fields whose cells are as they were.
  var untouched = FieldSet()
  /// Fields that nobody else changed since, so that whoever typed the new value knew the old one.
  var known = FieldSet()

  init(place: Int) { self.place = place }
}
