public import ArgumentParser
import ImportPipeline
import ImportService
import Schemas
import TabularCore
import TemplateWriting

extension TemplateFormat: ExpressibleByArgument {}

/// `registrar template TABLE…|--all`: writes the files that people fill in.
public struct TemplateCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "template",
    abstract: "Write the files that people fill in and send back.",
    discussion: """
      Workbooks have notes at every header, drop-downs, instructions, and columns that keep codes \
      as they are typed. --all writes one file per table and a workbook with all of them. The same \
      package gives the same bytes.

      --from-store offers the records of a store to choose from, live ones only; where a record \
      belongs to another, those of the one chosen in the row. --with-rows shows the stored records \
      as well, to be edited: an import writes the cells that were changed, leaves the others as they \
      are, and names what somebody else changed meanwhile instead of replacing it.
      """,
    subcommands: [TemplateUpgradeCommand.self])

  @Argument(help: ArgumentHelp("The tables' machine names.", valueName: "table"))
  var tables: [String] = []

  @Flag(help: "Write the templates of all tables.")
  var all = false

  @Flag(help: "Offer what a store has in the drop-downs.")
  var fromStore = false

  @Flag(help: "Show the stored records, to be edited; implies --from-store.")
  var withRows = false

  @Flag(help: "Begin each sheet with an example, which imports leave out.")
  var example = false

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp("The folder to write to; made if needed.", valueName: "dir"),
    completion: .directory)
  var output = "."

  @Option(help: ArgumentHelp("The kind of file.", valueName: "format"))
  var format: TemplateFormat = .xlsx

  @OptionGroup var scopeOption: ScopeOption

  @OptionGroup var location: StoreOption

  @OptionGroup var speech: LanguageOption

  @OptionGroup var packageOption: PackageOption

  /// A command to be parsed.
  public init() {}

  private var readsStore: Bool { fromStore || withRows }

  /// Checks that the options go together.
  public func validate() throws {
    if !tables.isEmpty, all { throw ValidationError(usage: "tablesOrAll") }
    if readsStore || example, format == .csv {
      throw ValidationError(usage: "headersOnly")
    }
    if !readsStore, scopeOption.condition != nil {
      throw ValidationError(
        usage: "belongsTo", ["option": "--where", "other": "--from-store"])
    }
    if !readsStore, location.store != nil || location.named.target != nil {
      throw ValidationError(usage: "storeIsReadWithRows")
    }
  }

  /// Writes the files and prints their paths.
  ///
  /// - Throws: a usage error for a table that does not exist; exit 6 when a file cannot be written, or the
  ///   store cannot be read.
  public func run() throws {
    if tables.isEmpty, !all { throw ValidationError(usage: "nameTable") }
    let package = try readsStore ? packageOption.load(orOf: location) : packageOption.load()
    let names = try tables.map { try package.tableName(spelled: $0) }
    let contents =
      try readsStore
      ? ImportService.ofThisProcess().contents(
        of: all ? package.tables.map(\.name) : names, package: package, in: location.choice,
        withRecords: withRows, scope: scopeOption.scope(), language: speech.spoken)
      : StoreContents()
    let writer = TemplateWriter(
      package: package, language: speech.spoken, contents: contents, showsExample: example)
    let paths = try Self.writing(to: output) { () throws(TemplateError) in
      if all { return try writer.writeAll(to: output, format: format) }
      var paths: [String] = []
      for name in names { paths.append(try writer.write(name, to: output, format: format)) }
      return paths
    }
    try StandardOutput.tell(paths.joined(separator: "\n"))
  }

  /// Carries out what writes templates; a file that cannot be written is told, and ends with 6.
  static func writing<Result>(
    to output: String, _ body: () throws(TemplateError) -> Result
  ) throws -> Result {
    do throws(TemplateError) {
      return try body()
    } catch {
      guard error.code != .unknownTable else { throw error }
      Terminal.error(
        .emitWriteFailed(.before, file: error.location ?? output, reason: error.message))
      throw ExitCode(6)
    }
  }
}
