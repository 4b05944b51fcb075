import RecordMapping
import Schemas
import TabularCore

extension TablePass {
  /// Reports the problems of the header, now that it is known which columns have values.
  mutating func validateHeader() {
    let binding = source.binding
    reportRepeated()
    reportParts()
    var suggested: Set<Int> = []
    let schema = fields.schema
    var missing = missingColumns
    for index in session.tables[table].keyFields where !binding.hasColumn(forFieldAt: index) {
      if let identity = fields.identities.first(where: { $0.fields.contains(index) }) {
        if identity.fields.contains(where: binding.hasColumn(forFieldAt:)) { continue }
      } else if case .path(let path) = schema.fields[index].defaultValue,
        let source = schema.fieldIndex(named: path.field), binding.hasColumn(forFieldAt: source)
      {
        continue
      }
      if binding.columns.contains(where: { $0.target == .field(index) }) { continue }
      missing.insert(index)
    }
    for index in missing.sorted() { reportMissing(index, &suggested) }
    let known =
      unboundValues.isEmpty
      ? [] : HeaderVocabulary(schema).spellings.filter { $0.target != .ignored }.map(\.text)
    for (column, count) in unboundValues.sorted(by: { $0.key < $1.key }) {
      if let header = binding.column(numbered: column) {
        guard !suggested.contains(column) else { continue }
        let severity = reportHeader(
          .headerUnknown(header: header.header, count: count), column: column, field: nil,
          severity: session.options.unknownColumns == .error ? .error : nil,
          near: known)
        if severity == .error { hasHeaderError = true }
      } else {
        hasHeaderError = true
        reportHeader(
          .headerUnnamed(
            column: source.isWorksheet ? columnLetters(column) : "\(column)", count: count),
          column: column, field: nil)
      }
    }
  }

  private mutating func reportRepeated() {
    let firsts = Dictionary(
      source.binding.columns.lazy.filter { !$0.isRepeated }.compactMap { column in
        column.target.map { ($0, column) }
      }, uniquingKeysWith: { first, _ in first })
    for column in source.binding.columns where column.isRepeated {
      guard let target = column.target, let first = firsts[target] else { continue }
      hasHeaderError = true
      let field = column.target?.fieldIndex.map { fields.schema.fields[$0].name }
      reportHeader(
        .headerRepeated(
          first: first.header, second: column.header, field: field ?? fold(column.header)),
        column: column.number, field: field)
    }
  }

  private mutating func reportParts() {
    for (index, parts) in source.binding.partsOfField.sorted(by: { $0.key < $1.key }) {
      let field = fields.schema.fields[index]
      guard source.binding.columnOfField[index] == nil else { continue }
      let present = parts.date ?? parts.time
      let isComplete =
        (parts.date != nil || field.parts?.dateFrom != nil) && parts.time != nil
      guard !isComplete, let present else { continue }
      hasHeaderError = true
      reportHeader(
        .headerSplitConflict(
          .lacking(part: parts.date == nil ? .date : .time), field: field.name,
          header: source.binding.column(numbered: present)?.header ?? ""),
        column: present, field: field.name)
    }
  }

  private mutating func reportMissing(_ index: Int, _ suggested: inout Set<Int>) {
    let field = fields.schema.fields[index]
    hasHeaderError = true
    let spellings = [field.name] + field.label.all.map(\.text) + field.aliases
    let unknown = source.binding.columns.filter { $0.target == nil }
    let near = unknown.filter { column in
      spellings.contains { spelling in
        !spelling.isEmpty && closestText(to: column.header, among: [spelling]) != nil
      }
    }
    var closest: (header: String, cell: String)?
    if near.count == 1, let column = near.first {
      suggested.insert(column.number)
      let cell =
        source.isWorksheet
        ? "\(CellReference(row: source.binding.headerRow, column: column.number))"
        : "\(source.binding.headerRow):\(column.number)"
      closest = (column.header, cell)
    }
    reportHeader(
      .headerRequiredMissing(field: field.name, closest: closest), column: nil,
      field: field.name)
  }

  private static func nearestHeader(to header: String, among known: [String]) -> Issue.Suggestion? {
    Issue.Suggestion(nearest: known, to: header, noun: "known header")
  }

  /// Reports an issue at a header.
  ///
  /// - Parameter known: the headers among which the nearest one is suggested; searched only if the
  ///   details are kept, as a file may have very many headers.
  @discardableResult
  private mutating func reportHeader(
    _ content: IssueContent, column: Int?, field: String?, severity: Severity? = nil,
    near known: [String] = []
  ) -> Severity {
    let place = source.location(
      row: source.binding.headerRow, column: column, table: ledger.table, field: field)
    let source = source
    return issues.add(
      content.code, declared: severity, table: ledger.table, source: source.name.id,
      file: source.name.text, sheet: source.sheet, field: field, row: source.binding.headerRow
    ) {
      let header = column.flatMap { source.binding.column(numbered: $0)?.header }
      return Issue(
        content, severity: severity, at: place, value: header,
        suggestion: header.flatMap { Self.nearestHeader(to: $0, among: known) })
    }
  }
}
