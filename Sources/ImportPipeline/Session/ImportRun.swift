import Foundation
import RecordMapping
public import Schemas
import TabularCore

/// An import from its files to its report: reads, validates, plans and, in execution, writes the plan.
///
/// Validation and execution are one path. Validation ends with the plan; execution applies that plan
/// in the transaction in which it was made, and counts again.
public struct ImportRun: Sendable {
  var options: ImportOptions
  let package: DataPackage
  let now: String
  private let runPrefix: String

  /// Called with the progress of reading, a few times a second.
  public var progress: (@Sendable (ImportProgress) -> Void)?
  /// Asked between batches whether the run should end.
  public var isCancelled: @Sendable () -> Bool = { false }
  /// Asked between the parts of a run in parts whether it should wait.
  public var isPaused: @Sendable () -> Bool = { false }
  /// Told when such a run begins to wait: how many rows are written, of how many.
  public var whenPaused: @Sendable (_ done: Int, _ total: Int) -> Void = { _, _ in }
  /// Given what stops the statement that the store works on, for whoever ends the run; `nil` where the store
  /// must not be stopped.
  public var stopping: @Sendable ((@Sendable () -> Void)?) -> Void = { _ in }
  /// Given the operations of the plan, in order, before the run writes to its store; not called if errors or
  /// guards forbid that the plan is carried out.
  ///
  /// An ``OperationFailure`` ends the run with nothing written; so does any other error, as a defect.
  public var consumers: [@Sendable (OperationStream) throws -> Void] = []

  /// Gives what the run's record keeps of the issues, as JSON without values of cells; empty for nothing.
  public var issueRecord: @Sendable (ImportReport) -> String = { _ in "" }

  /// A run over a package.
  ///
  /// - Parameters:
  ///   - now: the clock of the run, UTC `YYYY-MM-DDTHH:MM:SSZ`.
  ///   - runPrefix: the beginning of the run's id, `20270306-0914`.
  public init(options: ImportOptions, package: DataPackage, now: String, runPrefix: String) {
    var options = options
    if options.explainsValues { options.readsByColumns = false }
    self.options = options
    let written = options.writeMode.map(package.writing) ?? package
    var meant = options.passwordReset.map(written.resettingPasswords) ?? written
    meant.sourceSystem = options.sourceSystem
    self.package = meant
    self.now = now
    self.runPrefix = runPrefix
  }

  /// Runs the import against a store and reports.
  ///
  /// - Parameters:
  ///   - clock: gives the time at the end, UTC `YYYY-MM-DDTHH:MM:SSZ`.
  ///   - edits: the files as somebody has corrected them by now; they stay open for the next run. The report is
  ///     that of the files as they would be saved.
  public func run(
    store: any RecordStore, clock: () -> String, edits: EditedFiles? = nil
  ) -> ImportReport {
    var issues = IssueCollector(
      maximumDetails: options.keepsAllIssues ? 0 : options.maximumDetails,
      severityChanges: package.severityChanges,
      isStrict: options.isStrict)
    if options.unknownColumns == .ignore { issues.silenced.insert("header.unknown") }
    let waivers = options.waivers.map {
      WaiverPlan($0, package: package, today: String(now.prefix(10)))
    }
    issues.acceptance = waivers?.acceptance
    let session = ImportSession(
      options: options, package: package, store: store, now: now, issues: issues)
    session.waivers = waivers
    session.edits = edits
    session.progress = progress
    session.isCancelled = isCancelled
    session.stopping = stopping
    session.pace = MergePace(
      rowsPerSecond: options.rowsPerSecond, isPaused: isPaused, whenPaused: whenPaused)
    session.consumers = consumers
    session.sealer = options.secretKeyFile.flatMap(SecretSealer.init(keyFile:))
    var builder = OutcomeBuilder(session, runID: RunID.id(prefix: runPrefix, count: 0))
    var files = SourceFiles(session)
    do {
      try builder.checkTarget()
      let plan = try builder.openPlan()
      session.plannedAt = plan?.header.createdAt
      try store.open(package: package, writes: options.mode == .execute, now: now)
      stopping(store.statementStop)
      defer {
        stopping(nil)
        store.rollBack()
      }
      try builder.checkStore()
      builder.runID = try store.unusedRunID(prefix: runPrefix)
      let unfinished = try StepwiseMerge.unfinishedRun(in: store, resuming: options.resumedRun)
      if let unfinished {
        builder.runID = unfinished.id
        session.unfinished = unfinished
      }
      files.open()
      // Whoever read a part did not know the other files.
      if options.parts == nil { session.narrowNeeds() }
      session.takeDecisions()
      session.preparePruning()
      builder.files = files.files.map(\.report)
      for file in builder.files where file.kind == "csv" {
        if let source = file.source { session.delimitedSizes[source] = file.byteCount }
      }
      builder.hasUnreadable = !session.openAttachments() || files.hasUnreadable
      // Files are hashed while their rows are read, unless a check needs the hashes before.
      if plan != nil || session.productionName != nil { builder.files = files.hashedReports }
      if let plan { try builder.checkPlan(plan) }
      if !builder.hasUnreadable { try builder.checkReceipt() }
      try read(session, &builder)
      builder.files = files.hashedReports
      try session.rehearse(run: runRecord(session, builder, finishedAt: clock()))
      try noteUnchangedFiles(builder, session)
      try session.reportDone(builder.files.map(\.sha256))
      if files.noteChanged() { builder.hasUnreadable = true }
      session.fillLedger()
      try resolve(session, &builder, plan: plan, clock: clock)
      builder.leaveReceipt()
    } catch let error as StoreError {
      // A statement that was stopped fails; a connection that was lost is told as such.
      if isCancelled(), error.refusals.isEmpty, error.code != "store.unreachable" {
        builder.interrupt()
      } else {
        builder.fail(error, target: session.targetText)
      }
    } catch is PlanRefusal {
      // The issues say why.
    } catch is GuardRefusal {
      // The issues say why.
    } catch let error as PlanWriter.Failure {
      builder.fail(error)
    } catch let error as OperationFailure {
      builder.failToWrite(error.issue)
    } catch is ImportInterruption {
      builder.interrupt()
    } catch let error as TooManyErrors {
      session.fillLedger()
      builder.stop(at: error.limit)
    } catch {
      builder.failInternally("\(error)")
    }
    if builder.unfinished != nil { session.tellStored(builder.stored) }
    // A run that is unfinished is reported as such, with what to do about it.
    let isUnfinished = session.issues.counts.contains { $0.key.code == "run.unfinished" }
    if let run = store.takenOverRun, run != options.resumedRun, !isUnfinished {
      session.issues.add(
        Issue(
          .runLockTakenOver(run: run), at: IssueLocation(.run, file: run)))
    }
    builder.files = files.hashedReports
    session.completeEvidence()
    session.completeJSONPlaces()
    edits?.keep(session)
    return builder.report(
      startedAt: now, finishedAt: clock(), target: session.targetText)
  }

  private func read(_ session: ImportSession, _ builder: inout OutcomeBuilder) throws {
    var unreadable = 0
    try session.takeKeptReadings()
    try session.readTables { error, source in
      unreadable += 1
      session.issues.add(
        error.issue(
          source: source.name.id, file: source.name.text, form: source.form, sheet: source.sheet))
    }
    if unreadable > 0 { builder.hasUnreadable = true }
    if session.tables.contains(where: \.wasRead), session.tables.allSatisfy({ $0.rows.isEmpty }),
      session.issues.count(of: .error) == 0
    {
      reportNoRows(session, files: builder.files)
    }
    session.reportSubset()
    session.reportCorrections()
    try session.resolveWaiting()
    try session.planPruning()
    try session.planCleaning()
    try session.planRetirement()
    try session.validateStoredTimes()
    try session.validateDeletes()
    try session.validateSetRules()
    try session.validateConstraints()
    try session.noteUnused()
    session.noteUnusedAttachments()
    try session.noteAbsent()
    session.reportUnusedWaivers()
    try session.stopAtLimit()
  }

  private func noteUnchangedFiles(_ builder: OutcomeBuilder, _ session: ImportSession) throws {
    for file in builder.files {
      guard
        let run = try session.store.committedRun(
          sha256: file.sha256, packageHash: package.hash, ofWhole: true)
      else { continue }
      session.issues.add(
        Issue(
          .fileUnchanged(run: run).preceded(by: .file, file.name), at: file.place))
    }
  }

  private func reportNoRows(_ session: ImportSession, files: [ImportReport.File]) {
    for (index, file) in files.enumerated() {
      let hasHeader = session.sources.contains { $0.file == index }
      session.issues.add(
        Issue(
          .fileNoRows(hasHeader ? .header : .empty, file: file.name), at: file.place))
    }
  }

  /// Decides what is written, writes it, and counts again.
  private func resolve(
    _ session: ImportSession, _ builder: inout OutcomeBuilder, plan: PlanFile?, clock: () -> String
  ) throws {
    for line in session.tables.map(\.ledger) where !line.isBalanced {
      builder.reportImbalance(line)
      return
    }
    let hasErrors = session.issues.count(of: .error) > 0
    if hasErrors, options.errorPolicy == .skipTable {
      try session.leaveOutTables()
      session.fillLedger()
    }
    try builder.validateGuards()
    if let plan { try builder.compare(with: plan) }
    try builder.writePlan(hasErrors: hasErrors)
    try builder.tellOperations(hasErrors: hasErrors)
    guard options.mode == .execute else { return }
    guard !builder.mustNotWrite else { return }
    if hasErrors, options.errorPolicy == .stop { return }
    let tables = session.order.enumerated().filter { session.tables[$0.offset].wasRead }
      .map(\.element)
    guard !tables.isEmpty else { return }
    if session.isCancelled() { throw ImportInterruption() }
    if options.resumedRun != nil { try StepwiseMerge.checkFiles(builder, in: session.store) }
    if options.guards.production.isDeclared, let name = session.productionName {
      try session.store.markProduction(as: name)
    }
    var record = runRecord(session, builder, finishedAt: clock())
    record.issuesJSON = issueRecord(
      builder.report(startedAt: now, finishedAt: record.finishedAt, target: session.targetText))
    let counts: [String: MergeCounts]
    if let size = options.commitEvery {
      counts = try StepwiseMerge(session: session, tables: tables, record: record, size: size)
        .perform(&builder)
    } else {
      counts = try session.store.merge(tables, run: record)
    }
    for table in tables {
      guard let index = session.positions[table.name], let count = counts[table.name] else {
        continue
      }
      session.confirm(count, at: index)
    }
    for difference in try session.store.differences(in: tables, limit: 20) {
      session.issues.add(session.issue(difference))
    }
    if session.isCancelled() { throw ImportInterruption() }
    stopping(nil)
    try session.store.commit()
    builder.isWritten = true
    builder.unfinished = nil
  }

  private func runRecord(
    _ session: ImportSession, _ builder: OutcomeBuilder, finishedAt: String
  ) -> RunRecord {
    let outcome = builder.outcome
    var record = RunRecord(
      id: builder.runID, command: options.command, operatorName: options.operatorName,
      host: options.host, toolVersion: options.toolVersion, package: package.name,
      packageHash: package.hash,
      zoneData: ZoneRules.dataVersion, optionsJSON: options.optionsJSON,
      target: session.targetText,
      startedAt: now, finishedAt: finishedAt, outcome: outcome.rawValue,
      exitCode: Int(outcome.exitCode), ledgerJSON: session.ledgerJSON,
      files: builder.files.map {
        RunRecord.File(name: $0.name, sha256: $0.sha256, byteCount: $0.byteCount)
      } + session.attachedFiles)
    record.sources = session.runSources
    record.approvalsJSON = builder.approvalsJSON
    return record
  }
}

extension DataPackage {
  /// The package with one write mode for all its tables.
  fileprivate func writing(_ mode: TableSchema.WriteMode) -> DataPackage {
    var package = self
    for index in package.tables.indices { package.tables[index].writeMode = mode }
    return package
  }
}
