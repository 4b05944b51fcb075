public import ArgumentParser
import ImportService
import TabularCore

/// `registrar dump --from STORE -o DIR`: sorted files of records, free of local ids.
public struct DumpCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "dump",
    abstract: "Write the records of a store as sorted CSV without local ids.",
    discussion: """
      A file per table, with the machine names of the fields as header. Records name each other by their \
      keys and stand in the order of the bytes of their own: equal records give equal bytes, whatever \
      store they are in, so that diff compares two dumps. registrar compare reads them too.

      Secrets are never written. Personal values are.
      """)

  @OptionGroup var source: ReadStore

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Only these tables, by machine name.", valueName: "table"))
  var tables: [String] = []

  @OptionGroup var scoping: ScopeOption

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp("The folder to write to; made if needed.", valueName: "dir"),
    completion: .directory)
  var output: String

  @OptionGroup var packageOption: PackageOption

  @OptionGroup var speech: LanguageOption

  /// A command to be parsed.
  public init() {}

  /// Writes the files and prints their paths.
  public func run() throws {
    let service = ImportService.ofThisProcess()
    let choice = source.choice
    let package = try service.package(packageOption.package, from: choice)
    let files = try service.dump(
      choice, of: package, tables: tables, scope: try scoping.scope(), to: output)
    let language = speech.spoken
    for file in files {
      let name = file.path.split(separator: "/").last.map { String($0.dropLast(4)) } ?? ""
      Terminal.note(language.label("emit/counted", ["table": name, "count": file.count]))
    }
    try StandardOutput.tell(files.map(\.path).joined(separator: "\n"))
  }
}
