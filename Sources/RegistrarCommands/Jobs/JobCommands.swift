public import ArgumentParser
import ImportPipeline
import ImportService
import JobQueues
import TabularCore

/// What commands about one job share.
struct JobArgument: ParsableArguments {
  @Argument(help: ArgumentHelp("The number of the job.", valueName: "number"))
  var job: Int

  @OptionGroup var queueOption: QueueOption
  @OptionGroup var speech: LanguageOption

  /// The line to the database, and the job.
  func find() throws -> (line: QueueLine, job: Job) {
    let line = QueueLine(try queueOption.location())
    try line.requireReady(speech.spoken)
    let found = try line.answer { (queue, connection) throws(StoreError) in
      try queue.jobs(id: job, site: nil, state: nil, limit: 1, in: connection)
    }
    guard let found = found.first else {
      throw ValidationError(
        usage: "noJob", ["job": String(job), "store": line.location.text])
    }
    return (line, found)
  }
}

/// `registrar jobs show N`: all about one job.
public struct JobsShowCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show what is known of one job.")

  @OptionGroup var argument: JobArgument

  /// A command to be parsed.
  public init() {}

  /// Prints a line for each thing that is known.
  public func run() throws {
    let language = argument.speech.spoken
    let job = try argument.find().job
    let lines: [(label: String, text: String)] = [
      ("job", String(job.id)), ("state", job.state.words(in: language)),
      ("reason", job.reasonWords(in: language)), ("site", printable(job.site)),
      ("file", printable(job.name)), ("sha256", job.sha256), ("bytes", String(job.byteCount)),
      ("package", printable(job.package)), ("priority", job.priority.rawValue),
      ("attempts", String(job.attempts)), ("worker", job.worker.map { printable($0) } ?? ""),
      ("run", job.run ?? ""), ("submitted", job.submittedAt + " " + printable(job.submittedBy)),
    ]
    let shown = lines.filter { !$0.text.isEmpty }
      .map { (language.label("jobs/field-" + $0.label), $0.text) }
    let width = shown.map(\.0.count).max() ?? 0
    for (label, text) in shown {
      let space = String(repeating: " ", count: width - label.count + 2)
      try StandardOutput.print(label + space + text)
    }
  }
}

/// `registrar jobs report N`: the report of a job that was set aside.
public struct JobsReportCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Print the report of a job that was set aside, as JSON; exits 1 when it has none.")

  @OptionGroup var argument: JobArgument

  /// A command to be parsed.
  public init() {}

  /// Prints the report.
  public func run() throws {
    let (line, job) = try argument.find()
    let report = try line.answer { (queue, connection) throws(StoreError) in
      try queue.report(of: job.id, in: connection)
    }
    guard let report else {
      let language = argument.speech.spoken
      Terminal.note(
        language.label(
          "jobs/noReport", ["job": String(job.id), "state": job.state.words(in: language)]))
      throw ToldFailure(status: 1)
    }
    try StandardOutput.print(report, terminator: report.hasSuffix("\n") ? "" : "\n")
  }
}

/// `registrar jobs retry N`: puts a job back that was set aside.
public struct JobsRetryCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "retry",
    abstract: "Put a job that was set aside back into the queue; exits 1 when it is not set aside.")

  @OptionGroup var argument: JobArgument

  /// A command to be parsed.
  public init() {}

  /// Puts it back.
  public func run() throws {
    let (line, job) = try argument.find()
    let language = argument.speech.spoken
    let isBack = try line.answer { (queue, connection) throws(StoreError) in
      try queue.retry(job.id, in: connection)
    }
    guard isBack else {
      Terminal.note(
        language.label(
          "jobs/notSetAside", ["job": String(job.id), "state": job.state.words(in: language)]))
      throw ToldFailure(status: 1)
    }
    try StandardOutput.tell(
      language.label("jobs/putBack", ["job": String(job.id), "file": printable(job.name)]))
  }
}
