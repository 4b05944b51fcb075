import RecordMapping
import TabularCore

extension SourcePass {
  /// Checks what only the whole source shows, and decides which rows are valid.
  mutating func conclude(_ summary: SourceSummary) throws {
    HeaderValidation(setup).validate(
      missingColumns: validation.missingColumns, unboundValues: classifier.unboundValues, &issues)
    session.tables[table].unreadRow = session.tables[table].unreadRow ?? issues.unreadRow
    staging.repeatedOrdinals.formUnion(classifier.cutOrdinals)
    let sheet = SheetFindings(setup, summary, counter)
    var refused = staging.repeatedOrdinals
    refused.formUnion(sheet.rowsInMergedCells(of: session.tables[table].rows, &issues))
    sheet.reportHiddenRows(of: session.tables[table].rows, &issues)
    sheet.reportHiddenColumns(&issues)
    PastedColumns(setup: setup, summary: summary, lastRow: counter.lastRow).report(&issues)
    refused.formUnion(
      ColumnFindings(setup: setup).report(
        columnFindings, cells.statistics, in: session.tables[table].rows,
        &issues))
    if issues.hasHeaderError {
      for ordinal in setup.firstOrdinal..<session.tables[table].rows.count
      where session.tables[table].rows.state(of: ordinal) != .skipped { refused.insert(ordinal) }
    }
    try invalidate(staging.repeatedOrdinals)
    let unique = UniqueValues(setup: setup, staging: staging)
    refused.formUnion(
      unique.refused(by: lookup.sourceIDClaims, in: &session.tables[table], &issues))
    try unique.validate(in: &session.tables[table], &issues)
    try invalidate(refused)
    try staging.unstageProvisional()
    if let last = sheet.reportRowLimit(of: session.tables[table].rows, &issues) {
      try invalidate([last])
    }
  }

  /// The fields whose cells are hidden by merged ranges in data rows: those cells are not blank.
  func fieldsInMergedRanges(_ summary: SourceSummary) -> [(field: Int, rows: RowRanges)] {
    SheetFindings(setup, summary, counter).fieldsInMergedRanges()
  }

  private func invalidate(_ ordinals: Set<Int>) throws {
    try staging.invalidate(ordinals, in: &session.tables[table])
  }
}
