public import ArgumentParser
import DataCare
import Foundation
import ImportPipeline
import ImportReports
import ImportService
import Schemas
import TabularCore

/// `registrar compare A B`: what two sources of records have that the other has not, and why.
public struct CompareCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compare the records of two stores, dumps or files.",
    discussion: """
      A and B are stores, names of targets, folders that registrar dump wrote, or files that an import \
      reads, in any mix. Records that only one of them has are told, and every field in which records \
      differ, each with its reason: value, case or space, number format, zone, not synced yet, edited by \
      hand, removed by a run, missing. Exits 0 when they are equal and 7 when they differ.

      --plan-out writes the plan that makes B like A, and its rows beside it. It is carried out like any \
      other plan, and undone like any other run.
      """)

  /// How differences are told.
  enum Format: String, WordChoice {
    case text
    case json
    case csv
  }

  @Argument(
    help: ArgumentHelp(
      "A store (\(StoreLocation.forms)), a target, a folder with a dump, or a file.",
      valueName: "a"), completion: .file())
  var one: String

  @Argument(help: ArgumentHelp("What it is compared with.", valueName: "b"), completion: .file())
  var other: String

  @Option(help: ArgumentHelp("Only this table; repeatable.", valueName: "table"))
  var table: [String] = []

  @OptionGroup var scoping: ScopeOption

  @Option(
    help: ArgumentHelp("How differences are told: text, json or csv.", valueName: "format"))
  var format = Format.text

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp("Write to a file instead of standard output.", valueName: "path"),
    completion: .file())
  var output: String?

  @Option(
    help: ArgumentHelp(
      "How many records the text shows; 0 shows all.", valueName: "count"))
  var maxDetails = 100

  @Flag(help: "Put ‹hidden› in place of personal values.")
  var redact = false

  @Option(
    help: ArgumentHelp("Write the plan that makes B like A.", valueName: "path"),
    completion: .file())
  var planOut: String?

  @Option(
    help: ArgumentHelp(
      "The project file with the targets (default registrar.json).", valueName: "path"),
    completion: .file(extensions: ["json"]))
  var project: String?

  @OptionGroup var packageOption: PackageOption

  @OptionGroup var speech: LanguageOption

  /// A command to be parsed.
  public init() {}

  /// Checks that the options make sense.
  public func validate() throws {
    if maxDetails < 0 {
      throw ValidationError(
        usage: "takes",
        ["option": "--max-details", "form": "0…", "found": "\(maxDetails)"])
    }
  }

  /// Compares, tells the differences, and ends with 7 where there are any.
  public func run() throws {
    let service = ImportService.ofThisProcess()
    var request = ComparisonRequest(one, other)
    request.package = packageOption.package
    request.project = project
    request.tables = table
    request.scope = try scoping.scope()
    try checkFiles(request)
    let package = try service.package(of: request)
    let page = try ComparisonPage(
      format: format, path: output, limit: maxDetails, language: speech.spoken, package: package,
      isRedacted: redact, names: (named(one), named(other)))
    let summary: ComparisonSummary
    if let planOut {
      let (counted, repair) = try service.planRepair(request, by: package, plan: planOut) {
        try page.add($0)
      }
      summary = counted
      try page.finish(summary)
      if let repair {
        Terminal.write(TextReport().text(of: repair.report))
        if repair.report.run.outcome == .clean {
          Terminal.note(
            speech.spoken.label(
              "compare/planned",
              ["plan": planOut, "files": repair.files.joined(separator: " ")]))
        }
      }
    } else {
      summary = try service.compare(request, by: package) { try page.add($0) }
      try page.finish(summary)
    }
    if summary.differingRecords > 0 { throw ExitCode(7) }
  }

  /// Files are compared by what an import of them would do: they have no part of their own, and are
  /// imported without a repair.
  private func checkFiles(_ request: ComparisonRequest) throws {
    var isFolder: ObjCBool = false
    let hasFile = [one, other].contains { text in
      (try? StoreLocation(text)) == nil
        && FileManager.default.fileExists(atPath: text, isDirectory: &isFolder)
        && !isFolder.boolValue
    }
    guard hasFile else { return }
    for (option, isGiven) in [("--where", request.scope != nil), ("--plan-out", planOut != nil)]
    where isGiven {
      throw ValidationError(usage: "exclusive", ["first": option, "second": "FILE"])
    }
  }

  /// A source as reports name it: the location of a store without credentials.
  private func named(_ text: String) -> String {
    (try? StoreLocation(text))?.text ?? printable(text)
  }
}
