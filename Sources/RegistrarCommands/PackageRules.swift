import ImportReports
import Schemas
import TabularCore

/// What `registrar explain` tells about the rules that a package declares.
enum PackageRules {
  /// A code with the rules that raise it.
  struct Entry {
    var code: IssueCode
    /// The rules, each with the table it belongs to, in the order of the package.
    var rules: [(table: String, rule: Rule)]

    /// The most severe of the rules' severities.
    var severity: Severity { rules.map(\.rule.severity).max() ?? .error }
  }

  /// The codes of a package's own rules, in alphabetical order.
  ///
  /// Codes of the tool that the package uses are explained by the tool.
  static func entries(of package: DataPackage) -> [Entry] {
    var entries: [IssueCode: Entry] = [:]
    for table in package.tables {
      for rule in table.rules where IssueCatalog.definition(of: rule.code) == nil {
        entries[rule.code, default: Entry(code: rule.code, rules: [])].rules
          .append((table.name, rule))
      }
    }
    return entries.values.sorted { $0.code < $1.code }
  }

  /// The page of a code: what it means, its sentences with the tables they belong to, what to do.
  static func page(of entry: Entry, package: String, in language: Language) -> String {
    var page = "# \(entry.code)\n\n"
    page += language.label("explain/rule", ["package": package]) + "\n"
    var explanations: [String] = []
    var sentences: [(text: String, tables: [String])] = []
    var helps: [String] = []
    for (table, rule) in entry.rules {
      if let text = rule.explanation?.text(in: language), !explanations.contains(text) {
        explanations.append(text)
      }
      if let text = rule.help?.text(in: language), !helps.contains(text) { helps.append(text) }
      let sentence =
        (rule.message?.text(in: language)).map(MessageTemplate.init)?.outline(in: language)
        ?? entry.code.rawValue
      let title = "\(rule.severity.name(in: language))[\(entry.code)]"
      let text = "\(title)\(language.label("punctuation/colon")) \(sentence)"
      let index = sentences.firstIndex { $0.text == text } ?? sentences.count
      if index == sentences.count { sentences.append((text, [])) }
      if !sentences[index].tables.contains(table) { sentences[index].tables.append(table) }
    }
    for explanation in explanations { page += "\n\(explanation)\n" }
    for (text, tables) in sentences {
      let names = tables.map { "`\($0)`" }.joined(separator: ", ")
      let label = language.label("explain/tables", ["count": tables.count, "tables": names])
      page += "\n\(label)\n\n    \(text)\n"
    }
    for help in helps { page += "\n\(language.label("explain/fix", ["help": help]))\n" }
    return page
  }

  /// When a rule is broken: the first sentence of its explanation.
  static func condition(of entry: Entry, in language: Language) -> String {
    let texts = entry.rules.compactMap { $0.rule.explanation?.text(in: language) }
    let message = entry.rules.first?.rule.message?.text(in: language)
    let text = texts.first ?? message.map(MessageTemplate.init)?.outline(in: language) ?? ""
    let sentence = text.firstRange(of: ". ").map { text[..<$0.lowerBound] } ?? text[...]
    return String(sentence.last == "." ? sentence.dropLast() : sentence)
  }
}
