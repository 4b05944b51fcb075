import ImportPipeline
import SQLiteStore
import Schemas
import TabularCore
import TestSupport

/// Imports of the shipped package's faulty example files, and of files made for a test.
enum FaultyExample {
  /// The path of an example file.
  static func path(_ name: String) throws -> String {
    try Repository.path(of: "Templates/exam-platform/examples/faulty/" + name)
  }

  /// The report of a validation of a file.
  static func report(
    of path: String, _ change: (inout ImportOptions) -> Void = { _ in }
  ) throws -> ImportReport {
    let package = try PackageLoader.load(path: Repository.path(of: "Schemas/exam-platform"))
    var options = ImportOptions(files: [path])
    options.isOffline = true
    options.maximumDetails = 0
    change(&options)
    let now = "2026-09-01T12:00:00Z"
    let run = ImportRun(options: options, package: package, now: now, runPrefix: "20260901-1200")
    return run.run(store: SQLiteStore(inMemory: "marked"), clock: { now })
  }

  /// The issues of a report without what names the file.
  static func findings(_ report: ImportReport) -> [String] {
    report.issues.issues.map { issue in
      let place = issue.location
      let cell = CellReference(row: place.row ?? 0, column: place.column ?? 0)
      return "\(issue.code) \(place.sheet ?? "") \(cell.row):\(cell.column) \(issue.value ?? "")"
    }.sorted()
  }
}
