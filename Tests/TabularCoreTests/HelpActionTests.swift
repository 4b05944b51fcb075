import TabularCore
import Testing

/// The actions that help lines name.
@Suite struct HelpActionTests {
  /// Words each action by its own description.
  private struct Described: ActionWording {
    func text(of action: HelpAction, in language: Language) -> String { "<\(action)>" }
  }

  private static let helps: [(code: IssueCode, language: Language, text: String)] =
    IssueCatalog.definitions.flatMap { definition in
      Language.spoken.flatMap { language in
        ([""] + definition.helpVariants.keys.sorted()).map {
          (definition.code, language, definition.help(variant: $0, in: language))
        }
      }
    }

  @Test func everyActionOfAHelpLine_isKnown() {
    var count = 0
    for (code, language, text) in Self.helps {
      let template = MessageTemplate(text)
      count += template.actionNames.count
      #expect(
        template.actions(with: []).count == template.actionNames.count,
        "\(code) in \(language.rawValue): \(text)")
      #expect(template.actionNames.count == text.ranges(of: "{@").count, "\(text)")
    }
    #expect(count > 100)
  }

  /// Commands and options are the command line's: a front end that has none words actions.
  @Test func noHelpLine_namesAnOptionOrACommandItself() {
    let commands = ["import", "undo", "resume", "abandon", "verify", "show", "runs", "store"]
    for (code, language, text) in Self.helps {
      let about = "\(code) in \(language.rawValue): \(text)"
      #expect(!text.contains("--"), "\(about)")
      for command in commands { #expect(!text.contains("registrar \(command)"), "\(about)") }
    }
  }

  @Test(arguments: IssueCatalog.definitions.map(\.code.rawValue))
  func helpLines_nameTheSameActionsInEveryLanguage(code: String) throws {
    let definition = try #require(IssueCatalog.definition(of: IssueCode(rawValue: code)))
    for variant in [""] + definition.helpVariants.keys.sorted() {
      let texts = definition.help(variant: variant)
      let actions = MessageTemplate(texts.english).actions(with: [])
      for (language, text) in texts.all {
        #expect(
          Set(MessageTemplate(text).actions(with: [])) == Set(actions),
          "\(code) \(variant) in \(language.rawValue)")
      }
    }
  }

  @Test(
    arguments: [
      ("pass {@allowDelete}, or change it", "pass <allowDelete>, or change it", [.allowDelete]),
      (
        "raise it: {@raiseLimit =rows limit:double}",
        #"raise it: <raiseLimit("rows", to: "20")>"#, [.raiseLimit("rows", to: "20")]
      ),
      (
        "{@readAsTable first} or {@readAsTable =b}",
        #"<readAsTable("a\u{1B}")> or <readAsTable("b")>"#,
        [.readAsTable("a\u{1B}"), .readAsTable("b")]
      ),
      ("{@showRun missing}", #"<showRun("…")>"#, [.showRun("…")]),
      // What nobody knows, and what has too many or too few values.
      ("{@unheardOf} {@allowDelete limit} {@raiseLimit limit}", "… … …", []),
    ] as [(String, String, [HelpAction])])
  func actions_haveTheValuesOfTheIssue(
    text: String, filled: String, actions: [HelpAction]
  ) {
    let template = MessageTemplate(text)
    let arguments = [IssueArgument("limit", 10), IssueArgument("first", "a\u{1B}")]
    #expect(template.filled(with: arguments, wording: Described()) == filled)
    #expect(template.actions(with: arguments) == actions)
  }

  @Test func argumentsOfActions_areThoseOfTheTemplate() {
    let template = MessageTemplate("{@raiseLimit =rows limit:double} {@allowDelete} {count}")
    #expect(template.argumentNames == ["limit", "count"])
    #expect(template.quotedArgumentNames == ["limit"])
    #expect(template.actionNames == ["raiseLimit", "allowDelete"])
    #expect(template.outline() == "… … …")
    #expect(
      template.outline(wording: Described())
        == #"<raiseLimit("rows", to: "…")> <allowDelete> …"#)
  }
}
