import ImportPipeline
import ImportReports
import RecordMapping
import TabularCore

/// What `registrar plan show` prints.
struct PlanPage {
  var plan: PlanFile
  var labels: PlanLabels

  /// Where the plan comes from, and how many records of each table it makes, changes and removes.
  var head: String {
    let header = plan.header
    let column = labels.head
    var lines = [
      column["plan"] + printable(plan.name) + labels.made(printable(header.createdAt)),
      column["target"] + printable(header.target),
      column["package"] + "\(printable(header.package)) \(printable(header.packageVersion))",
    ]
    for (index, file) in header.files.enumerated() {
      let label = index == 0 ? column["files"] : column.indent
      lines.append("\(label)\(printable(file.name))  sha256 \(printable(file.sha256, limit: 12))")
    }
    lines.append("")
    guard plan.summary.operationCount > 0 else {
      return lines.joined(separator: "\n") + "\n\(labels.nothing)\n"
    }
    var table = ListingTable(columns: labels.headings)
    for line in plan.summary.tables {
      table.add(
        [printable(line.table)]
          + [line.stored, line.created, line.updated, line.deleted, line.kept].map(String.init))
    }
    return lines.joined(separator: "\n") + "\n" + table.text
  }

  /// An operation with its fields, after a blank line.
  func text(of operation: PlanOperation) -> String {
    let key = operation.key.map { printable($0) }.joined(separator: "/")
    var text = "\n\(labels.kind(operation.kind)) \(printable(operation.table))[\(key)]"
    text += "  (\(place(of: operation)))\n"
    let headers = plan.header.fieldNames[operation.table] ?? [:]
    let names = operation.fields.map { printable(headers[$0.name] ?? $0.name, limit: 60) }
    let width = names.map(\.count).max() ?? 0
    for (field, name) in zip(operation.fields, names) {
      let gap = String(repeating: " ", count: max(0, width - name.count))
      text += "  \(name)\(gap)  \(values(of: field, operation.kind))\n"
    }
    return text
  }

  private func place(of operation: PlanOperation) -> String {
    guard let file = operation.file, let row = operation.row else {
      return plan.header.files.isEmpty ? labels.cleaned : labels.pruned
    }
    guard let sheet = operation.sheet else { return "\(printable(file)):\(row)" }
    let form = IssueLocation.Form(ofSheet: sheet)
    guard form != .json else {
      return PlaceRenderer().text(IssueLocation(form, file: file, sheet: sheet, row: row))
    }
    return "\(printable(file)) › \(printable(sheet))!\(row)"
  }

  private func values(of field: PlanOperation.Field, _ kind: PlanOperation.Kind) -> String {
    if field.isSecret { return "‹secret›" }
    switch kind {
    case .create: return shown(field.after, field.afterForm)
    case .delete: return shown(field.before, field.beforeForm)
    case .keep:
      return labels.kept(
        shown(field.before, field.beforeForm), file: shown(field.after, field.afterForm))
    case .update:
      return ValueForm.change(
        from: printable(field.before.description, limit: 200), field.beforeForm,
        to: printable(field.after.description, limit: 200), field.afterForm,
        in: labels.language, noValue: labels.noValue)
    }
  }

  private func shown(_ value: FieldValue, _ form: ValueForm) -> String {
    value.isNull
      ? labels.noValue : form.text(printable(value.description, limit: 200), in: labels.language)
  }
}
