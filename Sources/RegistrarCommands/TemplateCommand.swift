public import ArgumentParser
import Schemas
import TabularCore
import TemplateWriting

extension TemplateFormat: ExpressibleByArgument {}

/// `registrar template TABLE|--all`: writes the files that people fill in.
public struct TemplateCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "template",
    abstract: "Write the files that people fill in and send back.",
    discussion: """
      Workbooks have notes at every header, drop-downs, instructions, and columns that keep codes \
      as they are typed. --all writes one file per table and a workbook with all of them. The same \
      package gives the same bytes.
      """)

  @Argument(help: ArgumentHelp("The table's machine name.", valueName: "table"))
  var table: String?

  @Flag(help: "Write the templates of all tables.")
  var all = false

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp("The folder to write to; made if needed.", valueName: "dir"),
    completion: .directory)
  var output = "."

  @Option(help: ArgumentHelp("The kind of file.", valueName: "format"))
  var format: TemplateFormat = .xlsx

  @OptionGroup var speech: LanguageOption

  @OptionGroup var packageOption: PackageOption

  /// A command to be parsed.
  public init() {}

  /// Checks that not both one table and all are asked for.
  public func validate() throws {
    if table != nil, all { throw ValidationError("name a table or pass --all, not both") }
  }

  /// Writes the files and prints their paths.
  ///
  /// - Throws: a usage error for a table that does not exist; exit 6 when a file cannot be written.
  public func run() throws {
    if table == nil, !all { throw ValidationError("name a table, or pass --all") }
    let package = try packageOption.load()
    let writer = TemplateWriter(package: package, language: speech.spoken)
    let paths: [String]
    do {
      paths =
        if let table {
          [try writer.write(name(of: table, in: package), to: output, format: format)]
        } else {
          try writer.writeAll(to: output, format: format)
        }
    } catch let error as TemplateError where error.code != .unknownTable {
      Terminal.error(
        .emitWriteFailed(.before, file: error.location ?? output, reason: error.message))
      throw ExitCode(6)
    }
    try StandardOutput.tell(paths.joined(separator: "\n"))
  }

  /// The machine name of the table that a text names, in any spelling that folds to it.
  private func name(of text: String, in package: DataPackage) throws -> String {
    let folded = fold(text)
    for table in package.tables
    where ([table.name, table.sheetName] + table.sheetAliases).contains(where: {
      fold($0) == folded
    }) {
      return table.name
    }
    let names = package.tables.map(\.name)
    let nearest = closestText(to: text, among: names).map { "; did you mean `\($0)`?" }
    throw ValidationError(
      "`\(printable(text))` is no table of `\(package.name)`"
        + (nearest ?? "; it has \(names.joined(separator: ", "))"))
  }
}
