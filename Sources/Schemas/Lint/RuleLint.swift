import TabularCore

/// Checks rules, and completes them with texts that rules of one code share.
struct RuleLint {
  /// Collects the mistakes.
  let findings: Findings
  /// Checks that need other modules.
  let checks: PackageChecks

  /// Gives rules without texts those of the first rule of their code: the message by code and
  /// variant, help and explanation by code.
  func shareTexts(_ source: inout PackageDescriptor.Source) {
    var messages: [String: (text: LocalizedText, place: DescriptorPlace)] = [:]
    var helps: [IssueCode: LocalizedText] = [:]
    var explanations: [IssueCode: LocalizedText] = [:]
    for table in source.tables {
      for (rule, object) in zip(table.schema.rules, table.rules) {
        let key = "\(rule.code) \(rule.variant)"
        if let message = rule.message {
          if let other = messages[key], other.text != message {
            findings.add(
              at: object.place(of: "message"),
              "`\(rule.code)` has another message in `\(other.place.file)`; give one a `variant`")
          } else if messages[key] == nil {
            messages[key] = (message, object.place)
          }
        }
        if helps[rule.code] == nil { helps[rule.code] = rule.help }
        if explanations[rule.code] == nil { explanations[rule.code] = rule.explanation }
      }
    }
    for table in source.tables.indices {
      for index in source.tables[table].schema.rules.indices {
        let rule = source.tables[table].schema.rules[index]
        let message = rule.message ?? messages["\(rule.code) \(rule.variant)"]?.text
        source.tables[table].schema.rules[index].message = message
        source.tables[table].schema.rules[index].help = rule.help ?? helps[rule.code]
        source.tables[table].schema.rules[index].explanation =
          rule.explanation ?? explanations[rule.code]
      }
    }
  }

  /// Checks the rules of a table.
  func run(on table: DescribedTable, of package: DataPackage) {
    for (rule, object) in zip(table.schema.rules, table.rules) {
      checkCode(rule, object)
      checkActions(rule, object)
      checkNames(rule, object, table.schema, package)
      if needsUnread(rule) { continue }
      if let problem = checks.compileRule?(rule, table.schema, package) {
        let name = object.has("query") ? "query" : "violatedWhen"
        findings.add(
          .schemaInvalid(.rule(rule: rule.code.rawValue, reason: problem)),
          at: object.place(of: name))
      }
    }
  }

  /// Whether a rule reads a table whose schema could not be read.
  private func needsUnread(_ rule: Rule) -> Bool {
    guard case .set(_, let tables) = rule.scope else { return false }
    return !findings.unreadTables.isDisjoint(with: tables)
  }

  private func checkCode(_ rule: Rule, _ object: ObjectReader) {
    if IssueCatalog.definition(of: rule.code) == nil {
      if rule.code.area != "rule" {
        object.invalid(
          "code",
          "`\(rule.code)` is not a code of the tool; a package's own codes begin with `rule.`",
          suggestion: Issue.Suggestion(
            nearest: IssueCatalog.definitions.map(\.code.rawValue), to: rule.code.rawValue,
            noun: "code"))
      } else if rule.message == nil || rule.help == nil {
        object.findings.add(
          at: object.place, "the rule `\(rule.code)` needs a `message` and a `help`")
      }
    }
    guard case .row = rule.scope, let message = rule.message else { return }
    for text in message.all.map(\.text) {
      for name in MessageTemplate(text).argumentNames where rule.arguments[name] == nil {
        object.findings.add(
          at: object.place,
          "the message of `\(rule.code)` names `{\(name)}`, which no argument gives",
          suggestion: Issue.Suggestion(
            nearest: rule.arguments.keys.sorted(), to: name, noun: "name"))
      }
    }
  }

  /// Actions that a front end could not word: they would be told as `…`.
  private func checkActions(_ rule: Rule, _ object: ObjectReader) {
    let known = HelpAction.names
    for (property, text) in [("message", rule.message), ("help", rule.help)]
    where object.has(property) {
      let names = Set(text?.all.flatMap { MessageTemplate($0.text).unknownActionNames } ?? [])
      for name in names.sorted() {
        object.findings.add(
          at: object.place(of: property),
          known.contains(name)
            ? "the \(property) of `\(rule.code)` gives the action `{@\(name)}` another number of"
              + " values than it takes"
            : "the \(property) of `\(rule.code)` names `{@\(name)}`, which is no action",
          suggestion: known.contains(name)
            ? nil : Issue.Suggestion(nearest: known, to: name, noun: "name"))
      }
    }
  }

  private func checkNames(
    _ rule: Rule, _ object: ObjectReader, _ table: TableSchema, _ package: DataPackage
  ) {
    var names: [(String, String)] = rule.related.map { ("related", $0) }
    if case .fields(let fields) = rule.place { names += fields.map { ("at", $0) } }
    var tables = [table]
    if case .set(_, let others) = rule.scope { tables += others.compactMap(package.table(named:)) }
    for (property, name) in names
    where !tables.contains(where: { $0.field(named: name) != nil }) {
      findings.addMissing(
        name, at: object.place(of: property), path: rule.code.rawValue,
        among: table.fields.map(\.name), of: table.name)
    }
    guard case .set(_, let tables) = rule.scope else { return }
    for name in tables where package.table(named: name) == nil {
      findings.addMissing(
        name, at: object.place(of: "tables"), path: rule.code.rawValue,
        among: package.tables.map(\.name))
    }
  }
}
