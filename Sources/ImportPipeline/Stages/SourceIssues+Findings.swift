import RecordMapping
import Schemas
import TabularCore

extension SourceIssues {
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
    collector.add(
      Issue(
        finding.content.completed(with: [.value: value ?? ""]),
        at: source.location(
          row: finding.row, column: finding.column, table: tableName, field: field?.name),
        value: value, isSecret: isSecret,
        isPersonal: field?.privacy == .personal))
    return collector.severity(of: finding.code)
  }

  /// Reports an issue at a header.
  ///
  /// - Parameter known: the headers among which the nearest one is suggested; searched only if the
  ///   details are kept, as a file may have very many headers.
  @discardableResult
  mutating func reportHeader(
    _ content: IssueContent, column: Int?, field: String?, severity: Severity? = nil,
    near known: [String] = []
  ) -> Severity {
    let place = source.location(
      row: source.binding.headerRow, column: column, table: tableName, field: field)
    let source = source
    return collector.add(
      content.code, declared: severity, table: tableName, source: source.name.id,
      file: source.name.text, sheet: source.sheet, field: field, row: source.binding.headerRow
    ) {
      let header = column.flatMap { source.binding.column(numbered: $0)?.header }
      return Issue(
        content, severity: severity, at: place, value: header,
        suggestion: header.flatMap { Self.nearestHeader(to: $0, among: known) })
    }
  }

  private static func nearestHeader(to header: String, among known: [String]) -> Issue.Suggestion? {
    Issue.Suggestion(nearest: known, to: header, noun: "known header")
  }

  /// Keeps the cells of the rows that issues were found in, while their batch is at hand.
  ///
  /// - Parameter first: how many issues there were before the batch; a batch without any costs nothing.
  mutating func keepEvidence(from batch: RowBatch, since first: Int) {
    guard collector.issues.count > first else { return }
    for issue in collector.issues[first...] {
      guard let place = RowPlace(issue.location), place.source == source.name.id,
        place.row > source.binding.headerRow, !collector.evidence.isResolved(place),
        let index = batch.index(ofRow: place.row),
        let evidence = source.evidence(ofRowAt: index, in: batch, of: fields.schema)
      else { continue }
      collector.evidence.keep(evidence, of: place)
    }
  }
}
