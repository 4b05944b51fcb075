public import ArgumentParser
import ImportPipeline
import ImportService
import TabularCore

/// `registrar audit log`: who read or wrote records of a store.
public struct AuditLogCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: "Say who read or wrote records of a store, the newest first.",
    discussion: """
      Each command that reads records notes itself in the store: when, who, by which command, how many \
      records of which tables; no keys and no values. Runs that wrote stand between them. The entries are \
      sealed like runs: registrar audit verify tells when one is changed or gone. A store that cannot be \
      written is read all the same, and the command says that nothing was noted.
      """)

  @OptionGroup var location: StoreOption

  @OptionGroup var speech: LanguageOption

  /// A command to be parsed.
  public init() {}

  /// Prints a line for each access and each run.
  public func run() throws {
    let (store, accesses) = try ImportService.ofThisProcess().accesses(of: location.choice)
    let language = speech.spoken
    guard !accesses.isEmpty else {
      return try StandardOutput.print(language.label("accesses/none", ["store": store]))
    }
    var table = ListingTable(
      columns: ["when", "who", "host", "what", "run", "records"].map {
        language.label("accesses/" + $0)
      })
    for access in accesses {
      let tables = access.tables.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
      table.add([
        access.time, printable(access.author.operatorName), printable(access.author.host),
        access.command, access.run ?? "", tables.joined(separator: ", "),
      ])
    }
    try StandardOutput.print(table.text, terminator: "")
  }
}
