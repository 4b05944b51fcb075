public import ArgumentParser
import Schemas

extension DDLWriter.Dialect: ExpressibleByArgument {}

/// `registrar schema ddl`: the SQL that creates a package's tables.
public struct SchemaDDLCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "ddl",
    abstract: "Print the SQL that creates a package's tables.",
    discussion: """
      The statements run as they are: registrar schema ddl --dialect sqlite | sqlite3 new.sqlite. \
      What they make is a store of the package, as registrar store init would make it.
      """)

  @Option(help: ArgumentHelp("sqlite or postgresql.", valueName: "dialect"))
  var dialect: DDLWriter.Dialect

  @OptionGroup var option: PackageOption

  /// A command to be parsed.
  public init() {}

  /// Prints the statements.
  ///
  /// - Throws: a usage error for a package that does not exist; exit 3 for a faulty one.
  public func run() throws {
    let package = try option.load()
    try StandardOutput.print(
      "-- Package \(package.name), version \(package.version), for \(dialect.rawValue).")
    let writer = DDLWriter(dialect: dialect)
    for statement in writer.statements(for: StoreLayout(package))
      + writer.markStatements(for: package)
    {
      try StandardOutput.print("\n\(statement);")
    }
  }
}
