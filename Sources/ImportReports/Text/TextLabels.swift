import ImportPipeline
package import TabularCore

/// The words of a text report that do not come from the catalog.
struct TextLabels {
  let language: Language

  private func label(
    _ key: String, _ values: KeyValuePairs<String, any CustomStringConvertible> = [:]
  ) -> String {
    language.label("report/" + key, values)
  }

  func severity(_ severity: Severity) -> String { severity.name(in: language) }

  var colon: String { language.label("punctuation/colon") }
  var read: String { label("read") }
  var related: String { label("related") }
  var also: String { label("also") }
  var help: String { label("help") }
  var didYouMean: String { label("didYouMean") }
  var shownAs: String { label("shownAs") }
  var rows: String { label("rows") }
  var moreRows: String { label("moreRows") }
  var and: String { label("and") }
  var example: String { label("example") }

  func ofThisKind(_ count: Int, isExact: Bool) -> String {
    label(isExact ? "ofThisKind" : "atLeastOfThisKind", ["count": count])
  }

  func moreKinds(_ count: Int) -> String { label("moreKinds", ["count": count]) }

  /// Kinds that were counted and have no issue that was kept.
  func moreCountedKinds(_ count: Int) -> String { label("moreCountedKinds", ["count": count]) }

  func moreRelated(_ count: Int) -> String { label("moreRelated", ["count": count]) }
  func leftOut(_ count: Int) -> String { label("leftOut", ["count": count]) }
  func cells(_ count: Int) -> String { label("cells", ["count": count]) }
  func rowCount(_ count: Int) -> String { label("rowCount", ["count": count]) }
  func times(_ count: Int) -> String { label("times", ["count": count]) }

  func notRead(_ tables: [String]) -> String {
    label("notRead", ["tables": tables.joined(separator: ", ")])
  }

  var partial: String { label("partial") }

  func approved(_ finding: GuardFinding, by approver: String) -> String {
    let subject = "\(finding.code)=\(finding.count) (\(finding.table))"
    return label("approved", ["approver": approver, "subject": subject])
  }

  func plan(_ plan: ImportReport.Plan) -> String {
    label("plan", ["file": plan.file, "count": plan.operationCount, "path": plan.path])
  }

  var noPlan: String { label("noPlan") }

  func changedSeverities(_ package: String, _ changes: [(IssueCode, Severity)]) -> String {
    let list = changes.map { "\($0.0) \(severity($0.1))" }.joined(separator: ", ")
    return label("changedSeverities", ["package": package, "list": list])
  }

  /// The headings of the table of codes.
  var codeHeadings: [String] {
    [label("code"), label("severity"), label("table"), label("found"), label("omitted")]
  }

  /// The headings of the ledger; its columns are those of `LedgerLine.columns`.
  var ledgerHeadings: [String] { language.ledgerHeadings }

  /// The heading of what is removed because no row names it.
  var pruned: String { language.label("ledger/pruned") }

  /// The heading of rows that a run in parts has not written.
  var pending: String { language.label("ledger/pending") }

  /// The headings of the list of updates.
  var changeHeadings: [String] { [label("update"), label("at"), label("field"), label("change")] }

  /// The headings of the list of deletions.
  var deletionHeadings: [String] { [label("deletion"), label("at")] }

  /// Why a record goes that no row names.
  var namedByNoRow: String { label("namedByNoRow") }

  /// Why a record goes that a command removes.
  ///
  /// - Parameter isDone: whether it is gone already.
  func askedFor(isDone: Bool) -> String { label(isDone ? "askedForDone" : "askedFor") }

  func moreDeletions(_ count: Int) -> String { label("moreDeletions", ["count": count]) }

  /// A value that is not there.
  var noValue: String { language.label("value/none") }

  func moreUpdates(_ count: Int) -> String { label("moreUpdates", ["count": count]) }

  /// `6 errors of 3 kinds`.
  func errors(_ count: Int, kinds: Int) -> String {
    count > 1
      ? label("errorsOfKinds", ["count": count, "kinds": kinds])
      : label("errors", ["count": count])
  }

  func warnings(_ count: Int) -> String { label("warnings", ["count": count]) }
  func notes(_ count: Int) -> String { label("notes", ["count": count]) }

  var noIssues: String { label("noIssues") }
  var nothingWritten: String { language.label("conclusion/nothingWritten") }
  var written: String { label("written") }
  var exit: String { label("exit") }
}

extension Severity {
  /// The word for the severity in a language.
  package func name(in language: Language) -> String { language.label("severity/" + rawValue) }
}

extension Language {
  /// The heading of the tables of a ledger, and those of its columns.
  package var ledgerHeadings: [String] {
    (["table"] + LedgerLine.columns.map(\.name)).map { label("ledger/" + $0) }
  }
}
