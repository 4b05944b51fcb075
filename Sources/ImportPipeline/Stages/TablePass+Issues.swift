import RecordMapping
import Schemas
import TabularCore

extension TablePass {
  /// Reports an issue at a field of a row.
  mutating func report(
    _ content: IssueContent, field index: Int, of row: PendingRow, severity: Severity? = nil,
    origin: PendingRow.Origin? = nil, column: Int? = nil,
    suggestion: () -> Issue.Suggestion? = { nil },
    related: [Issue.RelatedPlace] = []
  ) {
    let isHidden = silencedFields.contains(index) && content.code.area != "header"
    guard !row.isSilenced, !isHidden else { return }
    let index = column == nil && origin == nil ? shownField(index, of: row) : index
    let field = fields.schema.fields[index]
    let cell = origin ?? row.origins[index] ?? row.parts[index]?.date ?? row.parts[index]?.time
    let source = source
    let table = ledger.table
    issues.add(
      content.code, declared: severity, table: table, source: source.name.id,
      file: source.name.text,
      sheet: source.sheet, field: field.name, row: row.number
    ) {
      let place = column ?? cell?.column ?? source.binding.place(ofFieldAt: index)
      let isSecret =
        field.privacy == .secret
        || place.flatMap { source.binding.column(numbered: $0)?.isSecret } == true
      let complete = content.completed(with: [
        .field: field.name, .value: isSecret ? "" : cell?.text ?? "", .table: table,
      ])
      let text = isSecret ? nil : cell.map { excerpt($0.text) }
      return Issue(
        complete, severity: severity,
        at: source.location(
          row: row.number, column: place, table: table, field: field.name,
          key: row.key.map(RecordKey.parts) ?? []),
        value: text,
        shown: isSecret ? nil : cell.flatMap { Self.shown($0, in: source) }, isSecret: isSecret,
        isPersonal: field.privacy == .personal, suggestion: isSecret ? nil : suggestion(),
        related: related)
    }
  }

  /// The field at which an issue is shown: of the columns that name a person, the filled one.
  func shownField(_ index: Int, of row: PendingRow) -> Int {
    guard row.origins[index] == nil, fields.identityFields.contains(index),
      let members = fields.identities.first(where: { $0.fields.contains(index) })?.fields
    else { return index }
    return members.first { row.origins[$0] != nil } ?? index
  }

  /// Reports an issue at a row, or at a column that no field was read from.
  mutating func reportRow(
    _ content: IssueContent, number: Int, column: Int?, value: String?,
    severity: Severity? = nil
  ) {
    let isSecret = column.flatMap { source.binding.column(numbered: $0)?.isSecret } == true
    let field: String? =
      switch column.flatMap({ columnToField[$0] }) {
      case .action: "action"
      case .sourceID: "source_id"
      case let target: target?.fieldIndex.map { fields.schema.fields[$0].name }
      }
    issues.add(
      Issue(
        content, severity: severity,
        at: source.location(row: number, column: column, table: ledger.table, field: field),
        value: isSecret ? nil : value.map(excerpt), isSecret: isSecret))
  }

  /// Reports an issue at a control column.
  mutating func reportControl(
    _ content: IssueContent, of row: inout PendingRow, column: Int, name: String, text: String
  ) {
    row.isInvalid = true
    issues.add(
      Issue(
        content.preceded(by: .value, text).preceded(by: .field, name),
        at: source.location(row: row.number, column: column, table: ledger.table, field: name),
        value: excerpt(text)))
  }

  /// Reports the reader's findings about a row.
  mutating func report(_ finding: RowFinding, in row: inout PendingRow) {
    let severity = report(finding)
    guard severity == .error else { return }
    row.isInvalid = true
    if finding.leavesRowOut { unreadRow = unreadRow ?? finding.row }
    if let index = finding.column.flatMap({ columnToField[$0] })?.fieldIndex {
      row.errors.insert(index)
      row.told.insert(index)
    }
  }

  /// Reports the reader's findings outside of data rows: in and above the header, in rows that are not
  /// data, and in rows that it left out.
  mutating func report(_ findings: [Int: [RowFinding]]) {
    for finding in findings.sorted(by: { $0.key < $1.key }).flatMap(\.value) {
      guard report(finding) == .error else { continue }
      let headerRow = source.binding.headerRow
      if finding.row == headerRow { hasHeaderError = true }
      // A row above the header does not belong to the table; any other may be a record.
      if finding.leavesRowOut || finding.row > headerRow { unreadRow = unreadRow ?? finding.row }
    }
  }

  /// Reports a finding of the reader; returns its severity.
  private mutating func report(_ finding: RowFinding) -> Severity {
    let target = finding.column.flatMap { columnToField[$0] }
    let field = target?.fieldIndex.map { fields.schema.fields[$0] }
    let isSecret =
      field?.privacy == .secret
      || finding.column.flatMap { source.binding.column(numbered: $0)?.isSecret } == true
    let value = isSecret ? nil : finding.value.map(excerpt)
    issues.add(
      Issue(
        finding.content.completed(with: [.value: value ?? ""]),
        at: source.location(
          row: finding.row, column: finding.column, table: ledger.table, field: field?.name),
        value: value, isSecret: isSecret,
        isPersonal: field?.privacy == .personal))
    return issues.severity(of: finding.code)
  }

  /// What a spreadsheet shows for a serial date or time.
  private static func shown(_ origin: PendingRow.Origin, in source: TableSource) -> String? {
    guard origin.kind == .number, origin.format.isTemporal else { return nil }
    return shownSerial(
      origin.text, format: origin.format, countsFrom1904: source.countsFrom1904)
  }
}
