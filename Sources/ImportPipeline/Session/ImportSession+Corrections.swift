import RecordMapping
import Schemas
import TabularCore

extension ImportSession {
  /// Takes the decisions that the run is given; their mistakes become issues.
  ///
  /// With a mistake nothing is written: what the line should have said is not known.
  func takeDecisions() {
    for issue in waivers?.issues ?? [] {
      issues.add(issue)
      hasDecisionErrors = hasDecisionErrors || issue.severity == .error
    }
    guard let file = options.corrections else { return }
    let plan = CorrectionPlan(
      file, package: package, order: order, today: String(now.prefix(10)))
    for issue in plan.issues { issues.add(issue) }
    hasDecisionErrors = hasDecisionErrors || plan.issues.contains { $0.severity == .error }
    corrections = plan
    for index in sources.indices { sources[index].correct(by: plan) }
  }

  /// Tells every correction that was replayed, and those that no cell needed.
  func reportCorrections() {
    guard let corrections else { return }
    var used: Set<Int> = []
    for (index, source) in sources.enumerated() {
      for (key, cells) in (replays[index]?.cells ?? [:]).sorted(by: { $0.key < $1.key }) {
        used.insert(key.correction)
        report(corrections.file.decisions[key.correction], in: source, cells)
      }
    }
    for index in corrections.applicable(to: sources).subtracting(used).sorted() {
      let correction = corrections.file.decisions[index]
      issues.add(
        Issue(
          .decisionUnused(.correction(value: correction.read), field: correction.field),
          at: corrections.file.place(line: correction.line, column: 2, field: "read"),
          value: correction.read))
    }
  }

  private func report(_ correction: Correction, in source: TableSource, _ cells: Replays.Cells) {
    guard let index = source.binding.column(numbered: cells.column)?.target?.fieldIndex else {
      return
    }
    let schema = order[source.table]
    let field = schema.fields[index]
    issues.add(
      Issue(
        .valueCorrected(
          value: correction.read, result: correction.meant, count: cells.count,
          reason: correction.reason, author: correction.author,
          line: correction.line
        ).completed(with: [.field: field.name]),
        at: source.location(
          row: cells.rows.ranges.first?.lowerBound, column: cells.column, table: schema.name,
          field: field.name),
        value: correction.read, isPersonal: field.privacy == .personal, rows: cells.rows))
  }
}

extension ImportSession {
  /// Tells the waivers that nothing needed, and those whose findings look otherwise now.
  func reportUnusedWaivers() {
    let read = Set(tables.indices.filter { tables[$0].wasRead }.map { order[$0].name })
    for issue in waivers?.unused(issues.issues, tables: read) ?? [] { issues.add(issue) }
  }
}

extension TableSource {
  /// Lets corrections replace texts of the cells, in the columns that the header now has.
  mutating func correct(by plan: CorrectionPlan) {
    let base = (rows as? CorrectedRows)?.base ?? rows
    let columns = plan.columns(of: binding, table: table)
    corrections = columns
    rows = columns.map { CorrectedRows(base: base, columns: $0) } ?? base
  }
}
