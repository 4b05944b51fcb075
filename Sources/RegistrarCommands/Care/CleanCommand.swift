public import ArgumentParser
import ImportPipeline
import ImportReports
import ImportService
import TabularCore

/// `registrar clean`: removes stored records that match a pattern or that keys name.
public struct CleanCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "clean",
    abstract: "Say which stored records would be removed, or remove them.",
    discussion: """
      Records are found by patterns, which the whole value must match, or named by their keys. \
      Without --execute nothing is removed: every record is listed and counted. The same guards as \
      for an import hold; a run that removes records has a journal and can be undone. Records that \
      others refer to are refused, or taken along with all that refers to them.
      """)

  @Option(help: ArgumentHelp("The table.", valueName: "table"))
  var table: String

  @Option(
    help: ArgumentHelp(
      "A field, and the pattern that its whole value must match; repeatable, all must match.",
      valueName: "field=pattern"))
  var match: [String] = []

  @Option(
    help: ArgumentHelp(
      "The keys of the records, with commas between them; a key's parts with / between them.",
      valueName: "key,…"))
  var keys: String?

  @Option(
    help: ArgumentHelp(
      "A file with a key on each line; a key's parts with tabs or / between them.",
      valueName: "path"), completion: .file())
  var keysFile: String?

  @Flag(help: "Remove what refers to the records too, and what refers to that.")
  var withDependents = false

  @Flag(name: .customLong("validate"), help: "Tell everything, change nothing (the default).")
  var validateOnly = false

  @Flag(help: "Remove the records, all or nothing.")
  var execute = false

  @Option(
    help: ArgumentHelp(
      "Write the plan of a validation: every record as it is.", valueName: "path"),
    completion: .file())
  var planOut: String?

  @Option(
    help: ArgumentHelp(
      "Do exactly what a plan says, or refuse and name what changed since.", valueName: "path"),
    completion: .file())
  var plan: String?

  @OptionGroup var backingUp: BackupOptions

  @Option(
    help: ArgumentHelp(
      "The store: \(StoreLocation.forms) (default: DATABASE_URL, else \(StoreLocation.usual)).",
      valueName: "location"))
  var store: String?

  @OptionGroup var packageOption: PackageOption
  @OptionGroup(title: "Where to, and what guards it") var guarding: TargetOptions
  @OptionGroup(title: "What is told") var telling: ReportOptionGroup

  /// A command to be parsed.
  public init() {}

  /// Refuses options that contradict each other or make no sense.
  public func validate() throws {
    if validateOnly, execute {
      throw ValidationError(usage: "exclusive", ["first": "--validate", "second": "--execute"])
    }
    if planOut != nil, execute { throw ValidationError(usage: "planOut") }
    if planOut != nil, plan != nil {
      throw ValidationError(usage: "exclusive", ["first": "--plan-out", "second": "--plan"])
    }
    if guarding.target != nil, store != nil {
      throw ValidationError(usage: "storeOfTarget", ["options": "--store"])
    }
    let ways = [!match.isEmpty, keys != nil, keysFile != nil]
    guard ways.count(where: \.self) == 1 else { throw ValidationError(usage: "cleanWhat") }
    _ = try matches()
    try checkStoreLocation(store)
  }

  /// Plans the removal, carries it out when asked, and exits with the status of the outcome.
  public func run() throws {
    let service = try ImportService.timed()
    let inputs = [plan, keysFile].compactMap(\.self)
    try ReportTargets.check(planOut, of: "plan", inputs: inputs)
    try telling.reporting(
      "clean", executes: execute, clock: service.surroundings.clock, inputs: inputs
    ) {
      if let planOut { try ReportRequest.checkPath(planOut, of: "plan") }
      var prepared = try service.prepare(request())
      prepared.issueRecord = { KeptIssues.json(of: $0) }
      if case .made(let manifest) = prepared.backup {
        Terminal.note(BackupCommand.sentence(manifest))
      }
      let interruption = Interruption()
      let report = prepared.run(cancellation: interruption.cancellation)
      interruption.end()
      $0 = .ofThisProcess(
        store: prepared.target?.store ?? store,
        package: packageOption.package ?? prepared.target?.package)
      return report
    }
  }

  private func request() throws -> ImportRequest {
    var options = ImportOptions(files: [])
    options.mode = execute ? .execute : .validate
    options.allowsDelete = true
    options.planOutput = planOut
    options.plan = plan
    if let details = telling.maxDetails { options.maximumDetails = details }
    options.keepsAllIssues = telling.keepsAllIssues
    var request = ImportRequest(options, package: packageOption.package)
    request.clean = CleanRequest(table: table, try criterion())
    request.clean?.takesDependents = withDependents
    request.store = guarding.choice(store: store, isOffline: false)
    request.confirmedTarget = guarding.confirmTarget
    request.guardScope = guarding.guardScope
    request.approvals = try guarding.approving.approved()
    request.backup = backingUp.preceding
    request.language = telling.language
    return request
  }

  private func criterion() throws -> CleanRequest.Criterion {
    if let keys { return .keys(KeyList(keys.split(separator: ",").map(String.init))) }
    if let keysFile { return .keys(try KeyList(contentsOf: keysFile)) }
    return .matches(try matches())
  }

  private func matches() throws -> [CleanScope.Match] {
    try match.map { text in
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else {
        throw ValidationError(usage: "match", ["found": printable(text)])
      }
      return CleanScope.Match(field: parts[0], pattern: parts[1])
    }
  }
}
