import RecordMapping
import Schemas
import TabularCore

extension TablePass {
  /// Leaves out a row of an insert-only table if its record is stored, and reports the differences.
  mutating func skipStored(_ row: inout PendingRow) throws {
    let different = try storedDifferences(of: row)
    if awaitsColumns { return }
    row.state = .skipped
    let key = RecordKey.shown(row.key ?? "")
    guard let first = different.first, let stored = row.stored else {
      return reportRow(
        .storeExistsSkipped(key: key), number: row.number, column: keyColumns.min(), value: nil)
    }
    let schema = fields.schema
    let difference = IssueContent.StoredDifference(
      field: schema.fields[first.index].name,
      found: ShownText(
        stored.values[first.index], as: schema.form(ofFieldAt: first.index, in: stored.values)),
      value: ShownText(first.value, as: schema.form(ofFieldAt: first.index, in: row.values)),
      count: different.count)
    report(
      .storeExistsSkipped(key: key, difference: difference), field: first.index, of: row)
  }

  /// The fields in which a row differs from its stored record, with the row's values.
  private mutating func storedDifferences(
    of row: PendingRow
  ) throws -> [(index: Int, value: FieldValue)] {
    guard let stored = row.stored else { return [] }
    var probe = row
    // Problems of the row's other cells do not matter: it is not imported.
    let told = issues
    mergeStored(&probe)
    try readDependents(&probe)
    issues = told
    return fields.kept.compactMap { index in
      guard probe.given.contains(index), !probe.errors.contains(index),
        schema(index).type != .secret,
        !isSame(probe.values[index], stored.values[index], at: index)
      else { return nil }
      return (index, probe.values[index])
    }
  }

  private func schema(_ index: Int) -> Field { fields.schema.fields[index] }
}
