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
      ImportCommand.self, PlanCommand.self, InspectCommand.self, TemplateCommand.self,
      SchemaCommand.self, StoreCommand.self, RunsCommand.self, ShowRunCommand.self,
      UndoCommand.self, ResumeCommand.self,
      AbandonCommand.self, VerifyCommand.self, TraceCommand.self,
      BackupCommand.self, RestoreCommand.self,
      AuditCommand.self,
      ExplainCommand.self, LimitsCommand.self,
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
    var command: any ParsableCommand
    do {
      command = try parseAsRoot(arguments)
    } catch {
      return end(error, text: fullMessage(for: error))
    }
    do {
      try command.run()
      return 0
    } catch {
      // The command line was understood; its usage would not help.
      let isUsage = exitCode(for: error).rawValue == 64
      return end(error, text: isUsage ? "error: \(message(for: error))" : fullMessage(for: error))
    }
  }

  /// Tells why a command ends; returns the exit status.
  private static func end(_ error: any Error, text: String) -> Int32 {
    if let exit = error as? ExitCode { return exit.rawValue }
    let code = exitCode(for: error).rawValue
    if code == 0 {
      if !text.isEmpty { print(text) }
      return 0
    }
    let prefix = "Error: "
    let words = text.hasPrefix(prefix) ? "error: " + text.dropFirst(prefix.count) : text
    FileHandle.standardError.write(Data((words + "\n").utf8))
    return code == 64 ? 2 : code
  }
}
