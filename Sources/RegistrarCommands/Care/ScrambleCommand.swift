public import ArgumentParser
import DataCare
import ImportService
import TabularCore

/// `registrar scramble --from STORE --to STORE`: a copy without what is about people.
public struct ScrambleCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "scramble",
    abstract: "Copy a store with pseudonyms in place of what is about people.",
    discussion: """
      Names, numbers, phones, postal codes and dates of birth become others of the same form; addresses \
      go to example.invalid. Equal values stay equal, keys stay unique, records refer to each other as \
      before, check digits fit. Other texts that have a word of a personal value in them are replaced as \
      a whole. Runs, secrets and identifiers of other systems are not copied.

      The store that is filled must be empty, and is never one in production use.
      """)

  @OptionGroup var source: ReadStore

  @Option(
    help: ArgumentHelp(
      "The store to fill: \(StoreLocation.forms); made if needed.", valueName: "store"),
    completion: .file(extensions: ["sqlite", "db"]))
  var to: String

  @Option(
    help: ArgumentHelp(
      "The file with the key, made if needed: copies with one key have equal pseudonyms (default: a key "
        + "that nothing keeps).", valueName: "path"), completion: .file())
  var keyFile: String?

  @OptionGroup var packageOption: PackageOption

  @OptionGroup var speech: LanguageOption

  /// A command to be parsed.
  public init() {}

  /// Refuses a text that is no location of a store.
  public func validate() throws { try checkStoreLocation(to) }

  /// Makes the copy and prints how many records each table has.
  public func run() throws {
    let service = try ImportService.timed()
    var request = ScrambleRequest(
      from: source.choice, to: StoreChoice(store: to, project: source.named.project))
    request.package = packageOption.package
    request.keyFile = keyFile
    let summary = try service.scramble(request)
    let language = speech.spoken
    if summary.unavoidable > 0 {
      Terminal.note(language.label("notice/unavoidable", ["count": summary.unavoidable]))
    }
    let lines = summary.records.sorted { $0.key < $1.key }.map { table, count in
      language.label("emit/counted", ["table": table, "count": count])
    }
    try StandardOutput.tell(
      (lines + [language.label("notice/scrambled", ["count": summary.replaced])])
        .joined(separator: "\n"))
  }
}
