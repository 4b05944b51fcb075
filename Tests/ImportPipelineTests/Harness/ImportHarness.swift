import Foundation
import GRDB
import ImportPipeline
import ImportReports
import SQLiteStore
import Schemas
import TabularCore
import TestSupport

/// Runs imports in the test's process: its own folder, its own store, a clock that stands still.
struct ImportHarness: Sendable {
  /// What the store holds at first.
  enum Store: Sendable {
    /// The records of `ExamPlatform`.
    case records
    /// There is no store file yet.
    case empty
  }

  static let now = "2026-11-20T12:00:00Z"
  static let storeName = "store.sqlite"
  private static let keyName = "secrets.key"

  let scratch: ScratchFolder
  var package: DataPackage

  init(store: Store = .records, package: DataPackage? = nil) throws {
    scratch = try ScratchFolder()
    try scratch.write(Self.keyName, [UInt8](repeating: 0x5A, count: 32))
    self.package = try package ?? ExamPlatform.package.get()
    if store == .records {
      try scratch.write(Self.storeName, Array(ExamPlatform.store.get()))
    }
  }

  /// Validates files that are written to the folder first.
  func validate(
    _ files: [SampleFile], _ change: (inout ImportOptions) throws -> Void = { _ in }
  ) throws -> ImportReport {
    try run(files, change)
  }

  /// Executes an import of files that are written to the folder first.
  func execute(
    _ files: [SampleFile], _ change: (inout ImportOptions) throws -> Void = { _ in }
  ) throws -> ImportReport {
    try run(files) { options in
      options.mode = .execute
      try change(&options)
    }
  }

  private func run(
    _ files: [SampleFile], _ change: (inout ImportOptions) throws -> Void
  ) throws -> ImportReport {
    var options = ImportOptions(files: try files.map { try $0.write(to: scratch) })
    options.secretKeyFile = scratch.path(of: Self.keyName)
    try change(&options)
    return run(options)
  }

  /// Runs an import with options as they are.
  func run(
    _ options: ImportOptions, isCancelled: @escaping @Sendable () -> Bool = { false }
  ) -> ImportReport {
    var run = ImportRun(
      options: options, package: package, now: Self.now, runPrefix: "20261120-1200")
    run.isCancelled = isCancelled
    return run.run(
      store: SQLiteStore(path: scratch.path(of: Self.storeName), location: "sqlite:store.sqlite"),
      clock: { Self.now })
  }

  /// One text of the store, `NULL` for none.
  func stored(_ sql: String) throws -> [String] {
    let queue = try DatabaseQueue(path: scratch.path(of: Self.storeName))
    defer { try? queue.close() }
    return try queue.read { database in
      try Row.fetchAll(database, sql: sql).map { row in
        row.databaseValues.map { value in
          String.fromDatabaseValue(value) ?? (value.isNull ? "NULL" : "\(value)")
        }.joined(separator: "|")
      }
    }
  }

  /// The bytes of the store file.
  func storeBytes() throws -> Data { try scratch.contents(of: Self.storeName) }
}

extension ImportReport {
  /// The issues in the order of the report, each as `error value.required at file.csv:2:1 (name)`.
  func findings(withNotes: Bool = false) -> [String] {
    ReportOrder(self).sorted(issues.issues).filter { withNotes || $0.severity != .note }
      .map { "\($0.severity.rawValue) \($0.code) at \(PlaceRenderer().text($0.location))" }
  }

  /// The notes of a code.
  func notes(_ code: IssueCode) -> [String] {
    findings(withNotes: true).filter { $0.hasPrefix("note \(code) ") }
  }

  /// The first issue of a code, in the order of the report.
  func first(_ code: IssueCode) -> TabularCore.Issue? {
    ReportOrder(self).sorted(issues.issues).first { $0.code == code }
  }

  /// The sentence of an issue.
  func message(_ issue: TabularCore.Issue?) -> String {
    issue.map { IssueMessage(ruleTexts: ruleTexts).message(of: $0) } ?? ""
  }

  /// Whether every row read is accounted for.
  var isBalanced: Bool { ledger.allSatisfy { $0.isBalanced } }

  /// The ledger line of a table.
  func line(_ table: String) -> LedgerLine? { ledger.first { $0.table == table } }
}

extension LedgerLine {
  /// What is not zero, `read 3, created 2, invalid 1`.
  var summary: String {
    let all = [
      ("read", read), ("blank", blank), ("example", example), ("skipped", skipped),
      ("invalid", invalid), ("created", created), ("updated", updated), ("unchanged", unchanged),
      ("deleted", deleted),
    ]
    return all.filter { $0.1 != 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
  }
}
