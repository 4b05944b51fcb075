public import ArgumentParser
import Foundation
import ImportService
import TabularCore

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
      ImportCommand.self, WatchCommand.self, CorrectCommand.self, PlanCommand.self,
      InspectCommand.self, CheckPartCommand.self, MergeReportsCommand.self,
      TemplateCommand.self, ExportCommand.self, EmitCommand.self, QueueCommand.self,
      SubmitCommand.self, WorkerCommand.self, JobsCommand.self,
      MigrateCommand.self, DumpCommand.self, CompareCommand.self, ScrambleCommand.self,
      SchemaCommand.self, StoreCommand.self, RunsCommand.self, ShowRunCommand.self,
      UndoCommand.self, ResumeCommand.self,
      AbandonCommand.self, VerifyCommand.self, TraceCommand.self,
      CleanCommand.self, ArchiveCommand.self,
      BackupCommand.self, RestoreCommand.self,
      AuditCommand.self, ExpireCommand.self, AccountCommand.self,
      CorrectionsCommand.self, WaiversCommand.self,
      ServeCommand.self, ExplainCommand.self, LimitsCommand.self,
    ])

  /// A command to be parsed.
  public init() {}

  /// Parses the process's arguments, runs the command and exits.
  ///
  /// Usage errors exit with 2, where ArgumentParser would say 64.
  public static func main() {
    // A reader that goes away is seen by the write that fails.
    signal(SIGPIPE, SIG_IGN)
    Descriptor.occupyStandardDescriptors()
    Foundation.exit(status(arguments: Array(CommandLine.arguments.dropFirst())))
  }

  /// Runs a command line in this process; returns its exit status.
  public static func status(arguments: [String]) -> Int32 {
    let arguments = parted(arguments)
    var command: any ParsableCommand
    do {
      command = try parsed(arguments)
    } catch {
      endReports(of: arguments, error)
      return end(error, text: fullMessage(for: error), of: arguments)
    }
    do {
      try command.run()
      return 0
    } catch {
      (error as? ServiceFailure)?.tell()
      let error = (error as? ServiceFailure)?.told ?? error
      endReports(of: arguments, error)
      // The command line was understood; its usage would not help.
      let isUsage = exitCode(for: error).rawValue == 64
      return end(
        error, text: isUsage ? "Error: \(message(for: error))" : fullMessage(for: error),
        of: arguments)
    }
  }

  /// The options whose value may be left out.
  private static let optionalValues = ["--marked"]

  /// Arguments with the values of `optionalValues` as words of their own.
  ///
  /// ArgumentParser passes over a value that is joined to such an option by `=`.
  static func parted(_ arguments: [String]) -> [String] {
    var isOption = true
    return arguments.flatMap { word in
      isOption = isOption && word != "--"
      guard isOption, let sign = word.firstIndex(of: "="), word.index(after: sign) < word.endIndex,
        optionalValues.contains(String(word[..<sign]))
      else { return [word] }
      return [String(word[..<sign]), String(word[word.index(after: sign)...])]
    }
  }

  /// The command that arguments ask for.
  ///
  /// ArgumentParser reads the declaration of a subcommand five times over when it begins at the root, which
  /// takes as long as reading a package. So a subcommand is parsed on its own, and all is parsed from the
  /// root once more when that gives anything else: help, a version, a script, an error.
  static func parsed(_ arguments: [String]) throws -> any ParsableCommand {
    let rest = Array(arguments.dropFirst())
    // A command with arguments of its own takes every word for one of them, its subcommands' names too.
    if arguments.first == TemplateCommand._commandName,
      let inner = TemplateCommand.configuration.subcommands.first(where: {
        $0._commandName == rest.first
      })
    {
      return try inner.parseAsRoot(Array(rest.dropFirst()))
    }
    // What is asked for by a completion script is a matter of the root.
    if let subcommand = ownCommands.first(where: { $0._commandName == arguments.first }),
      rest.first != "---completion", let command = try? subcommand.parseAsRoot(rest),
      type(of: command) == subcommand
    {
      return command
    }
    return try parseAsRoot(arguments)
  }

  /// The commands that do something themselves.
  private static let ownCommands = configuration.subcommands.filter {
    $0.configuration.subcommands.isEmpty || $0 == TemplateCommand.self
  }

  private static func endReports(of arguments: [String], _ error: any Error) {
    guard exitCode(for: error).rawValue != 0 else { return }
    let sentence = ParserSentence(in: .ofThisProcess()).sentence(message(for: error))
    EarlyFailure.endReports(of: arguments, error, message: sentence)
  }

  /// Tells why a command ends; returns the exit status.
  private static func end(_ error: any Error, text: String, of arguments: [String]) -> Int32 {
    switch error {
    case let exit as ExitCode: return exit.rawValue
    case let failure as ToldFailure: return failure.status
    case let failure as OutputFailure: return end(failure)
    default: break
    }
    let code = exitCode(for: error).rawValue
    if code == 0 {
      guard !text.isEmpty else { return 0 }
      do {
        let help = CommandHelp(in: .ofThisProcess())
        try StandardOutput.print(help.translated(text, of: arguments))
        return 0
      } catch {
        return end(error, text: "", of: arguments)
      }
    }
    let language = Language.ofThisProcess()
    let prefix = "Error: "
    let isTitled = text.hasPrefix(prefix)
    let words = ParserSentence(in: language).translated(
      isTitled ? String(text.dropFirst(prefix.count)) : text)
    let title = language.label("severity/error") + language.label("punctuation/colon") + " "
    Terminal.write((isTitled ? title : "") + words + "\n")
    return code == 64 ? 2 : code
  }

  /// Ends a command that looked something up and could not print it.
  private static func end(_ failure: OutputFailure) -> Int32 {
    Terminal.error(
      .emitWriteFailed(
        .before, file: ReportRequest.name(of: "standardOutput"), reason: failure.reason))
    return 6
  }
}
