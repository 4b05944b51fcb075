public import ArgumentParser
import ImportService
import TabularCore

/// `registrar store grants`: the roles of least privilege.
public struct StoreGrantsCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "grants",
    abstract: "Print, or apply, the roles of least privilege on PostgreSQL.",
    discussion: """
      PREFIX_validator reads; PREFIX_executor also creates and updates records and adds to what the \
      store keeps of runs; PREFIX_undoer also deletes records, which undo and the action `delete` \
      need. None may change a table's definition or a sealed run. Make one login per person or \
      service a member of the role it needs.
      """)

  @OptionGroup var location: StoreOption
  @OptionGroup var choice: PackageOption

  @Option(help: ArgumentHelp("How the names of the roles begin.", valueName: "prefix"))
  var prefix = "registrar"

  @Flag(help: "Run the statements instead of printing them, all or nothing.")
  var apply = false

  @OptionGroup var speech: LanguageOption

  /// A command to be parsed.
  public init() {}

  /// Prints the statements, or runs them.
  public func run() throws {
    let package = try choice.load(orOf: location)
    let service = ImportService.ofThisProcess()
    guard apply else {
      let statements = try service.grants(of: location.choice, for: package, prefix: prefix)
      try StandardOutput.print(statements.map { $0 + ";\n" }.joined(), terminator: "")
      return
    }
    let language = speech.spoken
    let roles = try service.grant(location.choice, for: package, prefix: prefix)
    try StandardOutput.tell(
      roles.map { language.label("store/granted", ["role": $0]) }.joined(separator: "\n"))
  }
}
