import ImportPipeline
import JSONText
import TabularCore

/// A finding that somebody accepts, as a SARIF log tells it: the finding itself, suppressed.
struct AcceptedFinding {
  /// The note that stands for the finding, with the finding's own code and severity; so its fingerprint is
  /// that of the finding while nobody accepted it.
  let issue: Issue

  /// The finding that a note stands for; `nil` for any other issue.
  init?(_ note: Issue, _ report: ImportReport) {
    guard note.code == "decision.waived", let found = note.argument("found") else { return nil }
    var issue = note
    issue.code = IssueCode(rawValue: found)
    issue.severity = report.issues.severity(of: issue.code)
    self.issue = issue
  }

  /// Who accepts it, why and until when (SARIF 3.35).
  ///
  /// - Parameter note: the note as it may be shown.
  static func suppression(_ note: Issue, _ json: inout JSONWriter) {
    let parts = ["author", "reason"].compactMap { note.argument($0) }.filter { !$0.isEmpty }
    let until = note.argument("date").map { " (\($0))" } ?? ""
    json.text("kind", "external")
    json.text("status", "accepted")
    json.text("justification", printable(parts.joined(separator: ": ")) + until)
  }
}

extension Issue {
  /// An argument of its message.
  fileprivate func argument(_ name: String) -> String? {
    arguments.first { $0.name == name }?.value
  }
}
