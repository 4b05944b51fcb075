public import ArgumentParser
import Foundation
import ImportPipeline
import ImportService
import JobQueues
import Schemas
import TabularCore

extension JobPriority: WordChoice {}

/// `registrar submit FILE…`: hands files to workers.
public struct SubmitCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "submit",
    abstract: "Hand files to the workers of a queue, one job each.",
    discussion: """
      The bytes go into the database, so that any worker can read them; at most 64 MiB a file. The same \
      bytes of the same site are one job, however often they are submitted. Jobs of one site are carried \
      out one at a time, in the order of their submission.

      Exit status:
        0    every file is a job
        2    the command line does not make sense
        3    a file or the package cannot be read
        4    so many jobs wait that no more are taken
        6    the database failed
      """)

  @Argument(
    help: "Workbooks (.xlsx), delimited files (.csv, .tsv) and JSON files (.json, .ndjson).",
    completion: .file())
  var files: [String] = []

  @OptionGroup var queueOption: QueueOption
  @OptionGroup var packageOption: PackageOption

  @Option(
    help: ArgumentHelp(
      "Whose files they are (default: the name of this machine).", valueName: "name"))
  var site: String?

  @Option(
    help: ArgumentHelp("How soon they are taken, among the files of all sites.", valueName: "which")
  )
  var priority: JobPriority = .normal

  @Option(
    help: ArgumentHelp("Take no more once so many jobs wait or run.", valueName: "count"))
  var most = 10_000

  @Flag(help: "Wait while there are too many, instead of ending with 4.")
  var wait = false

  @OptionGroup var speech: LanguageOption

  /// A command to be parsed.
  public init() {}

  /// Refuses options that make no sense.
  public func validate() throws {
    guard most >= 1 else { throw ValidationError(usage: "positive", ["option": "--most"]) }
    if let site, site.isEmpty || site.utf8.count > 200 || site.utf8.contains(0) {
      throw ValidationError(usage: "badSite", ["found": printable(String(site.prefix(40)))])
    }
  }

  /// Submits each file, and says which job it is.
  public func run() throws {
    guard !files.isEmpty else { throw ValidationError(usage: "noFile") }
    let language = speech.spoken
    let package = try packageOption.load(checks: PackageChecks())
    let line = QueueLine(try queueOption.location())
    try line.requireReady(language)
    let author = ImportService.ofThisProcess().surroundings.author
    var status: Int32 = 0
    for path in files {
      guard let (name, content) = SubmittedFile.read(path, language) else {
        status = 3
        continue
      }
      let submission = JobSubmission(
        site: site ?? author.host, name: name, content: content,
        sha256: JobExecution.digest(of: content), package: package.name,
        packageHash: package.hash, priority: priority,
        submitter: author.operatorName + "@" + author.host)
      switch try receipt(submission, line) {
      case .accepted(let job):
        try StandardOutput.tell(
          language.label("jobs/accepted", ["job": String(job), "file": printable(name)]))
      case .known(let job):
        try StandardOutput.tell(
          language.label("jobs/known", ["job": String(job), "file": printable(name)]))
      case .full(let waiting):
        Terminal.note(
          language.label("jobs/full", ["file": printable(name), "count": waiting]))
        throw ToldFailure(status: 4)
      }
    }
    if status != 0 { throw ToldFailure(status: status) }
  }

  /// Submits a file; one that is not taken is submitted again where that was asked for.
  private func receipt(_ submission: JobSubmission, _ line: QueueLine) throws -> JobReceipt {
    while true {
      let receipt = try ServiceFailure.asking { () throws(StoreError) in
        try line.askPatiently { (queue, connection) throws(StoreError) in
          try queue.submit(submission, most: most, in: connection)
        }
      }
      guard wait, case .full = receipt else { return receipt }
      Thread.sleep(forTimeInterval: 1)
    }
  }
}

/// A file as it is submitted.
enum SubmittedFile {
  /// The name and the bytes of a file; `nil` for one that cannot be submitted, which is told.
  static func read(_ path: String, _ language: Language) -> (name: String, content: [UInt8])? {
    var limits = Limits()
    limits[.fileSize] = AbsurdQueue.maximumBytes
    do throws(InputFileError) {
      let content = try InputFile.bytes(ofFileAt: path, limits: limits)
      return (URL(fileURLWithPath: path).lastPathComponent, content)
    } catch {
      if error.content.code == "file.too-large" {
        // Nobody can raise this limit.
        Terminal.note(
          language.label(
            "jobs/tooLarge",
            ["file": printable(path), "count": AbsurdQueue.maximumBytes / (1 << 20)]))
      } else {
        Terminal.error(error.content.preceded(by: .file, path))
      }
      return nil
    }
  }
}
