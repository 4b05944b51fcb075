import Foundation
import GRDB
import TestSupport

/// What the built binary made of the files of a producer.
struct ImportedTables {
  /// The import ended in a way that no file may bring about.
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  /// An error or warning of the report, as far as it is of interest here.
  private struct ToldIssue {
    var code: String
    var severity: String
    var table: String
    /// The rows that it covers; none for one of the whole file or table.
    var rows: [ClosedRange<Int>]
  }

  /// The stored values by table and key.
  let stored: [String: [String: String?]]
  private let issues: [ToldIssue]
  private let written: WrittenTables

  init(_ written: WrittenTables) throws {
    self.written = written
    let scratch = written.scratch
    var variables = ProcessInfo.processInfo.environment
    variables["HOME"] = scratch.path
    variables["REGISTRAR_NOW"] = "2026-11-20T12:00:00Z"
    variables["DATABASE_URL"] = nil
    let run = try ProgramRun(
      [
        try Self.binary(), "import", "--package",
        try KindsPackage.write(
          to: scratch, missingValues: written.producer.missingValues), "--execute",
        "--on-error", "skip-row", "--store", "sqlite:\(scratch.path(of: "store.sqlite"))",
        "--report", "json:\(scratch.path(of: "report.json"))", "--max-details", "0", "--quiet",
      ] + written.files, in: scratch, environment: variables)
    guard [0, 1, 3].contains(run.status) else {
      throw Failure(description: "import ended with \(run.status): \(run.output)\(run.errors)")
    }
    issues = try Self.issues(in: scratch.contents(of: "report.json"))
    stored = run.status == 3 ? [:] : try Self.records(in: scratch.path(of: "store.sqlite"))
  }

  /// What became of a cell.
  ///
  /// - Parameter index: its place among the written cells of its table.
  func result(of cell: ProducerCase, at index: Int) throws -> CellResult {
    let row = try row(of: cell.key, in: cell.table, at: index)
    if let value = stored[cell.table]?[cell.key] {
      return value.map { .stored($0, warnings: codes("warning", cell.table, row)) } ?? .null
    }
    let errors = codes("error", cell.table, row)
    return errors.isEmpty ? .absent : .told(errors)
  }

  /// The codes of the warnings at the row of a record of a delimited file.
  func warnings(ofRecord key: String, in table: String) throws -> [String] {
    codes("warning", table, try row(of: key, in: table, at: 0))
  }

  private func codes(_ severity: String, _ table: String, _ row: Int?) -> [String] {
    guard let row else { return [] }
    return issues.filter { issue in
      issue.severity == severity && (issue.table == table || issue.table.isEmpty)
        && (issue.rows.isEmpty || issue.rows.contains { $0.contains(row) })
    }.map(\.code)
  }

  /// The row of a workbook, or the line of a delimited file, at which a record begins.
  private func row(of key: String, in table: String, at index: Int) throws -> Int? {
    guard
      let file = written.files.first(where: {
        let name = URL(fileURLWithPath: $0).deletingPathExtension().lastPathComponent
        return name == table || name == "all"
      })
    else { return nil }
    guard !file.hasSuffix(".xlsx") else { return index + 2 }
    // CR alone ends a line for the reader, so it does here.
    let lines = try String(contentsOfFile: file, encoding: .utf8)
      .split(omittingEmptySubsequences: false) { ["\n", "\r", "\r\n"].contains($0) }
    let starts = ["", "\""].flatMap { quote in
      [",", ";", "\t"].map { quote + key + quote + $0 }
    }
    return lines.firstIndex { line in line == key || starts.contains { line.hasPrefix($0) } }
      .map { $0 + 1 }
  }

  private static func issues(in report: Data) throws -> [ToldIssue] {
    guard
      let object = try JSONSerialization.jsonObject(with: report) as? [String: Any],
      let issues = object["issues"] as? [[String: Any]]
    else { throw Failure(description: "the report has no issues") }
    return issues.map { issue in
      let pairs = issue["rows"] as? [[Int]] ?? []
      // A record that is cut in two is told at its second half, which names the first.
      let related = (issue["related"] as? [[String: Any]] ?? []).compactMap { $0["row"] as? Int }
      let row = issue["row"] as? Int
      return ToldIssue(
        code: issue["code"] as? String ?? "", severity: issue["severity"] as? String ?? "",
        table: issue["table"] as? String ?? issue["sheet"] as? String ?? "",
        rows: pairs.map { $0[0]...$0[1] } + (row.map { [$0...$0] } ?? [])
          + related.map { $0...$0 })
    }
  }

  private static func records(in store: String) throws -> [String: [String: String?]] {
    try DatabaseQueue(path: store).read { database in
      var tables: [String: [String: String?]] = [:]
      for table in KindsPackage.tables {
        let column = KindsPackage.column(of: table)
        for row in try Row.fetchAll(database, sql: "SELECT k, \(column) AS v FROM \(table)") {
          let value: DatabaseValue = row["v"]
          let text: String? =
            switch value.storage {
            case .null: nil
            case .int64(let number): String(number)
            case .double(let number): number.description
            case .string(let text): text
            case .blob: "a blob"
            }
          tables[table, default: [:]].updateValue(text, forKey: row["k"])
        }
      }
      return tables
    }
  }

  static func binary() throws -> String {
    if let named = ProcessInfo.processInfo.environment["REGISTRAR_BINARY"], !named.isEmpty {
      return named
    }
    return try Repository.path(of: ".build/debug/registrar")
  }
}
