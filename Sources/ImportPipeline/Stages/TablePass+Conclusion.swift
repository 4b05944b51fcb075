import RecordMapping
import Schemas
import TabularCore
import Workbooks

extension TablePass {
  /// Checks what only the whole source shows, and decides which rows are valid.
  mutating func conclude(_ summary: SourceSummary) throws {
    validateHeader()
    session.tables[table].unreadRow = session.tables[table].unreadRow ?? unreadRow
    var refused = repeatedOrdinals
    refused.formUnion(rowsInMergedCells(summary))
    reportHiddenRows(summary)
    reportHiddenColumns(summary)
    reportColumnFindings(&refused)
    if hasHeaderError {
      for ordinal in firstOrdinal..<session.tables[table].rows.count
      where session.tables[table].rows.state(of: ordinal) != .skipped { refused.insert(ordinal) }
    }
    try invalidate(repeatedOrdinals)
    try validateSourceIDClaims(&refused)
    try validateUniqueness()
    try invalidate(refused)
    if !provisional.isEmpty {
      try session.store.unstage(provisional.sorted(), of: fields.schema)
    }
    try reportRowLimit()
  }

  /// Unstages rows and counts them as invalid.
  mutating func invalidate(_ ordinals: Set<Int>) throws {
    var staged: [Int] = []
    for ordinal in ordinals where ordinal < session.tables[table].rows.count {
      let state = session.tables[table].rows.state(of: ordinal)
      if state == .valid || state == .deleting { staged.append(ordinal) }
      if state != .waiting { session.tables[table].rows.setState(.invalid, of: ordinal) }
    }
    if stages { try session.store.unstage(staged.sorted(), of: fields.schema) }
  }

  /// The ordinal of a row of this source, by its row number.
  func ordinal(ofRow number: Int) -> Int? {
    session.tables[table].rows.ordinal(ofNumber: number, from: firstOrdinal)
  }

  private mutating func rowsInMergedCells(_ summary: SourceSummary) -> Set<Int> {
    var merged: [ClosedRange<Int>] = []
    let columns = columnToField.keys
    guard let firstColumn = columns.min(), let lastColumn = columns.max() else { return [] }
    for range in summary.mergedRanges {
      guard range.first != range.last, range.last.row >= source.binding.headerRow,
        range.first.row <= lastRow, range.first.column <= lastColumn,
        range.last.column >= firstColumn,
        !isFilledDown(CellRange(first: range.first, last: range.last))
      else { continue }
      issues.add(
        Issue(
          .sheetMergedCells(range: "\(range.first):\(range.last)", first: range.first),
          at: source.location(
            row: range.first.row, column: range.first.column, table: ledger.table,
            field: columnToField[range.first.column]?.fieldIndex.map {
              fields.schema.fields[$0].name
            })))
      if range.first.row <= source.binding.headerRow { hasHeaderError = true }
      let lower = max(range.first.row, source.binding.headerRow + 1)
      guard lower <= min(range.last.row, lastRow) else { continue }
      merged.append(lower...min(range.last.row, lastRow))
    }
    return ordinals(ofRows: merged)
  }

  /// The fields whose cells are hidden by merged ranges in data rows: those cells are not blank.
  func fieldsInMergedRanges(_ summary: SourceSummary) -> [(field: Int, rows: RowRanges)] {
    guard mergedFields.isEmpty else { return [] }
    let ranges = summary.mergedRanges.filter { range in
      range.first != range.last && range.last.row > source.binding.headerRow
        && !isFilledDown(CellRange(first: range.first, last: range.last))
        && range.first.row <= lastRow
    }
    guard !ranges.isEmpty else { return [] }
    return columnToField.sorted { $0.key < $1.key }.compactMap { column, target in
      guard let field = target.fieldIndex else { return nil }
      let rows = RowRanges(
        ranges: ranges.lazy.filter { ($0.first.column...$0.last.column).contains(column) }
          .map { $0.first.row...$0.last.row })
      return rows.isEmpty ? nil : (field, rows)
    }
  }

  /// The ordinals of the rows of this source that are in any of some ranges, which may overlap; each row
  /// is looked up once.
  private func ordinals(ofRows ranges: [ClosedRange<Int>]) -> Set<Int> {
    var found: Set<Int> = []
    for row in RowRanges(ranges: ranges).ranges.joined() {
      if let ordinal = ordinal(ofRow: row) { found.insert(ordinal) }
    }
    return found
  }

  private mutating func reportHiddenRows(_ summary: SourceSummary) {
    var rows = RowRanges()
    for range in summary.hiddenRows.ranges {
      for row in range.clamped(
        to: source.binding.headerRow...max(lastRow, source.binding.headerRow))
      where ordinal(ofRow: row) != nil { rows.insert(row) }
    }
    guard !rows.isEmpty else { return }
    issues.add(
      Issue(
        .sheetHiddenRows(rows), at: source.location(table: ledger.table), rows: rows))
  }

  /// Hidden columns that a field was read from.
  private mutating func reportHiddenColumns(_ summary: SourceSummary) {
    guard !summary.hiddenColumns.isEmpty, dataRows > 0 else { return }
    var columns = RowRanges()
    for (column, target) in columnToField.sorted(by: { $0.key < $1.key })
    where target != .ignored && target != .notes
      && summary.hiddenColumns.ranges.contains(where: { $0.contains(column) })
    {
      columns.insert(column)
    }
    guard !columns.isEmpty else { return }
    let names = columns.ranges.map { range in
      let first = columnLetters(range.lowerBound)
      return range.count == 1 ? first : "\(first)–\(columnLetters(range.upperBound))"
    }
    issues.add(
      Issue(
        .sheetHiddenColumns(count: columns.count, columns: names),
        at: source.location(table: ledger.table)))
  }

  private mutating func reportRowLimit() throws {
    let count = source.isWorksheet ? lastRow : source.binding.headerRow + ledger.read
    guard count == 65_536 || count == CellReference.lastRow else { return }
    issues.add(
      Issue(
        .tableRowLimit(count: count), at: source.location(row: lastRow, table: ledger.table)))
    if let last = ordinal(ofRow: lastRow) {
      session.tables[table].rows.setState(.invalid, of: last)
      if stages { try session.store.unstage([last], of: fields.schema) }
    }
  }

  /// Findings about whole columns, once per column or cell.
  private mutating func reportColumnFindings(_ refused: inout Set<Int>) {
    var all = columnFindings
    for (field, statistics) in statistics.sorted(by: { $0.key < $1.key }) {
      guard let column = source.binding.place(ofFieldAt: field) else { continue }
      all += statistics.finish().map { .init(field: field, column: column, finding: $0) }
    }
    for item in all where !silencedFields.contains(item.field) {
      let finding = item.finding
      let field = fields.schema.fields[item.field]
      let row = ordinal(ofRow: finding.row).map { session.tables[table].rows[$0] }
      let issue = Issue(
        finding.content.completed(with: [.field: field.name, .value: finding.value]),
        at: source.location(
          row: finding.row, column: item.column, table: ledger.table, field: field.name,
          key: row.map { $0.key.isEmpty ? [] : RecordKey.parts($0.key) } ?? []),
        value: field.privacy == .secret ? nil : finding.value,
        isPersonal: field.privacy == .personal,
        related: finding.proof.map { proof in
          [
            .init(
              source.location(
                row: proof.row, column: item.column, table: ledger.table, field: field.name),
              label: proof.text)
          ]
        } ?? [],
        rows: finding.rows.count > 1 ? finding.rows : RowRanges())
      issues.add(issue)
      guard issues.severity(of: finding.code) == .error else { continue }
      for row in finding.rows.ranges.joined() {
        if let ordinal = ordinal(ofRow: row) { refused.insert(ordinal) }
      }
    }
  }

  /// Unique fields shared by two rows, or by a row and a stored record that the run does not touch.
  private mutating func validateUniqueness() throws {
    let schema = fields.schema
    let repeated = provisional.intersection(repeatedOrdinals)
    if !repeated.isEmpty { try session.store.unstage(repeated.sorted(), of: schema) }
    for key in schema.uniqueKeys {
      let indexes = key.compactMap(schema.fieldIndex(named:))
      guard indexes.count == key.count, let place = indexes.last else { continue }
      var refused: Set<Int> = []
      let conflicts = try session.store.conflicts(onFields: indexes, of: schema)
      // Two rows of the run that share a value are reported as such, whoever has the value in the store.
      var shared: Set<[FieldValue]> = []
      for conflict in conflicts where conflict.otherOrdinal != nil {
        let values = try session.store.stagedValues([conflict.ordinal], of: schema).first ?? nil
        if let values { shared.insert(indexes.map { values[$0] }) }
      }
      for conflict in conflicts {
        guard conflict.ordinal >= firstOrdinal,
          let values = try session.store.stagedValues([conflict.ordinal], of: schema).first ?? nil
        else { continue }
        refused.insert(conflict.ordinal)
        if conflict.otherOrdinal == nil, shared.contains(indexes.map { values[$0] }) { continue }
        let row = session.tables[table].rows[conflict.ordinal]
        let name = schema.fields[place].name
        let shown = values[place].description
        if let other = conflict.otherOrdinal {
          let earlier = session.tables[table].rows[other]
          let file = session.sources[Int(earlier.source)].fileName
          report(
            .keyUnique(
              file == source.fileName ? .sameFile : .otherFile, field: name, value: shown,
              row: Int(earlier.number), file: file),
            at: place, row: row, value: shown,
            related: [
              .init(
                session.sources[Int(earlier.source)].location(
                  row: Int(earlier.number), column: source.binding.place(ofFieldAt: place),
                  table: ledger.table, field: name), label: "first")
            ])
        } else if row.operation == .create {
          report(
            .keyStoreTaken(
              field: name, value: shown, table: schema.name,
              key: conflict.storedKey.joined(separator: "/")),
            at: place, row: row, value: shown)
        } else {
          let key = session.tables[table].keyFields.first ?? 0
          report(
            .keyConflict(
              .other(other: name, value: shown), field: schema.fields[key].name,
              first: RecordKey.shown(row.key), second: conflict.storedKey.joined(separator: "/")),
            at: key, row: row, value: RecordKey.shown(row.key))
        }
      }
      try invalidate(refused)
    }
  }

  /// Stages the sound unique values of an invalid row.
  ///
  /// A value that two rows share is then reported together with the row's other errors. The row is
  /// unstaged once the table is checked.
  mutating func stageProvisionally(_ row: PendingRow) {
    let schema = fields.schema
    guard stages, !schema.uniqueKeys.isEmpty, let key = row.key, row.action == .upsert,
      session.tables[table].rows.ordinal(ofKey: key) == row.ordinal
    else { return }
    var values: [FieldValue] = Array(repeating: .null, count: row.values.count)
    for index in schema.uniqueKeys.joined().compactMap(schema.fieldIndex(named:))
    where !row.errors.contains(index) && schema.fields[index].type != .secret {
      values[index] = row.values[index]
    }
    guard values.contains(where: { !$0.isNull }) else { return }
    provisional.insert(row.ordinal)
    staged.append(
      StagedRecord(
        ordinal: row.ordinal, operation: row.creates ? .create : .update,
        storedID: row.stored?.id, values: values))
  }

  /// The values of a row; null for fields that have an error.
  func soundValues(of row: PendingRow) -> [FieldValue] {
    guard !row.errors.isEmpty else { return row.values }
    var values = row.values
    for index in values.indices where row.errors.contains(index) { values[index] = .null }
    return values
  }

  /// Keeps an invalid row for rules over whole tables: rules may read its sound fields, and a row that
  /// they miss may be this one.
  mutating func keepRefused(_ row: PendingRow) {
    guard stages, let key = row.key, row.action == .upsert,
      session.tables[table].refused.count < RunTable.maximumRefused
    else { return }
    var values = soundValues(of: row)
    for index in fields.secrets { values[index] = .null }
    var unsound = row.errors
    unsound.formUnion(row.unsureFields)
    unsound.formUnion(row.doubted)
    var told = row.told
    told.formUnion(row.ruleErrors)
    session.tables[table].refused[row.ordinal] = RefusedRow(
      record: StagedRecord(
        ordinal: row.ordinal, operation: row.creates ? .create : .update,
        storedID: row.stored?.id, values: values),
      unsound: unsound, told: told,
      isWhole: !row.hasRowError && !row.isSilenced
        && session.tables[table].ordinal(ofKey: key) == row.ordinal)
  }

  /// Reports an issue at a field of a row that is already read.
  mutating func report(
    _ content: IssueContent, at index: Int, row: RunTable.Row, value: String?,
    related: [Issue.RelatedPlace] = [],
    rows: RowRanges = RowRanges()
  ) {
    guard !silencedFields.contains(index) else { return }
    let field = fields.schema.fields[index]
    issues.add(
      Issue(
        content,
        at: source.location(
          row: Int(row.number), column: source.binding.place(ofFieldAt: index),
          table: ledger.table, field: field.name,
          key: row.key.isEmpty ? [] : RecordKey.parts(row.key)),
        value: field.privacy == .secret ? nil : value,
        isSecret: field.privacy == .secret, isPersonal: field.privacy == .personal,
        related: related, rows: rows))
  }
}
