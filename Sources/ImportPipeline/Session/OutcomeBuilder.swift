import RecordMapping
import Schemas
import TabularCore

/// Builds the outcome of a run: what went wrong besides the data, and the report.
struct OutcomeBuilder {
  let session: ImportSession
  var files: [ImportReport.File] = []
  var hasUnreadable = false
  var isWritten = false
  /// Whether the connection was lost during COMMIT and the store did not come back.
  var isInDoubt = false
  var isPartial = false
  /// How many rows are committed, and of how many, if only a part of the run is.
  var unfinished: (done: Int, total: Int)?
  private var isUnfinished: Bool { unfinished != nil }
  /// What the committed parts of a run wrote, by table.
  var stored: [String: MergeCounts] = [:]
  /// The outcome, if something other than the data decided it.
  private var forced: RunOutcome?
  /// Whether the cause may have disappeared when the run is repeated.
  private var isTransient = false

  /// The run's id.
  var runID: String
  /// The plan that was written.
  var plan: ImportReport.Plan?
  /// The limits that the run exceeds, approved or not.
  var guards: [GuardFinding] = []
  /// Whether a plan was requested but could not be written because of errors.
  var isPlanWithheld = false

  init(_ session: ImportSession, runID: String) {
    self.session = session
    self.runID = runID
  }

  /// Whether there are errors that no error policy can skip.
  var mustNotWrite: Bool {
    isBroken || hasErrors(in: ["guard"]) || session.hasDecisionErrors
  }

  /// Whether something went wrong that leaves nothing to plan.
  var isBroken: Bool {
    hasUnreadable || forced != nil || hasErrors(in: ["store", "schema", "run"])
  }

  private func hasErrors(in areas: Set<Substring>) -> Bool {
    session.issues.counts.contains { key, _ in
      key.severity == .error && areas.contains(key.code.area)
        && key.code != "store.delete-referenced" && key.code != "store.row-refused"
    }
  }

  /// The outcome according to the issues.
  var outcome: RunOutcome {
    if let forced { return forced }
    if hasUnreadable { return .unreadable }
    let errors = session.issues.counts.keys.filter { $0.severity == .error }.map(\.code)
    if errors.contains(where: { $0.area == "schema" || Self.isUnreadable($0) }) {
      return .unreadable
    }
    if errors.contains("store.value-differs") || errors.contains("store.count-mismatch") {
      return .verifyMismatch
    }
    if errors.contains("guard.plan-stale") { return .guarded }
    // Errors in the data do not fail an execution that leaves their rows out; a guard does.
    if session.options.mode == .execute, session.options.errorPolicy != .stop,
      errors.contains(where: { $0.area == "guard" })
    {
      return .guarded
    }
    if errors.contains(where: { $0.area != "guard" }) { return .dataErrors }
    if !errors.isEmpty { return .guarded }
    return session.issues.count(of: .warning) > 0 ? .warnings : .clean
  }

  /// Whether a code means that an input could not be read.
  private static func isUnreadable(_ code: IssueCode) -> Bool {
    switch code.area {
    case "zip", "xml": true
    case "file": code != "file.no-rows"
    case "csv": code == "csv.encoding-invalid" || code == "csv.delimiter-unclear"
    case "json": code == "json.malformed"
    default: false
    }
  }

  mutating func fail(_ error: StoreError, target: String) {
    let outcome: RunOutcome =
      switch error.code.area {
      case "run" where error.code == "run.locked" || error.code == "run.unfinished": .locked
      case "schema": .unreadable
      case "guard": .guarded
      default: .storeFailedRolledBack
      }
    let isOpen = isUnfinished && (outcome == .storeFailedRolledBack || outcome == .locked)
    forced = isOpen ? .storeFailedResumable : outcome
    isInDoubt = error.variant == "in-doubt"
    isTransient = error.isTransient
    guard error.refusals.isEmpty else {
      for refusal in error.refusals { session.issues.add(session.issue(refusal)) }
      return
    }
    session.issues.add(
      Issue(
        error.content.completed(with: [.target: target]),
        at: IssueLocation(
          error.table == nil ? .target : .store, file: error.table == nil ? target : nil,
          table: error.table, key: error.key)))
  }

  /// Something that was requested could not be written.
  mutating func failToWrite(_ issue: Issue) {
    forced = .storeFailedRolledBack
    session.issues.add(issue)
  }

  mutating func interrupt() {
    forced = .interrupted
    if unfinished == nil, let begun = session.unfinished?.progress {
      unfinished = (begun.done, begun.total)
    }
    isTransient = true
    isPartial = true
    session.issues.add(
      Issue(
        .runInterrupted(resumable: isUnfinished ? runID : nil), at: IssueLocation(.run)))
  }

  mutating func stop(at limit: Int) {
    isPartial = true
    session.issues.add(
      Issue(
        .runTooManyErrors(count: limit), at: IssueLocation(.run)))
  }

  mutating func failInternally(_ reason: String) {
    forced = isUnfinished ? .storeFailedResumable : .storeFailedRolledBack
    session.issues.add(
      Issue(
        .runInternal(.other(reason: reason)), at: IssueLocation(.run)))
  }

  mutating func reportImbalance(_ line: LedgerLine) {
    forced = .storeFailedRolledBack
    let sum =
      line.blank + line.example + line.skipped + line.invalid + line.created + line.updated
      + line.unchanged + line.deleted
    session.issues.add(
      Issue(
        .runInternal(.ledger(table: line.table, count: abs(line.read - sum))),
        at: IssueLocation(.run, table: line.table)))
  }

  /// The report of the run.
  func report(
    startedAt: String, finishedAt: String, target: String
  ) -> ImportReport {
    let outcome = outcome
    let options = session.options
    var files = files
    for (index, source) in session.sources.enumerated() where files.indices.contains(source.file) {
      files[source.file].sheets.append(session.sheetReport(index))
    }
    var run = ImportReport.Run(
      id: runID, command: options.command, mode: options.mode.rawValue, target: target,
      onError: options.errorPolicy.rawValue, startedAt: startedAt, finishedAt: finishedAt,
      zoneData: ZoneRules.dataVersion, isPartial: isPartial, outcome: outcome,
      isWritten: isWritten || isUnfinished)
    run.conclusion = conclusion(outcome, target: target)
    // An unfinished run is resumed by another command than the one that began it.
    run.isRetryable = isTransient && (!isUnfinished || options.resumedRun != nil)
    let texts = Self.ruleTexts(of: session.package)
    var report = ImportReport(
      run: run,
      package: ImportReport.Package(
        name: session.package.name, version: session.package.version, hash: session.package.hash,
        severityChanges: session.package.severityChanges),
      files: files,
      ledger: session.tables.filter { $0.wasRead && $0.unreadFile == nil }.map(\.ledger),
      unreadTables: session.tables.filter { $0.unreadFile != nil }.map(\.schema.name),
      issues: session.issues, ruleTexts: texts)
    report.changes = session.plannedChanges
    report.rows = session.rowStates
    report.plan = plan
    report.isPlanWithheld = isPlanWithheld
    report.guards = guards
    if options.explainsValues { report.explainedValues = session.explainedValues }
    if !report.issues.counts.isEmpty { report.findingDigests = FindingDigests(session.package) }
    report.phrases = Self.phrases(of: session.package)
    report.takeWords(of: session.package)
    report.language = session.templateLanguage ?? report.headerLanguage
    return report
  }

  /// The words of the package that arguments hold, by their English form.
  private static func phrases(of package: DataPackage) -> [String: LocalizedText] {
    var phrases: [String: LocalizedText] = [:]
    for table in package.tables {
      let reasons = table.fields.compactMap { $0.requiredIf?.reason }
      let patterns = table.fields.compactMap { $0.constraints.patternWords }
      for phrase in reasons + patterns where !phrase.translations.isEmpty {
        phrases[phrase.english] = phrase
      }
    }
    return phrases
  }

  /// The sentences of the package's rules, by code and variant.
  private static func ruleTexts(of package: DataPackage) -> [IssueCode: ImportReport.RuleText] {
    var texts: [IssueCode: ImportReport.RuleText] = [:]
    for rule in package.tables.flatMap(\.rules) {
      guard let message = rule.message else { continue }
      let help = rule.help ?? LocalizedText(label: "rule/help")
      var level = 9
      if case .row = rule.scope { level = 7 }
      var text =
        texts[rule.code] ?? ImportReport.RuleText(messages: [:], help: help, level: level)
      text.messages[rule.variant] = text.messages[rule.variant] ?? message
      text.helpVariants[rule.variant] = help
      texts[rule.code] = text
    }
    // A code of the tool keeps the tool's sentence for all but the package's variants.
    for (code, text) in texts
    where text.messages[""] == nil && IssueCatalog.definition(of: code) == nil {
      texts[code]?.messages[""] = text.messages.min { $0.key < $1.key }?.value
    }
    return texts
  }

  private func conclusion(_ outcome: RunOutcome, target: String) -> LocalizedText {
    let store = session.store.location
    switch outcome {
    case .storeFailedResumable,
      .interrupted where isUnfinished:
      let (done, total) = unfinished ?? (0, 0)
      return LocalizedText(
        label: "conclusion/resumable",
        ["run": runID, "store": store, "done": done, "total": total])
    case .storeFailedRolledBack where isInDoubt:
      return LocalizedText(label: "conclusion/inDoubt", ["run": runID, "store": store])
    case .storeFailedRolledBack: return LocalizedText(label: "conclusion/rolledBack")
    case .interrupted: return LocalizedText(label: "conclusion/interrupted")
    default: break
    }
    guard isWritten else { return LocalizedText(label: "conclusion/nothingWritten") }
    let ledger = session.tables.map(\.ledger)
    let changes = ledger.reduce(0) { $0 + $1.created + $1.updated + $1.deleted + $1.pruned }
    let left = ledger.reduce(0) { $0 + $1.invalid }
    guard changes + left > 0 || ledger.contains(where: { $0.unchanged > 0 }) else {
      return LocalizedText(label: "conclusion/noRows")
    }
    guard changes > 0 else {
      return left == 0
        ? LocalizedText(label: "conclusion/unchanged")
        : LocalizedText(label: "conclusion/othersStored", ["count": left])
    }
    return LocalizedText(
      label: left > 0 ? "conclusion/writtenLeftOut" : "conclusion/written",
      ["count": changes, "target": target, "left": left])
  }
}
