public import ArgumentParser
import Foundation
import ImportPipeline
import ImportReports
import ImportService
import TabularCore

/// `registrar correct FILE…`: the engine of a page on which somebody corrects cells.
public struct CorrectCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "correct",
    abstract: "Correct cells of files under continuous validation, for programs.",
    discussion: """
      Speaks JSON lines: a request a line on standard input, its answers on standard output. The \
      files stay open; after each edit everything is validated again as the files would be saved. \
      Nothing is written but what a request to save or report names. It ends when its input ends.

      CorrectingCells in the documentation has the requests and answers.
      """)

  @Argument(
    help: "Workbooks (.xlsx), delimited files (.csv, .tsv) and JSON files.", completion: .file())
  var files: [String]

  @OptionGroup var packageOption: PackageOption
  @OptionGroup var location: StoreOption

  @Flag(help: "Leave the store out of account: every row counts as new.")
  var offline = false

  @OptionGroup(title: "How files are read") var reading: ReadingOptions

  @Flag(help: "Hide personal values; their cells cannot be edited.")
  var redact = false

  @OptionGroup var speech: LanguageOption

  /// A command to be parsed.
  public init() {}

  /// Refuses what cannot be corrected.
  public func validate() throws {
    if files.contains("-") { throw ValidationError(usage: "noStandardInput") }
  }

  /// Answers requests until the input ends; exits with 3 when no file can be read.
  public func run() throws {
    let service = try ImportService.timed(tellsClock: false)
    let session = CorrectionSession(try service.prepare(request()))
    var options = ReportOptions()
    options.language = speech.language ?? session.report.language ?? .ofEnvironment()
    options.isRedacted = redact
    options.toolVersion = ToolVersion.text
    options.wording = CommandOptions.ofThisProcess(
      store: location.store, package: packageOption.package)
    var desk = CorrectionDesk(session, options)
    let output = BufferedOutput(masksCards: false)
    var lines = RequestLines(descriptor: 0)
    while !desk.isClosed, !output.isClosed, let line = lines.next() {
      desk.answer(line) { answer in
        output.append(answer)
        output.append("\n")
        output.flush()
      }
    }
    try? output.finish()
  }

  private func request() throws -> ImportRequest {
    var request = ImportRequest(
      try reading.importOptions(of: files), package: packageOption.package)
    request.store = location.choice
    request.store.isOffline = offline
    request.reading = reading.declared
    request.corrections = reading.corrections
    request.waivers = reading.waivers
    request.language = speech.language
    return request
  }
}
