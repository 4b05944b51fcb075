import TabularCore
import Testing

/// No help line with a command is left without a situation that executes it.
@Suite struct HelpCoverageTests {
  /// Every help of the catalog that gives a command is executed.
  @Test func everyHelpWithACommand_hasASituation() {
    let covered = Set(
      (HelpTests.situations + HelpTests.furtherSituations).map { "\($0.told)/\($0.variant)" })
    var missing: [String] = []
    for definition in IssueCatalog.definitions {
      for (variant, help) in definition.helpVariants.merging(
        ["": definition.help], uniquingKeysWith: { $1 })
      {
        let commands = { (text: String) in
          text.split(separator: "`", omittingEmptySubsequences: false).enumerated()
            .filter { !$0.offset.isMultiple(of: 2) }.map(\.element)
            .filter { $0.hasPrefix("registrar ") || $0.hasPrefix("--") }
        }
        let english = commands(help.english)
        let name = "\(definition.code)/\(variant)"
        for (language, text) in help.translations {
          #expect(english.count == commands(text).count, "\(name) \(language.rawValue)")
        }
        // What is to be typed is whole: nobody has to make it up.
        #expect(english.allSatisfy { !$0.contains("…") }, "\(name)")
        guard !english.isEmpty, !covered.contains(name), HelpTests.executedElsewhere[name] == nil
        else {
          continue
        }
        missing.append(name)
      }
    }
    #expect(missing.sorted() == [])
  }
}
