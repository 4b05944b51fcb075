public import ArgumentParser
import Foundation
import ImportPipeline
import ImportService
import JobQueues
import Schemas
import TabularCore

/// `registrar worker`: carries out the jobs of a queue.
public struct WorkerCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "worker",
    abstract: "Carry out the jobs of a queue, one at a time; run as many workers as you like.",
    discussion: """
      A job is a file that is validated and written as registrar import --execute does. That its rows are \
      in the store and that the job is done is one transaction, so that each file is written once, \
      whatever worker dies or stalls. A file with errors is set aside with its report.

      Exit status:
        0    ended by a signal; with --once or --until-empty: nothing was set aside
        1    with --once or --until-empty: a file was set aside
        2    the command line does not make sense
        3    the package cannot be read
        6    the database failed
        130  interrupted, with --once or --until-empty
      """)

  @OptionGroup var queueOption: QueueOption

  @Option(
    help: ArgumentHelp(
      "The store, in the database of the jobs (default: as the jobs).", valueName: "location"))
  var store: String?

  @OptionGroup var packageOption: PackageOption
  @OptionGroup var guarding: TargetGuard

  @Flag(help: "Carry out one job, if there is one, then end.")
  var once = false

  @Flag(help: "End when no job waits or runs.")
  var untilEmpty = false

  @Option(
    help: ArgumentHelp(
      "How long nothing may be heard of a worker before its job is given to another.",
      valueName: "seconds"))
  var lease = 60

  @OptionGroup var speech: LanguageOption

  /// A command to be parsed.
  public init() {}

  /// Refuses options that contradict each other or make no sense.
  public func validate() throws {
    if once, untilEmpty {
      throw ValidationError(usage: "exclusive", ["first": "--once", "second": "--until-empty"])
    }
    guard (2...86_400).contains(lease) else {
      throw ValidationError(
        usage: "takes", ["option": "--lease", "form": "2…86400", "found": String(lease)])
    }
    if let store { try checkStoreLocation(store) }
  }

  /// Carries out jobs; exits with 1 where one was set aside.
  public func run() throws {
    let language = speech.spoken
    let service = try ImportService.timed()
    let line = QueueLine(try queueOption.location())
    // A worker may be started before its server.
    try line.requireReady(language, isPatient: true)
    guard let storeText = store ?? queueOption.text else { throw ValidationError(usage: "noQueue") }
    let location = try StoreLocation(storeText)
    try requireOneDatabase(line, location)
    let own = try packageOption.package.map { text in
      (text: text, name: try service.package(text).name)
    }
    let execution = JobExecution(
      service: service, line: line, storeText: storeText, package: own,
      confirmedTarget: guarding.confirmTarget, lease: lease, language: language)
    let interruption = Interruption()
    defer { interruption.end() }
    let worker = JobWorker(
      execution: execution, isOnce: once, endsWhenEmpty: untilEmpty, language: language)
    let status = try ServiceFailure.asking { () throws(StoreError) in
      try worker.run(interruption.cancellation)
    }
    if status != 0 { throw ToldFailure(status: status) }
  }

  /// Refuses a store elsewhere: nothing could write its rows and end the job in one transaction.
  private func requireOneDatabase(_ line: QueueLine, _ store: StoreLocation) throws {
    guard store.path == nil else {
      throw ValidationError(usage: "queueNeedsServer", ["store": store.text])
    }
    let identities = try ServiceFailure.asking { () throws(StoreError) in
      try [line, QueueLine(store)].map { line throws(StoreError) in
        try line.askPatiently { (queue, connection) throws(StoreError) in
          try queue.identity(in: connection)
        }
      }
    }
    guard identities[0] == identities[1] else {
      throw ValidationError(usage: "queueElsewhere", ["store": store.text])
    }
  }
}
