import Submissions

/// The links to what a submission has to download.
struct OutputValues {
  let all: [[String: Any]]

  init(_ outputs: [DeskOutput], of submission: Submission, _ asked: PageRequest) {
    all = outputs.compactMap { output in
      guard let segment = output.kind.segment else { return nil }
      var line: [String: Any] = [
        "link": "/submissions/\(submission.id)/files/\(segment)",
        "title": asked.label("output/" + output.kind.label),
        "name": output.name, "size": SubmissionValues.size(output.bytes),
      ]
      if output.kind == .htmlReport { line["isPage"] = true }
      return line
    }
  }
}

extension DeskOutput.Kind {
  /// The last part of the link; `nil` for what programs ask for.
  var segment: String? {
    switch self {
    case .original(let index): "original-\(index)"
    case .marked(let index): "marked-\(index)"
    case .htmlReport: "report"
    case .execution(isPage: true): "execution"
    case .undo(isPage: true): "undo"
    case .plan: "plan"
    case .jsonReport: "report.json"
    case .reportLines, .execution, .undo: nil
    }
  }

  /// The name of its label.
  var label: String {
    switch self {
    case .original: "original"
    case .marked: "marked"
    case .htmlReport: "report"
    case .execution: "execution"
    case .undo: "undo"
    case .plan: "plan"
    case .jsonReport, .reportLines: "data"
    }
  }

  /// What a last part of a link means.
  init?(segment: String) {
    switch segment {
    case "report": self = .htmlReport
    case "execution": self = .execution(isPage: true)
    case "undo": self = .undo(isPage: true)
    case "plan": self = .plan
    case "report.json": self = .jsonReport
    default:
      let parts = segment.split(separator: "-")
      guard parts.count == 2, let index = Int(parts[1]), index >= 0 else { return nil }
      switch parts[0] {
      case "original": self = .original(index)
      case "marked": self = .marked(index)
      default: return nil
      }
    }
  }
}
