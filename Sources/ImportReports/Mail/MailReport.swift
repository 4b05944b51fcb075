import ImportPipeline
import TabularCore

/// A short text for a mail to whoever filled in the file: what was read, what to correct by cause with
/// the cell and what to type, and what to do next.
///
/// It names no command: the reader has no terminal.
public struct MailReport: ReportRenderer {
  /// `mail`.
  public let name = "mail"
  /// What the format is for.
  public let purpose = "a short text to paste into a mail"
  /// How many causes of each severity are told.
  static let maximumCauses = 25
  private static let width = 76

  /// The format of mails.
  public init() {}

  /// Writes the text, in lines that mail programs leave alone.
  public func render(_ content: ReportContent, to sink: inout some ReportSink) {
    let language = content.language
    let report = content.report
    let labels = TextLabels(language: language)
    var lines: [String] = []
    let errors = report.issues.count(of: .error)
    let warnings = report.issues.count(of: .warning)
    let files = report.files.map { printable($0.name) }.joined(separator: ", ")
    var counts: [String] = []
    if errors > 0 { counts.append(language.label("report/errors", ["count": errors])) }
    if warnings > 0 { counts.append(labels.warnings(warnings)) }
    if counts.isEmpty { counts.append(labels.noIssues) }
    lines.append(
      "\(files)\(files.isEmpty ? "" : labels.colon + " ")\(counts.joined(separator: ", ")).")
    var conclusion = printable(report.run.conclusion.text(in: language), limit: .max)
    if conclusion.isEmpty {
      conclusion = report.run.isWritten ? labels.written : labels.nothingWritten
    }
    lines.append(conclusion.prefix(1).uppercased() + conclusion.dropFirst() + ".")
    if let difference = content.difference {
      lines.append(
        language.label("since/title", ["run": printable(difference.earlier.run)])
          + "\(labels.colon) \(difference.summary(in: language)).")
    }
    if !report.ledger.isEmpty {
      lines += ["", label("read", content)]
      for line in report.ledger {
        let title = report.tableTitles[line.table]?.text(in: language) ?? line.table
        let text = language.label(
          "mail/rows", ["table": printable(title), "count": line.read, "invalid": line.invalid])
        lines.append("- " + text)
      }
    }
    let causes = PageCauses(content).causes
    lines += section(.error, "correct", causes, content, labels)
    lines += section(.warning, "look", causes, content, labels)
    lines.append("")
    lines.append(label(errors + warnings == 0 ? "clean" : next(content.report), content))
    for line in lines {
      let indent = line.hasPrefix("   ") ? 3 : line.first?.isNumber == true ? 4 : 0
      sink.write(TextWrap(width: Self.width, start: 0, indent: indent).text(line) + "\n")
    }
  }

  /// A sentence for people who know quotation marks, not backticks.
  private static func sentence(_ text: String) -> String { text.replacing("`", with: "\"") }

  /// What is to be done when all is corrected: a file that was not found has no name to keep.
  private func next(_ report: ImportReport) -> String {
    report.files.isEmpty ? "nextUnread" : "next"
  }

  private func label(_ name: String, _ content: ReportContent) -> String {
    content.language.label("mail/" + name)
  }

  private func section(
    _ severity: Severity, _ title: String, _ causes: [PageCauses.Cause], _ content: ReportContent,
    _ labels: TextLabels
  ) -> [String] {
    let causes = causes.filter { $0.group.issue.severity == severity }
    guard !causes.isEmpty else { return [] }
    let language = content.language
    var lines = ["", label(title, content)]
    for (index, cause) in causes.prefix(Self.maximumCauses).enumerated() {
      let group = cause.group
      let issue = content.shown(group.issue)
      lines.append("")
      lines.append("\(index + 1). \(content.places.text(issue.location))")
      lines.append("   \(Self.sentence(content.messages.message(of: issue))).")
      if let suggestion = issue.suggestion {
        let text = printable(suggestion.text)
        lines.append("   " + language.label("mail/type", ["text": text]))
      } else {
        let help = content.messages.help(of: issue)
        if !help.isEmpty { lines.append("   → \(Self.sentence(help))") }
      }
      if let cleared = cause.cleared.text(in: language) {
        lines.append("   (\(language.label("page/clears"))\(labels.colon) \(cleared))")
      }
      if group.count > 1 {
        let rows = group.rows.description(limit: 20, more: labels.moreRows, and: labels.and)
        if !rows.isEmpty {
          lines.append(
            "   " + language.label("mail/alsoRows", ["rows": rows, "count": group.count]))
        }
        lines += others(of: group, issue, content, labels)
      }
    }
    let rest = causes.count - min(causes.count, Self.maximumCauses)
    if rest > 0 { lines += ["", language.label("mail/more", ["count": rest])] }
    return lines
  }

  /// Issues of the kind that say something else, each with its cell.
  private func others(
    of group: IssueKinds.Group, _ issue: Issue, _ content: ReportContent, _ labels: TextLabels
  ) -> [String] {
    let message = content.messages.message(of: issue)
    return group.others.prefix(Self.maximumCauses).compactMap { original in
      let other = content.shown(original)
      let text = content.messages.message(of: other)
      guard text != message else { return nil }
      let better =
        other.suggestion.map {
          " " + content.language.label("mail/type", ["text": printable($0.text)])
        } ?? ""
      return
        "   - \(content.places.short(other.location))\(labels.colon) \(Self.sentence(text)).\(better)"
    }
  }
}
