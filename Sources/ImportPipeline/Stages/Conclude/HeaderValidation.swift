import RecordMapping
import Schemas
import TabularCore

/// Reports the problems of a header, when it is known which of its columns have values.
struct HeaderValidation {
  let fields: TableFields
  let keyFields: [Int]
  let source: TableSource
  private let refusesUnknown: Bool

  init(_ setup: SourceSetup) {
    fields = setup.fields
    keyFields = setup.keyFields
    source = setup.source
    refusesUnknown = setup.session.options.unknownColumns == .error
  }

  /// - Parameters:
  ///   - missingColumns: fields required by new records whose column is missing.
  ///   - unboundValues: the number of values below unknown headers and without a header, by column.
  func validate(
    missingColumns: Set<Int>, unboundValues: [Int: Int], _ issues: inout SourceIssues
  ) {
    let binding = source.binding
    reportRepeated(&issues)
    reportParts(&issues)
    var suggested: Set<Int> = []
    let schema = fields.schema
    var missing = missingColumns
    for index in keyFields where !binding.hasColumn(forFieldAt: index) {
      if let identity = fields.identities.first(where: { $0.fields.contains(index) }) {
        if identity.fields.contains(where: binding.hasColumn(forFieldAt:)) { continue }
      } else if !fields.defaults[index].isNull {
        continue
      } else if case .path(let path) = schema.fields[index].defaultValue,
        let source = schema.fieldIndex(named: path.field), binding.hasColumn(forFieldAt: source)
      {
        continue
      }
      if binding.columns.contains(where: { $0.target == .field(index) }) { continue }
      missing.insert(index)
    }
    for index in missing.sorted() { reportMissing(index, &suggested, &issues) }
    let known =
      unboundValues.isEmpty
      ? [] : HeaderVocabulary(schema).spellings.filter { $0.target != .ignored }.map(\.text)
    for (column, count) in unboundValues.sorted(by: { $0.key < $1.key }) {
      if let header = binding.column(numbered: column) {
        guard !suggested.contains(column) else { continue }
        let severity = issues.reportHeader(
          .headerUnknown(header: header.header, count: count), column: column, field: nil,
          severity: refusesUnknown ? .error : nil,
          near: known)
        if severity == .error { issues.hasHeaderError = true }
      } else {
        issues.hasHeaderError = true
        issues.reportHeader(
          .headerUnnamed(
            column: source.isWorksheet ? columnLetters(column) : "\(column)", count: count),
          column: column, field: nil)
      }
    }
  }

  private func reportRepeated(_ issues: inout SourceIssues) {
    let firsts = Dictionary(
      source.binding.columns.lazy.filter { !$0.isRepeated }.compactMap { column in
        column.target.map { ($0, column) }
      }, uniquingKeysWith: { first, _ in first })
    for column in source.binding.columns where column.isRepeated {
      guard let target = column.target, let first = firsts[target] else { continue }
      issues.hasHeaderError = true
      let field = column.target?.fieldIndex.map { fields.schema.fields[$0].name }
      issues.reportHeader(
        .headerRepeated(
          first: first.header, second: column.header, field: field ?? fold(column.header)),
        column: column.number, field: field)
    }
  }

  private func reportParts(_ issues: inout SourceIssues) {
    for (index, parts) in source.binding.partsOfField.sorted(by: { $0.key < $1.key }) {
      let field = fields.schema.fields[index]
      guard source.binding.columnOfField[index] == nil else { continue }
      let present = parts.date ?? parts.time
      let isComplete =
        (parts.date != nil || field.parts?.dateFrom != nil) && parts.time != nil
      guard !isComplete, let present else { continue }
      issues.hasHeaderError = true
      issues.reportHeader(
        .headerSplitConflict(
          .lacking(part: parts.date == nil ? .date : .time), field: field.name,
          header: source.binding.column(numbered: present)?.header ?? ""),
        column: present, field: field.name)
    }
  }

  private func reportMissing(
    _ index: Int, _ suggested: inout Set<Int>, _ issues: inout SourceIssues
  ) {
    let field = fields.schema.fields[index]
    issues.hasHeaderError = true
    if let other = source.otherTable {
      issues.reportHeader(
        .headerRequiredMissing(field: field.name, otherTable: other), column: nil,
        field: field.name)
      return
    }
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
      let cell = source.cellText(row: source.binding.headerRow, column: column.number)
      closest = (column.header, cell)
    }
    issues.reportHeader(
      .headerRequiredMissing(field: field.name, closest: closest), column: nil,
      field: field.name)
  }
}
