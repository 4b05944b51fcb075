import ImportPipeline
import TabularCore

/// A report as workflow commands of GitHub Actions: a job that prints it has annotations at the files.
///
/// A step shows at most ten annotations of each severity, so each kind of issues has one, root causes
/// first; the kinds beyond are lines of the log, in a group. What comes from files gives no command.
public struct GitHubReport: ReportRenderer {
  /// `github`.
  public let name = "github"
  /// What the format is for.
  public let purpose = "annotations of GitHub Actions"
  /// How many annotations of a severity a step shows.
  static let maximumAnnotations = 10

  /// The format of workflow commands.
  public init() {}

  /// Writes the commands, then the other kinds.
  public func render(_ content: ReportContent, to sink: inout some ReportSink) {
    let labels = TextLabels(language: content.language)
    var room: [Severity: Int] = [:]
    var others: [String] = []
    for cause in PageCauses(content).causes {
      let issue = content.shown(cause.group.issue)
      let text = text(of: cause.group, issue, content, labels)
      room[issue.severity, default: Self.maximumAnnotations] -= 1
      if room[issue.severity] ?? 0 >= 0 {
        sink.write(command(issue, text, content) + "\n")
      } else {
        let place = content.places.text(issue.location)
        others.append("- \(issue.severity.rawValue)[\(issue.code)] \(place): \(text)")
      }
    }
    let report = content.report
    let counts = [
      content.language.label("report/errors", ["count": report.issues.count(of: .error)]),
      labels.warnings(report.issues.count(of: .warning)),
      labels.notes(report.issues.count(of: .note)),
    ].joined(separator: ", ")
    if !others.isEmpty {
      sink.write("::group::\(Self.data(labels.moreCountedKinds(others.count)))\n")
      for line in others { sink.write(Self.line(line) + "\n") }
      sink.write("::endgroup::\n")
    }
    let conclusion = report.run.conclusion.text(in: content.language)
    sink.write(Self.line("- \(counts). \(conclusion)") + "\n")
  }

  private func text(
    of group: IssueKinds.Group, _ issue: Issue, _ content: ReportContent, _ labels: TextLabels
  ) -> String {
    var text = content.messages.message(of: issue)
    let help = content.messages.help(of: issue)
    if !help.isEmpty { text += "\n\(labels.help)\(labels.colon) \(help)" }
    if let suggestion = issue.suggestion {
      text += "\n\(labels.didYouMean) `\(printable(suggestion.text))`"
    }
    if group.count > 1 {
      let rows = group.rows.description(limit: 12, more: labels.moreRows, and: labels.and)
      text += "\n\(labels.rows) \(rows) \(labels.ofThisKind(group.count, isExact: group.isExact))"
    }
    return text
  }

  private func command(_ issue: Issue, _ text: String, _ content: ReportContent) -> String {
    let place = issue.location
    var properties: [String] = []
    if place.isInput, let file = place.file {
      properties.append("file=\(Self.property(file))")
      if place.form == .delimited, let row = place.row { properties.append("line=\(row)") }
      if let line = place.line {
        properties.append("line=\(line)")
        if let column = place.lineColumn { properties.append("col=\(column)") }
      }
    }
    let title = "\(issue.code): \(content.places.text(place))"
    properties.append("title=\(Self.property(title))")
    let word = issue.severity == .note ? "notice" : issue.severity.rawValue
    return "::\(word) \(properties.joined(separator: ","))::\(Self.data(text))"
  }

  /// The text behind a command; a line break within it is kept.
  static func data(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.map { printable(String($0), limit: .max).replacing("%", with: "%25") }
      .joined(separator: "%0A")
  }

  /// A value of a property of a command.
  static func property(_ text: String) -> String {
    printable(text, limit: 500).replacing("%", with: "%25").replacing(":", with: "%3A")
      .replacing(",", with: "%2C")
  }

  /// A line that is no command: the older form of commands is looked for anywhere in a line.
  static func line(_ text: String) -> String {
    text.split(separator: "\n").map { printable(String($0), limit: .max) }.joined(separator: "; ")
      .replacing("##[", with: "# #[")
  }
}
