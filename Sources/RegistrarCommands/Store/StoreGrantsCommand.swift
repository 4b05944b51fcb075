public import ArgumentParser
import ImportPipeline
import PostgresStore
import Schemas

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

  /// A command to be parsed.
  public init() {}

  /// Prints the statements, or runs them.
  public func run() throws {
    let package = try choice.load(orOf: location)
    let place = try location.place()
    guard case .server(let string) = place.kind else {
      throw ValidationError("roles are a matter of PostgreSQL; \(place.text) is a file")
    }
    let server = StoreServer(string)
    let roles = StoreRoles(prefix: prefix)
    let statements = try StoreOption.asking { try server.grants(to: roles, for: package) }
    guard apply else {
      try StandardOutput.print(statements.map { $0 + ";\n" }.joined(), terminator: "")
      return
    }
    try StoreOption.asking { try server.grant(statements) }
    try StandardOutput.tell(
      [roles.validator, roles.executor, roles.undoer].map { "granted \($0)" }
        .joined(separator: "\n"))
  }
}
