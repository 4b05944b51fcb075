public import ImportPipeline
public import TabularCore

/// Says an issue in a language: its sentence and what to do about it.
///
/// Sentences come from the package for its own rules and from the catalog for the tool's codes.
public struct IssueMessage: Sendable {
  private var language: Language
  private var ruleTexts: [IssueCode: ImportReport.RuleText]
  private var phrases: [String: LocalizedText]
  private var names = FieldNames()
  private var tables = TableTitles()
  /// How the front end words the actions that help lines name.
  private var wording: any ActionWording
  private let templates = TemplateCache()

  /// The sentences in a language, with those of a package's rules and its nouns.
  public init(
    language: Language = .english, ruleTexts: [IssueCode: ImportReport.RuleText] = [:],
    phrases: [String: LocalizedText] = [:], wording: any ActionWording = CommandOptions()
  ) {
    self.wording = wording
    self.language = language
    self.ruleTexts = ruleTexts
    self.phrases = phrases
  }

  /// The sentences for a report.
  init(_ report: ImportReport, _ options: ReportOptions) {
    self.init(
      language: options.language, ruleTexts: report.ruleTexts, phrases: report.phrases,
      wording: options.wording)
    names = FieldNames(report, language: options.language)
    tables = TableTitles(report)
  }

  private func filled(_ template: MessageTemplate, _ issue: Issue) -> String {
    template.filled(
      with: named(issue), in: language, phrases: phrases, wording: wording,
      naming: { names.known($0, at: issue.location) })
  }

  /// The arguments of an issue, fields by the names that people know.
  private func named(_ issue: Issue) -> [IssueArgument] {
    let fields = IssueCatalog.definition(of: issue.code)?.fieldArguments
    return issue.arguments.map { argument in
      if argument.name == "table" { return tables.shown(argument, of: issue.code, in: language) }
      // A package chooses the names of its rules' arguments itself; those of data are left alone.
      let mayName = fields.map { $0.contains(argument.name) } ?? !Self.data.contains(argument.name)
      guard mayName || ruleTexts[issue.code] != nil && !Self.data.contains(argument.name)
      else { return argument }
      let items =
        argument.value.utf8.contains(UInt8(ascii: ","))
        ? argument.value.split(separator: ", ").map(String.init) : [argument.value]
      let known = items.map { names.known($0, at: issue.location) }
      guard known.contains(where: { $0 != nil }) else { return argument }
      let shown = zip(items, known).map { item, name in
        name.map { items.count > 1 ? $0.replacing(",", with: "") : $0 } ?? item
      }
      return IssueArgument(argument.name, shown.joined(separator: ", "))
    }
  }

  /// Arguments that hold what a row or a record holds.
  private static let data: Set<String> = ["value", "found", "before", "after", "key"]

  /// The sentence of an issue, without a final period.
  public func message(of issue: Issue) -> String {
    filled(template(of: issue), issue)
  }

  /// What to do about an issue, beginning with a verb; empty for a code that nobody declares.
  public func help(of issue: Issue) -> String {
    helpTemplate(of: issue).map { filled($0, issue) } ?? ""
  }

  /// What the help line of an issue says can be done, for front ends that offer it by other means than a
  /// sentence.
  ///
  /// Values of actions may come from an untrusted file.
  public func actions(of issue: Issue) -> [HelpAction] {
    helpTemplate(of: issue)?.actions(with: issue.arguments, in: language) ?? []
  }

  private func helpTemplate(of issue: Issue) -> MessageTemplate? {
    templates.template(of: issue, isHelp: true) {
      let definition = IssueCatalog.definition(of: issue.code)
      return ruleText(of: issue)
        .map { ($0.helpVariants[issue.variant] ?? $0.help).text(in: language) }
        ?? definition?.help(variant: issue.variant, in: language)
    }
  }

  /// The shorter sentence that stands for many issues of the code, where there is one.
  func summary(of issue: Issue) -> String {
    let definition = IssueCatalog.definition(of: issue.code)
    let variant = IssueDefinition.summaryVariant
    guard issue.variant.isEmpty, let definition, definition.variants.contains(variant) else {
      return message(of: issue)
    }
    return filled(MessageTemplate(definition.message(variant: variant, in: language)), issue)
  }

  /// What the package says for an issue.
  ///
  /// A package may add variants to a code of the tool; the others keep the tool's sentences.
  private func ruleText(of issue: Issue) -> ImportReport.RuleText? {
    guard let rule = ruleTexts[issue.code] else { return nil }
    let isOfTheTool = IssueCatalog.definition(of: issue.code) != nil
    return isOfTheTool && rule.messages[issue.variant] == nil ? nil : rule
  }

  /// The template of an issue's sentence.
  func template(of issue: Issue) -> MessageTemplate {
    let known = templates.template(of: issue, isHelp: false) {
      let rule = ruleText(of: issue)
      return (rule?.messages[issue.variant] ?? rule?.messages[""])?.text(in: language)
        ?? IssueCatalog.definition(of: issue.code)?.message(variant: issue.variant, in: language)
    }
    if let known { return known }
    // A code without a sentence still says what it knows.
    let facts = issue.arguments.map { "\($0.name) `{\($0.name)}`" }.joined(separator: ", ")
    return MessageTemplate(facts.isEmpty ? issue.code.rawValue : facts)
  }
}
