public import ArgumentParser
import ImportReports
import ImportService
import Schemas
import TabularCore

/// `registrar schema check FILE`: every mistake of a package, in one pass.
public struct SchemaCheckCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Find every mistake of a package, each with its file and JSON pointer.",
    discussion: "Exits 0 when the package can be used, 3 when it cannot.")

  @Argument(
    help: ArgumentHelp(
      "datapackage.json, the folder it lies in, or a shipped package's name.", valueName: "file"),
    completion: .file())
  var file: String

  @OptionGroup var speech: LanguageOption

  /// A command to be parsed.
  public init() {}

  /// Prints the mistakes and how many they are.
  ///
  /// - Throws: exit 3 when there is an error among them.
  public func run() throws {
    let path = PackageLocator().locate(file)?.path ?? file
    let issues = PackageLoader.lint(path: path, checks: .complete)
    var options = ReportOptions()
    options.language = speech.spoken
    options.width = Terminal.width
    var text = ""
    TextReport().render(issues: issues, options, to: &text)
    try StandardOutput.print(text, terminator: "")
    let errors = issues.count { $0.severity == .error }
    let warnings = issues.count - errors
    if issues.isEmpty {
      try StandardOutput.print(speech.spoken.label("schema/noMistakes"))
    } else {
      try StandardOutput.print(
        speech.spoken.label("report/errors", ["count": errors]) + ", "
          + speech.spoken.label("report/warnings", ["count": warnings]))
    }
    if errors > 0 { throw ExitCode(3) }
  }
}
