import TabularCore

/// What `registrar explain` says of a code in French: what the catalog has, its sentences and what to do.
///
/// The pages with examples are written in English.
enum FrenchExplanation {
  /// The page of a code; `nil` for a code that is not in the catalog.
  static func page(of code: IssueCode) -> String? {
    guard let definition = IssueCatalog.definition(of: code) else { return nil }
    var page = "# \(code)\n\n"
    let sentences = unique(
      [definition.message(variant: "")]
        + definition.messages.filter { !["", IssueDefinition.summaryVariant].contains($0.key) }
        .sorted { $0.key < $1.key }.map(\.value))
    page += sentences.count == 1 ? "Ce qui est dit :\n\n" : "Ce qui peut être dit :\n\n"
    for sentence in sentences {
      page += "    \(severity(definition.severity))[\(code)] : \(sentence)\n"
    }
    let helps = unique(
      [definition.help] + definition.helpVariants.sorted { $0.key < $1.key }.map(\.value))
    page += "\nÀ faire :\n\n"
    for help in helps { page += "    \(help)\n" }
    page += "\nLa page avec un exemple, en anglais : registrar explain \(code) --language en\n"
    return page
  }

  /// The word for a severity.
  static func severity(_ severity: Severity) -> String {
    switch severity {
    case .error: "erreur"
    case .warning: "avertissement"
    case .note: "note"
    }
  }

  /// What a list of codes says of one: its usual sentence.
  static func condition(of definition: IssueDefinition) -> String {
    outline(definition.message(variant: ""))
  }

  private static func unique(_ texts: [LocalizedText]) -> [String] {
    var seen: Set<String> = []
    return texts.map(outline).filter { seen.insert($0).inserted }
  }

  private static func outline(_ text: LocalizedText) -> String {
    MessageTemplate(text.text(in: .french)).outline(in: .french)
  }
}
