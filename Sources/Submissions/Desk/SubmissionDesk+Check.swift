import Foundation
import ImportPipeline
import JSONText

/// Checking a submission.
extension SubmissionDesk {
  /// How many issues of each code, table and field are told one by one: two megabytes of a file may have a million
  /// rows, each with an error, and reports of them all would fill memory and disk.
  static let mostDetails = 50_000

  /// Has a child check the files of a submission, and keeps what it found.
  func check(_ submission: Submission, _ lock: FolderLock) async throws(DeskError) {
    let inputs: [String]
    do throws(DeskError) {
      inputs = try uploads.lay(submission.files, for: submission.id)
    } catch {
      try change(submission, to: .failed, "check-failed", failure: "files")
      return
    }
    let folder = uploads.childFolder(of: submission.id)
    let begun = try change(submission, to: .checking, "check-begun")
    var arguments = ["import", "--validate"] + reading(submission)
    for (format, name) in [
      ("json", "report.json"), ("ndjson", "report.ndjson"), ("html", "report.html"),
    ] { arguments += ["--report", "\(format):\(folder)/\(name)"] }
    arguments += ["--max-details", String(Self.mostDetails)]
    arguments += ["--marked", "--plan-out", plan(of: submission), "--quiet"]
    if let earlier = submission.follows.map({ uploads.childFolder(of: $0) + "/report.json" }),
      access(earlier, R_OK) == 0
    {
      arguments += ["--since", earlier]
    }
    let result = await children.start(
      arguments + ["--"] + inputs, usesStore: true, variables: [:], held: lock.descriptor)
    guard result.ending != .cancelled else {
      try change(begun, to: .uploaded, "interrupted")
      return
    }
    let hasPlan = access(plan(of: submission), R_OK) == 0
    guard case .exited(let status) = result.ending, [0, 1, 3, 4].contains(status),
      let summary = CheckSummary(
        reportLines: folder + "/report.ndjson", exit: Int(status), hasPlan: hasPlan)
    else {
      try change(begun, to: .failed, "check-failed", failure: result.ending.word)
      return
    }
    try change(
      begun, to: .checked, "checked",
      detail: "errors \(summary.errors) warnings \(summary.warnings) left-out \(summary.leftOut)"
    ) { connection throws(DeskError) in
      try connection.execute(
        "UPDATE \(connection.name(.submissions)) SET summary = ?2 WHERE id = ?1",
        [.text(submission.id), .text(summary.json)])
    }
  }

  /// The options that check and execution have in common: a plan holds for the same ones only.
  func reading(_ submission: Submission) -> [String] {
    ["--package", submission.package, "--language", submission.language, "--jobs", "1"]
      + (submission.scope.map { ["--where", $0.text] } ?? [])
  }

  /// Where the plan of a submission lies.
  func plan(of submission: Submission) -> String {
    uploads.childFolder(of: submission.id) + "/plan.ndjson"
  }
}

extension ChildResult.Ending {
  /// How a child ended, in a word.
  var word: String {
    switch self {
    case .exited(let status): "exit \(status)"
    case .signalled(let signal): "signal \(signal)"
    case .timedOut: "time"
    case .cancelled: "cancelled"
    case .notStarted: "not-started"
    }
  }
}
