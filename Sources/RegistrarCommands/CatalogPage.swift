import ImportReports
import TabularCore

/// What `registrar explain` says of a code in a language that has no page of it: what the catalog has,
/// its sentences and what to do.
enum CatalogPage {
  /// The page of a code; `nil` for a code that is not in the catalog.
  static func text(of code: IssueCode, in language: Language) -> String? {
    guard let definition = IssueCatalog.definition(of: code) else { return nil }
    let variants = definition.variants.filter { $0 != IssueDefinition.summaryVariant }.sorted()
    let sentences = unique(
      ([""] + variants).map { definition.message(variant: $0, in: language) }, in: language)
    let title = "\(definition.severity.name(in: language))[\(code)]"
    var page = "# \(code)\n\n"
    page += language.label(sentences.count == 1 ? "explain/sentence" : "explain/sentences")
    page += "\n\n"
    for sentence in sentences {
      page += "    \(title)\(language.label("punctuation/colon")) \(sentence)\n"
    }
    page += "\n\(language.label("explain/toDo"))\n\n"
    let helps = definition.helpVariants.keys.sorted()
    for help in unique(
      ([""] + helps).map { definition.help(variant: $0, in: language) }, in: language)
    {
      page += "    \(help)\n"
    }
    return page + "\n\(language.label("explain/english", ["code": code]))\n"
  }

  /// What a list of codes says of one: its usual sentence.
  static func condition(of definition: IssueDefinition, in language: Language) -> String {
    guard language != .english else { return definition.condition }
    return MessageTemplate(definition.message(variant: "", in: language)).outline(in: language)
  }

  private static func unique(_ texts: [String], in language: Language) -> [String] {
    var seen: Set<String> = []
    return texts.map { MessageTemplate($0).outline(in: language, wording: CommandOptions()) }
      .filter { seen.insert($0).inserted }
  }
}
