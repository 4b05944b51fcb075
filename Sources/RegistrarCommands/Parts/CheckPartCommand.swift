public import ArgumentParser
import ImportPipeline
import ImportService
import TabularCore

/// `registrar check-part FILE --part N --partial OUT`: what a part of a file comes to by itself.
public struct CheckPartCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "check-part",
    abstract: "Read and validate a part of a file by itself, and write what it comes to.",
    discussion: """
      A part is a whole file, or a range of bytes of a delimited one, which may be cut anywhere: it has \
      the records that begin in it. Nothing but the partial is written, and the same part always gives \
      the same bytes, so that it may be read again on any machine. registrar merge-reports makes one \
      report of all parts.

      A partial holds values of records: it is readable for its owner alone.
      """)

  @Argument(
    help: "A delimited file (.csv, .tsv), a workbook (.xlsx) or a JSON file.", completion: .file())
  var file: String

  @Option(
    help: ArgumentHelp(
      "The bytes of the part, from 0, the last one excluded; the whole file by default.",
      valueName: "from-to"))
  var range: String?

  @Option(
    help: ArgumentHelp("The part's place among those of the run, from 1.", valueName: "n"))
  var part: Int

  @Option(help: ArgumentHelp("Which attempt it is, from 1.", valueName: "n"))
  var attempt: Int = 1

  @Option(help: ArgumentHelp("Where the partial goes.", valueName: "path"), completion: .file())
  var partial: String

  @OptionGroup var packageOption: PackageOption
  @OptionGroup(title: "How files are read") var reading: ReadingOptions
  @OptionGroup var speech: LanguageOption

  /// A command to be parsed.
  public init() {}

  /// Refuses numbers and options that no part has.
  public func validate() throws {
    guard part >= 1 else { throw ValidationError(usage: "positive", ["option": "--part"]) }
    guard attempt >= 1 else { throw ValidationError(usage: "positive", ["option": "--attempt"]) }
    guard file != "-" else { throw ValidationError(usage: "notOfParts", ["what": "-"]) }
    if !reading.with.isEmpty { throw ValidationError(usage: "notOfParts", ["what": "--with"]) }
    _ = try bytes()
  }

  /// The bytes that `--range` names.
  private func bytes() throws -> Range<Int>? {
    guard let range else { return nil }
    let ends = range.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard ends.count == 2, let from = ends[0], let end = ends[1], from <= end else {
      throw ValidationError(
        usage: "takes", ["option": "--range", "form": "FROM-TO", "found": printable(range)])
    }
    return from..<end
  }

  /// Writes the partial and says how many rows it settles.
  public func run() throws {
    let service = try ImportService.timed(tellsClock: false)
    let options = try reading.importOptions(of: [file])
    try ReportTargets.check(partial, of: "partial", inputs: [file])
    let outcome = try service.checkPart(
      PartCheck.Part(number: part, attempt: attempt, range: try bytes()), of: options,
      package: packageOption.package, words: reading.words, to: partial)
    let language = speech.spoken
    if let rows = outcome.rows {
      Terminal.note(
        language.label("parts/settled", ["rows": rows, "unsure": outcome.unsureRows]))
    } else {
      Terminal.note(language.label("parts/left"))
    }
  }
}
