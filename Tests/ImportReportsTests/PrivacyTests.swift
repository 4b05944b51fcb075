import ImportPipeline
import ImportReports
import TabularCore
import Testing

@Suite struct PrivacyTests {
  private let secretText = "hunter2-and-more"

  private func report(_ issues: [Issue]) -> ImportReport {
    var report = ImportReport(
      run: ImportReport.Run(id: "1", mode: "validate", target: "t", startedAt: ""))
    for issue in issues { report.issues.add(issue) }
    return report
  }

  private func place(_ row: Int, _ field: String, key: [String] = []) -> IssueLocation {
    IssueLocation(
      .delimited, file: "people.csv", table: "people", row: row, column: 2, field: field, key: key)
  }

  private func redacted(_ format: ReportFormat, _ issues: [Issue]) -> String {
    var options = ReportOptions()
    options.isRedacted = true
    return text(format, issues, options)
  }

  /// What a report says, without the tags of a page.
  private func text(
    _ format: ReportFormat, _ issues: [Issue], _ options: ReportOptions = ReportOptions()
  ) -> String {
    let text = format.renderer.text(of: report(issues), options)
    switch format.name {
    case "html":
      return Tags(text).markup.replacing("<code>", with: "`").replacing("</code>", with: "`")
    case "mail": return text.replacing("\"", with: "`").replacing(/\n +/, with: " ")
    default: return text
    }
  }

  @Test(arguments: ReportFormat.allCases)
  func secrets_appearNowhere(format: ReportFormat) {
    let issue = Issue(
      "value.out-of-range", at: place(2, "password"),
      arguments: [
        IssueArgument("value", secretText), IssueArgument("limit", "8"),
        IssueArgument("field", "password"),
      ], value: secretText, shown: secretText, isSecret: true,
      suggestion: Issue.Suggestion(secretText, evidence: "by mistake"))
    let text = text(format, [issue])
    #expect(!text.contains("hunter2"))
    #expect(text.contains("`‹secret›` is above `8`, the highest `password`"))
    if format == .text {
      #expect(text.contains("   | read      ‹secret›\n"))
    } else if format.name == "markdown" {
      #expect(text.contains("- read: `‹secret›`\n"))
    } else if ["json", "ndjson"].contains(format.name) {
      #expect(text.contains(#""value": null, "shown": null"#))
      #expect(text.contains(#""secret": true"#))
    }
  }

  @Test(arguments: ReportFormat.allCases)
  func cardNumbers_keepFourDigits(format: ReportFormat) {
    let issue = Issue(
      "value.card-number", at: place(2, "remark"), arguments: [IssueArgument("last", "1111")],
      value: "4111 1111 1111 1111")
    let text = text(format, [issue])
    #expect(!text.contains("4111"))
    #expect(text.contains("1111"))
    // The others tell the sentence without the value.
    if !["junit", "github", "mail"].contains(format.name) {
      #expect(text.contains("•••• •••• •••• 1111"))
    }
  }

  /// Also of issues that stand behind the first of their kind.
  @Test(arguments: ReportFormat.allCases)
  func personalValues_ofFurtherIssuesAreHidden(format: ReportFormat) {
    let issues = (2...5).map { row in
      Issue(
        "value.email-invalid", at: place(row, "email"),
        arguments: [IssueArgument("value", "person\(row)@school")], value: "person\(row)@school",
        isPersonal: true)
    }
    let text = redacted(format, issues)
    #expect(!text.contains("@school"), "\(text)")
  }

  @Test(arguments: ReportFormat.allCases)
  func personalValues_areHiddenOnlyWhenRedacted(format: ReportFormat) {
    let address = "jdoe@school"
    let issues = (2...3).map { row in
      Issue(
        "value.email-invalid", at: place(row, "email", key: [address]),
        arguments: [IssueArgument("value", address)], value: address, isPersonal: true)
    }
    let other = Issue(
      "key.unique", at: place(5, "email"),
      arguments: [
        IssueArgument("field", "email"), IssueArgument("value", "ana@example.org"),
        IssueArgument("row", 4),
      ], value: "ana@example.org", isPersonal: true)
    let plain = text(format, issues + [other])
    #expect(plain.contains(address) && plain.contains("ana@example.org"))
    let text = redacted(format, issues + [other])
    #expect(!text.contains(address) && !text.contains("ana@example.org"))
    // Row 2 comes before row 5.
    #expect(text.contains("`email` `‹hidden› #2 (15)` is also used in row `4`"))
    #expect(text.contains("`‹hidden› #1 (11)` is not an e-mail address: the host has no dot"))
    #expect(!text.contains("#3"))
  }

  @Test func redaction_keepsWhatIsNotPersonal() {
    let issue = Issue(
      "value.pattern", at: place(2, "code"),
      arguments: [
        IssueArgument("value", "A/1"), IssueArgument("field", "code"),
        IssueArgument("expected", "letters and digits only"),
      ], value: "A/1")
    #expect(redacted(.text, [issue]).contains("`A/1` does not fit `code`: letters and digits only"))
  }
}
