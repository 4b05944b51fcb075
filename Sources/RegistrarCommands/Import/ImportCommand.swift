public import ArgumentParser
import DelimitedText
import Foundation
import ImportPipeline
import ImportReports
import RecordMapping
import SQLiteStore
import Schemas
import TabularCore

/// `registrar import FILE…`: validates, or validates and writes.
public struct ImportCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "import",
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
    help: "Workbooks (.xlsx) and delimited files (.csv, .tsv); - is standard input.",
    completion: .file())
  var files: [String] = []

  @Option(
    name: .customLong("file"),
    help: ArgumentHelp("A file; the same as naming it.", valueName: "path"), completion: .file())
  var namedFiles: [String] = []

  @OptionGroup var packageOption: PackageOption
  @OptionGroup(title: "What to do") var mode: ModeOptions
  @OptionGroup(title: "Where to, and what guards it") var guarding: TargetOptions
  @OptionGroup(title: "How files are read") var reading: ReadingOptions
  @OptionGroup(title: "What is told") var telling: ReportOptionGroup

  /// A command to be parsed.
  public init() {}

  /// Refuses options that contradict each other or make no sense.
  public func validate() throws {
    _ = try importOptions()
    if guarding.target != nil, mode.store != nil || mode.offline {
      throw ValidationError("--target names the store; drop --store and --offline")
    }
    _ = try telling.requests()
  }

  /// Runs the import; exits with the status of its outcome.
  public func run() throws {
    // Not a matter of validation, which comes before unknown options are told.
    guard !files.isEmpty || !namedFiles.isEmpty || !reading.with.isEmpty else {
      throw ValidationError("name at least one file to import")
    }
    let clock: RunClock
    do {
      clock = try RunClock()
    } catch {
      throw ValidationError("\(error)")
    }
    if let fixed = clock.fixed {
      Terminal.note("REGISTRAR_NOW is set: the clock stands at \(fixed)")
    }
    try telling.reporting("import", executes: mode.execute, clock: clock) { commandOptions in
      try report(clock: clock, &commandOptions)
    }
  }

  /// Runs the import.
  ///
  /// - Parameter commandOptions: the options that commands in help lines are given.
  private func report(
    clock: RunClock, _ commandOptions: inout CommandOptions
  ) throws -> ImportReport {
    if let path = mode.planOut { try ReportRequest.checkPath(path, of: "the plan") }
    let chosen = try guarding.chosen(store: mode.store, isOffline: mode.offline)
    let package = try PackageOption.load(
      packageOption.package ?? chosen?.package, checks: PackageChecks())
    // A run that goes on was backed up when it began; now the store holds a part of it.
    var made: BackupManifest?
    if mode.execute, mode.backup || mode.backupTo != nil, mode.resumedRun == nil {
      made = try PrecedingBackup(
        location: StoreLocation.given(chosen?.store ?? mode.store), path: mode.backupTo,
        folder: chosen?.backupFolder
      ).make(clock: clock)
    }
    var options = try importOptions()
    options.target = chosen?.target.name
    options.guards = try guarding.policy(
      chosen, isClockSet: clock.fixed != nil, now: clock.now())
    // A validation is told what the execution meets, which makes the backup first.
    if made != nil || mode.backup && !mode.execute { options.guards.backup?.ageHours = 0 }
    // Of a store that does not exist yet no backup can be made, and none is missed.
    if options.guards.backup != nil, options.guards.backup?.ageHours == nil, let chosen {
      let location = try StoreLocation(chosen.store)
      if (try? location.holdsAnything()) == false { options.guards.backup = nil }
    }
    try checkTables(options, in: package)
    options.prunes = try options.prunes.map { try scope($0, in: package) }
    // The environment first: the user database may be on a server, and nothing here calls one.
    let environment = ProcessInfo.processInfo.environment
    options.operatorName =
      StoreHolder.userName(environment)
    options.host = ProcessInfo.processInfo.hostName
    options.toolVersion = ToolVersion.text
    options.secretKeyFile = ProcessInfo.processInfo.environment["REGISTRAR_SECRET_KEY_FILE"]
    let recorded = RecordedOptions(
      options, reading: reading, language: telling.language, backup: made)
    options.optionsJSON = recorded.json
    options.planOptionsJSON = recorded.planned.json
    let log = RunLog(isVerbose: telling.verbose)
    log.step("package \(package.name) \(package.version) is loaded")
    let interruption = Interruption()
    let progress = ProgressLine()
    let now = clock.now()
    var run = ImportRun(
      options: options, package: package, now: now, runPrefix: RunID.prefix(now))
    run.isCancelled = { interruption.isRequested }
    if ProgressLine.isTerminal, !telling.quiet { run.progress = { progress.show($0) } }
    let store = try mode.openStore(chosen?.store)
    let report = run.run(store: store, clock: { clock.now() })
    interruption.end()
    progress.finish()
    log.step("run \(report.run.id) ended: \(report.run.outcome.rawValue)")
    commandOptions = .ofThisProcess(
      store: chosen?.store ?? mode.store, package: packageOption.package ?? chosen?.package)
    return report
  }

  private func importOptions() throws -> ImportOptions {
    var options = ImportOptions(files: files + namedFiles, limits: try reading.limits())
    options.mode = mode.execute ? .execute : .validate
    options.isOffline = mode.offline
    options.rehearses = mode.rehearse
    options.errorPolicy = mode.onError
    options.commitEvery = mode.commitEvery
    options.resumedRun = mode.resumedRun
    if mode.commitEvery != nil { options.resumptionJSON = Resumption.ofThisProcess.json }
    options.allowsDelete = mode.allowDelete
    options.prunes = try mode.pruneScopes()
    options.overwritesManualEdits = mode.overwriteManual
    options.planOutput = mode.planOut
    options.plan = mode.plan
    options.isStrict = mode.strict
    options.maximumErrors = mode.maxErrors
    if let details = telling.maxDetails { options.maximumDetails = details }
    options.table = reading.table
    options.sheets = reading.sheet
    options.sheetTables = try reading.pairs(reading.map, of: "--map", form: "SHEET=table")
    options.tableFiles = try reading.orderedPairs(reading.with, of: "--with", form: "table=file")
    options.unknownColumns = reading.unknownColumns
    options.dateOrder = reading.dateOrder?.order
    options.headerRow = reading.headerRow
    if let jobs = reading.jobs { options.jobs = jobs }
    options.clearToken = reading.clearToken
    options.dialect = try DialectArguments.options(
      encoding: reading.encoding, delimiter: reading.delimiter, quote: reading.quote)
    if reading.encoding == nil { options.dialect.encoding = .utf8OrMarked }
    return options
  }

  /// The scope with the package's own spelling of its names.
  private func scope(_ scope: PruneScope, in package: DataPackage) throws -> PruneScope {
    var scope = scope
    guard let table = package.tables.first(where: { fold($0.name) == fold(scope.table) }) else {
      return scope
    }
    scope.table = table.name
    guard let name = scope.field else { return scope }
    guard let field = table.fields.first(where: { fold($0.name) == fold(name) }) else {
      let nearest = closestText(to: name, among: table.fields.map(\.name))
      throw ValidationError(
        "`\(printable(name))` is no field of `\(table.name)`"
          + (nearest.map { "; did you mean `\($0)`?" } ?? ""))
    }
    scope.field = field.name
    return scope
  }

  private func checkTables(_ options: ImportOptions, in package: DataPackage) throws {
    let names =
      [options.table].compactMap(\.self) + options.tableFiles.map(\.table)
      + options.sheetTables.values + options.prunes.map(\.table)
    for name in names where !package.tables.contains(where: { fold($0.name) == fold(name) }) {
      let known = package.tables.map(\.name)
      let nearest = closestText(to: name, among: known).map { "; did you mean `\($0)`?" }
      throw ValidationError(
        "`\(printable(name))` is no table of `\(package.name)`"
          + (nearest ?? "; it has \(known.joined(separator: ", "))"))
    }
  }
}
