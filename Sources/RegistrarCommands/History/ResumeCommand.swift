public import ArgumentParser
import TabularCore
import Foundation
import ImportPipeline
import ImportService

/// `registrar resume RUN`: goes on with a run that was broken off between two of its commits.
public struct ResumeCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "resume",
    abstract: "Go on with a run that --commit-every left unfinished.",
    discussion: """
      The import is run again with its own options and files, which must be the same. What it wrote \
      already is found unchanged, so that nothing is written twice.
      """)

  @Argument(help: RunArgument.help)
  var id: String

  @OptionGroup var location: StoreOption
  @OptionGroup var guarding: TargetGuard

  /// A command to be parsed.
  public init() {}

  /// Runs the import again; exits as it does.
  public func run() throws {
    // A clock that was set is told by the import.
    let service = try ImportService.timed(tellsClock: false)
    let (run, resumption) = try service.resumption(
      of: id, in: location.choice, confirmed: guarding.confirmTarget)
    let target = location.named.target == nil ? nil : try service.target(of: location.choice)
    guard FileManager.default.changeCurrentDirectoryPath(resumption.folder) else {
      throw ValidationError(usage: "folderGone", ["run": run.id])
    }
    var arguments = Resumption.kept(resumption.arguments) + ["--resumed-run", run.id]
    // A target stands in the arguments that the run began with. It names the store, and its guards hold
    // again: who confirmed the run has not confirmed that it goes on.
    if arguments.contains(where: { $0 == "--target" || $0.hasPrefix("--target=") }) {
      if let name = guarding.confirmTarget { arguments += ["--confirm-target", name] }
    } else if let store = location.store ?? target?.store {
      arguments += ["--store", store]
    }
    let command = try ImportCommand.parse(arguments)
    try command.run()
  }
}

/// `registrar abandon RUN`: gives up a run that was broken off.
public struct AbandonCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "abandon",
    abstract: "Give up a run that --commit-every left unfinished; what it wrote stays.",
    discussion: "registrar undo takes back what such a run wrote, and ends it too.")

  @Argument(help: RunArgument.help)
  var id: String

  @OptionGroup var location: StoreOption
  @OptionGroup var guarding: TargetGuard

  @OptionGroup var speech: LanguageOption

  /// A command to be parsed.
  public init() {}

  /// Ends the run.
  public func run() throws {
    let (run, done) = try ImportService.timed().abandon(
      id, in: location.choice, confirmed: guarding.confirmTarget)
    try StandardOutput.tell(
      speech.spoken.label("notice/abandoned", ["run": run.id, "count": done]))
  }
}

/// How the import of this process would be gone on with.
enum Resumption {
  /// What is given anew: the store, which may hold a password, and the confirmation of a target.
  private static let givenAnew = ["--store", "--resumed-run", "--confirm-target"]

  /// The command line of this process, as far as it is kept, and the folder.
  static var ofThisProcess: RunProgress.Resumption {
    let all = CommandLine.arguments
    let start = all.firstIndex(of: "import").map { $0 + 1 } ?? all.endIndex
    return RunProgress.Resumption(
      arguments: kept(all[start...]), folder: FileManager.default.currentDirectoryPath)
  }

  /// The arguments without those that are given anew, and without their values.
  static func kept(_ arguments: some Sequence<String>) -> [String] {
    var kept: [String] = []
    var skips = false
    for argument in arguments {
      if skips {
        skips = false
      } else if givenAnew.contains(argument) {
        skips = true
      } else if !givenAnew.contains(where: { argument.hasPrefix($0 + "=") }) {
        kept.append(argument)
      }
    }
    return kept
  }
}
