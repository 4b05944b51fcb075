public import ArgumentParser
import Foundation

/// The tool as a whole: its commands, and how it ends.
public struct RegistrarTool: ParsableCommand {
  /// The tool's name, help and commands.
  public static let configuration = CommandConfiguration(
    commandName: "registrar",
    abstract: "Bring filled-in spreadsheets into a database: every row, once, correctly.",
    discussion: """
      registrar import FILE… --validate says what is wrong, at the exact cell, and what would be \
      written; --execute writes exactly that, all or nothing.
      """,
    version: ToolVersion.text,
    subcommands: [
      ImportCommand.self, InspectCommand.self, TemplateCommand.self, SchemaCommand.self,
      StoreCommand.self, RunsCommand.self, ShowRunCommand.self, ExplainCommand.self,
      LimitsCommand.self,
    ])

  /// A command to be parsed.
  public init() {}

  /// Parses the process's arguments, runs the command and exits.
  ///
  /// Usage errors exit with 2, where ArgumentParser would say 64.
  public static func main() {
    signal(SIGPIPE, SIG_IGN)
    Foundation.exit(status(arguments: Array(CommandLine.arguments.dropFirst())))
  }

  /// Runs a command line in this process; returns its exit status.
  public static func status(arguments: [String]) -> Int32 {
    do {
      var command = try parseAsRoot(arguments)
      try command.run()
      return 0
    } catch {
      let code = exitCode(for: error).rawValue
      if let exit = error as? ExitCode { return exit.rawValue }
      let text = fullMessage(for: error)
      if code == 0 {
        if !text.isEmpty { print(text) }
        return 0
      }
      FileHandle.standardError.write(Data((text + "\n").utf8))
      return code == 64 ? 2 : code
    }
  }
}
