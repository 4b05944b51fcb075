import ArgumentParser
import TabularCore
import Testing

@testable import RegistrarCommands

/// What ArgumentParser says, in other languages: each of its sentences is made by the parser itself, so that
/// another release of it that words them otherwise is noticed.
@Suite struct ParserSentenceTests {
  enum Size: String, ExpressibleByArgument, CaseIterable {
    case small, middle, large
  }
  enum Day: String, ExpressibleByArgument, CaseIterable {
    case mo, tu, we, th, fr, sa, su
  }
  enum Side: EnumerableFlag {
    case left, right
  }
  enum Kind: EnumerableFlag {
    case one, two
  }

  struct Probe: ParsableCommand {
    @Argument(help: "What is probed.") var thing: String
    @Option var size: Size = .small
    @Option var day: Day = .mo
    @Option(name: .shortAndLong) var count: Int = 1
    @Flag var quiet = false
    @Flag(exclusivity: .exclusive) var side: Side = .left
    @Flag var kind: Kind
  }

  static let cases: [(arguments: [String], french: String, spanish: String)] = [
    (["x", "--one", "--unheard"], "option inconnue `--unheard`", "opción desconocida `--unheard`"),
    (
      ["x", "--one", "--quite"], "option inconnue `--quite` ; vouliez-vous dire `--quiet` ?",
      "opción desconocida `--quite`; quizá quiso decir `--quiet`"
    ),
    (
      ["x", "--one", "--size"], "il manque une valeur à `--size <size>`",
      "falta un valor para `--size <size>`"
    ),
    (
      ["x", "--one", "--quiet=yes"], "l'option `--quiet` ne prend pas de valeur ; trouvé : `yes`",
      "la opción `--quiet` no lleva valor; se encontró `yes`"
    ),
    (["x", "--one", "y"], "argument inattendu `y`", "argumento inesperado `y`"),
    (
      ["x", "--one", "y", "z"], "2 arguments inattendus : 'y', 'z'",
      "2 argumentos inesperados: 'y', 'z'"
    ),
    (["--one"], "il manque l'argument `<thing>`", "falta el argumento `<thing>`"),
    (["x"], "il manque l'un de : '--one', '--two'", "falta uno de: '--one', '--two'"),
    (
      ["x", "--one", "--size", "huge"],
      "la valeur `huge` ne convient pas à `--size <size>` ; attendu : 'small', 'middle', 'large'",
      "el valor `huge` no es válido para `--size <size>`; se espera 'small', 'middle', 'large'"
    ),
    (
      ["x", "--one", "--count", "many"], "la valeur `many` ne convient pas à `--count <nombre>`",
      "el valor `many` no es válido para `--count <número>`"
    ),
    (
      ["x", "--one", "--left", "--right"], "`--right` contredit `--left`",
      "`--right` contradice `--left`"
    ),
  ]

  private func message(_ arguments: [String]) throws -> String {
    let error = try #require(throws: (any Error).self) { try Probe.parse(arguments) }
    return Probe.message(for: error)
  }

  @Test(arguments: cases)
  func eachSentence_isSaid(_ arguments: [String], _ french: String, _ spanish: String) throws {
    let english = try message(arguments)
    #expect(ParserSentence(in: "fr").sentence(english) == french)
    #expect(ParserSentence(in: "es").sentence(english) == spanish)
    #expect(ParserSentence(in: .english).sentence(english) == english)
  }

  @Test func aLongListOfValues_staysAList() throws {
    let french = ParserSentence(in: "fr").sentence(
      try message(["x", "--one", "--day", "someday"]))
    #expect(french.hasPrefix("la valeur `someday` ne convient pas à `--day <day>` ; attendu :\n"))
    #expect(french.contains("\n  - we\n"))
  }

  @Test func twoGuesses_areBothSaid() throws {
    let french = ParserSentence(in: "fr").sentence(try message(["x", "--one", "-cab"]))
    #expect(french.hasPrefix("option inconnue `-cab`"))
    #expect(french.contains("\n   ou : il manque une valeur à `-c"))
  }

  @Test func usage_followsTheError() throws {
    let error = try #require(throws: (any Error).self) { try Probe.parse(["--one"]) }
    let text = ParserSentence(in: "fr").translated(
      String(Probe.fullMessage(for: error).dropFirst("Error: ".count)))
    #expect(text.hasPrefix("il manque l'argument `<thing>`\nUtilisation : probe "))
    #expect(text.hasSuffix("\n  Voir `probe --help` pour en savoir plus."))
    #expect(!text.contains("What is probed"))
  }

  /// A sentence of another form is left alone, and so are our own.
  @Test(arguments: ["Something else went wrong.", "--validate et --execute s'excluent"])
  func otherSentences_stay(text: String) {
    #expect(ParserSentence(in: "fr").sentence(text) == text)
    #expect(ParserSentence(in: "es").translated(text) == text)
  }
}
