import RecordMapping
import Schemas
import TabularCore

/// The issues of one source: gives each its place in the source and hands it to the collector.
///
/// Every stage takes it `inout`; what a stage finds leaves it here and nowhere else.
struct SourceIssues {
  var collector: IssueCollector
  /// Whether an error of the header makes every row invalid.
  var hasHeaderError = false
  /// A row that the reader left out; its record could be any.
  var unreadRow: Int?
  let source: TableSource
  let tableName: String
  let fields: TableFields
  let columnToField: [Int: ColumnTarget]
  let silencedFields: FieldSet

  init(_ setup: SourceSetup) {
    let all = setup.session.issues
    collector = IssueCollector(
      maximumDetails: all.maximumDetails, severityChanges: all.severityChanges,
      isStrict: all.isStrict)
    collector.silenced = all.silenced
    collector.acceptance = all.acceptance
    source = setup.source
    tableName = setup.fields.schema.name
    fields = setup.fields
    columnToField = setup.columnToField
    silencedFields = setup.silencedFields
  }

  /// The severity that an issue is told with.
  func severity(of code: IssueCode, declared: Severity? = nil) -> Severity {
    collector.severity(of: code, declared: declared)
  }

  /// Reports an issue at a field of a row.
  ///
  /// - Returns: the severity that it is told with; one that is accepted is a note.
  @discardableResult
  mutating func report(
    _ content: IssueContent, field index: Int, of row: PendingRow, severity: Severity? = nil,
    origin: PendingRow.Origin? = nil, column: Int? = nil,
    suggestion: () -> Issue.Suggestion? = { nil },
    related: [Issue.RelatedPlace] = []
  ) -> Severity {
    let isHidden = silencedFields.contains(index) && content.code.area != "header"
    guard !row.isSilenced, !isHidden else {
      return collector.severity(of: content.code, declared: severity)
    }
    let index = column == nil && origin == nil ? shownField(index, of: row) : index
    let field = fields.schema.fields[index]
    let cell = origin ?? row.origins[index] ?? row.parts[index]?.date ?? row.parts[index]?.time
    let source = source
    let tableName = tableName
    return collector.add(
      content.code, declared: severity, table: tableName, source: source.name.id,
      file: source.name.text,
      sheet: source.sheet, field: field.name, row: row.number
    ) {
      let place = column ?? cell?.column ?? source.binding.place(ofFieldAt: index)
      let isSecret =
        field.privacy == .secret
        || place.flatMap { source.binding.column(numbered: $0)?.isSecret } == true
      let complete = content.completed(with: [
        .field: field.name, .value: isSecret ? "" : cell?.text ?? "", .table: tableName,
      ])
      let text = isSecret ? nil : cell.map { excerpt($0.text) }
      return Issue(
        complete, severity: severity,
        at: source.location(
          row: row.number, column: place, table: tableName, field: field.name,
          key: row.key.map(RecordKey.parts) ?? []),
        value: text,
        shown: isSecret ? nil : cell.flatMap { Self.shown($0, in: source) }, isSecret: isSecret,
        isPersonal: field.privacy == .personal, suggestion: isSecret ? nil : suggestion(),
        related: related)
    }
  }

  /// Reports an issue at a field of a row that is already read.
  mutating func report(
    _ content: IssueContent, at index: Int, row: RunTable.Row, value: String?,
    related: [Issue.RelatedPlace] = [],
    rows: RowRanges = RowRanges()
  ) {
    guard !silencedFields.contains(index) else { return }
    let field = fields.schema.fields[index]
    collector.add(
      Issue(
        content,
        at: source.location(
          row: Int(row.number), column: source.binding.place(ofFieldAt: index),
          table: tableName, field: field.name,
          key: row.key.isEmpty ? [] : RecordKey.parts(row.key)),
        value: field.privacy == .secret ? nil : value,
        isSecret: field.privacy == .secret, isPersonal: field.privacy == .personal,
        related: related, rows: rows))
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
    collector.add(
      Issue(
        content, severity: severity,
        at: source.location(row: number, column: column, table: tableName, field: field),
        value: isSecret ? nil : value.map(excerpt), isSecret: isSecret))
  }

  /// Reports an issue at a control column.
  mutating func reportControl(
    _ content: IssueContent, of row: inout PendingRow, column: Int, name: String, text: String
  ) {
    row.isInvalid = true
    collector.add(
      Issue(
        content.preceded(by: .value, text).preceded(by: .field, name),
        at: source.location(row: row.number, column: column, table: tableName, field: name),
        value: excerpt(text)))
  }

  /// Reports the notes and warnings of a finished row: those of cells without an error.
  mutating func tellRemarks(of row: PendingRow) {
    for (index, remark, origin) in row.remarks
    where !row.isSilenced && !row.hasRowError && !row.told.contains(index) {
      report(remark.content, field: index, of: row, origin: origin)
    }
  }

  /// What a spreadsheet shows for a serial date or time.
  private static func shown(_ origin: PendingRow.Origin, in source: TableSource) -> String? {
    guard origin.kind == .number, origin.format.isTemporal else { return nil }
    return shownSerial(
      origin.text, format: origin.format, countsFrom1904: source.countsFrom1904)
  }
}
