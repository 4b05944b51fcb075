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

  /// The page of a code: what it means, its sentences, what to do.
  static func page(of entry: Entry, package: String, in language: Language) -> String {
    var page = "# \(entry.code)\n\nA rule of the package `\(package)`.\n"
    var told: Set<String> = []
    for (table, rule) in entry.rules {
      if let explanation = rule.explanation?.text(in: language), told.insert(explanation).inserted {
        page += "\n\(explanation)\n"
      }
      guard let message = rule.message?.text(in: language) else {
        page += "\nTable `\(table)` has it too, \(scope(of: rule)).\n"
        continue
      }
      page += "\nTable `\(table)`, \(scope(of: rule)):\n\n"
      page += "    \(rule.severity.rawValue)[\(entry.code)]: \(message)\n"
      if let help = rule.help?.text(in: language) { page += "\nTo fix: \(help).\n" }
    }
    return page
  }

  /// When a rule is broken, in a few words.
  static func condition(of entry: Entry, in language: Language) -> String {
    let texts = entry.rules.compactMap { $0.rule.explanation?.text(in: language) }
    let text = texts.first ?? entry.rules.first?.rule.message?.text(in: language) ?? ""
    return text.last == "." ? String(text.dropLast()) : text
  }

  private static func scope(of rule: Rule) -> String {
    switch rule.scope {
    case .row: "of each row"
    case .set: "of whole tables"
    }
  }
}
