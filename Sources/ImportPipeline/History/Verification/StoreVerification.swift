import RecordMapping
public import Schemas
import TabularCore

/// Compares a store with what its runs recorded: seals, counts, values, edits by hand, references,
/// keys, listed values, and the triggers that protect them.
public struct StoreVerification {
  private let package: DataPackage
  private let run: RunRecord?
  private let expected: [CountExpectation]
  private let now: String
  private let maximumDetails: Int

  /// A verification of a store, or of what one run wrote to it.
  ///
  /// - Parameters:
  ///   - run: the run whose ledger is compared; all of them when there is none.
  ///   - expected: how many records there must be.
  public init(
    _ package: DataPackage, run: RunRecord? = nil, expected: [CountExpectation] = [], now: String,
    maximumDetails: Int = 100
  ) {
    self.package = package
    self.run = run
    self.expected = expected
    self.now = now
    self.maximumDetails = maximumDetails
  }

  /// Verifies the store.
  ///
  /// Any finding ends with exit status 7.
  ///
  /// The report's ledger counts the records as unchanged.
  public func perform(
    in connection: any SQLConnection, clock: () -> String
  ) -> ImportReport {
    var issues = IssueCollector(
      maximumDetails: maximumDetails, severityChanges: package.severityChanges, isStrict: false)
    var ledger: [LedgerLine] = []
    var forced: RunOutcome?
    var isTransient = false
    do throws(StoreError) {
      try connection.begin(writes: false)
      defer { connection.rollBack() }
      try connection.requireStore(of: package)
      try checkChain(in: connection, &issues)
      try ProtectionVerification(
        connection: connection, layout: StoreLayout(package), package: package
      ).perform(&issues)
      for target in StoreLayout(package).tables {
        guard let schema = package.table(named: target.schema) else { continue }
        let check = TableVerification(
          connection: connection, package: package, schema: schema, target: target, run: run,
          limit: maximumDetails == 0 ? Int(Int32.max) : maximumDetails)
        let count = try check.perform(&issues)
        for expectation in expected where expectation.table == schema.name {
          try CountVerification(connection, package, schema).check(expectation, &issues)
        }
        if run == nil {
          try RecordVerification(
            connection: connection, package: package, schema: schema, target: target,
            limit: maximumDetails == 0 ? Int(Int32.max) : maximumDetails
          ).perform(&issues)
        }
        var line = LedgerLine(table: schema.name)
        line.read = count
        line.unchanged = count
        ledger.append(line)
      }
    } catch {
      forced = error.outcome
      isTransient = error.isTransient
      issues.add(error.issue(target: connection.location))
    }
    let hasFindings = issues.count(of: .error) + issues.count(of: .warning) > 0
    let outcome = forced ?? (hasFindings ? .verifyMismatch : .clean)
    var report = report(
      issues, ledger: ledger, outcome: outcome, target: connection.location, finishedAt: clock())
    report.run.isRetryable = isTransient
    return report
  }

  private func checkChain(
    in connection: any SQLConnection, _ issues: inout IssueCollector
  ) throws(StoreError) {
    let check = try RunChain.check(in: connection)
    if let broken = check.broken {
      issues.add(
        Issue(
          .storeValueDiffers(.seal(run: broken.run)), at: IssueLocation(.run, file: broken.run)))
    }
    if let broken = check.accesses.broken {
      issues.add(
        Issue(.storeValueDiffers(.access(number: broken.number)), at: IssueLocation(.run)))
    }
  }

  private func report(
    _ issues: IssueCollector, ledger: [LedgerLine], outcome: RunOutcome, target: String,
    finishedAt: String
  ) -> ImportReport {
    var run = ImportReport.Run(
      id: self.run?.id ?? "", command: "verify", mode: "validate", target: target, startedAt: now,
      finishedAt: finishedAt, zoneData: ZoneRules.dataVersion, outcome: outcome)
    run.conclusion =
      LocalizedText(label: outcome == .clean ? "conclusion/verified" : "conclusion/notVerified")
    var report = ImportReport(
      run: run,
      package: ImportReport.Package(
        name: package.name, version: package.version, hash: package.hash,
        severityChanges: package.severityChanges),
      ledger: ledger, issues: issues)
    report.takeWords(of: package)
    return report
  }
}
