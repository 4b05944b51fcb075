public import ArgumentParser
import ImportService
import Schemas
import TabularCore

/// `registrar schema show TABLE`: the fields, keys and rules of a table, for people.
public struct SchemaShowCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show the fields, keys and rules of a table.")

  @Argument(help: ArgumentHelp("The table's machine name or sheet name.", valueName: "table"))
  var table: String

  @OptionGroup var option: PackageOption

  @Flag(help: "Show all headers that each field is recognised by.")
  var aliases = false

  @OptionGroup var speech: LanguageOption

  /// A command to be parsed.
  public init() {}

  /// Prints the page.
  ///
  /// - Throws: a usage error for a table that does not exist; exit 3 for a faulty package.
  public func run() throws {
    let package = try option.load()
    let folded = fold(table)
    let found = package.tables.first { schema in
      ([schema.name, schema.sheetName] + schema.sheetAliases).contains { fold($0) == folded }
    }
    guard let found else {
      let problem = RequestProblem.unknownTable(
        table, package: package.name, tables: package.tables.map(\.name))
      throw ValidationError(problem.sentence(in: speech.spoken))
    }
    try StandardOutput.print(
      TablePage(found, language: speech.spoken, showsAliases: aliases).text, terminator: "")
  }
}
