import ImportPipeline
import TabularCore

/// A report for a ticket or an e-mail, in Markdown with the tables of GitHub's dialect.
///
/// First what happened, then the counts of each table, then the issues by severity. Issues of one kind
/// stand under one heading with the rows they lie in as those were read, so that whoever gets the ticket
/// needs no file beside it.
public struct MarkdownReport: ReportRenderer {
  /// `markdown`.
  public let name = "markdown"
  /// What the format is for.
  public let purpose = "for a ticket or an e-mail"
  /// How many kinds of each severity are printed when nobody asks for all.
  public static let maximumKinds = 50
  /// How many rows of a kind are shown.
  public static let maximumRows = 5
  /// How many columns of them.
  public static let maximumColumns = 10

  /// The Markdown format.
  public init() {}

  /// Writes the whole report, with a final line break.
  public func render(_ content: ReportContent, to sink: inout some ReportSink) {
    let labels = TextLabels(language: content.language)
    let kinds = IssueKinds(content.report)
    writeHead(content, kinds, labels, to: &sink)
    writeLedger(content, labels, to: &sink)
    writeCorrections(content, to: &sink)
    for severity in [Severity.error, .warning, .note] {
      let groups = kinds.groups.filter { $0.issue.severity == severity }
      let unlisted = kinds.unlisted[severity] ?? 0
      guard !groups.isEmpty || unlisted > 0 else { continue }
      sink.write("\n## \(Self.heading(severity, content.language))\n")
      let isList = severity == .note && !content.options.showsNotes && !content.options.isVerbose
      if isList { sink.write("\n") }
      // What somebody decided is listed decision by decision.
      var room = content.options.isVerbose ? Int.max : Self.maximumKinds
      var rest = unlisted
      for group in groups {
        let isDecision = IssueCatalog.definition(of: group.issue.code)?.isKeptWhole == true
        if !isDecision { room -= 1 }
        guard room >= 0 || isDecision else {
          rest += 1
          continue
        }
        if isList {
          writeLine(group, content, labels, to: &sink)
        } else {
          writeGroup(group, content, labels, to: &sink)
        }
      }
      if rest > 0 { sink.write("\n\(Markdown.text(labels.moreCountedKinds(rest)))\n") }
    }
    writeValues(content, to: &sink)
  }

  private static func heading(_ severity: Severity, _ language: Language) -> String {
    switch severity {
    case .error: language.label("markdown/errors")
    case .warning: language.label("markdown/warnings")
    case .note: language.label("markdown/notes")
    }
  }

  // MARK: What happened

  private func writeHead(
    _ content: ReportContent, _ kinds: IssueKinds, _ labels: TextLabels,
    to sink: inout some ReportSink
  ) {
    let language = content.language
    let report = content.report
    let run = report.run
    sink.write("# \(Markdown.text(language.label("markdown/title")))\n\n")
    let errors = report.issues.count(of: .error)
    let warnings = report.issues.count(of: .warning)
    let notes = report.issues.count(of: .note)
    var counts: [String] = []
    if errors > 0 { counts.append(labels.errors(errors, kinds: kinds.count(of: .error))) }
    if warnings > 0 { counts.append(labels.warnings(warnings)) }
    if counts.isEmpty { counts.append(labels.noIssues) }
    if notes > 0 { counts.append(labels.notes(notes)) }
    var conclusion = run.conclusion.text(in: language)
    if conclusion.isEmpty { conclusion = run.isWritten ? labels.written : labels.nothingWritten }
    conclusion = conclusion.prefix(1).uppercased() + conclusion.dropFirst()
    sink.write("**\(counts.joined(separator: ", ")).** \(Markdown.text(conclusion)).\n\n")
    var facts = [(language.label("run/run"), run.id), (language.label("run/target"), run.target)]
    if let package = report.package {
      facts.append((language.label("run/package"), "\(package.name) \(package.version)"))
    }
    facts.append((language.label("run/started"), run.startedAt))
    if !report.files.isEmpty {
      let files = report.files.map(\.name).joined(separator: ", ")
      facts.append((language.label("runs/files"), files))
    }
    for (label, value) in facts { sink.write("- \(label): \(Markdown.code(value))\n") }
    if !report.unreadTables.isEmpty {
      sink.write("\n\(Markdown.text(labels.notRead(report.unreadTables)))\n")
    }
    if run.isPartial { sink.write("\n\(labels.partial)\n") }
    for finding in report.guards {
      guard let approver = finding.approver else { continue }
      sink.write("\n\(Markdown.text(labels.approved(finding, by: approver)))\n")
    }
    if let plan = report.plan { sink.write("\n\(Markdown.text(labels.plan(plan)))\n") }
  }

  private func writeLedger(
    _ content: ReportContent, _ labels: TextLabels, to sink: inout some ReportSink
  ) {
    let lines = content.report.ledger
    guard !lines.isEmpty else { return }
    sink.write("\n## \(content.language.label("markdown/tables"))\n\n")
    let further: [(heading: String, count: KeyPath<LedgerLine, Int>)] = [
      (labels.pruned, \.pruned), (labels.pending, \.pending),
    ].filter { column in lines.contains { $0[keyPath: column.1] > 0 } }
    var table = MarkdownTable(
      headings: (labels.ledgerHeadings + further.map(\.heading)).map(Markdown.text),
      leftColumns: 1)
    for line in lines {
      let counts =
        LedgerLine.columns.map { line[keyPath: $0.value] }
        + further.map { line[keyPath: $0.count] }
      table.rows.append([Markdown.text(line.table)] + counts.map(String.init))
    }
    table.write(to: &sink)
  }

  // MARK: Issues

  /// A kind of issues on one line.
  private func writeLine(
    _ group: IssueKinds.Group, _ content: ReportContent, _ labels: TextLabels,
    to sink: inout some ReportSink
  ) {
    let issue = content.shown(group.issue)
    let count = group.count > 1 ? " " + labels.ofThisKind(group.count, isExact: group.isExact) : ""
    sink.write(
      "- \(Markdown.code(issue.code.rawValue))\(labels.colon)"
        + " \(Markdown.text(content.messages.message(of: issue)))"
        + " – \(Markdown.code(content.places.text(issue.location)))\(Markdown.text(count))\n")
  }

  private func writeGroup(
    _ group: IssueKinds.Group, _ content: ReportContent, _ labels: TextLabels,
    to sink: inout some ReportSink
  ) {
    let issue = content.shown(group.issue)
    let message = content.messages.message(of: issue)
    sink.write("\n### \(Markdown.text(message))\n\n")
    sink.write(
      "\(Markdown.code(content.places.text(issue.location)))"
        + " · \(Markdown.code(issue.code.rawValue))\n\n")
    func item(_ label: String, _ text: String) {
      sink.write("- \(label)\(labels.colon) \(text)\n")
    }
    if let value = issue.isSecret ? Privacy.secret : issue.value {
      let shown = issue.shown.map { " (\(labels.shownAs) \(Markdown.code($0)))" } ?? ""
      item(labels.read, Markdown.code(value) + shown)
    }
    let help = content.messages.help(of: issue)
    if !help.isEmpty { item(labels.help, Markdown.text(help)) }
    if let suggestion = issue.suggestion {
      let evidence = Phrases.text(suggestion.evidence, in: content.language)
      item(labels.didYouMean, "\(Markdown.code(suggestion.text)), \(Markdown.text(evidence))")
    }
    for place in issue.related.prefix(Self.maximumRows) {
      let phrase = Phrases.text(place.label, in: content.language)
      let text = Markdown.code(content.places.text(place.location, rows: place.rows))
      item(labels.related, phrase.isEmpty ? text : "\(text), \(Markdown.text(phrase))")
    }
    let others =
      content.options.isVerbose ? group.others[...] : group.others.prefix(Self.maximumRows)
    for other in others.map({ content.shown($0) }) {
      let text = content.messages.message(of: other)
      guard text != message || other.suggestion?.text != issue.suggestion?.text else { continue }
      let better = other.suggestion.map { "; \(labels.didYouMean) \(Markdown.code($0.text))" } ?? ""
      let place = Markdown.code(content.places.short(other.location))
      item(labels.also, "\(place)\(labels.colon) \(Markdown.text(text))\(better)")
    }
    if group.count > 1 || group.rows.count > 1 {
      let rows = group.rows.description(limit: 12, more: labels.moreRows, and: labels.and)
      let count =
        group.count > 1 ? labels.ofThisKind(group.count, isExact: group.isExact) : ""
      item(labels.rows, Markdown.text("\(rows) \(count)"))
    }
    writeRows(of: group, content, to: &sink)
  }

  /// The rows in which the issues of a kind lie, as they were read; the cells that issues are about are
  /// bold.
  private func writeRows(
    of group: IssueKinds.Group, _ content: ReportContent, to sink: inout some ReportSink
  ) {
    let grid = EvidenceGrid(
      of: group, content, maximumRows: Self.maximumRows, maximumColumns: Self.maximumColumns)
    guard !grid.columns.isEmpty else { return }
    let isWorkbook = group.issue.location.form == .workbook
    let headings = zip(grid.columns, grid.headers).map { column, header in
      let letters = isWorkbook ? columnLetters(column) : String(column)
      return Markdown.text(header.isEmpty ? letters : "\(letters) \(printable(header, limit: 60))")
    }
    var table = MarkdownTable(
      headings: [content.language.label("markdown/row")] + headings, leftColumns: .max)
    for row in grid.rows {
      let texts = row.texts
      table.rows.append(
        [String(row.number)]
          + grid.columns.map { column in
            let text = texts[column].map { Markdown.code($0, limit: 60) } ?? ""
            return row.marked.contains(column) && !text.isEmpty ? "**\(text)**" : text
          })
    }
    sink.write("\n")
    table.write(to: &sink)
    if grid.omittedCount > 0 {
      let text = content.language.label("markdown/moreColumns", ["count": grid.omittedCount])
      sink.write("\n\(Markdown.text(text))\n")
    }
  }
}
