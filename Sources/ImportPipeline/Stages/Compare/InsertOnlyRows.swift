import RecordMapping
import Schemas
import TabularCore

/// Leaves out rows of insert-only tables whose records are stored, and tells in what they differ.
struct InsertOnlyRows {
  let fields: TableFields
  private let firstKeyColumn: Int?

  init(_ setup: SourceSetup) {
    fields = setup.fields
    firstKeyColumn = setup.keyColumns.min()
  }

  /// Leaves out a row of an insert-only table if its record is stored, and reports the differences.
  func skipStored(
    _ row: inout PendingRow, defaults: DefaultValues, dependents: DependentFields,
    _ cells: inout CellReading, _ issues: inout SourceIssues
  ) throws {
    let different = try storedDifferences(
      of: row, defaults: defaults, dependents: dependents, &cells, issues)
    if cells.awaitsColumns { return }
    row.state = .skipped
    let key = RecordKey.shown(row.key ?? "")
    guard let first = different.first, let stored = row.stored else {
      return issues.reportRow(
        .storeExistsSkipped(key: key), number: row.number, column: firstKeyColumn, value: nil)
    }
    let schema = fields.schema
    let difference = IssueContent.StoredDifference(
      field: schema.fields[first.index].name,
      found: ShownText(
        stored.values[first.index], as: schema.form(ofFieldAt: first.index, in: stored.values)),
      value: ShownText(first.value, as: schema.form(ofFieldAt: first.index, in: row.values)),
      count: different.count)
    issues.report(
      .storeExistsSkipped(key: key, difference: difference), field: first.index, of: row)
  }

  /// The fields in which a row differs from its stored record, with the row's values.
  func storedDifferences(
    of row: PendingRow, defaults: DefaultValues, dependents: DependentFields,
    _ cells: inout CellReading, _ issues: SourceIssues
  ) throws -> [(index: Int, value: FieldValue)] {
    guard let stored = row.stored else { return [] }
    var probe = row
    // Problems of the row's other cells do not matter: it is not imported.
    var ignored = issues
    defaults.mergeStored(&probe)
    try dependents.readDependents(&probe, &cells, &ignored)
    return fields.kept.compactMap { index in
      guard probe.given.contains(index), !probe.errors.contains(index),
        fields.schema.fields[index].type != .secret,
        !fields.isSame(probe.values[index], stored.values[index], at: index)
      else { return nil }
      return (index, probe.values[index])
    }
  }
}
