import RecordMapping
import Schemas
import TabularCore

/// Rows whose key, or external identifier, an earlier row of the run has.
extension RowStaging {
  /// Handles a row whose key an earlier row of the run has.
  mutating func resolveRepeat(
    _ row: inout PendingRow, key: String, in run: inout RunTable, _ issues: inout SourceIssues
  ) {
    guard let first = run.ordinal(ofKey: key), first != row.ordinal,
      !silencedOrdinals.contains(first),
      !deferRepeat(&row, key: key, first: first, in: run)
    else { return }
    let earlier = run.rows.state(of: first)
    let firstValues = values(ofRow: first)
    let isIdentical =
      firstValues.map { $0 == row.values } ?? false && earlier != .deleting
      && row.state != .deleting
    reportRepeat(
      row, key: key, first: first, firstValues: firstValues, isIdentical: isIdentical, in: run,
      &issues)
    if isIdentical {
      // An invalid repeat stays invalid: its own errors are reported like those of the first.
      if !row.isInvalid { row.state = .skipped }
      return
    }
    row.state = .invalid
    repeatedOrdinals.insert(first)
    // What another row with the key contradicts is not known.
    for index in run.context.fields
    where firstValues.map({ $0[index] != row.values[index] }) ?? true {
      run.context.clear(index, ordinal: first)
    }
  }

  /// Keeps a repeat of a key for the end, when the first row of a plain table is read again; `false` for other
  /// tables.
  private mutating func deferRepeat(
    _ row: inout PendingRow, key: String, first: Int, in run: RunTable
  ) -> Bool {
    guard let plainRows, first >= plainRows.firstOrdinal else { return false }
    let isDeleting =
      row.state == .deleting || run.rows.state(of: first) == .deleting
    let isIdentical =
      plainRows.hash(ofRow: first) == plainRows.hash(of: row.values) && !isDeleting
    self.plainRows?.deferred.append(
      .init(row: row, key: key, first: first, isIdentical: isIdentical))
    if isIdentical {
      if !row.isInvalid { row.state = .skipped }
    } else {
      row.state = .invalid
      repeatedOrdinals.insert(first)
    }
    return true
  }

  /// Reports a row whose key an earlier row of the run has.
  func reportRepeat(
    _ row: PendingRow, key: String, first: Int, firstValues: [FieldValue]?, isIdentical: Bool,
    in run: RunTable, _ issues: inout SourceIssues
  ) {
    let earlier = run.rows[first]
    let place = sources[Int(earlier.source)].location(
      row: Int(earlier.number),
      column: source.binding.place(ofFieldAt: keyPlace), table: tableName,
      field: fields.schema.fields[keyPlace].name)
    let keyField = keyPlace
    let file = sources[Int(earlier.source)].fileName
    let repeated: IssueContent.RepeatPlace = file == source.fileName ? .sameFile : .otherFile
    if isIdentical {
      issues.report(
        .keyRepeatedIdentical(repeated, row: Int(earlier.number), file: file), field: keyField,
        of: row,
        related: [.init(place, label: "first")])
      return
    }
    // A value that an error kept from being read is not a difference.
    let isRefused = earlier.state == .invalid || earlier.state == .waiting
    let differing = firstValues.flatMap { values in
      let all = values.indices.filter {
        values[$0] != row.values[$0] && !row.errors.contains($0)
          && !(isRefused && values[$0].isNull)
      }
      return all.first { !values[$0].isNull && !row.values[$0].isNull } ?? all.first
    }
    var difference: IssueContent.KeyDifference?
    let schema = fields.schema
    if let differing, let firstValues {
      difference = IssueContent.KeyDifference(
        field: schema.fields[differing].name,
        first: ShownText(
          firstValues[differing], as: schema.form(ofFieldAt: differing, in: firstValues)),
        second: ShownText(
          row.values[differing], as: schema.form(ofFieldAt: differing, in: row.values)))
    }
    issues.report(
      .keyRepeated(
        repeated, value: RecordKey.shown(key), row: Int(earlier.number), file: file,
        difference: difference),
      field: keyField, of: row,
      related: [.init(place, label: "first")])
  }

  mutating func reportUnique(
    _ row: PendingRow, field: String, value: String, other: Int, in run: RunTable,
    _ issues: inout SourceIssues
  ) {
    let earlier = run.rows[other]
    let file = sources[Int(earlier.source)].fileName
    let location = source.location(
      row: row.number, column: source.binding.sourceIDColumn, table: tableName, field: field)
    issues.collector.add(
      Issue(
        .keyUnique(
          file == source.fileName ? .sameFile : .otherFile, field: field, value: value,
          row: Int(earlier.number), file: file),
        at: location, value: value))
    repeatedOrdinals.insert(row.ordinal)
  }

  /// Refuses two rows for one record, one of which uses the key that the other replaces.
  mutating func validateRename(
    _ row: inout PendingRow, in run: RunTable, _ issues: inout SourceIssues
  ) {
    guard row.renamedFrom != nil || !run.renamedFrom.isEmpty,
      let key = row.renamedFrom ?? row.key
    else { return }
    let other = run.renamedFrom[key]
    guard
      let first = row.renamedFrom == nil
        ? other : other ?? run.ordinal(ofKey: key),
      first != row.ordinal
    else { return }
    row.isInvalid = true
    reportRepeat(
      row, key: key, first: first, firstValues: nil, isIdentical: false, in: run, &issues)
    repeatedOrdinals.insert(first)
  }
}
