import QTIPackages
import RecordMapping
import Schemas
import TabularCore
import Workbooks

extension SourceFiles {
  /// Reads a package of assessment items as the table of items and that of their groups.
  ///
  /// The rows of both are those of a sheet: a header, then an item or a group a row, in the package's order.
  mutating func openItems(_ input: InputFile) throws {
    guard let table = session.order.firstIndex(where: { $0.items != nil }),
      let mapping = session.order[table].items
    else { throw InputFileError.unknownFormat("a QTI package") }
    let package = try QTIPackage(
      fileDescriptor: input.descriptor, limits: session.options.limits,
      mostOptions: mapping.options.count)
    if let name = package.unsafeMemberNames.first { throw UnsafeMemberError(member: name) }
    files.append(
      OpenedFile(
        input: input, workbook: nil,
        report: ImportReport.File(
          source: input.name.id, name: input.displayName, sha256: "", byteCount: input.byteCount,
          kind: "qti")))
    let rows = ItemRows(
      package, as: session.order[table], mapping,
      defaultGroup: Self.lastComponent(of: input.path), clearToken: session.options.clearToken)
    for content in rows.issues {
      session.issues.add(Issue(content, at: input.name.place(.workbook)))
    }
    if let reference = session.order[table].reference(from: mapping.group),
      let groups = session.positions[reference.table],
      let sheet = rows.groups(as: session.order[groups])
    {
      try bind(sheet, as: groups)
    }
    try bind(rows.items, as: table)
  }

  private mutating func bind(_ rows: SheetRows, as table: Int) throws {
    try bind(
      rows, head: rows.head(upTo: 1), table: table, sheet: session.order[table].sheetName,
      countsFrom1904: false)
  }
}

/// Rows that are in memory, behind a header in row 1.
struct SheetRows: RowSource {
  /// The header, then the rows; a blank text is no cell.
  var rows: [[String]]

  func readRows(
    maximumRows: Int, _ body: (inout RowBatch) -> Bool
  ) throws -> SourceSummary? {
    var next = 0
    while next < rows.count {
      var batch = RowBatch()
      for place in next..<min(next + max(1, maximumRows), rows.count) {
        batch.beginRow(number: place + 1)
        for (column, text) in rows[place].enumerated() where !text.isEmpty {
          batch.appendCell(column: column + 1, kind: .text, text: text)
        }
      }
      next += batch.rowCount
      guard body(&batch) else { return nil }
    }
    return SourceSummary()
  }
}
