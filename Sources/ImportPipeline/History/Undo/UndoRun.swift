import JSONText
import RecordMapping
public import Schemas
import TabularCore

/// Reverses what a run did, or reports what reversing it would do.
///
/// An undo is a run: validation looks at every record of the journal, execution reverses those that
/// can be reversed in one transaction, with a journal and a seal of its own, so that it can be
/// undone too.
public struct UndoRun {
  private let subject: RunRecord
  private let package: DataPackage
  private let author: RunAuthor
  private let executes: Bool
  private let now: String
  private let runPrefix: String
  private let maximumDetails: Int
  /// The limits of the target, which hold for an undo as for an import, and what was approved.
  public var guards = GuardPolicy()

  /// An undo of a run.
  ///
  /// - Parameters:
  ///   - executes: whether it writes.
  ///   - now: the clock, UTC `YYYY-MM-DDTHH:MM:SSZ`.
  ///   - runPrefix: the beginning of the undo's own id.
  public init(
    of subject: RunRecord, package: DataPackage, author: RunAuthor, executes: Bool, now: String,
    runPrefix: String, maximumDetails: Int = 100
  ) {
    self.subject = subject
    self.package = package
    self.author = author
    self.executes = executes
    self.now = now
    self.runPrefix = runPrefix
    self.maximumDetails = maximumDetails
  }

  /// Validates, and writes when asked.
  ///
  /// - Parameter clock: gives the time at the end, UTC `YYYY-MM-DDTHH:MM:SSZ`.
  public func run(in connection: any SQLConnection, clock: () -> String) -> ImportReport {
    var issues = IssueCollector(
      maximumDetails: maximumDetails, severityChanges: package.severityChanges, isStrict: false)
    var ledger: [LedgerLine] = []
    var id = RunID.id(prefix: runPrefix, count: 0)
    var isWritten = false
    var forced: RunOutcome?
    var isTransient = false
    do throws(StoreError) {
      // A validation writes to a temporary table too, so it begins as a writer and rolls back.
      try connection.begin(writes: executes)
      defer { connection.rollBack() }
      try connection.requireStore(of: package)
      id = try RunRecords.unusedID(prefix: runPrefix, in: connection)
      try checkPackage(in: connection)
      if let other = try RunRecords.unfinished(in: connection), other.id != subject.id {
        throw other.unfinishedError
      }
      if let removal = try RunExpiry.removals(in: connection)[subject.id] {
        throw StoreError(.runUndoRefused(.expired(by: removal.by), run: subject.id))
      }
      let rows = try UndoRows(of: subject, package: package, in: connection)
      try UndoValidation(rows, package: package).resolve()
      ledger = try UndoLedger(rows).lines()
      try UndoIssues(rows, package: package, limit: maximumDetails).add(to: &issues)
      let findings = try findings(ledger, in: connection)
      for finding in findings where finding.approver == nil {
        issues.add(finding.issue(in: package))
      }
      let changes = ledger.reduce(0) { $0 + $1.created + $1.updated + $1.deleted }
      if executes, issues.count(of: .error) == 0, changes > 0 {
        try write(
          rows, id: id, issues: issues, ledger: ledger, finishedAt: clock(),
          approvalsJSON: findings.approvalsJSON)
        Failpoint.committing.pass()
        try connection.commit()
        Failpoint.committed.pass()
        isWritten = true
      }
    } catch {
      forced = error.outcome
      isTransient = error.isTransient
      issues.add(error.issue(target: connection.location))
    }
    var report = report(
      id: id, issues: issues, ledger: ledger, isWritten: isWritten,
      outcome: forced ?? Self.outcome(issues), target: connection.location, finishedAt: clock())
    report.run.isRetryable = isTransient
    return report
  }

  private static func outcome(_ issues: IssueCollector) -> RunOutcome {
    if issues.count(of: .error) > 0 { return .guarded }
    return issues.count(of: .warning) > 0 ? .warnings : .clean
  }

  /// The limits that the undo exceeds, of those that the target itself sets: the usual ones are for
  /// imports, which an undo takes back.
  private func findings(
    _ ledger: [LedgerLine], in connection: any SQLConnection
  ) throws(StoreError) -> [GuardFinding] {
    let layout = StoreLayout(package)
    var findings: [GuardFinding] = []
    for line in ledger {
      let limits = (guards.tableLimits[line.table] ?? GuardLimits()).completed(by: guards.limits)
      guard limits != GuardLimits(), let target = layout.table(of: line.table) else { continue }
      let total = try connection.value(
        "SELECT count(*) FROM \(sqlTable(target.name, connection.dialect))")
      findings += limits.findings(
        table: line.table, updated: line.updated, deleted: line.deleted,
        total: total.integer ?? 0)
    }
    for index in findings.indices {
      let isApproved = guards.approvals.contains {
        $0.code == findings[index].code && $0.count == findings[index].count
      }
      if isApproved { findings[index].approver = guards.approver }
    }
    return findings
  }

  private func checkPackage(in connection: any SQLConnection) throws(StoreError) {
    for target in StoreLayout(package).tables where !target.isOwned {
      guard let schema = package.table(named: target.schema) else { continue }
      try ForeignUndo(run: subject, schema: schema, target: target, connection: connection)
        .validate()
    }
    let unknown = try connection.value(
      "SELECT count(*) FROM registrar_journal WHERE run_id = ?1 AND first_id IS NULL",
      [.text(subject.id)])
    guard unknown.integer == 0 else {
      throw StoreError(
        .storeSchemaVersion(.olderRun(run: subject.id)))
    }
    guard subject.package != package.name else { return }
    throw StoreError(
      .storeSchemaVersion(.package(found: subject.package, expected: package.name)))
  }

  private func write(
    _ rows: UndoRows, id: String, issues: IssueCollector, ledger: [LedgerLine],
    finishedAt: String, approvalsJSON: String
  ) throws(StoreError) {
    let connection = rows.connection
    let outcome = Self.outcome(issues)
    var record = RunRecord(
      id: id, command: "undo", operatorName: author.operatorName, host: author.host,
      toolVersion: author.toolVersion, package: package.name, packageHash: package.hash,
      zoneData: ZoneRules.dataVersion, optionsJSON: "{\"run\":\(jsonString(subject.id))}",
      target: connection.location, startedAt: now, finishedAt: finishedAt,
      outcome: outcome.rawValue, exitCode: Int(outcome.exitCode),
      ledgerJSON: LedgerLine.json(ledger))
    record.subject = subject.id
    record.approvalsJSON = approvalsJSON
    if subject.finishedAt.isEmpty { try RunRecords.abandon(subject, now: now, in: connection) }
    try RunRecords.write(record, in: connection)
    let counts = try connection.writing(run: record, now: now) { () throws(StoreError) in
      try UndoExecution(rows, package: package, record: record).perform()
    }
    for line in ledger {
      let count = counts[line.table] ?? MergeCounts()
      guard count.created == line.created, count.updated == line.updated,
        count.deleted == line.deleted
      else {
        throw StoreError(
          .runInternal(
            .ledger(
              table: line.table,
              count: abs(
                line.created + line.updated + line.deleted - count.created - count.updated
                  - count.deleted))))
      }
    }
    try RunChain.seal(id, in: connection)
    Failpoint.sealed.pass()
  }

  private func report(
    id: String, issues: IssueCollector, ledger: [LedgerLine], isWritten: Bool,
    outcome: RunOutcome, target: String, finishedAt: String
  ) -> ImportReport {
    var run = ImportReport.Run(
      id: id, command: "undo", mode: executes ? "execute" : "validate", target: target,
      startedAt: now, finishedAt: finishedAt, zoneData: ZoneRules.dataVersion, outcome: outcome,
      isWritten: isWritten)
    run.conclusion = conclusion(ledger, outcome: outcome, isWritten: isWritten)
    var report = ImportReport(
      run: run,
      package: ImportReport.Package(
        name: package.name, version: package.version, hash: package.hash,
        severityChanges: package.severityChanges),
      ledger: ledger, issues: issues)
    report.takeWords(of: package)
    return report
  }

  private func conclusion(
    _ ledger: [LedgerLine], outcome: RunOutcome, isWritten: Bool
  ) -> LocalizedText {
    let run = subject.id
    if outcome == .storeFailedRolledBack { return LocalizedText(label: "conclusion/rolledBack") }
    let count = ledger.reduce(0) { $0 + $1.created + $1.updated + $1.deleted }
    if isWritten {
      // Files are held to the package as it is; what was stored was valid when it was written.
      let isOlder = subject.packageHash != package.hash
      return LocalizedText(
        label: isOlder ? "conclusion/putBackOlder" : "conclusion/putBack",
        ["count": count, "run": run])
    }
    if count == 0, outcome != .guarded, outcome != .locked {
      return LocalizedText(label: "conclusion/nothingToPutBack", ["run": run])
    }
    return LocalizedText(label: "conclusion/nothingWritten")
  }
}

extension StoreError {
  /// The error as an issue of a run on a target.
  func issue(target: String) -> Issue {
    return Issue(
      content.completed(with: [.target: target]),
      at: IssueLocation(
        table == nil ? .target : .store, file: table == nil ? target : nil, table: table, key: key))
  }
}
