public import ArgumentParser
import ImportPipeline
import ImportReports
import ImportService
import TabularCore

/// `registrar merge-reports PART…`: the report of one machine from what the parts of files came to.
public struct MergeReportsCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "merge-reports",
    abstract: "Make one report of parts that registrar check-part read.",
    discussion: """
      The report is byte for byte the one that registrar import --validate gives of the files, however \
      they were cut. All parts of each file must be there, the files where they were, and unchanged: \
      rows with something to tell are read from them again. Of several attempts of a part one is \
      taken; attempts that differ are refused.

      Exits as registrar import does.
      """)

  @Argument(help: "What registrar check-part wrote, in any order.", completion: .file())
  var partials: [String] = []

  @OptionGroup var packageOption: PackageOption

  @Option(
    help: ArgumentHelp(
      "The store: \(StoreLocation.forms) (default: DATABASE_URL, else \(StoreLocation.usual)).",
      valueName: "location"))
  var store: String?

  @Flag(help: "Leave the store out of account: every row counts as new.")
  var offline = false

  @Option(
    help: ArgumentHelp(
      "What a row with an error means: nothing is written, or the row or its table is left out.",
      valueName: "what"))
  var onError: ImportOptions.ErrorPolicy = .stop

  @Option(help: ArgumentHelp("End after so many errors.", valueName: "n"))
  var maxErrors: Int?

  @Flag(help: "Count warnings as errors.")
  var strict = false

  @OptionGroup(title: "What is told") var telling: ReportOptionGroup

  /// A command to be parsed.
  public init() {}

  /// Refuses options that contradict each other.
  public func validate() throws {
    if offline, store != nil {
      throw ValidationError(usage: "exclusive", ["first": "--offline", "second": "--store"])
    }
    if let maxErrors, maxErrors < 1 {
      throw ValidationError(usage: "positive", ["option": "--max-errors"])
    }
    if !offline { try checkStoreLocation(store) }
    _ = try telling.requests()
  }

  /// Writes the report; exits with the status of its outcome.
  public func run() throws {
    guard !partials.isEmpty else { throw ValidationError(usage: "noFile") }
    let service = try ImportService.timed()
    try telling.reporting(
      "import", executes: false, clock: service.surroundings.clock, inputs: partials,
      lastRun: { nil }
    ) { commandOptions in
      let parts = try service.parts(at: partials, limits: Limits())
      let reading = try ReadingOptions.parse(parts.options)
      let prepared = try service.prepare(try request(parts, reading), from: parts)
      let interruption = Interruption(pauses: false)
      let report = prepared.run(cancellation: interruption.cancellation)
      interruption.end()
      commandOptions = .ofThisProcess(
        store: prepared.target?.store ?? store, package: packageOption.package ?? parts.package)
      return report
    }
  }

  /// The validation whose report is made: as files are told by name, and then those that are read as a table.
  private func request(_ parts: PartSet, _ reading: ReadingOptions) throws -> ImportRequest {
    let tables = Set(parts.paths.map { $0.table ?? "" })
    let isAlike = tables.count == 1
    var options = try reading.importOptions(
      of: parts.paths.filter { isAlike || $0.table == nil }.map(\.path))
    if isAlike {
      options.table = parts.paths.first?.table
    } else {
      options.tableFiles = parts.paths.compactMap { file in
        file.table.map { (table: $0, path: file.path) }
      }
    }
    options.errorPolicy = onError
    options.maximumErrors = maxErrors
    options.isStrict = strict
    if let details = telling.maxDetails { options.maximumDetails = details }
    options.keepsAllIssues = telling.keepsAllIssues
    var request = ImportRequest(options, package: packageOption.package)
    request.store = StoreChoice(store: store, isOffline: offline)
    request.reading = reading.declared
    request.corrections = reading.corrections
    request.waivers = reading.waivers
    request.language = telling.language
    return request
  }
}
