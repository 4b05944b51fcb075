import RecordMapping
import Schemas
import TabularCore

extension SourceFiles {
  /// Finds the header of a source, binds its columns and adds the source to the run.
  mutating func bind(
    _ rows: any RowSource, head: RowBatch, table: Int, sheet: String?, countsFrom1904: Bool
  ) {
    let schema = work.order[table]
    let file = files[files.count - 1].report.name
    let form: IssueLocation.Form = sheet == nil ? .delimited : .workbook
    work.tables[table].wasRead = true
    guard
      let header = HeaderRow.find(
        in: head, vocabulary: finder.vocabularies[table], table: schema,
        declared: work.options.headerRow)
    else {
      guard head.rows.contains(where: { $0.cellCount > 0 }) else { return }
      reportNoHeader(head, table: table, file: file, sheet: sheet, form: form)
      work.tables[table].unreadFile = file
      return
    }
    let binding = HeaderBinding(
      header, vocabulary: finder.vocabularies[table], fieldCount: schema.fields.count)
    work.sources.append(
      TableSource(
        file: files.count - 1, fileName: file, sheet: sheet, table: table,
        countsFrom1904: countsFrom1904, binding: binding, rows: rows))
    work.columns.append([])
  }

  private func reportNoHeader(
    _ head: RowBatch, table: Int, file: String, sheet: String?, form: IssueLocation.Form
  ) {
    let schema = work.order[table]
    let place = IssueLocation(form, file: file, sheet: sheet, table: schema.name)
    if let declared = work.options.headerRow {
      work.issues.add(
        Issue(
          "header.not-found", at: place, variant: "declared",
          arguments: [IssueArgument("row", declared), IssueArgument("table", schema.name)]))
      return
    }
    let required = finder.requiredFields(of: schema)
    var best: (row: Int, count: Int)?
    for index in head.rows.indices {
      let row = HeaderRow(head, rowAt: index)
      let known = finder.vocabularies[table].recognised(in: row.cells.map(\.text)).fields
      let count = required.filter(known.contains).count
      if count > (best?.count ?? 0) { best = (row.row, count) }
    }
    var arguments = [IssueArgument("limit", HeaderRow.searchedRows)]
    if let best {
      arguments += [
        IssueArgument("row", best.row), IssueArgument("count", best.count),
        IssueArgument("total", required.count),
      ]
    }
    work.issues.add(
      Issue(
        "header.not-found", at: place, variant: best == nil ? "none" : "", arguments: arguments))
  }
}
