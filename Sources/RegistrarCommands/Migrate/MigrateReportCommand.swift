public import ArgumentParser
import Foundation
import ImportPipeline
import ImportReports
import ImportService
import Migrations
import TabularCore

/// `registrar migrate report`: what stakeholders get.
public struct MigrateReportCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write what stakeholders get: phases, rounds, counts, checks, what is left.")

  /// How the page is written.
  enum Format: String, WordChoice {
    case markdown
    case html
  }

  @Option(help: ArgumentHelp("The format.", valueName: "format"))
  var format = Format.markdown

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp("The file (default: standard output).", valueName: "path"),
    completion: .file())
  var output: String?

  @OptionGroup var options: MigrationOptions

  /// A command to be parsed.
  public init() {}

  /// Writes the page.
  public func run() throws {
    let site = try options.site(try ImportService.timed())
    let page = try options.report(site).page
    let text = format == .html ? page.html : page.markdown
    guard let output else {
      try StandardOutput.print(text, terminator: "")
      return
    }
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: output), options: .atomic)
    } catch {
      let name = output.split(separator: "/").last.map(String.init) ?? output
      throw ServiceFailure.unwritable(
        Issue(
          .emitWriteFailed(.before, file: name, reason: "the system refuses"),
          at: IssueLocation(.run)))
    }
    try StandardOutput.tell(
      options.speech.spoken.label("migrate/written", ["path": printable(output)]))
  }
}
