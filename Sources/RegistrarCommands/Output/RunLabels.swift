import ImportPipeline
import ImportReports
import TabularCore

/// The words of `registrar runs`, `show` and `trace`.
struct RunLabels {
  let language: Language

  private func words(_ path: String, _ names: String...) -> [String] {
    names.map { language.label("\(path)/\($0)") }
  }

  // MARK: Runs

  var runHeadings: [String] {
    words("runs", "run", "finished", "who", "host", "outcome", "files")
  }

  func noRuns(_ location: String) -> String { language.label("runs/none", ["store": location]) }

  func progress(_ done: Int, of total: Int) -> String {
    language.label("runs/progress", ["done": done, "total": total])
  }

  func more(_ count: Int) -> String { language.label("runs/more", ["count": count]) }

  /// How a run ended, which a later release may call otherwise.
  func outcome(_ outcome: String) -> String {
    let isKnown =
      RunOutcome(rawValue: outcome) != nil || ["unfinished", "abandoned"].contains(outcome)
    return isKnown ? language.label("outcome/" + outcome) : outcome
  }

  // MARK: One run

  /// The labels of a run's page.
  var column: LabelColumn { language.column("run") }

  func exit(_ outcome: String, _ code: Int) -> String {
    language.label("show/exit", ["outcome": self.outcome(outcome), "code": code])
  }
  func person(_ name: String, host: String) -> String {
    language.label("show/person", ["name": name, "host": host])
  }
  func tool(_ version: String, zones: String) -> String {
    language.label("show/tool", ["version": version, "zones": zones])
  }
  func written(_ done: Int, of total: Int) -> String {
    language.label("show/written", ["done": done, "total": total])
  }
  func approved(_ subject: String, by approver: String) -> String {
    language.label("show/approved", ["subject": subject, "approver": approver])
  }
  var fileHeadings: [String] { words("show", "file", "bytes") + ["SHA-256"] }
  var ledgerHeadings: [String] { language.ledgerHeadings + [language.label("ledger/pruned")] }

  // MARK: A record's values

  var traceHeadings: [String] {
    words("trace", "field", "value", "before", "givenBy", "where", "when")
  }
  var notStored: String { language.label("trace/notStored") }
  var nothingKnown: String { language.label("trace/nothingKnown") }
  var byHand: String { language.label("trace/byHand") }
  var byProgram: String { language.label("trace/byProgram") }
}
