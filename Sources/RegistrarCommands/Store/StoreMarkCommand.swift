public import ArgumentParser
import ImportService
import TabularCore

/// `registrar store mark`: says that a store is in production use, or no longer is.
public struct StoreMarkCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "mark",
    abstract: "Say that a store is in production use, or no longer is.",
    discussion: """
      A store that was made or written to as a production target keeps the target's name and is \
      guarded as one, whatever project file is at hand. A copy of it is marked, too: take the mark \
      away before tests use the copy.
      """)

  @Option(help: ArgumentHelp("The name of the production target that it is.", valueName: "name"))
  var production: String?

  @Flag(help: "It is in production use no longer.")
  var noProduction = false

  @OptionGroup var location: StoreOption
  @OptionGroup var guarding: TargetGuard

  @OptionGroup var speech: LanguageOption

  /// A command to be parsed.
  public init() {}

  /// Refuses a mark that is none, or two of them.
  public func validate() throws {
    guard noProduction != (production != nil) else {
      throw ValidationError(usage: "nameMark")
    }
    guard production?.isEmpty != true else {
      throw ValidationError(usage: "takesName", ["option": "--production"])
    }
  }

  /// Marks the store, or takes its mark away; a mark that it has must be confirmed.
  public func run() throws {
    let store = try ImportService.timed().mark(
      location.choice, production: production, confirmed: guarding.confirmTarget)
    let language = speech.spoken
    try StandardOutput.tell(
      production.map {
        language.label("store/isProduction", ["store": store, "name": printable($0)])
      } ?? language.label("store/notProduction", ["store": store]))
  }
}
