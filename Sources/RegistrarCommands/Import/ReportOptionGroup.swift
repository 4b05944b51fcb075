import ArgumentParser
import Foundation
import ImportReports
import TabularCore

/// When marks are coloured.
enum ColourChoice: String, WordChoice {
  case auto
  case always
  case never
}

/// What a run tells, and how.
struct ReportOptionGroup: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A report: \(ReportFormat.names), with :PATH into a file; repeatable, one without a path.",
      discussion: ReportFormat.allCases.map { "\($0.name): \($0.renderer.purpose)" }
        .joined(separator: "; "),
      valueName: "format[:path]"),
    completion: .list(ReportFormat.allCases.map(\.name)))
  var report: [String] = []

  @Option(
    help: ArgumentHelp("Details kept per code, table and field; 0 keeps all.", valueName: "n"))
  var maxDetails: Int?

  @Option(
    help: ArgumentHelp(
      "A JSON report of an earlier run, or last for the file's last run in the store: tell what was"
        + " fixed, what remains or moved, what is new.",
      valueName: "report"),
    completion: .file(extensions: ["json"]))
  var since: String?

  @Flag(help: "Print every note instead of one line per code.")
  var notes = false

  @Flag(help: "Hide personal values.")
  var redact = false

  @Option(
    help: ArgumentHelp(
      "The language of the sentences, \(Language.spokenList) (default: the template's, else that of LANG).",
      valueName: "language"))
  var language: Language?

  @Flag(name: .shortAndLong, help: "Print nothing but the reports asked for.")
  var quiet = false

  @Flag(
    name: .shortAndLong, help: "Print everything: all kinds of issues, all notes, all updates.")
  var verbose = false

  @Option(help: ArgumentHelp("When marks are coloured.", valueName: "when"))
  var color: ColourChoice = .auto

  func validate() throws {
    if quiet, verbose {
      throw ValidationError(usage: "exclusive", ["first": "--quiet", "second": "--verbose"])
    }
    if let maxDetails, maxDetails < 0 {
      throw ValidationError(usage: "maxDetails")
    }
    _ = try requests()
  }

  /// The reports to write: those asked for, and the text unless standard output is taken.
  func requests() throws -> [ReportRequest] {
    let asked = try report.map { text in
      guard let request = ReportRequest(text) else {
        throw ValidationError(
          usage: "unknownReport", ["found": printable(text), "names": ReportFormat.names])
      }
      return request
    }
    try ReportTargets.check(asked)
    if quiet || asked.contains(where: { $0.path == nil }) { return asked }
    return asked + [ReportRequest(format: .text)]
  }

  /// Whether the details of all issues are kept: a report that is never cut has them, and so has a
  /// comparison with an earlier one, unless somebody says how many are to be kept.
  var keepsAllIssues: Bool {
    guard maxDetails == nil else { return false }
    return since != nil
      || ((try? requests()) ?? []).contains { $0.format.renderer.wantsAllIssues }
  }

  /// Whether nothing that was asked for goes to standard output.
  var isOutputFree: Bool { ((try? requests()) ?? []).allSatisfy { $0.path != nil } }

  /// Whether standard output is coloured.
  var usesColour: Bool {
    switch color {
    case .always: true
    case .never: false
    case .auto:
      isatty(STDOUT_FILENO) == 1
        && (ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty
        && ProcessInfo.processInfo.environment["TERM"] != "dumb"
    }
  }
}
