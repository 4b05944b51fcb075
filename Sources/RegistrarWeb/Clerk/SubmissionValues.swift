import Submissions
import TabularCore

/// What templates ask for about a submission.
struct SubmissionValues {
  private let submission: Submission
  private let asked: PageRequest

  init(_ submission: Submission, _ asked: PageRequest) {
    self.submission = submission
    self.asked = asked
  }

  /// A line of the list.
  var row: [String: Any] {
    var values: [String: Any] = [
      "link": "/submissions/\(submission.id)",
      "id": submission.id,
      "number": submission.number,
      "package": asked.site.package(named: submission.package)?.title.text(in: asked.language)
        ?? submission.package,
      "state": asked.label("state/" + submission.state.rawValue),
      "tone": submission.state.tone(hasErrors: submission.summary.map { $0.errors > 0 } ?? false),
      "by": submission.uploadedBy,
      "at": ShownTime(seconds: submission.createdAt).values,
      "changedAt": ShownTime(seconds: submission.changedAt).values,
      "round": submission.round,
      "files": submission.files.map { ["name": $0.name, "size": Self.size($0.bytes)] },
    ]
    values["scope"] = submission.scope?.value
    if let summary = submission.summary {
      values["errors"] = summary.errors
      values["warnings"] = summary.warnings
      values["counts"] = asked.label(
        "submission/counts", ["errors": summary.errors, "warnings": summary.warnings])
    }
    return values
  }

  /// All of it.
  var page: [String: Any] {
    var values = row
    values["version"] = submission.version
    values["packageName"] = submission.package
    values["scopeText"] = submission.scope?.text ?? ""
    if submission.round > 1 { values["laterRound"] = submission.round }
    if !submission.comment.isEmpty { values["comment"] = submission.comment }
    values["failure"] = submission.failure.map(asked.trouble)
    values["run"] = submission.runID
    values["undoRun"] = submission.undoRunID
    guard let summary = submission.summary else { return values }
    values["verdict"] = [
      "text": !summary.isSound
        ? asked.label("verdict/errors", ["count": summary.errors])
        : asked.label("verdict/clean"),
      "tone": !summary.isSound ? "bad" : "good",
    ]
    if summary.errors + summary.warnings + summary.notes > 0 {
      values["findings"] = "/submissions/\(submission.id)/findings"
    }
    if submission.follows != nil { values["changes"] = "/submissions/\(submission.id)/changes" }
    if summary.hasPlan { values["plan"] = "/submissions/\(submission.id)/plan" }
    values["tables"] = summary.tables.map { table -> [String: Any] in
      [
        "title": asked.title(ofTable: table.name, package: submission.package),
        "read": table.read, "invalid": table.invalid, "created": table.created,
        "updated": table.updated, "unchanged": table.unchanged, "deleted": table.deleted,
      ]
    }
    values["hasTables"] = !summary.tables.isEmpty
    if !summary.guards.isEmpty {
      values["hasGuards"] = true
      values["guards"] = summary.guards.map { line -> [String: Any] in
        [
          "code": line.code, "count": line.count,
          "message": asked.label(
            "submission/guard",
            [
              "table": asked.title(ofTable: line.table, package: submission.package)
                + (line.group.map { " (\($0))" } ?? ""),
              "count": line.count,
            ]),
        ]
      }
    }
    return values
  }

  /// `5.2 MB`.
  static func size(_ bytes: Int) -> String {
    guard bytes >= 1000 else { return "\(bytes) B" }
    guard bytes >= 1_000_000 else { return "\(bytes / 1000) kB" }
    return "\(bytes / 1_000_000).\(bytes / 100_000 % 10) MB"
  }
}

extension PageRequest {
  /// The title of a table in the language.
  func title(ofTable table: String, package: String) -> String {
    site.package(named: package)?.title(ofTable: table).text(in: language) ?? table
  }
}

extension SubmissionState {
  /// Whether it goes on by itself.
  var isWaiting: Bool {
    switch self {
    case .uploaded, .checking, .executing, .undoing: true
    default: false
    }
  }

  /// How the state is coloured; its words say it too.
  func tone(hasErrors: Bool) -> String {
    switch self {
    case .uploaded, .checking, .executing, .undoing: "busy"
    case .checked: hasErrors ? "bad" : "good"
    case .handedIn, .approved: "open"
    case .executed: "good"
    case .sentBack, .failed: "bad"
    case .undone, .withdrawn, .replaced: "past"
    }
  }

  /// What is being waited for.
  func waiting(place: Int?, _ asked: PageRequest) -> String {
    if let place, place > 0 { return asked.label("waiting/place", ["count": place]) }
    return asked.label("waiting/" + rawValue)
  }
}
