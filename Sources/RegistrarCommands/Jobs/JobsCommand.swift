public import ArgumentParser
import Foundation
import ImportPipeline
import ImportService
import JobQueues
import TabularCore

/// `registrar jobs`: the files that workers carry out.
public struct JobsCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "jobs",
    abstract: "Make the queue of registrar submit and registrar worker, and look at its jobs.",
    subcommands: [
      JobsInitCommand.self, JobsListCommand.self, JobsShowCommand.self, JobsReportCommand.self,
      JobsRetryCommand.self,
    ])

  /// A command to be parsed.
  public init() {}
}

/// `registrar jobs init`: makes the tables of a queue.
public struct JobsInitCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Make the tables of the queue in the database of a store; what is there stays.",
    discussion: """
      The jobs lie on Absurd, a schema of SQL functions for PostgreSQL 14 or newer, which must be there \
      (absurdctl init) or is installed from the file that comes with its releases.
      """)

  @OptionGroup var queueOption: QueueOption

  @Option(
    help: ArgumentHelp(
      "Install Absurd from its absurd.sql, release 0.5, first.", valueName: "file"),
    completion: .file(extensions: ["sql"]))
  var absurd: String?

  @OptionGroup var speech: LanguageOption

  /// A command to be parsed.
  public init() {}

  /// Makes what is missing; exits with 6 where the engine's schema is not there.
  public func run() throws {
    let language = speech.spoken
    let engine = try absurd.map { path in
      String(decoding: try reportBytes(at: path, "engine"), as: UTF8.self)
    }
    let line = QueueLine(try queueOption.location())
    let readiness = try line.answer { (queue, connection) throws(StoreError) in
      try queue.install(engine: engine, in: connection)
    }
    if let words = QueueLine.words(readiness, line.location.text, language) {
      Terminal.note(words)
      throw ToldFailure(status: 6)
    }
    try StandardOutput.tell(language.label("jobs/made", ["store": line.location.text]))
  }
}

extension Job.State: WordChoice {
  /// The state as people read it.
  func words(in language: Language) -> String { language.label("jobs/state-" + rawValue) }
}

/// `registrar jobs list`: the jobs, one a line.
public struct JobsListCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the last jobs, in the order of their submission.")

  @OptionGroup var queueOption: QueueOption

  @Option(help: ArgumentHelp("Only the jobs of one site.", valueName: "name"))
  var site: String?

  @Option(help: ArgumentHelp("Only the jobs that stand there.", valueName: "which"))
  var state: Job.State?

  @Option(help: ArgumentHelp("The last so many.", valueName: "n"))
  var limit = 100

  @OptionGroup var speech: LanguageOption

  /// A command to be parsed.
  public init() {}

  /// Refuses a number that is none.
  public func validate() throws {
    guard limit >= 1 else { throw ValidationError(usage: "positive", ["option": "--limit"]) }
  }

  /// Prints a line per job.
  public func run() throws {
    let language = speech.spoken
    let line = QueueLine(try queueOption.location())
    try line.requireReady(language)
    let jobs = try line.answer { (queue, connection) throws(StoreError) in
      try queue.jobs(id: nil, site: site, state: state, limit: limit, in: connection)
    }
    var table = ListingTable(
      columns: language.label("jobs/headings").split(separator: ",").map(String.init))
    for job in jobs {
      table.add([
        String(job.id), job.state.words(in: language), printable(job.site), printable(job.name),
        job.priority == .normal ? "" : job.priority.rawValue,
        job.attempts > 1 ? String(job.attempts) : "", job.submittedAt, job.run ?? "",
        job.reasonWords(in: language),
      ])
    }
    try StandardOutput.print(
      jobs.isEmpty ? language.label("jobs/none") + "\n" : table.text, terminator: "")
  }
}

extension Job {
  /// Why it is tried again or was set aside, as people read it.
  func reasonWords(in language: Language) -> String {
    guard let reason else { return "" }
    return JobReason(rawValue: reason)?.words(in: language) ?? printable(reason)
  }
}
