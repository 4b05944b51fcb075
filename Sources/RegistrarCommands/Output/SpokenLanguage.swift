public import ArgumentParser
import Foundation
import ImportReports
public import TabularCore

extension Language: ExpressibleByArgument {
  /// A language that the program speaks, by its code.
  public init?(argument: String) { self.init(spoken: argument) }

  /// The codes of the languages that the program speaks.
  public static var allValueStrings: [String] { spoken.map(\.rawValue) }
}

extension Language {
  /// The language that the environment names: by the first of `LC_ALL`, `LC_MESSAGES` and `LANG` that
  /// is set (POSIX, Environment Variables, 8.2); English where that is another.
  static func ofEnvironment(
    _ environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> Language {
    let names = ["LC_ALL", "LC_MESSAGES", "LANG"]
    let locale = names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
    return locale.flatMap(Language.init(locale:)) ?? .english
  }

  /// The language of a locale's name, such as `fr_CA.UTF-8`.
  private init?(locale: String) {
    self.init(spoken: locale.prefix { $0.isLetter }.lowercased())
  }

  /// The codes of the languages that the program speaks, as a sentence of a language lists them.
  static func spokenList(in language: Language) -> String {
    let codes = spoken.map(\.rawValue)
    return codes.dropLast().joined(separator: ", ") + " \(Phrases.text("or", in: language)) "
      + (codes.last ?? "")
  }

  /// The language that the command line of this process asks for, else that of the environment.
  static func ofThisProcess() -> Language {
    CommandOptions.value(of: "--language").flatMap { Language(spoken: $0) } ?? .ofEnvironment()
  }
}

/// `--language` of a command that reads no templates.
struct LanguageOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The language, \(Language.spokenList) (default: that of LANG).", valueName: "language"))
  var language: Language?

  /// The language to speak.
  var spoken: Language { language ?? .ofEnvironment() }
}
