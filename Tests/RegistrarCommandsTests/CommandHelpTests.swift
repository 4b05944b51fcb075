import ArgumentParser
import Foundation
import TabularCore
import Testing

@testable import RegistrarCommands

/// Help pages are whole in every language: their words, and what of them the language files have.
@Suite struct CommandHelpTests {
  private static let others = Language.spoken.filter { $0 != .english }

  /// What ArgumentParser knows of a command, as `--experimental-dump-help` prints it.
  private struct Description: Decodable {
    struct Argument: Decodable {
      var abstract: String?
      var discussion: String?
      var sectionTitle: String?
      var valueName: String
      var kind: String
      var shouldDisplay: Bool
    }

    var commandName: String
    var abstract: String?
    var discussion: String?
    var arguments: [Argument]?
    var subcommands: [Description]?

    /// The command and all below it, but for `help`, whose page is the parser's own.
    var all: [Description] {
      [self] + (subcommands ?? []).filter { $0.commandName != "help" }.flatMap(\.all)
    }
  }

  private struct Dump: Decodable {
    var command: Description
  }

  private static func commands() throws -> [Description] {
    do {
      _ = try RegistrarTool.parseAsRoot(["--experimental-dump-help"])
      return []
    } catch {
      let text = RegistrarTool.fullMessage(for: error)
      return try JSONDecoder().decode(Dump.self, from: Data(text.utf8)).command.all
    }
  }

  private static func types(
    below command: any ParsableCommand.Type = RegistrarTool.self
  ) -> [any ParsableCommand.Type] {
    [command] + command.configuration.subcommands.flatMap { types(below: $0) }
  }

  @Test func everyTextOfACommand_isInTheLanguageFiles_andNoOther() throws {
    let commands = try Self.commands()
    #expect(commands.count == Self.types().count)
    let arguments = commands.flatMap { $0.arguments ?? [] }.filter(\.shouldDisplay)
    func found(_ texts: [String?]) -> Set<String> {
      Set(texts.compactMap(\.self).filter { !$0.isEmpty })
    }
    let texts = HelpTexts(in: .english)
    #expect(
      found(commands.flatMap { [$0.abstract, $0.discussion] })
        .symmetricDifference(texts.english(.commands)) == [])
    #expect(
      found(arguments.flatMap { [$0.abstract, $0.discussion] })
        .symmetricDifference(texts.english(.options)) == [])
    let layout: Set = ["Arguments", "Options", "Subcommands"]
    #expect(
      found(arguments.map(\.sectionTitle)).union(layout)
        .symmetricDifference(texts.english(.sections)) == [])
    let names = found(arguments.filter { $0.kind != "flag" }.map(\.valueName))
    #expect(
      names.union(["options", "subcommand", "subcommands"]).symmetricDifference(
        texts.english(.names)) == [])
  }

  @Test(arguments: others) func noSentence_staysEnglish(language: Language) {
    let texts = HelpTexts(in: language)
    for kind in [HelpTexts.Kind.commands, .options] {
      for english in texts.english(kind) {
        #expect(texts.text(english, kind) != english, "\(language.rawValue): \(english)")
      }
    }
    let help = CommandHelp(in: language, width: 100_000)
    let sentences = texts.english(.commands).union(texts.english(.options))
    for command in Self.types() {
      let page = help.page(of: command)
      for word in ["OVERVIEW", "USAGE", "ARGUMENTS:", "(values:", "(default", "See '", "<path>"] {
        #expect(!page.contains(word), "\(command._commandName) in \(language.rawValue): \(word)")
      }
      let left = page.split(separator: "\n").filter { line in
        sentences.contains(line.trimmingCharacters(in: .whitespaces))
          || sentences.contains { $0.count > 12 && line.hasSuffix("  " + $0) }
      }
      #expect(left.isEmpty, "\(command._commandName) in \(language.rawValue): \(left)")
    }
  }

  /// Nothing of the parser's page is lost when it is put together anew.
  @Test func englishPages_haveTheParsersWords() {
    for command in Self.types() {
      let page = CommandHelp(in: .english, width: 80).page(of: command)
      let expected = RegistrarTool.helpMessage(for: command, columns: 80)
      func words(_ text: String) -> [Substring] { text.split { $0 == " " || $0 == "\n" } }
      #expect(words(page) == words(expected), "\(command._commandName)")
    }
  }

  @Test(arguments: [("fr", 80), ("es", 60)])
  func pages_fitTheWidth(language: String, width: Int) {
    for command in Self.types() {
      let page = CommandHelp(in: Language(rawValue: language), width: width).page(of: command)
      let wide = page.split(separator: "\n").filter {
        $0.count > width && $0.drop { $0 == " " }.contains(" ")
      }
      #expect(wide.isEmpty, "\(command._commandName) in \(language): \(wide)")
    }
  }

  @Test func aPage_isLaidOutLikeTheParsers() {
    #expect(
      CommandHelp(in: "fr", width: 80).page(of: LimitsCommand.self) == """
        DESCRIPTION : Énumérer les limites qui valent pour les fichiers lus.

        Chaque limite a un nom, une valeur et le code du constat qui est émis quand elle
        est dépassée. `--limit nom=valeur` en change une pour une exécution.

        UTILISATION : registrar limits [--language <langue>]

        OPTIONS :
          --language <langue>     La langue, en, es ou fr (par défaut : celle de LANG).
                                  (valeurs : en, es, fr)
          --version               Afficher la version.
          -h, --help              Afficher cette aide.

        """)
  }

  @Test(arguments: [
    (["limits", "--help"], "registrar limits"), (["--help"], "registrar <"),
    (["help", "schema", "list"], "registrar schema list"), (["schema"], "registrar schema <"),
    (["template", "sites", "-h"], "registrar template ["),
    (["template", "upgrade", "--help"], "registrar template upgrade"),
    (["import", "--language", "fr", "--help"], "registrar import"),
  ])
  func aCommandLine_asksForThePageOfItsCommand(arguments: [String], usage: String) {
    var text = ""
    do {
      var command = try RegistrarTool.parsed(arguments)
      try command.run()
    } catch { text = RegistrarTool.fullMessage(for: error) }
    let page = CommandHelp(in: "es", width: 80).translated(text, of: arguments)
    #expect(page.contains("\nUSO: " + usage), "\(page)")
  }

  @Test func whatIsNoHelp_staysAsItIs() {
    #expect(CommandHelp(in: "fr", width: 80).translated("1.0", of: ["--version"]) == "1.0")
  }
}
