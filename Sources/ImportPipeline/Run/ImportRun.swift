import Foundation
import RecordMapping
public import Schemas
import TabularCore

/// An import from its files to its report: reads, judges, plans, and, when asked, writes the plan.
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
      maximumDetails: options.maximumDetails, severityChanges: package.severityChanges,
      isStrict: options.isStrict)
    if options.unknownColumns == .ignore { issues.silenced.insert("header.unknown") }
    let session = ImportSession(
      options: options, package: package, store: store, now: now, issues: issues)
    session.progress = progress
    session.isCancelled = isCancelled
    session.sealer = options.secretKeyFile.flatMap(SecretSealer.init(keyFile:))
    var ending = RunEnding(session, runID: runPrefix + "-A1")
    do {
      try store.open(package: package, writes: options.mode == .execute, now: now)
      defer { store.rollBack() }
      ending.runID = try store.unusedRunID(prefix: runPrefix)
      var files = SourceFiles(session)
      files.open()
      ending.files = files.files.map(\.report)
      if ending.files.allSatisfy({ $0.kind == "csv" }) {
        session.totalBytes = ending.files.reduce(0) { $0 + $1.byteCount }
      }
      ending.hasUnreadable = files.hasUnreadable
      try noteUnchangedFiles(ending, session)
      try read(session, &ending)
      session.fillLedger()
      try settle(session, &ending, clock: clock)
    } catch let error as StoreError {
      ending.fail(error, target: store.location)
    } catch is ImportInterruption {
      ending.interrupt()
    } catch let error as TooManyErrors {
      session.fillLedger()
      ending.stop(at: error.limit)
    } catch {
      ending.failInternally("\(error)")
    }
    return ending.report(
      startedAt: now, finishedAt: clock(), target: store.location)
  }

  private func read(_ session: ImportSession, _ ending: inout RunEnding) throws {
    var unreadable = 0
    try session.readTables { error, source in
      unreadable += 1
      session.issues.add(
        error.issue(file: source.fileName, form: source.form, sheet: source.sheet))
    }
    if unreadable > 0 { ending.hasUnreadable = true }
    if !session.sources.isEmpty, session.tables.allSatisfy({ $0.rows.isEmpty }),
      session.issues.count(of: .error) == 0
    {
      reportNoRows(session)
    }
    try session.settleWaiting()
    try session.judgeDeletes()
    try session.judgeSetRules()
    try session.noteUnused()
    try session.noteAbsent()
    try session.stopAtLimit()
  }

  private func noteUnchangedFiles(_ ending: RunEnding, _ session: ImportSession) throws {
    for file in ending.files {
      guard
        let run = try session.store.committedRun(
          sha256: file.sha256, packageHash: package.hash)
      else { continue }
      session.issues.add(
        Issue(
          "file.unchanged",
          at: IssueLocation(file.kind == "csv" ? .delimited : .workbook, file: file.name),
          arguments: [IssueArgument("file", file.name), IssueArgument("run", run)]))
    }
  }

  private func reportNoRows(_ session: ImportSession) {
    var seen: Set<String> = []
    for source in session.sources where seen.insert(source.fileName).inserted {
      session.issues.add(
        Issue(
          "file.no-rows",
          at: IssueLocation(source.form, file: source.fileName),
          arguments: [IssueArgument("file", source.fileName)]))
    }
  }

  /// Decides what is written, writes it, and counts again.
  private func settle(
    _ session: ImportSession, _ ending: inout RunEnding, clock: () -> String
  ) throws {
    let hasErrors = session.issues.count(of: .error) > 0
    for line in session.tables.map(\.ledger) where !line.isBalanced {
      ending.reportImbalance(line)
      return
    }
    guard options.mode == .execute else { return }
    guard !ending.mustNotWrite else { return }
    if hasErrors, options.errorPolicy == .stop { return }
    if hasErrors, options.errorPolicy == .skipTable { try session.leaveOutTables() }
    session.fillLedger()
    let tables = session.order.enumerated().filter { session.tables[$0.offset].wasRead }
      .map(\.element)
    guard !tables.isEmpty else { return }
    if session.isCancelled() { throw ImportInterruption() }
    let record = runRecord(session, ending, finishedAt: clock())
    let counts = try session.store.merge(tables, run: record)
    for table in tables {
      guard let index = session.positions[table.name], let count = counts[table.name] else {
        continue
      }
      session.confirm(count, at: index)
    }
    for difference in try session.store.differences(in: tables, limit: 20) {
      session.issues.add(
        Issue(
          "store.value-differs",
          at: IssueLocation(
            .store, table: difference.table, field: difference.field, key: difference.key),
          arguments: [
            IssueArgument("field", difference.field),
            IssueArgument("key", difference.key.joined(separator: "/")),
            IssueArgument("expected", difference.written),
            IssueArgument("found", difference.stored),
          ]))
    }
    if session.isCancelled() { throw ImportInterruption() }
    try session.store.commit()
    ending.isWritten = true
  }

  private func runRecord(
    _ session: ImportSession, _ ending: RunEnding, finishedAt: String
  ) -> RunRecord {
    let outcome = ending.outcome
    return RunRecord(
      id: ending.runID, operatorName: options.operatorName, host: options.host,
      toolVersion: options.toolVersion, package: package.name, packageHash: package.hash,
      zoneData: ZoneRules.dataVersion, optionsJSON: options.optionsJSON,
      target: session.store.location,
      startedAt: now, finishedAt: finishedAt, outcome: outcome.rawValue,
      exitCode: Int(outcome.exitCode), ledgerJSON: session.ledgerJSON,
      files: ending.files.map {
        RunRecord.File(name: $0.name, sha256: $0.sha256, byteCount: $0.byteCount)
      })
  }
}
