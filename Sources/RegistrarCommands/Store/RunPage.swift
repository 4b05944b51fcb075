import ImportPipeline
import TabularCore

/// What `registrar show RUN` prints.
struct RunPage {
  var run: RunRecord
  var labels = RunLabels(language: .english)

  /// The page, every line ended.
  var text: String {
    let name = printable(run.operatorName)
    let column = labels.column
    var lines = [
      column["run"] + "\(run.id) (\(run.command))",
      column["who"] + labels.person(name, host: printable(run.host)),
      column["started"] + run.startedAt,
      column["finished"] + run.finishedAt,
      column["outcome"] + labels.exit(run.outcome, run.exitCode),
      column["target"] + printable(run.target),
      column["tool"] + labels.tool(run.toolVersion, zones: run.zoneData),
      column["package"] + "\(run.package) (\(run.packageHash.prefix(12)))",
    ]
    if let progress = RunProgress(json: run.progressJSON) {
      lines.append(
        column["written"] + labels.written(progress.done, of: progress.total))
    }
    if let subject = run.subject {
      lines.insert(column["of"] + printable(subject), at: 1)
    }
    if let seal = run.recordHash { lines.append(column["seal"] + seal) }
    if !["", "{}"].contains(run.optionsJSON) {
      lines.append(column["options"] + printable(run.optionsJSON, limit: 2_000))
    }
    lines += approvals
    var text = lines.joined(separator: "\n") + "\n"
    if !run.files.isEmpty {
      var table = ListingTable(columns: labels.fileHeadings)
      for file in run.files {
        table.add([printable(file.name), String(file.byteCount), file.sha256])
      }
      text += "\n" + table.text
    }
    if let ledger { text += "\n" + ledger.text }
    return text
  }

  /// What was approved, a line each.
  private var approvals: [String] {
    let list = KeptApproval.list(json: run.approvalsJSON)
    let column = labels.column
    return list.enumerated().map { index, item in
      let label = index == 0 ? column["approved"] : column.indent
      let group = item.field.map { ", \($0) \(item.value ?? "")" } ?? ""
      return label
        + printable(
          labels.approved("\(item.code)=\(item.count) (\(item.table)\(group))", by: item.approver))
    }
  }

  /// The ledger as a table; `nil` when none was kept.
  private var ledger: ListingTable? {
    let lines = LedgerLine.lines(json: run.ledgerJSON)
    guard !lines.isEmpty else { return nil }
    var table = ListingTable(columns: labels.ledgerHeadings)
    for line in lines {
      let numbers = [
        line.read, line.blank, line.example, line.skipped, line.invalid, line.created,
        line.updated, line.unchanged, line.deleted,
      ]
      let pruned = line.pruned > 0 ? String(line.pruned) : ""
      table.add([printable(line.table)] + numbers.map { String($0) } + [pruned])
    }
    return table
  }
}
