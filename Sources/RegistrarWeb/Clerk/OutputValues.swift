import Submissions

/// The links to what a submission has to download.
struct OutputValues {
  /// The uploaded files, each with its marked copy.
  let files: [[String: Any]]
  /// Everything else.
  let all: [[String: Any]]

  init(_ outputs: [DeskOutput], of submission: Submission, _ asked: PageRequest) {
    let links: [(output: DeskOutput, link: String)] = outputs.compactMap { output in
      output.kind.segment.map { (output, "/submissions/\(submission.id)/files/\($0)") }
    }
    files = submission.files.enumerated().map { index, file in
      var line: [String: Any] = ["name": file.name, "size": SubmissionValues.size(file.bytes)]
      line["link"] = links.first { $0.output.kind == .original(index) }?.link
      if let marked = links.first(where: { $0.output.kind == .marked(index) }) {
        line["marked"] = ["link": marked.link, "name": marked.output.name]
      }
      return line
    }
    all = links.compactMap { output, link in
      switch output.kind {
      case .original, .marked: return nil
      default:
        return [
          "link": link, "title": asked.label("output/" + output.kind.label), "name": output.name,
          "size": SubmissionValues.size(output.bytes),
        ]
      }
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
    case .original: "data"
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
