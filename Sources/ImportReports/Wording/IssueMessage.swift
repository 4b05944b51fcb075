public import ImportPipeline
public import TabularCore

/// Says an issue in a language: its sentence and what to do about it.
///
/// Sentences come from the package for its own rules and from the catalog for the tool's codes.
public struct IssueMessage: Sendable {
  private var language: Language
  private var ruleTexts: [IssueCode: ImportReport.RuleText]

  /// The sentences in a language, with those of a package's rules.
  public init(
    language: Language = .english, ruleTexts: [IssueCode: ImportReport.RuleText] = [:]
  ) {
    self.language = language
    self.ruleTexts = ruleTexts
  }

  /// The sentence of an issue, without a final period.
  public func message(of issue: Issue) -> String {
    template(of: issue).filled(with: issue.arguments, in: language)
  }

  /// What to do about an issue, beginning with a verb; empty for a code that nobody declares.
  public func help(of issue: Issue) -> String {
    let text =
      ruleTexts[issue.code]?.help
      ?? IssueCatalog.definition(of: issue.code)?.help(variant: issue.variant)
    guard let text else { return "" }
    return MessageTemplate(text.text(in: language)).filled(with: issue.arguments, in: language)
  }

  /// The shorter sentence that stands for many issues of the code, where there is one.
  func summary(of issue: Issue) -> String {
    guard
      let text = IssueCatalog.definition(of: issue.code)?
        .messages[IssueDefinition.summaryVariant]
    else { return message(of: issue) }
    return MessageTemplate(text.text(in: language)).filled(with: issue.arguments, in: language)
  }

  /// The template of an issue's sentence.
  func template(of issue: Issue) -> MessageTemplate {
    if let rule = ruleTexts[issue.code],
      let text = rule.messages[issue.variant] ?? rule.messages[""]
    {
      return MessageTemplate(text.text(in: language))
    }
    if let definition = IssueCatalog.definition(of: issue.code) {
      return MessageTemplate(definition.message(variant: issue.variant).text(in: language))
    }
    // A code without a sentence still says what it knows.
    let facts = issue.arguments.map { "\($0.name) `{\($0.name)}`" }.joined(separator: ", ")
    return MessageTemplate(facts.isEmpty ? issue.code.rawValue : facts)
  }
}
