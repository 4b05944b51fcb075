public import ArgumentParser
import Foundation
import ImportPipeline
import TabularCore

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

  @Argument(help: RunSearch.help)
  var id: String

  @OptionGroup var location: StoreOption

  /// A command to be parsed.
  public init() {}

  /// Runs the import again; exits as it does.
  public func run() throws {
    let run = try UnfinishedRun.find(id, location)
    guard let resumption = RunProgress(json: run.progressJSON)?.resumption else {
      throw ValidationError("run `\(run.id)` does not say how it was begun; abandon or undo it")
    }
    let target = location.target == nil ? nil : try location.chosen()
    guard FileManager.default.changeCurrentDirectoryPath(resumption.folder) else {
      throw ValidationError("the folder in which run `\(run.id)` was begun is not there any more")
    }
    var arguments = resumption.arguments + ["--resumed-run", run.id]
    // A target stands in the arguments that the run began with; its guards hold again.
    if let store = location.store { arguments += ["--store", store] }
    if let target, !arguments.contains("--target") { arguments += ["--store", target.store] }
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

  @Argument(help: RunSearch.help)
  var id: String

  @OptionGroup var location: StoreOption
  @OptionGroup var guarding: TargetGuard

  /// A command to be parsed.
  public init() {}

  /// Ends the run.
  public func run() throws {
    let surroundings = try CommandSurroundings()
    try guarding.check(location, clock: surroundings.clock, needsBackup: false)
    let run = try UnfinishedRun.find(id, location)
    let connection = try location.connection(writes: true)
    try StoreOption.asking {
      try connection.begin(writes: true)
      defer { connection.rollBack() }
      try RunRecords.abandon(run, now: surroundings.clock.now(), in: connection)
      try connection.commit()
    }
    let done = RunProgress(json: run.progressJSON)?.done ?? 0
    try StandardOutput.tell("run \(run.id) is abandoned; the \(done) rows it wrote stay")
  }
}

/// A run that is neither finished nor abandoned.
enum UnfinishedRun {
  /// The run of an id, when it is unfinished.
  static func find(_ id: String, _ location: StoreOption) throws -> RunRecord {
    let connection = try location.connection(writes: false)
    let run = try RunSearch(id: id, location: connection.location).find(in: connection)
    guard run.finishedAt.isEmpty else {
      throw ValidationError("run `\(run.id)` is finished: \(run.outcome)")
    }
    return run
  }
}

/// How the import of this process would be gone on with.
enum Resumption {
  /// The command line without the store, which may hold a password, and the folder.
  static var ofThisProcess: RunProgress.Resumption {
    var arguments: [String] = []
    var skips = false
    let all = CommandLine.arguments
    let start = all.firstIndex(of: "import").map { $0 + 1 } ?? all.endIndex
    for argument in all[start...] {
      if skips {
        skips = false
      } else if argument == "--store" || argument == "--resumed-run" {
        skips = true
      } else if !argument.hasPrefix("--store=") {
        arguments.append(argument)
      }
    }
    return RunProgress.Resumption(
      arguments: arguments, folder: FileManager.default.currentDirectoryPath)
  }
}
