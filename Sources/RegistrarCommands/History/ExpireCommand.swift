public import ArgumentParser
import Foundation
import ImportPipeline
import ImportService
import Schemas
import Submissions
import TabularCore

/// `registrar expire`: removes what old runs keep of replaced values.
public struct ExpireCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "expire",
    abstract: "Say what old runs keep of replaced values, or remove it.",
    discussion: """
      A run keeps what it replaced, so that it can be undone. For runs older than --older-than, or \
      than the target or the package says (retention), that is removed: values and records as they were, \
      values as they were written, edits by hand that were replaced. The runs themselves stay, with their \
      counts, files and seals; registrar audit verify holds and names them. Nobody can undo them any more.
      """)

  @Option(
    help: ArgumentHelp(
      "How long ago a run must have ended: a number of days, 90d (default: what the target says, else "
        + "the package, else 90d).", valueName: "age"))
  var olderThan: String?

  @Flag(name: .customLong("validate"), help: "Tell everything, change nothing (the default).")
  var validateOnly = false

  @Flag(help: "Remove it, all or nothing.")
  var execute = false

  @Option(
    help: ArgumentHelp(
      "The folder of registrar serve: the files of submissions that ended so long ago are removed as well.",
      valueName: "folder"), completion: .directory)
  var uploads: String?

  @OptionGroup var location: StoreOption
  @OptionGroup var guarding: TargetGuard
  @OptionGroup var speech: LanguageOption

  /// A command to be parsed.
  public init() {}

  /// Refuses options that exclude each other, and an age that is none.
  public func validate() throws {
    if validateOnly, execute {
      throw ValidationError(usage: "exclusive", ["first": "--validate", "second": "--execute"])
    }
    _ = try days()
  }

  /// Lists the runs, removes when asked, and prints what was done.
  public func run() throws {
    let service = try ImportService.timed()
    let expiry = try service.expire(
      runsOlderThan: try days(), of: location.choice, executes: execute,
      confirmed: guarding.confirmTarget)
    let language = speech.spoken
    try expireUploads(after: expiry.days, language)
    guard !expiry.runs.isEmpty else {
      return try StandardOutput.tell(language.label("expire/none", ["time": expiry.time]))
    }
    var lines = expiry.runs.map { run in
      language.label(
        "expire/run", ["run": run.run, "count": run.count, "time": run.finishedAt])
    }
    if let remover = expiry.remover {
      lines.append(language.label("expire/done", ["count": expiry.runs.count, "run": remover]))
    } else {
      lines.append(language.label("expire/would", ["count": expiry.runs.count]))
    }
    try StandardOutput.tell(lines.joined(separator: "\n"))
  }

  /// Removes the files of old submissions where a folder is named.
  private func expireUploads(after days: Int, _ language: Language) throws {
    guard let uploads else { return }
    let time = Int(Date().timeIntervalSince1970) - days * 86_400
    let count = try AccountDesk(location, language).run { desk throws(DeskError) in
      try SubmissionExpiry(desk.accounts, folder: uploads).run(endedBefore: time, removes: execute)
    }
    try StandardOutput.tell(
      language.label(execute ? "expire/uploads" : "expire/wouldUploads", ["count": count]))
  }

  private func days() throws -> Int? {
    guard let olderThan else { return nil }
    guard let days = RetentionAge.days(olderThan) else {
      throw ValidationError(usage: "age", ["found": printable(olderThan)])
    }
    return days
  }
}
