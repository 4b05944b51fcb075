import TabularCore

/// Reads one rule of a table into the model.
struct RuleDescriptor {
  /// Reads a rule; `nil`, with a mistake reported, when it lacks its code or its condition.
  static func read(_ object: ObjectReader) -> Rule? {
    let code = object.string("code")
    let violated = object.lines("violatedWhen")
    let query = object.lines("query")
    let tables = object.strings("tables")
    let fields = object.strings("at")
    let expression = object.lines("atExpression")
    var rule = Rule(
      code: IssueCode(rawValue: code ?? ""), scope: .row(violatedWhen: violated ?? ""),
      place: expression.map { .expression($0) } ?? .fields(fields ?? []))
    rule.severity = object.choice("severity", of: Severity.self) ?? .error
    rule.variant = object.string("variant") ?? ""
    rule.related = object.strings("related") ?? []
    rule.message = object.localized("message")
    rule.help = object.localized("help")
    rule.explanation = object.localized("explanation")
    if let arguments = object.object("arguments") {
      for name in arguments.names {
        if let text = arguments.string(name) { rule.arguments[name] = text }
      }
      arguments.finish(.all)
    }
    if let query { rule.scope = .set(query: query, tables: tables ?? []) }
    object.finish(.all)
    var isWhole = true
    func missing(_ problem: String) {
      object.findings.add(at: object.place, problem)
      isWhole = false
    }
    if let code {
      if !isCode(code) {
        object.invalid("code", "`\(code)` is not a code: an area, a point and a problem, `rule.x`")
        isWhole = false
      }
    } else {
      missing("the rule has no `code`")
    }
    switch (violated, query) {
    case (nil, nil): missing("the rule has neither `violatedWhen` nor `query`")
    case (.some, .some): missing("the rule has both `violatedWhen` and `query`")
    case (nil, .some):
      if tables?.isEmpty != false {
        missing("the rule has a `query` and does not name its `tables`")
      }
    case (.some, nil):
      if tables != nil { object.invalid("tables", "`tables` belongs to rules with a `query`") }
    }
    if fields?.isEmpty != false, expression == nil {
      missing("the rule does not say where it points: `at` or `atExpression`")
    }
    return isWhole ? rule : nil
  }

  private static func isCode(_ text: String) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 2
      && parts.allSatisfy { part in
        part.utf8.first.map { (97...122).contains($0) } == true
          && part.utf8.allSatisfy {
            (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "-")
          }
      }
  }
}
