import TabularCore

/// Checks patterns, closed lists, examples and defaults of fields.
struct FieldLint {
  /// Collects the mistakes.
  let findings: Findings
  /// The whole package.
  let package: DataPackage
  /// Checks that need other modules.
  let checks: PackageChecks

  /// Checks the fields of a table.
  func run(on table: DescribedTable) {
    for field in table.schema.fields {
      guard let object = table.fields[field.name] else { continue }
      if let pattern = field.constraints.pattern, let problem = checks.compilePattern?(pattern) {
        let place = object.place(of: "constraints")
        findings.add(at: place.child("pattern", line: place.line, column: place.column), problem)
      }
      checkValues(field, object)
      checkTexts(field, object, table.schema)
      if !field.type.isPlain { checkWords(field, object, table.schema) }
      checkConditions(field, object, table.schema)
    }
  }

  private func checkValues(_ field: Field, _ object: ObjectReader) {
    let place = object.place(of: "registrar:values")
    var claims: [String: String] = [:]
    for value in field.enumValues {
      var own: Set<String> = []
      for name in [value.value] + value.aliases where own.insert(foldedValue(name)).inserted {
        if let other = claims[foldedValue(name)] {
          findings.add(
            .schemaBadExample(
              .alias, value: name, path: place.subject,
              reason: "it means both `\(other)` and `\(value.value)`"),
            at: place)
        } else {
          claims[foldedValue(name)] = value.value
        }
      }
    }
  }

  private func checkTexts(_ field: Field, _ object: ObjectReader, _ table: TableSchema) {
    if let example = field.example {
      checkText(example, .example, field, at: object.place(of: "example"), of: table)
    }
    if case .text(let text) = field.defaultValue {
      checkText(text, .byDefault, field, at: object.place(of: "registrar:default"), of: table)
    }
  }

  /// Words of yes and no that Table Schema declares must be among those that the type reads anyway.
  private func checkWords(_ field: Field, _ object: ObjectReader, _ table: TableSchema) {
    for name in ["trueValues", "falseValues"] where object.has(name) {
      let words = name == "trueValues" ? field.plain.trueValues : field.plain.falseValues
      for word in words where checks.checkText?(word, field, table, package) != nil {
        object.invalid(
          name, "`\(word)` is not read as yes or no beside `registrar:type`; leave it out")
      }
    }
  }

  private func checkText(
    _ text: String, _ kind: IssueContent.SchemaText, _ field: Field, at place: DescriptorPlace,
    of table: TableSchema
  ) {
    if field.type.definition.properties.contains(.values) {
      let names = field.enumValues.flatMap { [$0.value] + $0.aliases }
      if !names.contains(where: { foldedValue($0) == foldedValue(text) }) {
        findings.add(
          .schemaBadExample(kind, value: text, path: place.subject, reason: nil), at: place,
          suggestion: Issue.Suggestion(nearest: names, to: text, noun: "value"))
      }
    } else if let problem = checks.checkText?(text, field, table, package) {
      findings.add(
        .schemaBadExample(kind, value: text, path: place.subject, reason: problem), at: place)
    }
  }

  private func checkConditions(_ field: Field, _ object: ObjectReader, _ table: TableSchema) {
    if let requirement = field.requiredIf {
      let place = object.place(of: "registrar:requiredIf")
      for name in requirement.otherwiseAt where table.field(named: name) == nil {
        findings.addMissing(
          name, at: place, path: "registrar:requiredIf", among: table.fields.map(\.name),
          of: table.name)
      }
      let rule = Rule(
        code: "value.required-if", scope: .row(violatedWhen: requirement.condition),
        place: .fields([field.name]))
      if let problem = checks.compileRule?(rule, table, package) {
        findings.add(at: place, "the condition does not compile: \(problem)")
      }
    }
    var expressions = field.passwordResets.sorted { $0.key < $1.key }
      .map { (member: "registrar:passwordReset", sql: $0.value) }
    if case .expression(let expression) = field.defaultValue {
      expressions.append(("registrar:defaultExpression", expression))
    }
    for (member, expression) in expressions {
      let rule = Rule(
        code: "schema.invalid", scope: .row(violatedWhen: expression), place: .fields([field.name]))
      if let problem = checks.compileRule?(rule, table, package) {
        findings.add(at: object.place(of: member), "the default does not compile: \(problem)")
      }
    }
  }
}
