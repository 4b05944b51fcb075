import Foundation
public import ImportPipeline
public import ImportReports
import RecordMapping
public import Schemas
import TabularCore
import TemplateWriting

/// Writes the rows that were not imported, in the form of the tables' templates, with what is wrong with
/// each beside it.
///
/// The rows are those with an error and those that wait for one; what was written, what was skipped on
/// purpose and these make all rows of the input. They can be imported as they are once the cause is gone:
/// the columns with the row's place and its problems are ignored. Secrets are left out.
public struct RejectsFile {
  /// What was written.
  public struct Outcome: Sendable, Hashable {
    /// The paths of the files.
    public var paths: [String] = []
    /// How many rows they hold.
    public var rowCount = 0
  }

  private let content: ReportContent
  private let package: DataPackage
  private let rules: ReadingRules

  /// The rejected rows of a report, told in its language.
  public init(_ content: ReportContent, package: DataPackage, rules: ReadingRules = ReadingRules())
  {
    self.content = content
    self.package = package
    self.rules = rules
  }

  /// Writes the rejected rows of files.
  ///
  /// A name that ends in `.xlsx` gets a workbook with a sheet per table; any other a delimited file, or, if
  /// rows of several tables were read, one for each, `OUT.TABLE.csv`. Where no row was rejected nothing is
  /// written, and what an earlier run left at `output` is removed.
  ///
  /// - Parameter files: the files as the report has them, with their paths.
  public func write(
    _ files: [(file: ImportReport.File, path: String)], to output: String
  ) throws(MarkedCopyError) -> Outcome {
    let isWorkbook = output.lowercased().hasSuffix(".xlsx")
    for (file, path) in files {
      let input = try CheckedInput.open(file, at: path, limits: rules.limits)
      guard !input.isSame(as: output) else { throw .output(.isInput) }
      guard input.kind != .json else { throw .output(.isJSON) }
      guard input.kind != .items else { throw .output(.isItems) }
    }
    let tables = try collect(files, isWorkbook: isWorkbook)
    var outcome = Outcome()
    outcome.rowCount = tables.reduce(0) { $0 + $1.rows.count }
    let readCount = Set(files.flatMap { $0.file.sheets.compactMap(\.table) }).count
    let filled = tables.filter { !$0.rows.isEmpty }
    let writer = TemplateWriter(package: package, language: content.language)
    if isWorkbook || readCount < 2 {
      guard !filled.isEmpty else {
        Self.removeFormer(output)
        return outcome
      }
      try write(filled, writer, isWorkbook: isWorkbook, to: output)
      outcome.paths = [output]
      return outcome
    }
    for table in tables {
      let path = Self.path(of: table.table, output)
      guard !table.rows.isEmpty else {
        Self.removeFormer(path)
        continue
      }
      try write([table], writer, isWorkbook: false, to: path)
      outcome.paths.append(path)
    }
    return outcome
  }

  private func write(
    _ tables: [TemplateRows], _ writer: TemplateWriter, isWorkbook: Bool, to output: String
  ) throws(MarkedCopyError) {
    try ReplacedFile(output).write { path throws(MarkedCopyError) in
      do {
        if isWorkbook {
          try writer.write(tables, to: path)
        } else if let rows = tables.first, let schema = package.table(named: rows.table) {
          try Data(writer.delimitedText(of: schema, rows).utf8).write(
            to: URL(fileURLWithPath: path))
        }
      } catch {
        throw MarkedCopyError.output(
          .refused(reason: (error as? TemplateError)?.message ?? "\(error)"))
      }
    }
  }

  /// `OUT.TABLE.csv` for `OUT.csv`.
  private static func path(of table: String, _ output: String) -> String {
    let start = output.lastIndex(of: "/").map { output.index(after: $0) } ?? output.startIndex
    guard let dot = output.lastIndex(of: "."), dot > start else { return "\(output).\(table)" }
    return "\(output[..<dot]).\(table)\(output[dot...])"
  }

  /// Takes away what an earlier run wrote: it would be taken for the rows of this one.
  private static func removeFormer(_ path: String) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue
    else { return }
    try? FileManager.default.removeItem(atPath: path)
  }

  // MARK: Rows

  /// The rejected rows of each table, parents before children.
  private func collect(
    _ files: [(file: ImportReport.File, path: String)], isWorkbook: Bool
  ) throws(MarkedCopyError) -> [TemplateRows] {
    var collected: [String: [RejectedRows.Row]] = [:]
    var others: [String: [String]] = [:]
    var sourceCount: [String: Int] = [:]
    for table in files.flatMap({ $0.file.sheets.compactMap(\.table) }) {
      sourceCount[table, default: 0] += 1
    }
    for (file, path) in files {
      let input = try CheckedInput.open(file, at: path, limits: rules.limits)
      for sheet in file.sheets {
        let rows = SourceRows(input, file, sheet, limits: rules.limits)
        guard
          let states = content.report.rows.first(where: {
            $0.source == file.source && $0.sheet == sheet.name
          }), !states.invalid.isEmpty || !states.waiting.isEmpty,
          let header = try FileCorrections.header(of: sheet, rows),
          let table = BoundTable(
            sheet, of: file, header: header, states: [states], package: package, options: rules)
        else { continue }
        let name = table.schema.name
        let source = RejectedRows(
          file, sheet, table, try ColumnDecisions(table, rows, rules),
          RowProblems(file, sheet, content), isWorkbook: isWorkbook,
          namesPlace: sourceCount[name, default: 0] > 1, states: states)
        collected[name, default: []] += try source.rows(rows)
        for other in source.others where !(others[name] ?? []).contains(other.header) {
          others[name, default: []].append(other.header)
        }
      }
    }
    let language = content.language
    return package.dependencyOrder.tables.compactMap { name in
      guard sourceCount[name] != nil else { return nil }
      let own = others[name] ?? []
      var rows = TemplateRows(
        table: name,
        others: own.map { ($0, 18) } + [
          (language.label("rejects/row"), 16), (language.label("rejects/problems"), 90),
        ])
      rows.rows = (collected[name] ?? []).map { collected in
        var row = collected.row
        row.others =
          own.map { collected.others[$0] } + [.text(collected.place), .text(collected.problems)]
        return row
      }
      return rows
    }
  }
}
