import RecordMapping
import Schemas
import TabularCore

extension RowValidation {
  /// Evaluates row rules and conditional requirements.
  func validateRules(_ row: inout PendingRow, _ issues: inout SourceIssues) throws {
    guard !fields.checks.isEmpty else { return }
    for position in try rules.violations(values: row.values, creates: row.creates) {
      let check = fields.checks[position]
      guard !check.reads.intersects(row.errors) else { continue }
      let details = try rules.details(ofConditionAt: position)
      let place = issues.shownField(place(of: check.rule, named: details.field, in: row), of: row)
      let severity = issues.severity(of: check.rule.code, declared: check.rule.severity)
      if severity == .error, row.ruleErrors.contains(place) {
        row.doubted.formUnion(check.reads)
        continue
      }
      let content: IssueContent
      if let required = check.requiredField {
        if place == required { row.told.insert(required) }
        let field = fields.schema.fields[required]
        content = .valueRequiredIf(
          place == required && row.placeholder(ofFieldAt: required) != nil ? .placeholder : .blank,
          field: field.name, expected: field.conditionalExpectation,
          reason: field.requiredIf?.reason.english ?? "")
      } else {
        content = .rule(
          check.rule.code, variant: check.rule.variant,
          arguments: details.arguments.map { name, value in
            shownArgument(name, value, of: check.rule, in: row)
          })
      }
      let told = issues.report(
        content, field: place, of: row, severity: check.rule.severity,
        related: check.rule.related.compactMap { name in
          fields.schema.fieldIndex(named: name).map { index in
            Issue.RelatedPlace(
              source.location(
                row: row.number, column: row.column(ofFieldAt: index, binding: source.binding),
                table: tableName, field: name),
              label: fields.schema.form(ofFieldAt: index, in: row.values)
                .text(row.values[index].description, in: .english))
          }
        })
      // A violation that somebody accepts lets the row pass.
      guard told == .error else { continue }
      row.doubted.formUnion(check.reads)
      row.ruleErrors.insert(place)
      row.isInvalid = true
    }
  }

  /// An argument of a rule's message; if it is just a field, its value is shown as people write it.
  private func shownArgument(
    _ name: String, _ value: String, of rule: Rule, in row: PendingRow
  ) -> IssueArgument {
    guard let index = rule.arguments[name].flatMap(fields.schema.fieldIndex(named:)) else {
      return IssueArgument(name, value)
    }
    let form = fields.schema.form(ofFieldAt: index, in: row.values)
    return IssueArgument(name, value, shown: form.shown(row.values[index].description))
  }

  private func place(of rule: Rule, named name: String?, in row: PendingRow) -> Int {
    if let name, let index = fields.schema.fieldIndex(named: name) { return index }
    guard case .fields(let names) = rule.place else { return 0 }
    let indexes = names.compactMap(fields.schema.fieldIndex(named:))
    return indexes.first { source.binding.hasColumn(forFieldAt: $0) } ?? indexes.first ?? 0
  }
}
