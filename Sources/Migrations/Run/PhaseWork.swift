import Foundation
import ImportPipeline
import ImportService
import Schemas
import TabularCore

/// The steps of a round, one after another; what they find is its result.
struct PhaseWork {
  let run: PhaseRun
  let site: MigrationSite
  let phase: Phase
  let package: DataPackage
  let round: Int
  /// The record of the round's first beginning.
  let firstBegan: String
  let isResumed: Bool
  /// What is recorded.
  var result = PhaseResult()

  /// A step that does not go on, and how the round ends.
  private struct Stop: Error {
    var step: PhaseResult.Step
    var outcome: RunOutcome
    var code: String?
  }

  /// Performs all steps, and those of a failure.
  mutating func perform() -> RunOutcome {
    do throws(Stop) {
      try hooks(.before, phase.before, failing: .guarded)
      try cleaning()
      let report = try importing()
      try checks()
      try verification(of: report)
      result.outcome = (report?.run.outcome ?? .clean).rawValue
      try hooks(.after, phase.after, failing: .verifyMismatch)
      return report?.run.outcome ?? .clean
    } catch {
      result.outcome = error.outcome.rawValue
      result.failedStep = error.step
      result.code = error.code
      for hook in phase.afterFailure where hook.isRehearsed || !run.isRehearsal {
        _ = perform(hook, .afterFailure)
      }
      return error.outcome
    }
  }

  private func tell(_ issue: Issue) { run.progress(.failed(issue)) }

  private mutating func timed<Result>(
    _ step: PhaseResult.Step, _ body: (inout PhaseWork) throws(Stop) -> Result
  ) throws(Stop) -> Result {
    run.progress(.step(step))
    let start = ContinuousClock.now
    defer {
      result.timings.append(
        PhaseResult.Timing(step: step, seconds: HookProcess.seconds(since: start)))
    }
    return try body(&self)
  }

  // MARK: Commands

  private mutating func hooks(
    _ step: PhaseResult.Step, _ hooks: [Hook], failing outcome: RunOutcome
  ) throws(Stop) {
    let hooks = hooks.filter { $0.isRehearsed || !run.isRehearsal }
    guard !hooks.isEmpty else { return }
    try timed(step) { work throws(Stop) in
      for hook in hooks {
        let done = work.perform(hook, step == .before ? .before : .after)
        guard !done.isSuccess else { continue }
        let issue = Issue(.runHookFailed(done.failure, hook: hook.id), at: IssueLocation(.run))
        work.tell(issue)
        throw Stop(
          step: step, outcome: done.ending == .cancelled ? .interrupted : outcome,
          code: issue.code.rawValue)
      }
    }
  }

  private mutating func perform(_ hook: Hook, _ moment: HookResult.Moment) -> HookResult {
    var environment = site.variables
    environment["REGISTRAR_MIGRATION"] = site.migration.name
    environment["REGISTRAR_ENVIRONMENT"] = site.environment.name
    environment["REGISTRAR_PHASE"] = phase.id
    environment["REGISTRAR_ROUND"] = String(round)
    environment["REGISTRAR_MOMENT"] = moment.rawValue
    environment["REGISTRAR_OUTCOME"] = moment == .before ? nil : result.outcome
    environment["REGISTRAR_REHEARSAL"] = run.isRehearsal ? "1" : nil
    environment["REGISTRAR_COUNTS"] =
      result.tables.isEmpty
      ? nil
      : result.tables.map { "\($0.name): +\($0.created) ~\($0.updated) -\($0.deleted)" }
        .joined(separator: ", ")
    if let store = try? site.storeText { environment["DATABASE_URL"] = store }
    var done: HookResult
    var tail = ""
    do throws(MigrationProblem) {
      for variable in hook.environment {
        environment[variable.name] = try MigrationSite.resolved(
          variable.value, folder: site.migration.folder, variables: site.variables,
          environment: site.environment.name)
      }
      (done, tail) = HookProcess(
        hook: hook, moment: moment, folder: site.migration.folder, environment: environment
      ).run(cancellation: moment == .afterFailure ? nil : run.cancellation)
    } catch {
      done = HookResult(
        id: hook.id, moment: moment, ending: .notStarted("\(error)"), seconds: 0,
        outputBytes: 0, outputSHA256: "")
      if case .unresolved(_, let name) = error {
        done.ending = .notStarted("\(name) has no value")
      }
    }
    result.hooks.append(done)
    run.progress(.hook(done, tail: done.isSuccess ? "" : tail))
    return done
  }

  // MARK: Removals

  private mutating func cleaning() throws(Stop) {
    let requests = phase.cleaning(at: site, executes: true, confirmed: run.confirmedTarget)
    for var request in requests {
      request.approvals = run.approvals
      request.backup = run.backup(insteadOf: request.backup)
      let prepared = try prepare(request)
      let report = try timed(.clean) { work throws(Stop) in work.carryOut(prepared) }
      result.take(report.ledger)
      if report.run.isWritten { result.cleaned = (result.cleaned ?? []) + [report.run.id] }
      guard report.run.outcome.exitCode != 0 else { continue }
      throw Stop(
        step: .clean, outcome: report.run.outcome,
        code: report.issues.issues.first { $0.severity == .error }?.code.rawValue)
    }
  }

  private func carryOut(_ prepared: PreparedImport) -> ImportReport {
    var prepared = prepared
    prepared.issueRecord = run.issueRecord
    let report = prepared.run(cancellation: run.cancellation)
    run.progress(.imported(report))
    return report
  }

  // MARK: The import

  private mutating func importing() throws(Stop) -> ImportReport? {
    let sources = PhaseSources(of: phase, at: site, given: run.files)
    guard !sources.paths.isEmpty else { return nil }
    if isResumed, let earlier = earlierImport(of: sources) {
      result.run = earlier.id
      result.take(LedgerLine.lines(json: earlier.ledgerJSON))
      result.files = earlier.files.map { PhaseResult.File(name: $0.name, sha256: $0.sha256) }
      return nil
    }
    var request = sources.request(
      of: phase, at: site, executes: true, confirmed: run.confirmedTarget)
    request.approvals = run.approvals
    request.options.plan = run.plan
    if isResumed { request.options.resumedRun = unfinishedImport }
    // What a removal was backed up for holds all that there was.
    request.backup = phase.cleans.isEmpty ? run.backup(insteadOf: request.backup) : nil
    var prepared = try prepare(request)
    let check = PlanCheck(phase)
    prepared.consumers = [check.check]
    let complete = prepared
    let report = try timed(.import) { work throws(Stop) in work.carryOut(complete) }
    result.checks += check.results
    result.take(report.ledger)
    result.files = report.files.map { PhaseResult.File(name: $0.name, sha256: $0.sha256) }
    let isWritten = report.run.isWritten
    if isWritten { result.run = report.run.id }
    let outcome = report.run.outcome
    guard outcome.exitCode != 0 else { return report }
    let code = report.issues.issues.first { $0.severity == .error }?.code
    // A plan that is not what the phase says is refused, not broken.
    let isRefused = code == "run.check-failed"
    throw Stop(
      step: .import, outcome: isRefused ? .guarded : outcome, code: code?.rawValue)
  }

  /// Makes the backup and all else that comes before the import reads anything.
  private mutating func prepare(_ request: ImportRequest) throws(Stop) -> PreparedImport {
    try timed(.backup) { work throws(Stop) -> PreparedImport in
      do throws(ServiceFailure) {
        let prepared = try work.site.service.prepare(request)
        if case .made(let manifest) = prepared.backup {
          work.result.backup = PhaseResult.File(name: manifest.file, sha256: manifest.sha256)
        }
        return prepared
      } catch {
        throw work.stop(.backup, error)
      }
    }
  }

  /// The import that this round committed before its process was killed.
  private func earlierImport(of sources: PhaseSources) -> RunRecord? {
    guard let digests = sources.digests, let runs = runsOfRound else { return nil }
    return runs.first {
      $0.command == "import" && !$0.finishedAt.isEmpty && $0.outcome != "abandoned"
        && $0.files.map(\.sha256).sorted() == digests
    }
  }

  /// The import in parts that this round left unfinished.
  private var unfinishedImport: String? {
    runsOfRound?.first { $0.finishedAt.isEmpty && $0.command == "import" }?.id
  }

  private var runsOfRound: [RunRecord]? {
    guard let runs = try? site.service.runs(of: site.choice).runs else { return nil }
    return Array(runs.prefix { $0.id != firstBegan })
  }

  // MARK: What must hold

  private mutating func checks() throws(Stop) {
    guard !phase.checks.isEmpty else { return }
    try timed(.checks) { work throws(Stop) in
      let found: (results: [PhaseResult.CheckResult], failure: IssueContent.FailedCheck?)
      do throws(ServiceFailure) {
        found = try StoreChecks(site: work.site, phase: work.phase, package: work.package)
          .perform()
      } catch {
        throw work.stop(.checks, error)
      }
      work.result.checks += found.results
      guard let failure = found.failure else { return }
      let issue = Issue(.runCheckFailed(failure), at: IssueLocation(.run))
      work.tell(issue)
      throw Stop(step: .checks, outcome: .verifyMismatch, code: issue.code.rawValue)
    }
  }

  /// Compares the store with what its runs wrote down; edits by hand are told and stop nothing.
  private mutating func verification(of report: ImportReport?) throws(Stop) {
    guard report != nil || result.run != nil || result.cleaned != nil else { return }
    try timed(.verify) { work throws(Stop) in
      var request = VerificationRequest(of: work.site.choice)
      request.package = work.site.package(of: work.phase)
      let report: ImportReport
      do throws(ServiceFailure) {
        report = try work.site.service.verify(request)
      } catch {
        throw work.stop(.verify, error)
      }
      guard report.issues.count(of: .error) + report.issues.count(of: .warning) > 0 else {
        return
      }
      work.run.progress(.verified(report))
      guard report.issues.count(of: .error) > 0 else { return }
      throw Stop(
        step: .verify, outcome: .verifyMismatch,
        code: report.issues.issues.first { $0.severity == .error }?.code.rawValue)
    }
  }

  private func stop(_ step: PhaseResult.Step, _ failure: ServiceFailure) -> Stop {
    for issue in failure.issues { tell(issue) }
    return Stop(
      step: step, outcome: failure.outcome, code: failure.issues.first?.code.rawValue)
  }
}

extension PhaseResult {
  /// Takes what became of tables.
  mutating func take(_ ledger: [LedgerLine]) {
    tables += ledger.map {
      Table(
        name: $0.table, read: $0.read, created: $0.created, updated: $0.updated,
        unchanged: $0.unchanged, deleted: $0.deleted + $0.pruned, invalid: $0.invalid)
    }
  }
}

extension HookResult {
  /// Why the command failed, for the sentence about it.
  var failure: IssueContent.HookFailure {
    switch ending {
    case .exited(let status): .status(Int(status))
    case .killed(let number): .signal(Int(number))
    case .timedOut: .timeout(seconds: Int(seconds.rounded()))
    case .notStarted(let reason): .notStarted(reason: reason)
    case .cancelled: .cancelled
    }
  }
}
