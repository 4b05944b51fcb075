import ImportPipeline
import Schemas
import TabularCore
import TestSupport
import Testing

/// Rows of one table with one mistake, read as a delimited file and as a sheet.
struct RowsCase: Sendable, CustomTestStringConvertible {
  var code: IssueCode
  var title: String
  /// Files that are executed first.
  var stored: [SampleFile]
  var table: String
  /// The header and the rows.
  var lines: [String]
  /// Row, field number and field of each error and warning, in the order of the report.
  var places: [(code: IssueCode, row: Int, column: Int, field: String)]
  /// The sentence of the first issue of the code.
  var message: String

  init(
    _ code: IssueCode, _ title: String = "", stored: [SampleFile] = [], _ table: String,
    _ lines: String..., at place: (Int, Int, String),
    also others: [(IssueCode, Int, Int, String)] = [], _ message: String
  ) {
    self.code = code
    self.title = title
    self.stored = stored
    self.table = table
    self.lines = lines
    self.places =
      [(code, place.0, place.1, place.2)] + others.map { ($0.0, $0.1, $0.2, $0.3) }
    self.message = message
  }

  var testDescription: String { title.isEmpty ? "\(code) in \(table)" : "\(code): \(title)" }

  /// What the report has to say of the delimited file, sorted.
  var delimitedFindings: [String] {
    places.map { place in
      "\(severity(of: place.code)) \(place.code) at"
        + " \(table).csv:\(place.row):\(place.column) (\(place.field))"
    }.sorted()
  }

  /// What the report has to say of the sheet, sorted.
  func sheetFindings(_ sheet: String) -> [String] {
    let quoted = sheet.contains(" ") ? "'\(sheet)'" : sheet
    return places.map { place in
      "\(severity(of: place.code)) \(place.code) at"
        + " \(table).xlsx › \(quoted)!\(columnLetters(place.column))\(place.row) (\(place.field))"
    }.sorted()
  }

  private func severity(of code: IssueCode) -> Severity {
    IssueCatalog.definition(of: code)?.severity ?? .error
  }

  /// Validates the rows in both forms over the records of a package, and checks what is reported.
  func check(_ makeHarness: () throws -> ImportHarness) throws {
    for isSheet in [false, true] {
      let harness = try makeHarness()
      if !stored.isEmpty {
        let report = try harness.execute(stored)
        #expect(report.run.isWritten, "\(report.findings())")
      }
      let sheet = try #require(harness.package.table(named: table)).sheetName
      let file: SampleFile =
        isSheet
        ? .sheet(table, sheet: sheet, cellsOf: lines) : .csv(table, lines: lines)
      let report = try harness.validate([file])
      #expect(
        report.findings().sorted() == (isSheet ? sheetFindings(sheet) : delimitedFindings))
      #expect(report.message(report.first(code)) == message)
      #expect(report.isBalanced)
    }
  }
}
