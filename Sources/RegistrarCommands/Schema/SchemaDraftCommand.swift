public import ArgumentParser
import Drafting
import Foundation
import ImportPipeline
import ImportService
import TabularCore

/// `registrar schema draft`: a package of one's own, guessed from what is there.
public struct SchemaDraftCommand: ParsableCommand {
  /// How the guesses are told.
  enum Form: String, WordChoice {
    case text
    case json
  }

  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "draft",
    abstract: "Draft a package from filled files, or from the tables of another program.",
    discussion: """
      From files: types, keys, references between sheets and files, closed lists and required columns, \
      proven by importing the files with the draft. From a store (--from): keys, foreign keys, unique \
      and CHECK conditions, defaults, lengths, enumerations; the tables stay the other program's.

      Prints each guess with what speaks for it; no value of a column that looks personal. Exits 0 \
      when the draft is written, 1 when the files have errors that no package can avoid, 3 when a \
      file cannot be read.
      """)

  @Argument(
    help: ArgumentHelp("Filled workbooks and CSV files.", valueName: "file"), completion: .file())
  var files: [String] = []

  @Option(
    help: ArgumentHelp(
      "The store whose tables are drafted: \(StoreLocation.forms).", valueName: "store"))
  var from: String?

  @Option(
    help: ArgumentHelp(
      "Only these tables of the store, by commas; hr.people for another schema.",
      valueName: "table,table"))
  var tables: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The folder of the package; its name is the package's.", valueName: "folder"),
    completion: .directory)
  var output: String

  @Option(help: ArgumentHelp("How the guesses are told: text or json.", valueName: "format"))
  var report: Form = .text

  @OptionGroup var speech: LanguageOption

  /// A command to be parsed.
  public init() {}

  /// Refuses files beside a store, and neither.
  public func validate() throws {
    if from == nil, files.isEmpty {
      throw ValidationError(usage: "draftWhat")
    }
    if from != nil, !files.isEmpty {
      throw ValidationError(usage: "draftEither")
    }
    if from == nil, tables != nil {
      throw ValidationError(usage: "belongsTo", ["option": "--tables", "other": "--from"])
    }
    if files.contains("-") {
      throw ValidationError(usage: "draftStandardInput")
    }
    try checkStoreLocation(from)
  }

  /// Writes the package and prints its guesses.
  ///
  /// - Throws: exit 1 when errors are left, 3 when a file cannot be read, 2 for a folder that is taken.
  public func run() throws {
    let service = ImportService.ofThisProcess()
    let draft: DraftedPackage
    do {
      draft = try make(service)
    } catch let error as any InputError {
      let file = files.first { (try? InputFile(path: $0)) == nil } ?? files.first ?? "-"
      FailureText(language: speech.spoken).print(error, file: file)
      throw ExitCode(3)
    }
    try service.write(draft, to: output)
    let page = DraftPage(draft, folder: output, language: speech.spoken)
    try StandardOutput.print(report == .json ? page.json : page.text, terminator: "")
    if !draft.leftErrors.isEmpty { throw ExitCode(1) }
  }

  private func make(_ service: ImportService) throws -> DraftedPackage {
    let name = ImportService.packageName(ofFolder: output)
    guard let from else { return try service.draft(named: name, from: files) }
    let wanted = tables?.split(separator: ",").map { $0.filter { !$0.isWhitespace } } ?? []
    return try service.draft(named: name, from: StoreChoice(store: from), tables: wanted)
  }
}
