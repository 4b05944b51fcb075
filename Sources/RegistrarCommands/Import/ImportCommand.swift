public import ArgumentParser
import Foundation
import ImportPipeline
import ImportReports
import ImportService
import Schemas
import TabularCore
import WorkbookOutput

/// `registrar import FILE…`: validates, or validates and writes.
public struct ImportCommand: ParsableCommand {
  /// The command's name and help.
  ///
  /// With the name of the command above it, ArgumentParser need not look for a request for a completion script
  /// when this command is parsed on its own.
  public static let configuration = CommandConfiguration(
    commandName: "import", _superCommandName: "registrar",
    abstract: "Validate filled-in templates, or validate and write them.",
    discussion: """
      Without --execute nothing is written: every problem is told at its cell, with the counts \
      that an execution would give. With --execute the same checks run and, when there is no \
      error, all rows are written in one transaction and counted again.

      Exit status:
        0    clean, or warnings and notes only
        1    the data has errors
        2    the command line does not make sense
        3    an input or the package cannot be read
        4    a guard refused
        5    another run holds the store
        6    the store failed, rolled back; or a report was not written or not read to its end
        7    written, but the store differs from the plan
        130  interrupted
      """)

  @Argument(
    help: """
      Workbooks (.xlsx), delimited files (.csv, .tsv) and JSON files (.json, .ndjson); - is standard \
      input.
      """,
    completion: .file())
  var files: [String] = []

  @Option(
    name: .customLong("file"),
    help: ArgumentHelp("A file; the same as naming it.", valueName: "path"), completion: .file())
  var namedFiles: [String] = []

  @OptionGroup var packageOption: PackageOption
  @OptionGroup(title: "What to do") var mode: ModeOptions
  @OptionGroup(title: "What to do") var archiving: InputArchive
  @OptionGroup(title: "Where to, and what guards it") var guarding: TargetOptions
  @OptionGroup(title: "Which rows are taken") var subset: SubsetOptions
  @OptionGroup(title: "How files are read") var reading: ReadingOptions
  @OptionGroup(title: "What is told") var telling: ReportOptionGroup
  @OptionGroup(title: "What is told") var marking: MarkedOptions
  @OptionGroup(title: "What is told") var copying: CopyOptions

  @OptionGroup(title: "What is told") var explaining: ExplainOptions

  /// A command to be parsed.
  public init() {}

  /// Refuses options that contradict each other or make no sense.
  public func validate() throws {
    _ = try importOptions()
    if guarding.target != nil, mode.store != nil || mode.offline {
      throw ValidationError(usage: "storeOfTarget", ["options": "--store, --offline"])
    }
    if try !subset.request().isEmpty {
      let others = (mode.prune.isEmpty ? [] : ["--prune"]) + (inputFiles.contains("-") ? ["-"] : [])
      guard others.isEmpty else {
        throw ValidationError(
          usage: "subsetAlone", ["options": others.joined(separator: ", ")])
      }
    }
    _ = try telling.requests()
    try archiving.check(files: inputFiles, executes: mode.execute)
    try marking.check(files: inputFiles)
    try copying.check(files: inputFiles)
  }

  /// All files, in the order in which they are read.
  private var inputFiles: [String] {
    files + namedFiles
      + ((try? reading.orderedPairs(reading.with, of: "--with", form: "table=file")) ?? [])
      .map(\.path)
  }

  /// Runs the import; exits with the status of its outcome.
  public func run() throws {
    // Not a matter of validation, which comes before unknown options are told.
    guard !files.isEmpty || !namedFiles.isEmpty || !reading.with.isEmpty else {
      throw ValidationError(usage: "noFile")
    }
    let service = try ImportService.timed()
    let inputs = try inputs()
    try ReportTargets.check(mode.planOut, of: "plan", inputs: inputs)
    var isMarked = true
    try telling.reporting(
      "import", executes: mode.execute, clock: service.surroundings.clock, inputs: inputs,
      lastRun: { try lastRun(service) }
    ) {
      try marking.checkPaths(files: inputFiles)
      let others = try telling.requests().compactMap(\.path) + [mode.planOut].compactMap(\.self)
      let marked = marking.marked == nil ? [] : inputFiles.map(marking.output)
      try copying.checkPaths(others: others + marked)
      var (report, package) = try report(service, &$0)
      let options = telling.options(of: report, $0)
      isMarked = marking.write(
        report, files: inputFiles, options: options, limits: try reading.limits())
      let isCopied = copying.write(
        &report, package: package, files: inputFiles, options: options,
        rules: ReadingRules(
          clearToken: reading.clearToken, dateOrder: reading.dateOrder?.order,
          limits: try reading.limits()))
      let isArchived = archiving.move(inputFiles, of: report, language: options.language)
      isMarked = isMarked && isCopied && isArchived
      return report
    }
    if !isMarked { throw ExitCode(6) }
  }

  /// Runs the import.
  ///
  /// - Parameter commandOptions: the options that commands in help lines are given.
  private func report(
    _ service: ImportService, _ commandOptions: inout CommandOptions
  ) throws -> (ImportReport, DataPackage) {
    if let path = mode.planOut { try ReportRequest.checkPath(path, of: "plan") }
    var prepared = try service.prepare(request())
    prepared.issueRecord = { KeptIssues.json(of: $0) }
    switch prepared.backup {
    case .made(let manifest): Terminal.note(BackupCommand.sentence(manifest))
    case .nothingToBackUp(let store):
      Terminal.note(Language.ofThisProcess().label("notice/nothingToBackUp", ["store": store]))
    case nil: break
    }
    let log = RunLog(isVerbose: telling.verbose)
    log.step("package \(prepared.package.name) \(prepared.package.version) is loaded")
    prepared.whenPaused = { done, total in
      Terminal.note(
        Language.ofThisProcess().label(
          "notice/paused", ["done": done, "total": total, "process": Int(getpid())]))
    }
    let interruption = Interruption(pauses: mode.commitEvery != nil)
    let progress = ProgressLine()
    let cancellation = interruption.cancellation
    let report =
      if ProgressLine.isTerminal, !telling.quiet {
        prepared.run(cancellation: cancellation) { progress.show($0) }
      } else {
        prepared.run(cancellation: cancellation)
      }
    interruption.end()
    progress.finish()
    log.step("run \(report.run.id) ended: \(report.run.outcome.rawValue)")
    commandOptions = .ofThisProcess(
      store: prepared.target?.store ?? mode.store,
      package: packageOption.package ?? prepared.target?.package)
    return (report, prepared.package)
  }

  /// What the store keeps of the last run of the same files; says so when there is nothing.
  private func lastRun(_ service: ImportService) throws -> EarlierReport? {
    let choice = guarding.choice(store: mode.store, isOffline: mode.offline)
    guard let run = try service.lastImport(of: inputFiles, in: choice) else {
      Terminal.note(Language.ofThisProcess().label("notice/noLastRun"))
      return nil
    }
    guard let report = EarlierReport(run) else {
      Terminal.note(Language.ofThisProcess().label("notice/noKeptIssues", ["run": run.id]))
      return nil
    }
    return report
  }

  /// The import that the options ask for.
  private func request() throws -> ImportRequest {
    var request = ImportRequest(try importOptions(), package: packageOption.package)
    request.store = guarding.choice(store: mode.store, isOffline: mode.offline)
    request.confirmedTarget = guarding.confirmTarget
    request.guardScope = guarding.guardScope
    request.subset = try subset.request()
    request.maximumErrorPercent = mode.maxErrorRate
    request.approvals = try guarding.approving.approved()
    request.backup = mode.backingUp.preceding
    request.reading = reading.declared
    request.corrections = reading.corrections
    request.waivers = reading.waivers
    request.language = telling.language
    return request
  }

  /// The files that are read; nothing is written over them.
  private func inputs() throws -> [String] {
    let others = try reading.orderedPairs(reading.with, of: "--with", form: "table=file")
    return files + namedFiles + others.map(\.1)
      + [mode.plan, reading.corrections, reading.waivers].compactMap(\.self)
  }

  private func importOptions() throws -> ImportOptions {
    var options = try reading.importOptions(of: files + namedFiles)
    options.mode = mode.execute ? .execute : .validate
    options.rehearses = mode.rehearse
    options.errorPolicy = mode.onError
    options.writeMode = mode.writeMode
    options.passwordReset = mode.resetPasswords
    options.attachments = mode.attachments
    options.commitEvery = mode.commitEvery
    options.rowsPerSecond = mode.rate
    options.skipsDone = subset.skipDone
    options.resumedRun = mode.resumedRun
    if mode.commitEvery != nil { options.resumptionJSON = Resumption.ofThisProcess.json }
    options.allowsDelete = mode.allowDelete
    options.prunes = try mode.pruneScopes()
    options.overwritesManualEdits = mode.overwriteManual
    options.planOutput = mode.planOut
    options.plan = mode.plan
    options.isStrict = mode.strict
    options.maximumErrors = mode.maxErrors
    if marking.marked != nil || copying.isAsked {
      options.maximumDetails = MarkedOptions.keptDetails
    }
    if let details = telling.maxDetails { options.maximumDetails = details }
    options.keepsAllIssues = telling.keepsAllIssues
    options.explainsValues = explaining.explainValues
    return options
  }
}
