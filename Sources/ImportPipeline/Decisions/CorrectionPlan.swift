import RecordMapping
import Schemas
import TabularCore

/// The corrections of a run, by the fields of its package.
struct CorrectionPlan {
  let file: DecisionFile<Correction>
  /// The corrections that hold, by table and field, each with its place in the list.
  private let byField: [Int: [Int: [Int]]]
  private let meant: [[UInt8]]
  /// What is wrong with corrections, and which hold no more.
  private(set) var issues: [Issue] = []

  /// The corrections of a file that fit a package.
  ///
  /// - Parameters:
  ///   - order: the tables in dependency order.
  ///   - today: the day of the run, `2027-03-06`.
  init(
    _ file: DecisionFile<Correction>, package: DataPackage, order: [TableSchema], today: String
  ) {
    self.file = file
    meant = file.decisions.map { Array($0.meant.utf8) }
    let names = DecisionFields(package: package, order: order)
    var byField: [Int: [Int: [Int]]] = [:]
    var issues = file.issues
    var seen: [[String]: Int] = [:]
    for (index, correction) in file.decisions.enumerated() {
      let place = file.place(line: correction.line, column: 1, field: "field")
      func tell(_ content: IssueContent, suggestion: Issue.Suggestion? = nil) {
        issues.append(Issue(content, at: place, value: correction.field, suggestion: suggestion))
      }
      let fields = names.fields(named: correction.field)
      guard !fields.isEmpty else {
        tell(
          .decisionFieldUnknown(field: correction.field, package: package.name),
          suggestion: names.suggestion(for: correction.field))
        continue
      }
      guard !fields.contains(where: { order[$0.table].fields[$0.field].privacy == .secret }) else {
        tell(.decisionRefused(.secret(field: correction.field)))
        continue
      }
      let spelling = foldedValue(correction.read)
      let key = [foldedValue(correction.field), spelling]
      if let first = seen[key], file.decisions[first].meant != correction.meant {
        tell(
          .decisionRefused(
            .repeated(value: correction.read, line: file.decisions[first].line)))
        continue
      }
      seen[key] = seen[key] ?? index
      guard !correction.meant.isEmpty else {
        tell(.decisionUnused(.undecided(value: correction.read), field: correction.field))
        continue
      }
      if let until = correction.until, until < today {
        tell(
          .decisionExpired(.correction(value: correction.read), date: until))
        continue
      }
      for (table, field) in fields {
        byField[table, default: [:]][field, default: []].append(index)
      }
    }
    // A correction for the field of one table precedes one for all tables.
    for (table, fields) in byField {
      for (field, list) in fields {
        byField[table]?[field] =
          list.filter { file.decisions[$0].field.contains(".") }
          + list.filter { !file.decisions[$0].field.contains(".") }
      }
    }
    self.byField = byField
    self.issues = issues
  }

  /// The columns of a source that have corrections; `nil` for none.
  func columns(of binding: HeaderBinding, table: Int) -> CorrectedColumns? {
    guard let fields = byField[table] else { return nil }
    var columns: [CorrectedColumns.Column] = []
    for column in binding.columns where !column.isRepeated && !column.isSecret {
      // The date and the time of a date-time may have columns of their own.
      guard let index = column.target?.fieldIndex, let list = fields[index] else { continue }
      columns.append(
        .init(
          number: column.number,
          spellings: SpellingTable(list.map { (file.decisions[$0].read, $0) })))
    }
    return columns.isEmpty ? nil : CorrectedColumns(columns, meant: meant)
  }

  /// The corrections that some column of the run's sources could have used.
  func applicable(to sources: [TableSource]) -> Set<Int> {
    var found: Set<Int> = []
    for source in sources {
      for column in source.binding.columns where !column.isRepeated && !column.isSecret {
        guard let index = column.target?.fieldIndex else { continue }
        found.formUnion(byField[source.table]?[index] ?? [])
      }
    }
    return found
  }
}

/// Finds fields by the names that decisions give them.
struct DecisionFields {
  private let order: [TableSchema]

  init(package: DataPackage, order: [TableSchema]) { self.order = order }

  /// The fields of a name: `table.field`, or `field` in every table.
  func fields(named name: String) -> [(table: Int, field: Int)] {
    let parts = name.split(separator: ".", maxSplits: 1).map { fold(String($0)) }
    var found: [(table: Int, field: Int)] = []
    for (table, schema) in order.enumerated() {
      guard parts.count < 2 || fold(schema.name) == parts[0] else { continue }
      for (field, candidate) in schema.fields.enumerated()
      where parts.last.map({ fold(candidate.name) == $0 }) ?? false {
        found.append((table, field))
      }
    }
    return found
  }

  /// The field whose name a text nearly is; `nil` for none.
  func suggestion(for name: String) -> Issue.Suggestion? {
    let names = order.flatMap { schema in
      schema.fields.map { name.contains(".") ? "\(schema.name).\($0.name)" : $0.name }
    }
    return Issue.Suggestion(nearest: Set(names).sorted(), to: name, noun: "value")
  }
}
