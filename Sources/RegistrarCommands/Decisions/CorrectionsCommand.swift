public import ArgumentParser
import ImportReports
import ImportService
import Schemas
import TabularCore

/// `registrar corrections`: what spellings mean.
public struct CorrectionsCommand: ParsableCommand {
  /// The command's name, help and commands.
  public static let configuration = CommandConfiguration(
    commandName: "corrections",
    abstract: "Propose what spellings mean, for import --corrections.",
    discussion: """
      registrar import FILE… --corrections CORRECTIONS.csv reads the cells of a field that say one \
      thing as another: three hundred wrong spellings of twenty places are twenty lines, and \
      next month's file needs none.
      """,
    subcommands: [SuggestCorrectionsCommand.self])

  /// A command to be parsed.
  public init() {}
}

/// `registrar corrections suggest REPORT`: the lines that a report asks for.
public struct SuggestCorrectionsCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "suggest",
    abstract: "Print a line for each text that a report did not know, with what it may mean.",
    discussion: """
      A meaning is proposed when it is the only listed value or stored record that is spelt nearly \
      like the text. Otherwise `meant` stays empty, and the reason names what may be meant: fill it \
      in, or leave the line as it is until somebody knows. Lines without a meaning are not applied.
      """)

  @Argument(
    help: ArgumentHelp("A report that import --report json:PATH wrote.", valueName: "report"),
    completion: .file(extensions: ["json"]))
  var report: String

  @Option(help: ArgumentHelp("Who decides, for the column who.", valueName: "name"))
  var who = ""

  @Flag(help: "Leave the store out of account: only listed values are known.")
  var offline = false

  @OptionGroup var location: StoreOption
  @OptionGroup var choice: PackageOption
  @OptionGroup var speech: LanguageOption

  /// A command to be parsed.
  public init() {}

  /// Prints the lines, the header first.
  public func run() throws {
    let report = try ReportedFindings(path: report)
    guard !report.isRedacted else {
      throw ValidationError(usage: "redactedReport")
    }
    let service = ImportService.ofThisProcess()
    let package = try service.package(choice.package, orOf: location.choice)
    var store = location.choice
    store.isOffline = offline
    let meanings = try service.meanings(
      of: Self.unknownTexts(report.findings, package), package: package, in: store)
    var lines = DecisionLines()
    lines.append(ImportService.correctionColumns)
    for meaning in meanings {
      lines.append([
        "\(meaning.unknown.table).\(meaning.unknown.field)", meaning.unknown.value,
        meaning.meant ?? "", reason(meaning), who, "",
      ])
    }
    try StandardOutput.print(lines.text, terminator: "")
  }

  private func reason(_ meaning: ImportService.Meaning) -> String {
    let language = speech.spoken
    if meaning.meant != nil { return language.label("corrections/near") }
    guard !meaning.candidates.isEmpty else { return language.label("corrections/unknown") }
    return language.label(
      "corrections/several", ["list": meaning.candidates.joined(separator: " | ")])
  }

  /// The texts that fields did not know, each once, in the order of the report.
  static func unknownTexts(
    _ findings: [ReportedFinding], _ package: DataPackage
  ) -> [ImportService.UnknownText] {
    var seen: Set<[String]> = []
    return findings.compactMap { finding in
      guard
        finding.code == "reference.missing" || finding.code == "value.look-alike"
          || finding.code.hasPrefix("value.") && finding.code.hasSuffix("-unknown"),
        finding.secret != true, let table = finding.table, let field = finding.field,
        let value = finding.value, !value.isEmpty,
        let schema = package.table(named: table)?.field(named: field), schema.privacy != .secret,
        seen.insert([table, field, foldedValue(value)]).inserted
      else { return nil }
      return ImportService.UnknownText(
        table: table, field: field, value: value, suggestion: finding.suggestion?.text)
    }
  }
}
