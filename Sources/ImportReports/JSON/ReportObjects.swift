import ImportPipeline
import JSONText
import TabularCore

/// The objects of the machine-readable reports, `registrar.report/1`.
///
/// A method writes the members of an object, or a value where it says so. Keys keep their order and their types within
/// version 1; new ones may be added at the end.
struct ReportObjects {
  static let format = "registrar.report/1"
  /// The number in `format`.
  static let schemaVersion = 1

  let content: ReportContent
  var report: ImportReport { content.report }
  var options: ReportOptions { content.options }

  init(_ content: ReportContent) { self.content = content }

  /// The issues in the order of the report, as they are; `issue(_:_:)` hides what is private.
  var issues: IssueSelection { content.issues }

  func tool(_ json: inout JSONWriter) {
    json.text("name", "registrar")
    json.text("version", options.toolVersion)
  }

  func run(_ json: inout JSONWriter) {
    let run = report.run
    json.text("id", run.id)
    json.text("command", run.command)
    json.text("mode", run.mode)
    json.text("target", run.target)
    json.text("onError", run.onError)
    json.text("startedAt", run.startedAt)
    json.text("finishedAt", run.finishedAt)
    json.text("zoneData", run.zoneData)
    json.member("partial", run.isPartial)
    json.text("outcome", run.outcome.rawValue)
    json.member("exit", Int(run.outcome.exitCode))
    json.member("written", run.isWritten)
    json.text("conclusion", run.conclusion.text(in: options.language))
    json.member("retry", run.isRetryable)
    json.member("redacted", options.isRedacted)
  }

  /// Writes the value: the package, or null.
  func package(_ json: inout JSONWriter) {
    guard let package = report.package else { return json.value("null") }
    json.object { json in
      json.text("name", package.name)
      json.member("version") { json in
        if let version = Int(package.version) {
          json.number(version)
        } else {
          json.text(package.version)
        }
      }
      let hash = package.hash.isEmpty || package.hash.contains(":") ? "" : "sha256:"
      json.member("hash", hash + package.hash)
      json.object("severityChanges") { json in
        for change in package.severityChanges.sorted(by: { $0.key < $1.key }) {
          json.text(change.key.rawValue, change.value.rawValue)
        }
      }
    }
  }

  func file(_ file: ImportReport.File, _ json: inout JSONWriter) {
    json.text("name", file.name)
    json.member("sha256", file.sha256)
    json.member("bytes", file.byteCount)
    json.text("kind", file.kind)
    json.optional("dateSystem", number: file.dateSystem)
    json.objects("sheets", file.sheets) { sheet($1, isWorkbook: file.kind == "xlsx", &$0) }
    source(file.source, &json)
  }

  private func sheet(_ sheet: ImportReport.Sheet, isWorkbook: Bool, _ json: inout JSONWriter) {
    json.text("name", sheet.name)
    json.text("table", sheet.table)
    // The header of a JSON list stands in no row.
    json.optional("headerRow", number: sheet.headerRow == 0 ? nil : sheet.headerRow)
    json.objects("columns", sheet.columns) { json, column in
      json.text("column", isWorkbook ? columnLetters(column.number) : nil)
      json.member("number", column.number)
      json.text("header", column.header)
      json.text("field", column.field)
      json.text("dateOrder", column.dateOrder)
      json.text("decimalMark", column.decimalMark)
    }
  }

  /// Writes which of the files that the run was given it is, where it is one of them.
  func source(_ source: SourceID?, _ json: inout JSONWriter) {
    if let source { json.member("source", source.rawValue) }
  }

  func ledger(_ line: LedgerLine, _ json: inout JSONWriter) {
    json.text("table", line.table)
    for column in LedgerLine.columns { json.member(column.name, line[keyPath: column.value]) }
    json.member("pruned", line.pruned)
    json.member("pending", line.pending)
  }

  func counts(_ json: inout JSONWriter) {
    json.member("error", report.issues.count(of: .error))
    json.member("warning", report.issues.count(of: .warning))
    json.member("note", report.issues.count(of: .note))
    json.objects("byCode", CodeCounts(report).lines) { json, line in
      json.text("code", line.key.code.rawValue)
      json.text("severity", line.key.severity.rawValue)
      json.text("table", line.key.table)
      json.member("count", line.count.found)
      json.member("kept", line.count.kept)
    }
  }

  /// Writes the value: the tables that could not be read.
  func notRead(_ json: inout JSONWriter) {
    json.array(report.unreadTables) { $0.text($1) }
  }

  /// A limit that the run passes.
  func guarded(_ finding: GuardFinding, _ json: inout JSONWriter) {
    json.text("code", finding.code.rawValue)
    json.text("table", finding.table)
    json.text("field", finding.group?.field)
    json.text("value", finding.group?.value)
    json.member("count", finding.count)
    json.member("total", finding.total)
    json.member("limit", finding.limit)
    json.text("unit", finding.isInRows ? "rows" : "percent")
    json.text("approver", finding.approver)
  }

  /// Writes the value: the plan that was written, or null.
  func plan(_ json: inout JSONWriter) {
    guard let plan = report.plan else { return json.value("null") }
    json.object { json in
      json.text("file", plan.file)
      json.member("operations", plan.operationCount)
      json.member("digest", "sha256:" + plan.digest)
    }
  }

  /// Writes the value: what became of the issues of the earlier report, or null where there is none.
  func since(_ json: inout JSONWriter) {
    since(&json) { json, difference in
      json.objects("fixedIssues", difference.fixed) { fixed($1, &$0) }
    }
  }

  /// Writes the value: the counts of what became of the issues of the earlier report, or null where there is none.
  func sinceCounts(_ json: inout JSONWriter) { since(&json) { _, _ in } }

  /// An issue of the earlier report that is no longer there.
  func fixed(_ issue: EarlierReport.Issue, _ json: inout JSONWriter) {
    json.text("code", issue.code)
    json.text("severity", issue.severity)
    json.text("sheet", issue.sheet)
    json.optional("row", number: issue.row)
    json.text("field", issue.field)
    json.texts("key", issue.key)
    json.text("place", issue.place)
    json.text("message", issue.message)
    json.member("fingerprint", issue.fingerprint)
  }

  private func since(
    _ json: inout JSONWriter, _ others: (inout JSONWriter, RoundDifference) -> Void
  ) {
    guard let difference = content.difference else { return json.value("null") }
    json.object { json in
      json.text("run", difference.earlier.run)
      json.member("fixed", difference.fixed.count)
      json.member("remaining", difference.count(of: .remaining))
      json.member("moved", difference.count(of: .moved))
      json.member("new", difference.count(of: .new))
      json.member("leftOut", difference.earlier.leftOut)
      others(&json, difference)
    }
  }
}
