public import ImportPipeline
public import TabularCore

/// A report for people, in the manner of a good compiler.
///
/// Issues of one kind are printed once with their rows, at most 20 kinds; notes in one line per
/// code; then the ledger and one closing line.
public struct TextReport: ReportRenderer {
  /// How many kinds are printed.
  public static let maximumKinds = 20

  private var options: ReportOptions
  private var labels: TextLabels
  private var style: TextStyle
  private let places = PlaceRenderer()

  /// A text report with its options.
  public init(_ options: ReportOptions = ReportOptions()) {
    self.options = options
    labels = TextLabels(language: options.language)
    style = TextStyle(usesColour: options.usesColour)
  }

  /// Writes the whole report, with a final line break.
  public func render(_ report: ImportReport, to output: inout some TextOutputStream) {
    let messages = IssueMessage(language: options.language, ruleTexts: report.ruleTexts)
    let kinds = IssueKinds(report)
    let privacy = Privacy(
      kinds.groups.map(\.issue), messages: messages, isRedacted: options.isRedacted)
    let printed = kinds.groups.filter { options.showsNotes || $0.issue.severity != .note }
    for group in printed.prefix(Self.maximumKinds) {
      write(group, issue: privacy.shown(group.issue), messages, to: &output)
    }
    let unlisted = kinds.unlisted.reduce(0) {
      options.showsNotes || $1.key != .note ? $0 + $1.value : $0
    }
    let rest = max(0, printed.count - Self.maximumKinds) + unlisted
    if rest > 0 { write(labels.moreKinds(rest) + "\n\n", to: &output) }
    if !options.showsNotes { writeNotes(report, kinds, privacy, messages, to: &output) }
    writeTotals(report, isNeeded: rest > 0, to: &output)
    writeLedger(report, to: &output)
    writeClosing(report, errorKinds: kinds.count(of: .error), to: &output)
  }

  /// Writes issues that belong to no run, such as the mistakes of a package, each by itself and in
  /// the order given.
  public func render(issues: [Issue], to output: inout some TextOutputStream) {
    let messages = IssueMessage(language: options.language)
    let privacy = Privacy(issues, messages: messages, isRedacted: options.isRedacted)
    for issue in issues {
      let group = IssueKinds.Group(issue: issue, count: 1, rows: issue.rows, isExact: true)
      write(group, issue: privacy.shown(issue), messages, to: &output)
    }
  }

  private func write(_ text: String, to output: inout some TextOutputStream) { output.write(text) }

  // MARK: Issues

  private func write(
    _ group: IssueKinds.Group, issue: Issue, _ messages: IssueMessage,
    to output: inout some TextOutputStream
  ) {
    let title = "\(labels.severity(issue.severity))[\(issue.code)]"
    let head = style.severity(issue.severity, title) + labels.colon
    write("\(head) \(messages.message(of: issue))\n", to: &output)
    write("  \(style.mark("-->")) \(places.text(issue.location))\n", to: &output)
    let bar = "   \(style.mark("|")) "
    let width = max(labels.read.count, labels.related.count) + 3
    func column(_ label: String) -> String {
      label + String(repeating: " ", count: width - label.count)
    }
    if let value = issue.isSecret ? Privacy.secret : issue.value {
      var line = bar + column(labels.read) + printable(value)
      if let shown = issue.shown { line += "   (\(labels.shownAs) \(printable(shown)))" }
      write(line + "\n", to: &output)
    }
    for place in issue.related.prefix(12) {
      let label = place.label.isEmpty ? "" : "\(labels.colon) \(printable(place.label))"
      let text = places.text(place.location, rows: place.rows)
      write("\(bar)\(column(labels.related))\(text)\(label)\n", to: &output)
    }
    if issue.related.count > 12 {
      let more = labels.moreRelated(issue.related.count - 12)
      write("\(bar)\(column(labels.related))\(more)\n", to: &output)
    }
    let mark = "   \(style.mark("=")) "
    let help = messages.help(of: issue)
    if !help.isEmpty { write("\(mark)\(labels.help)\(labels.colon) \(help)\n", to: &output) }
    if let suggestion = issue.suggestion {
      let text = printable(suggestion.text)
      write(
        "\(mark)\(labels.didYouMean) `\(text)`\(labels.colon) \(printable(suggestion.evidence))\n",
        to: &output)
    }
    if group.count > 1 || group.rows.count > 1 {
      let rows = group.rows.description(limit: 12, more: labels.moreRows, and: labels.and)
      var line = mark + (rows.isEmpty ? "" : "\(labels.rows) \(rows)")
      if group.count > 1 {
        line += (rows.isEmpty ? "" : " ") + labels.ofThisKind(group.count, isExact: group.isExact)
      }
      write(line + "\n", to: &output)
    }
    write("\n", to: &output)
  }

  private func writeNotes(
    _ report: ImportReport, _ kinds: IssueKinds, _ privacy: Privacy, _ messages: IssueMessage,
    to output: inout some TextOutputStream
  ) {
    var totals: [IssueCode: Int] = [:]
    for (key, count) in report.issues.counts where key.severity == .note {
      totals[key.code, default: 0] += count.found
    }
    guard !totals.isEmpty else { return }
    var seen: Set<IssueCode> = []
    for group in kinds.groups where group.issue.severity == .note {
      guard seen.insert(group.issue.code).inserted else { continue }
      let issue = privacy.shown(group.issue)
      let title = style.severity(.note, "\(labels.severity(.note))[\(issue.code)]")
      let place =
        report.files.count > 1 ? places.bare(issue.location) : places.short(issue.location)
      let total = totals[issue.code] ?? 1
      if total == 1 {
        write("\(title)\(labels.colon) \(messages.message(of: issue)) (\(place))\n", to: &output)
      } else {
        let count = countText(total, issue.location)
        let sentence = messages.summary(of: issue)
        let example = "\(labels.example) \(sentence)"
        write("\(title)\(labels.colon) \(count), \(example) (\(place))\n", to: &output)
      }
    }
    write("\n", to: &output)
  }

  private func countText(_ count: Int, _ location: IssueLocation) -> String {
    if location.column != nil { return labels.cells(count) }
    return location.row != nil ? labels.rowCount(count) : labels.times(count)
  }

  // MARK: Totals

  private func writeTotals(
    _ report: ImportReport, isNeeded: Bool, to output: inout some TextOutputStream
  ) {
    let counts = CodeCounts(report)
    if let package = report.package, !package.severityChanges.isEmpty {
      let changes = package.severityChanges.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
      write(labels.changedSeverities(package.name, changes) + "\n\n", to: &output)
    }
    let leftOut = counts.leftOut
    guard isNeeded || leftOut > 0 else { return }
    if leftOut > 0 { write(labels.leftOut(leftOut) + "\n\n", to: &output) }
    var table = TextTable(
      rows: [["code", "severity", "table", "found", "left out"]], leftColumns: 3)
    for line in counts.lines {
      table.rows.append([
        line.key.code.rawValue, line.key.severity.rawValue, line.key.table ?? "-",
        String(line.count.found), String(line.leftOut),
      ])
    }
    for line in table.lines { write(line + "\n", to: &output) }
    write("\n", to: &output)
  }

  private func writeLedger(_ report: ImportReport, to output: inout some TextOutputStream) {
    if !report.ledger.isEmpty {
      var table = TextTable(rows: [["table"] + LedgerLine.columns.map(\.name)])
      for line in report.ledger {
        table.rows.append([line.table] + LedgerLine.columns.map { String(line[keyPath: $0.value]) })
      }
      for line in table.lines { write(line + "\n", to: &output) }
      write("\n", to: &output)
    }
    if !report.unreadTables.isEmpty {
      write(labels.notRead(report.unreadTables) + "\n\n", to: &output)
    }
    if report.run.isPartial { write(labels.partial + "\n\n", to: &output) }
  }

  private func writeClosing(
    _ report: ImportReport, errorKinds: Int, to output: inout some TextOutputStream
  ) {
    let errors = report.issues.count(of: .error)
    let warnings = report.issues.count(of: .warning)
    let notes = report.issues.count(of: .note)
    var parts: [String] = []
    if errors > 0 {
      let text = labels.errors(errors, kinds: errorKinds)
      parts.append(style.severity(.error, text))
    }
    if warnings > 0 { parts.append(style.severity(.warning, labels.warnings(warnings))) }
    if parts.isEmpty { parts.append(labels.noIssues) }
    if notes > 0 { parts.append(labels.notes(notes)) }
    var conclusion = report.run.conclusion
    if conclusion.isEmpty {
      conclusion = report.run.isWritten ? labels.written : labels.nothingWritten
    }
    let sentence = conclusion.prefix(1).uppercased() + conclusion.dropFirst()
    let exit = report.run.outcome.exitCode
    write(
      "\(parts.joined(separator: ", ")). \(sentence). \(labels.exit) \(exit).\n", to: &output)
  }
}

extension LedgerLine {
  /// The columns of a ledger in their fixed order, with their names.
  static var columns: [(name: String, value: KeyPath<LedgerLine, Int>)] {
    [
      ("read", \.read), ("blank", \.blank), ("example", \.example), ("skipped", \.skipped),
      ("invalid", \.invalid), ("created", \.created), ("updated", \.updated),
      ("unchanged", \.unchanged), ("deleted", \.deleted),
    ]
  }
}
