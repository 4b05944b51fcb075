import RecordMapping
import Schemas
import TabularCore

extension SourceFiles {
  /// Finds the header of a source, binds its columns and adds the source to the run.
  mutating func bind(
    _ rows: any RowSource, head: RowBatch, table: Int, sheet: String?, countsFrom1904: Bool
  ) throws {
    let schema = session.order[table]
    let file = files[files.count - 1].input.name
    let form = files[files.count - 1].report.place.form
    // The header of a JSON list is row 0, whatever row others have theirs in.
    let declared = form == .json ? 0 : declaredHeaderRow(of: table)
    session.tables[table].wasRead = true
    guard
      let header = HeaderRow.find(
        in: head, vocabulary: finder.vocabularies[table], table: schema, declared: declared)
    else {
      let (isFilled, findings) = try rows.firstContents()
      let told = head.findings.isEmpty ? findings : head.findings
      let place = file.place(form, sheet: sheet, table: schema.name)
      for finding in told { report(finding, at: place) }
      if isFilled {
        reportNoHeader(head, table: table, file: file, sheet: sheet, form: form)
      } else if !told.isEmpty {
        reportUnreadable(table, at: place)
      } else {
        // A sheet without rows is not a table that lost its rows.
        return
      }
      session.tables[table].unreadFile = file
      return
    }
    let vocabulary = finder.vocabularies[table]
    func binding(_ header: HeaderRow) -> HeaderBinding {
      HeaderBinding(header, vocabulary: vocabulary, fieldCount: schema.fields.count)
    }
    session.sources.append(
      TableSource(
        file: files.count - 1, name: file, form: form, sheet: sheet, table: table,
        countsFrom1904: countsFrom1904, binding: binding(header),
        otherTable: finder.otherTable(thanTableAt: table, ofHeaders: head).map {
          session.order[$0].name
        },
        template: form == .workbook ? templateSheet(of: schema) : nil, rows: rows,
        rebind: {
          let head = try rows.head(upTo: max(HeaderRow.searchedRows, declared ?? 0))
          return HeaderRow.find(in: head, vocabulary: vocabulary, table: schema, declared: declared)
            .map(binding)
        }))
    session.columns.append([])
  }

  /// What the template of the workbook says about the sheet of a table; `nil` for other workbooks.
  private func templateSheet(of schema: TableSchema) -> TemplateSheet? {
    template.map { template in
      TemplateSheet(
        language: template.mark.language ?? .english,
        validatedFields: template.mark.validatedFields(of: schema, in: session.package),
        baseline: template.baseline?.tables[schema.name])
    }
  }

  /// Reports what a reader found in a source without a usable header.
  func report(_ finding: RowFinding, at place: IssueLocation) {
    var place = place
    place.row = finding.row
    place.column = finding.column
    let value = finding.value.map { String($0.prefix(200)) }
    session.issues.add(
      Issue(finding.content.completed(with: [.value: value ?? ""]), at: place, value: value))
  }

  /// Reports a source none of whose cells can be read.
  private func reportUnreadable(_ table: Int, at place: IssueLocation) {
    session.issues.add(
      Issue(
        .fileNoRows(
          .unreadable(
            sheet: place.sheet ?? place.file ?? "", table: session.order[table].name),
          file: place.file ?? ""),
        at: place))
  }

  private func reportNoHeader(
    _ head: RowBatch, table: Int, file: SourceName, sheet: String?, form: IssueLocation.Form
  ) {
    let schema = session.order[table]
    let place = file.place(form, sheet: sheet, table: schema.name)
    if let declared = session.options.headerRow {
      session.issues.add(
        Issue(
          .headerNotFound(.declared(row: declared, table: schema.name)), at: place))
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
    let limit = HeaderRow.searchedRows
    let search: IssueContent.HeaderSearch =
      if let other = finder.otherTable(thanTableAt: table, ofHeaders: head) {
        .otherTable(schema.name, other: session.order[other].name)
      } else if let best {
        .closest(limit: limit, row: best.row, count: best.count, total: required.count)
      } else {
        .none(limit: limit)
      }
    session.issues.add(Issue(.headerNotFound(search), at: place))
  }
}
