import ImportPipeline
import TabularCore

/// The lines of a text report.
struct TextPage {
  private var options: ReportOptions
  private var labels: TextLabels
  private var style: TextStyle

  init(_ options: ReportOptions) {
    self.options = options
    labels = TextLabels(language: options.language)
    style = TextStyle(usesColour: options.usesColour)
  }

  /// Writes the whole report, with a final line break.
  func write(_ content: ReportContent, to output: inout some TextOutputStream) {
    let report = content.report
    let words = Words(messages: content.messages, places: content.places, names: content.names)
    let kinds = IssueKinds(report)
    let cleared = ClearedRows(report)
    let updates = report.changes.filter { $0.operation == .update && !$0.fields.isEmpty }
    let deletions = report.changes.filter { $0.operation == .delete }
    let showsNotes = options.showsNotes || options.isVerbose
    let printed = kinds.groups.filter { showsNotes || $0.issue.severity != .note }
    var room = TextReport.maximumKinds
    var cut = 0
    for group in printed {
      let isWhole =
        options.isVerbose
        || group.issue.severity == .error
          && kinds.errorCount(ofFileAt: group.issue.location) < TextReport.manyErrors
      if !isWhole { room -= 1 }
      guard room >= 0 || isWhole else {
        cut += 1
        continue
      }
      write(
        group, issue: content.shown(group.issue),
        others: isWhole ? group.others.map { content.shown($0) } : [], isWhole: isWhole, words,
        cleared: cleared.count(of: group), to: &output)
    }
    let unlisted = kinds.unlisted.reduce(0) { showsNotes || $1.key != .note ? $0 + $1.value : $0 }
    let rest = cut + unlisted
    if rest > 0 {
      let isCounted = rest == unlisted
      write(
        (isCounted ? labels.moreCountedKinds(rest) : labels.moreKinds(rest)) + "\n\n", to: &output)
    }
    if !showsNotes { writeNotes(content, kinds, words, to: &output) }
    writeTotals(report, isNeeded: rest > 0, to: &output)
    writeDeletions(report, deletions.map { content.shown($0) }, words, to: &output)
    writeUpdates(report, updates.map { content.shown($0) }, words, to: &output)
    writeValues(content, to: &output)
    writeDifference(content, to: &output)
    writeCorrections(content, to: &output)
    writeLedger(report, to: &output)
    writeClosing(report, errorKinds: kinds.count(of: .error), to: &output)
  }

  /// Writes issues that belong to no run, such as the mistakes of a package, each by itself and in
  /// the order given.
  func write(issues: [Issue], to output: inout some TextOutputStream) {
    let messages = IssueMessage(
      language: options.language, wording: options.wording)
    let words = Words(messages: messages, places: PlaceRenderer(), names: FieldNames())
    let privacy = Privacy(issues, messages: messages, isRedacted: options.isRedacted)
    for issue in issues {
      let group = IssueKinds.Group(alone: issue)
      write(group, issue: privacy.shown(issue), others: [], isWhole: true, words, to: &output)
    }
  }

  /// How a report calls things: its sentences, its places, its fields.
  private struct Words {
    var messages: IssueMessage
    var places: PlaceRenderer
    var names: FieldNames
  }

  private func write(_ text: String, to output: inout some TextOutputStream) { output.write(text) }

  /// A line that begins with a mark, wrapped to the width of the report.
  ///
  /// - Parameters:
  ///   - mark: how the line begins, with its colours.
  ///   - columns: how many columns the mark takes.
  ///   - indent: where further lines begin.
  private func write(
    mark: String, columns: Int, _ text: String, indent: Int,
    to output: inout some TextOutputStream
  ) {
    write(mark, to: &output)
    let wrap = TextWrap(width: options.width, start: columns, indent: indent)
    write(wrap.text(text) + "\n", to: &output)
  }

  // MARK: Issues

  private func write(
    _ group: IssueKinds.Group, issue: Issue, others: [Issue], isWhole: Bool, _ words: Words,
    cleared: ClearedRows.Count = ClearedRows.Count(), to output: inout some TextOutputStream
  ) {
    let title = "\(labels.severity(issue.severity))[\(issue.code)]"
    let head = style.severity(issue.severity, title) + labels.colon + " "
    let message = words.messages.message(of: issue)
    write(
      mark: head, columns: title.count + labels.colon.count + 1, message, indent: 4, to: &output)
    write("  \(style.mark("-->")) \(words.places.text(issue.location))\n", to: &output)
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
      let phrase = Phrases.text(place.label, in: options.language)
      let label = phrase.isEmpty ? "" : "\(labels.colon) \(printable(phrase))"
      let text = words.places.text(place.location, rows: place.rows)
      write(
        mark: bar + column(labels.related), columns: 5 + width, text + label, indent: 7 + width,
        to: &output)
    }
    if issue.related.count > 12 {
      let more = labels.moreRelated(issue.related.count - 12)
      write("\(bar)\(column(labels.related))\(more)\n", to: &output)
    }
    for other in others {
      guard let text = alsoText(other, message, issue.suggestion, words) else { continue }
      write(mark: bar + column(labels.also), columns: 5 + width, text, indent: 7, to: &output)
    }
    writeAdvice(group, issue: issue, isWhole: isWhole, words, cleared, to: &output)
  }

  /// What another issue of the same kind says, with its place; `nil` where it says the same.
  private func alsoText(
    _ other: Issue, _ message: String, _ suggestion: Issue.Suggestion?, _ words: Words
  ) -> String? {
    let text = words.messages.message(of: other)
    guard text != message || other.suggestion?.text != suggestion?.text else { return nil }
    var line = "\(words.places.short(other.location))\(labels.colon) \(text)"
    if let suggestion = other.suggestion {
      line += "; \(labels.didYouMean) `\(printable(suggestion.text))`"
    }
    return line
  }

  /// What to do about an issue, and which rows it concerns.
  private func writeAdvice(
    _ group: IssueKinds.Group, issue: Issue, isWhole: Bool, _ words: Words,
    _ cleared: ClearedRows.Count, to output: inout some TextOutputStream
  ) {
    let mark = "   \(style.mark("=")) "
    let help = words.messages.help(of: issue)
    if !help.isEmpty {
      write(
        mark: mark, columns: 5, "\(labels.help)\(labels.colon) \(help)", indent: 7, to: &output)
    }
    if let suggestion = issue.suggestion {
      let text = printable(suggestion.text)
      let evidence = printable(Phrases.text(suggestion.evidence, in: options.language))
      write(
        mark: mark, columns: 5, "\(labels.didYouMean) `\(text)`\(labels.colon) \(evidence)",
        indent: 7, to: &output)
    }
    if let text = cleared.text(in: options.language) {
      let label = options.language.label("page/clears")
      write(mark: mark, columns: 5, "\(label)\(labels.colon) \(text)", indent: 7, to: &output)
    }
    if group.count > 1 || group.rows.count > 1 {
      let rows = group.rows.description(
        limit: isWhole ? Int.max : 12, more: labels.moreRows, and: labels.and)
      var line = rows.isEmpty ? "" : "\(labels.rows) \(rows)"
      if group.count > 1 {
        line += (rows.isEmpty ? "" : " ") + labels.ofThisKind(group.count, isExact: group.isExact)
      }
      write(mark: mark, columns: 5, line, indent: 7, to: &output)
    }
    write("\n", to: &output)
  }

  private func writeNotes(
    _ content: ReportContent, _ kinds: IssueKinds, _ words: Words,
    to output: inout some TextOutputStream
  ) {
    let report = content.report
    var totals: [IssueCode: Int] = [:]
    for (key, count) in report.issues.counts where key.severity == .note {
      totals[key.code, default: 0] += count.found
    }
    guard !totals.isEmpty else { return }
    var seen: Set<IssueCode> = []
    for group in kinds.groups where group.issue.severity == .note {
      // What somebody decided is listed decision by decision.
      let isListed = IssueCatalog.definition(of: group.issue.code)?.isKeptWhole == true
      guard seen.insert(group.issue.code).inserted || isListed else { continue }
      let issue = content.shown(group.issue)
      let title = style.severity(.note, "\(labels.severity(.note))[\(issue.code)]")
      let place =
        report.files.count > 1
        ? words.places.bare(issue.location) : words.places.short(issue.location)
      let total = totals[issue.code] ?? 1
      var text = words.messages.message(of: issue)
      if isListed, group.count > 1 {
        text += " " + labels.ofThisKind(group.count, isExact: group.isExact)
      } else if total > 1, !isListed {
        let count = countText(total, issue.location)
        text = "\(count), \(labels.example) \(words.messages.summary(of: issue))"
      }
      let columns = labels.severity(.note).count + issue.code.rawValue.count + 3
      write(
        mark: "\(title)\(labels.colon) ", columns: columns + labels.colon.count,
        "\(text) (\(place))", indent: 4, to: &output)
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
    let showsNotes = options.showsNotes || options.isVerbose
    let counts = CodeCounts(report).ranked(
      showsNotes ? [.error, .warning, .note] : [.error, .warning])
    if options.isVerbose, let package = report.package, !package.severityChanges.isEmpty {
      let changes = package.severityChanges.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
      write(labels.changedSeverities(package.name, changes) + "\n\n", to: &output)
    }
    let leftOut = counts.leftOut
    guard isNeeded || leftOut > 0, !counts.lines.isEmpty else { return }
    if leftOut > 0 { write(labels.leftOut(leftOut) + "\n\n", to: &output) }
    let columns = leftOut > 0 ? 5 : 4
    var table = TextTable(rows: [Array(labels.codeHeadings.prefix(columns))], leftColumns: 3)
    for line in counts.lines {
      let cells = [
        line.key.code.rawValue, labels.severity(line.key.severity), line.key.table ?? "-",
        String(line.count.found), String(line.leftOut),
      ]
      table.rows.append(Array(cells.prefix(columns)))
    }
    for line in table.lines { write(line + "\n", to: &output) }
    write("\n", to: &output)
  }

  /// The records that are removed stand before all other changes: they are what can be lost.
  private func writeDeletions(
    _ report: ImportReport, _ deletions: [PlannedChange], _ words: Words,
    to output: inout some TextOutputStream
  ) {
    guard !deletions.isEmpty else { return }
    let total = report.ledger.reduce(0) { $0 + $1.deleted + $1.pruned }
    let shown = options.isVerbose ? deletions : Array(deletions.prefix(TextReport.maximumDeletions))
    var table = TextTable(rows: [labels.deletionHeadings], leftColumns: 2)
    for change in shown {
      table.rows.append([
        words.places.record(IssueLocation(.store, table: change.table, key: change.key)),
        change.row != nil
          ? words.places.bare(change.place)
          : report.run.command == "clean"
            ? labels.askedFor(isDone: report.run.isWritten) : labels.namedByNoRow,
      ])
    }
    for line in table.lines { write(line + "\n", to: &output) }
    if total > shown.count {
      write(labels.moreDeletions(total - shown.count) + "\n", to: &output)
    }
    write("\n", to: &output)
  }

  /// The updates with their fields, unless they are many and nobody asked.
  private func writeUpdates(
    _ report: ImportReport, _ updates: [PlannedChange], _ words: Words,
    to output: inout some TextOutputStream
  ) {
    let total = report.ledger.reduce(0) { $0 + $1.updated }
    guard !updates.isEmpty, options.isVerbose || total <= TextReport.maximumUpdates else { return }
    var table = TextTable(rows: [labels.changeHeadings], leftColumns: 4)
    for change in updates {
      for (index, field) in change.fields.enumerated() {
        let record = IssueLocation(.store, table: change.table, key: change.key)
        let place = change.place
        table.rows.append([
          index == 0 ? words.places.record(record) : "",
          index == 0 ? words.places.bare(place) : "",
          printable(words.names.name(of: field.name, at: place), limit: 40), values(of: field),
        ])
      }
    }
    for line in table.lines { write(line + "\n", to: &output) }
    if total > updates.count {
      write(labels.moreUpdates(total - updates.count) + "\n", to: &output)
    }
    write("\n", to: &output)
  }

  private func values(of field: PlannedChange.Field) -> String {
    if field.isSecret { return "\(Privacy.secret) → \(Privacy.secret)" }
    return ValueForm.change(
      from: printable(field.before, limit: 60), field.beforeForm,
      to: printable(field.after, limit: 60), field.afterForm, in: options.language,
      noValue: labels.noValue)
  }

  private func writeLedger(_ report: ImportReport, to output: inout some TextOutputStream) {
    if !report.ledger.isEmpty {
      let further: [(heading: String, KeyPath<LedgerLine, Int>)] = [
        (labels.pruned, \LedgerLine.pruned), (labels.pending, \LedgerLine.pending),
      ].filter { column in report.ledger.contains { $0[keyPath: column.1] > 0 } }
      var table = TextTable(rows: [labels.ledgerHeadings + further.map(\.heading)])
      for line in report.ledger {
        let counts = LedgerLine.columns.map { line[keyPath: $0.value] }
        table.rows.append(
          [line.table] + (counts + further.map { line[keyPath: $0.1] }).map { String($0) })
      }
      if let width = options.width { table.removeZeros(toFit: width) }
      for line in table.lines { write(line + "\n", to: &output) }
      write("\n", to: &output)
    }
    if !report.unreadTables.isEmpty {
      write(labels.notRead(report.unreadTables) + "\n\n", to: &output)
    }
    if report.run.isPartial { write(labels.partial + "\n\n", to: &output) }
    for finding in report.guards {
      guard let approver = finding.approver else { continue }
      write(labels.approved(finding, by: printable(approver)) + "\n\n", to: &output)
    }
    if let plan = report.plan {
      write(maskingPaymentCards(labels.plan(plan)) + "\n\n", to: &output)
    }
    if report.isPlanWithheld { write(labels.noPlan + "\n\n", to: &output) }
  }

  private func writeClosing(
    _ report: ImportReport, errorKinds: Int, to output: inout some TextOutputStream
  ) {
    let errors = report.issues.count(of: .error)
    let warnings = report.issues.count(of: .warning)
    let notes = report.issues.count(of: .note)
    var parts: [(severity: Severity?, text: String)] = []
    if errors > 0 { parts.append((.error, labels.errors(errors, kinds: errorKinds))) }
    if warnings > 0 { parts.append((.warning, labels.warnings(warnings))) }
    if parts.isEmpty { parts.append((nil, labels.noIssues)) }
    if notes > 0 { parts.append((nil, labels.notes(notes))) }
    var conclusion = maskingPaymentCards(report.run.conclusion.text(in: options.language))
    if conclusion.isEmpty {
      conclusion = report.run.isWritten ? labels.written : labels.nothingWritten
    }
    let sentence = conclusion.prefix(1).uppercased() + conclusion.dropFirst()
    let exit = report.run.outcome.exitCode
    let counts = parts.map { part in
      part.severity.map { style.severity($0, part.text) } ?? part.text
    }
    // Colours take no column.
    let columns = parts.map(\.text).joined(separator: ", ").count
    write(
      mark: counts.joined(separator: ", "), columns: columns,
      ". \(sentence). \(labels.exit) \(exit).", indent: 0, to: &output)
  }
}
