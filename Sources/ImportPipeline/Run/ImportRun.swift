import Foundation
import RecordMapping
public import Schemas
import TabularCore

/// An import from its files to its report: reads, validates, plans and, in execution, writes the plan.
///
/// Validation and execution are one path. Validation ends with the plan; execution applies that plan
/// in the transaction in which it was made, and counts again.
public struct ImportRun: Sendable {
  private let options: ImportOptions
  private let package: DataPackage
  private let now: String
  private let runPrefix: String

  /// Called with the progress of reading, a few times a second.
  public var progress: (@Sendable (ImportProgress) -> Void)?
  /// Asked between batches whether the run should end.
  public var isCancelled: @Sendable () -> Bool = { false }

  /// A run over a package.
  ///
  /// - Parameters:
  ///   - now: the clock of the run, UTC `YYYY-MM-DDTHH:MM:SSZ`.
  ///   - runPrefix: the beginning of the run's id, `20270306-0914`.
  public init(options: ImportOptions, package: DataPackage, now: String, runPrefix: String) {
    self.options = options
    self.package = package
    self.now = now
    self.runPrefix = runPrefix
  }

  /// Runs the import against a store and reports.
  ///
  /// - Parameter clock: gives the time at the end, UTC `YYYY-MM-DDTHH:MM:SSZ`.
  public func run(store: any RecordStore, clock: () -> String) -> ImportReport {
    var issues = IssueCollector(
      maximumDetails: options.keepsAllIssues ? 0 : options.maximumDetails,
      severityChanges: package.severityChanges,
      isStrict: options.isStrict)
    if options.unknownColumns == .ignore { issues.silenced.insert("header.unknown") }
    let work = ImportWork(
      options: options, package: package, store: store, now: now, issues: issues)
    work.progress = progress
    work.isCancelled = isCancelled
    work.sealer = options.secretKeyFile.flatMap(SecretSealer.init(keyFile:))
    var builder = OutcomeBuilder(work, runID: RunID.id(prefix: runPrefix, count: 0))
    var files = SourceFiles(work)
    do {
      try builder.checkTarget()
      let plan = try builder.openPlan()
      try store.open(package: package, writes: options.mode == .execute, now: now)
      defer { store.rollBack() }
      try builder.checkStore()
      builder.runID = try store.unusedRunID(prefix: runPrefix)
      let unfinished = try StepwiseMerge.unfinishedRun(in: store, resuming: options.resumedRun)
      if let unfinished {
        builder.runID = unfinished.id
        work.unfinished = unfinished
      }
      files.open()
      work.narrowNeeds()
      work.preparePruning()
      builder.files = files.files.map(\.report)
      if builder.files.allSatisfy({ $0.kind == "csv" }) {
        work.totalBytes = builder.files.reduce(0) { $0 + $1.byteCount }
      }
      builder.hasUnreadable = files.hasUnreadable
      // Files are hashed while their rows are read, unless a check needs the hashes before.
      if plan != nil || work.productionName != nil { builder.files = files.hashedReports }
      if let plan { try builder.checkPlan(plan) }
      if !builder.hasUnreadable { try builder.checkReceipt() }
      try read(work, &builder)
      builder.files = files.hashedReports
      try work.rehearse(run: runRecord(work, builder, finishedAt: clock()))
      try noteUnchangedFiles(builder, work)
      if files.noteChanged() { builder.hasUnreadable = true }
      work.fillLedger()
      try resolve(work, &builder, plan: plan, clock: clock)
      builder.leaveReceipt()
    } catch let error as StoreError {
      builder.fail(error, target: work.targetText)
    } catch is PlanRefusal {
      // The issues say why.
    } catch is GuardRefusal {
      // The issues say why.
    } catch let error as PlanWriter.Failure {
      builder.fail(error)
    } catch is ImportInterruption {
      builder.interrupt()
    } catch let error as TooManyErrors {
      work.fillLedger()
      builder.stop(at: error.limit)
    } catch {
      builder.failInternally("\(error)")
    }
    if builder.unfinished != nil { work.tellStored(builder.stored) }
    // A run that is unfinished is reported as such, with what to do about it.
    let isUnfinished = work.issues.counts.contains { $0.key.code == "run.unfinished" }
    if let run = store.takenOverRun, run != options.resumedRun, !isUnfinished {
      work.issues.add(
        Issue(
          .runLockTakenOver(run: run), at: IssueLocation(.run, file: run)))
    }
    builder.files = files.hashedReports
    work.completeEvidence()
    return builder.report(
      startedAt: now, finishedAt: clock(), target: work.targetText)
  }

  private func read(_ work: ImportWork, _ builder: inout OutcomeBuilder) throws {
    var unreadable = 0
    try work.readTables { error, source in
      unreadable += 1
      work.issues.add(
        error.issue(
          source: source.name.id, file: source.name.text, form: source.form, sheet: source.sheet))
    }
    if unreadable > 0 { builder.hasUnreadable = true }
    if work.tables.contains(where: \.wasRead), work.tables.allSatisfy({ $0.rows.isEmpty }),
      work.issues.count(of: .error) == 0
    {
      reportNoRows(work, files: builder.files)
    }
    try work.resolveWaiting()
    try work.planPruning()
    try work.validateDeletes()
    try work.validateSetRules()
    try work.validateConstraints()
    try work.noteUnused()
    try work.noteAbsent()
    try work.stopAtLimit()
  }

  private func noteUnchangedFiles(_ builder: OutcomeBuilder, _ work: ImportWork) throws {
    for file in builder.files {
      guard
        let run = try work.store.committedRun(
          sha256: file.sha256, packageHash: package.hash)
      else { continue }
      work.issues.add(
        Issue(
          .fileUnchanged(run: run).preceded(by: .file, file.name), at: file.place))
    }
  }

  private func reportNoRows(_ work: ImportWork, files: [ImportReport.File]) {
    for (index, file) in files.enumerated() {
      let hasHeader = work.sources.contains { $0.file == index }
      work.issues.add(
        Issue(
          .fileNoRows(hasHeader ? .header : .empty, file: file.name), at: file.place))
    }
  }

  /// Decides what is written, writes it, and counts again.
  private func resolve(
    _ work: ImportWork, _ builder: inout OutcomeBuilder, plan: PlanFile?, clock: () -> String
  ) throws {
    for line in work.tables.map(\.ledger) where !line.isBalanced {
      builder.reportImbalance(line)
      return
    }
    let hasErrors = work.issues.count(of: .error) > 0
    if hasErrors, options.errorPolicy == .skipTable {
      try work.leaveOutTables()
      work.fillLedger()
    }
    try builder.validateGuards()
    if let plan { try builder.compare(with: plan) }
    try builder.writePlan(hasErrors: hasErrors)
    guard options.mode == .execute else { return }
    guard !builder.mustNotWrite else { return }
    if hasErrors, options.errorPolicy == .stop { return }
    let tables = work.order.enumerated().filter { work.tables[$0.offset].wasRead }
      .map(\.element)
    guard !tables.isEmpty else { return }
    if work.isCancelled() { throw ImportInterruption() }
    if options.resumedRun != nil { try StepwiseMerge.checkFiles(builder, in: work.store) }
    if options.guards.production.isDeclared, let name = work.productionName {
      try work.store.markProduction(as: name)
    }
    let record = runRecord(work, builder, finishedAt: clock())
    let counts: [String: MergeCounts]
    if let size = options.commitEvery {
      counts = try StepwiseMerge(work: work, tables: tables, record: record, size: size)
        .perform(&builder)
    } else {
      counts = try work.store.merge(tables, run: record)
    }
    for table in tables {
      guard let index = work.positions[table.name], let count = counts[table.name] else {
        continue
      }
      work.confirm(count, at: index)
    }
    for difference in try work.store.differences(in: tables, limit: 20) {
      work.issues.add(work.issue(difference))
    }
    if work.isCancelled() { throw ImportInterruption() }
    try work.store.commit()
    builder.isWritten = true
    builder.unfinished = nil
  }

  private func runRecord(
    _ work: ImportWork, _ builder: OutcomeBuilder, finishedAt: String
  ) -> RunRecord {
    let outcome = builder.outcome
    var record = RunRecord(
      id: builder.runID, operatorName: options.operatorName, host: options.host,
      toolVersion: options.toolVersion, package: package.name, packageHash: package.hash,
      zoneData: ZoneRules.dataVersion, optionsJSON: options.optionsJSON,
      target: work.targetText,
      startedAt: now, finishedAt: finishedAt, outcome: outcome.rawValue,
      exitCode: Int(outcome.exitCode), ledgerJSON: work.ledgerJSON,
      files: builder.files.map {
        RunRecord.File(name: $0.name, sha256: $0.sha256, byteCount: $0.byteCount)
      })
    record.sources = work.runSources
    record.approvalsJSON = builder.approvalsJSON
    return record
  }
}
