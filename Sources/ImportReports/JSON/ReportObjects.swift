import ImportPipeline
import TabularCore

/// The objects of the machine-readable reports, `registrar.report/1`.
///
/// Keys keep their order and their types within version 1; new ones may be added at the end.
struct ReportObjects {
  static let format = "registrar.report/1"
  /// The number in `format`.
  static let schemaVersion = 1

  private let content: ReportContent
  private var report: ImportReport { content.report }
  private var options: ReportOptions { content.options }
  private var messages: IssueMessage { content.messages }
  private var places: PlaceRenderer { content.places }

  init(_ content: ReportContent) { self.content = content }

  /// The issues in the order of the report, as they are; `issue(_:)` hides what is private.
  var issues: IssueSelection { content.issues }

  var tool: JSONValue {
    .object([("name", .string("registrar")), ("version", .string(options.toolVersion))])
  }

  var run: JSONValue {
    let run = report.run
    return .object([
      ("id", .string(run.id)), ("command", .string(run.command)), ("mode", .string(run.mode)),
      ("target", .string(run.target)), ("onError", .string(run.onError)),
      ("startedAt", .string(run.startedAt)), ("finishedAt", .string(run.finishedAt)),
      ("zoneData", .string(run.zoneData)), ("partial", .bool(run.isPartial)),
      ("outcome", .string(run.outcome.rawValue)), ("exit", .integer(Int(run.outcome.exitCode))),
      ("written", .bool(run.isWritten)),
      ("conclusion", .string(run.conclusion.text(in: options.language))),
      ("retry", .bool(run.isRetryable)), ("redacted", .bool(options.isRedacted)),
    ])
  }

  /// What became of the issues of the earlier report; null where there is none.
  var since: JSONValue {
    since(("fixedIssues", .array(fixedIssues)))
  }

  /// The issues of the earlier report that are no longer there.
  var fixedIssues: [JSONValue] {
    (content.difference?.fixed ?? []).map { issue in
      JSONValue.object([
        ("code", .string(issue.code)), ("severity", .string(issue.severity)),
        ("sheet", JSONValue(issue.sheet)), ("row", JSONValue(issue.row)),
        ("field", JSONValue(issue.field)), ("key", .array(issue.key.map { .string($0) })),
        ("place", .string(issue.place)), ("message", .string(issue.message)),
        ("fingerprint", .digest(issue.fingerprint)),
      ])
    }
  }

  /// The counts of what became of the issues of the earlier report; null where there is none.
  var sinceCounts: JSONValue { since() }

  private func since(_ others: (String, JSONValue)...) -> JSONValue {
    guard let difference = content.difference else { return .null }
    return .object(
      [
        ("run", .string(difference.earlier.run)), ("fixed", .integer(difference.fixed.count)),
        ("remaining", .integer(difference.count(of: .remaining))),
        ("moved", .integer(difference.count(of: .moved))),
        ("new", .integer(difference.count(of: .new))),
        ("leftOut", .integer(difference.earlier.leftOut)),
      ] + others)
  }

  var package: JSONValue {
    guard let package = report.package else { return .null }
    let version = Int(package.version).map { JSONValue.integer($0) } ?? .string(package.version)
    let hash = package.hash.isEmpty || package.hash.contains(":") ? "" : "sha256:"
    let changes = package.severityChanges.sorted { $0.key < $1.key }
      .map { ($0.key.rawValue, JSONValue.string($0.value.rawValue)) }
    return .object([
      ("name", .string(package.name)), ("version", version),
      ("hash", .digest(hash + package.hash)), ("severityChanges", .object(changes)),
    ])
  }

  func file(_ file: ImportReport.File) -> JSONValue {
    .object(
      [
        ("name", .string(file.name)), ("sha256", .digest(file.sha256)),
        ("bytes", .integer(file.byteCount)), ("kind", .string(file.kind)),
        ("dateSystem", JSONValue(file.dateSystem)),
        ("sheets", .array(file.sheets.map { sheet($0, isWorkbook: file.kind == "xlsx") })),
      ] + source(file.source))
  }

  private func sheet(_ sheet: ImportReport.Sheet, isWorkbook: Bool) -> JSONValue {
    let columns = sheet.columns.map { column in
      JSONValue.object([
        ("column", JSONValue(isWorkbook ? columnLetters(column.number) : nil)),
        ("number", .integer(column.number)), ("header", .string(column.header)),
        ("field", JSONValue(column.field)), ("dateOrder", JSONValue(column.dateOrder)),
        ("decimalMark", JSONValue(column.decimalMark)),
      ])
    }
    return .object([
      ("name", JSONValue(sheet.name)), ("table", JSONValue(sheet.table)),
      // The header of a JSON list stands in no row.
      ("headerRow", JSONValue(sheet.headerRow == 0 ? nil : sheet.headerRow)),
      ("columns", .array(columns)),
    ])
  }

  func ledger(_ line: LedgerLine) -> JSONValue {
    .object(
      [("table", .string(line.table))]
        + LedgerLine.columns.map { ($0.name, .integer(line[keyPath: $0.value])) }
        + [("pruned", .integer(line.pruned)), ("pending", .integer(line.pending))])
  }

  var counts: JSONValue {
    let lines = CodeCounts(report).lines.map { line in
      JSONValue.object([
        ("code", .string(line.key.code.rawValue)),
        ("severity", .string(line.key.severity.rawValue)), ("table", JSONValue(line.key.table)),
        ("count", .integer(line.count.found)), ("kept", .integer(line.count.kept)),
      ])
    }
    return .object([
      ("error", .integer(report.issues.count(of: .error))),
      ("warning", .integer(report.issues.count(of: .warning))),
      ("note", .integer(report.issues.count(of: .note))), ("byCode", .array(lines)),
    ])
  }

  /// A limit that the run passes.
  func guarded(_ finding: GuardFinding) -> JSONValue {
    .object([
      ("code", .string(finding.code.rawValue)), ("table", .string(finding.table)),
      ("field", JSONValue(finding.group?.field)), ("value", JSONValue(finding.group?.value)),
      ("count", .integer(finding.count)), ("total", .integer(finding.total)),
      ("limit", .real(finding.limit)),
      ("unit", .string(finding.isInRows ? "rows" : "percent")),
      ("approver", JSONValue(finding.approver)),
    ])
  }

  /// The plan that was written, or null.
  var plan: JSONValue {
    guard let plan = report.plan else { return .null }
    return .object([
      ("file", .string(plan.file)), ("operations", .integer(plan.operationCount)),
      ("digest", .digest("sha256:" + plan.digest)),
    ])
  }

  /// A value that no cell gave as it stands.
  func explained(_ original: ExplainedValue) -> JSONValue {
    let value = content.shown(original)
    return .object(
      place(value.location, withTable: true) + [
        ("value", .string(value.value)), ("read", JSONValue(value.read)),
        ("origin", .string(value.origin.rawValue)),
        ("detail", value.detail.isEmpty ? .null : .string(value.detail)),
        ("count", .integer(value.rows.count)), ("rows", rows(value.rows, nil)),
        ("place", .string(places.text(value.location))),
      ])
  }

  /// The corrections of a copy, or null.
  var corrections: JSONValue {
    guard let corrections = report.corrections else { return .null }
    return .object([
      ("file", .string(corrections.file)),
      ("applied", .array(corrections.applied.map(correction))),
      ("proposed", .array(corrections.proposed.map(correction))),
    ])
  }

  private func correction(_ original: ReportedCorrection) -> JSONValue {
    let correction = content.shown(original)
    let place = correction.location
    let after = correction.after.map { JSONValue.string($0) }
    return .object([
      ("file", JSONValue(place.file)), ("sheet", JSONValue(place.sheet)),
      ("table", JSONValue(place.table)), ("row", JSONValue(place.row)),
      ("column", JSONValue(place.column)), ("field", JSONValue(place.field)),
      ("kind", .string(correction.kind.rawValue)), ("before", .string(correction.before)),
      ("after", correction.doubt == nil ? after.first ?? .null : .array(after)),
      ("doubt", JSONValue(correction.doubt?.rawValue)),
    ])
  }

  var notRead: JSONValue { .array(report.unreadTables.map { .string($0) }) }

  /// An issue at a position of the report, from 0.
  ///
  /// - Parameter counter: counts the issues with the same fingerprint, so is given all of them in turn.
  func issue(
    _ original: Issue, at position: Int, _ counter: inout FingerprintCounter
  ) -> JSONValue {
    let identity = counter.next(original)
    var members = self.members(of: original)
    members.append(("fingerprint", .digest(identity.fingerprint.text)))
    members.append(("occurrence", .integer(identity.occurrence)))
    if !options.isRedacted,
      report.findingDigests.mayAccept(original, original.severity),
      let digest = report.findingDigests.digest(of: original)
    {
      members.append(("digest", .digest(digest)))
    }
    if let difference = content.difference {
      members.append(("since", .string(difference.states[position].word)))
    }
    if let row = content.evidence(for: original) {
      members.append(
        ("evidence", evidence(row, isWorkbook: original.location.form == .workbook)))
    }
    return .object(members)
  }

  /// What an issue says by itself.
  func members(of original: Issue) -> [(String, JSONValue)] {
    let issue = content.shown(original)
    let location = issue.location
    var members: [(String, JSONValue)] = [
      ("code", .string(issue.code.rawValue)), ("severity", .string(issue.severity.rawValue)),
    ]
    members += place(location, withTable: true)
    members += [
      ("key", .array(location.key.map { .string($0) })),
      ("value", issue.isSecret ? .null : JSONValue(issue.value)),
      ("shown", JSONValue(issue.shown)), ("arguments", arguments(of: issue)),
      ("message", .string(messages.message(of: issue))),
      ("help", .string(messages.help(of: issue))),
      (
        "suggestion",
        issue.suggestion.map {
          .object([
            ("text", .string($0.text)),
            ("evidence", .string(Phrases.text($0.evidence, in: options.language))),
          ])
        } ?? .null
      ), ("related", .array(issue.related.map(related))),
      ("rows", rows(issue.rows, location.row)), ("place", .string(places.text(location))),
    ]
    if issue.isSecret { members.append(("secret", .bool(true))) }
    if location.form != .json, let part = location.part { members.append(("part", .string(part))) }
    if let offset = location.byteOffset { members.append(("byteOffset", .integer(offset))) }
    members += source(location.source)
    return members
  }

  /// The row of an issue as it was read.
  private func evidence(_ row: RowEvidence, isWorkbook: Bool) -> JSONValue {
    let cells = row.cells.map { cell in
      JSONValue.object(
        [
          ("column", JSONValue(isWorkbook ? columnLetters(cell.column) : nil)),
          ("columnNumber", .integer(cell.column)), ("header", .string(cell.header)),
          ("field", JSONValue(cell.field)),
          ("value", cell.isSecret ? .null : .string(cell.text)),
        ] + (cell.isSecret ? [("secret", .bool(true))] : []))
    }
    return .object([("cells", .array(cells)), ("omitted", .integer(row.omittedCount))])
  }

  func change(_ original: PlannedChange) -> JSONValue {
    let change = content.shown(original)
    let fields = change.fields.map { field in
      JSONValue.object(
        [
          ("field", .string(field.name)),
          ("before", field.before.isEmpty ? .null : .string(field.before)),
          ("after", field.after.isEmpty ? .null : .string(field.after)),
        ] + (field.isSecret ? [("secret", .bool(true))] : []) + shown(field))
    }
    return .object(
      [
        ("table", .string(change.table)), ("key", .array(change.key.map { .string($0) })),
        ("operation", .string(change.operation.rawValue)), ("file", JSONValue(change.file)),
        ("sheet", JSONValue(change.sheet)), ("row", JSONValue(change.row)),
        ("fields", .array(fields)),
      ] + source(change.source))
  }

  /// How people write the values of a field, where that is not as programs do: `1875.00 CAD`, `yes`.
  private func shown(_ field: PlannedChange.Field) -> [(String, JSONValue)] {
    guard !field.isSecret, field.beforeForm.kind != .plain || field.afterForm.kind != .plain else {
      return []
    }
    func value(_ text: String, _ form: ValueForm) -> JSONValue {
      text.isEmpty ? .null : .string(form.text(text, in: options.language))
    }
    return [
      ("shownBefore", value(field.before, field.beforeForm)),
      ("shownAfter", value(field.after, field.afterForm)),
    ]
  }

  private func place(_ location: IssueLocation, withTable: Bool) -> [(String, JSONValue)] {
    let letters = location.form == .workbook ? location.column.map(columnLetters) : nil
    return [
      ("file", JSONValue(location.isInput ? location.file : nil)),
      ("sheet", JSONValue(location.sheet)),
    ] + (withTable ? [("table", JSONValue(location.table))] : []) + [
      ("row", JSONValue(location.row)), ("column", JSONValue(letters)),
      ("columnNumber", JSONValue(location.column)),
    ] + (withTable ? [("field", JSONValue(location.field))] : [])
      + (location.form == .json ? jsonPlace(location) : [])
  }

  /// Where a place of a JSON file is, as far as it is known.
  private func jsonPlace(_ location: IssueLocation) -> [(String, JSONValue)] {
    [
      ("pointer", JSONValue(location.part)), ("line", JSONValue(location.line)),
      ("lineColumn", JSONValue(location.lineColumn)),
    ]
  }

  /// Which of the files that the run was given, where it is one of them.
  private func source(_ source: SourceID?) -> [(String, JSONValue)] {
    source.map { [("source", .integer($0.rawValue))] } ?? []
  }

  private func related(_ place: Issue.RelatedPlace) -> JSONValue {
    .object(
      [("label", .string(Phrases.text(place.label, in: options.language)))]
        + self.place(place.location, withTable: false) + [
          ("rows", rows(place.rows, place.location.row)),
          ("place", .string(places.text(place.location, rows: place.rows))),
        ] + source(place.location.source))
  }

  private func rows(_ ranges: RowRanges, _ row: Int?) -> JSONValue {
    let ranges = ranges.isEmpty ? row.map { [$0...$0] } ?? [] : ranges.ranges
    return .array(ranges.map { .array([.integer($0.lowerBound), .integer($0.upperBound)]) })
  }

  private func arguments(of issue: Issue) -> JSONValue {
    var names: Set<String> = []
    return .object(
      issue.arguments.filter { names.insert($0.name).inserted }
        .map { ($0.name, .string($0.value)) })
  }
}
