import RecordMapping
import Schemas
import TabularCore
import TestSupport

@testable import ImportPipeline
@testable import SQLiteStore

/// A file of orders that a run has opened against a real store, so that a test can put rows through one stage.
///
/// The store holds the sites `A1` (open, Norway) and `B2` (closed) and the order `ORD-1`.
struct OpenedSource {
  private static let descriptor = """
    {"$schema": "https://datapackage.org/profiles/2.0/datapackage.json", "name": "orders",
     "version": "1", "registrar:defaultCountry": "NO", "resources": [
      {"name": "sites", "path": "sites.csv", "type": "table", "schema": {
        "primaryKey": ["code"], "registrar:liveness": {"field": "state", "closed": ["closed"]},
        "fields": [
          {"name": "code", "type": "string", "registrar:type": "code",
           "constraints": {"required": true}},
          {"name": "country", "type": "string", "registrar:type": "country"},
          {"name": "state", "type": "string", "registrar:type": "enum",
           "registrar:values": ["open", "closed"]}]}},
      {"name": "orders", "path": "orders.csv", "type": "table", "schema": {
        "primaryKey": ["number"],
        "fields": [
          {"name": "number", "type": "string", "registrar:type": "code",
           "constraints": {"required": true, "pattern": "ORD-[0-9]+"}},
          {"name": "site_code", "type": "string", "registrar:type": "code",
           "constraints": {"required": true}},
          {"name": "items", "type": "integer", "registrar:type": "integer",
           "registrar:default": "1"},
          {"name": "packed", "type": "integer", "registrar:type": "integer"},
          {"name": "country", "type": "string", "registrar:type": "country",
           "registrar:defaultFrom": "site_code.country"},
          {"name": "day", "type": "string", "registrar:type": "date"}],
        "foreignKeys": [{"fields": ["site_code"], "registrar:live": true,
          "reference": {"resource": "sites", "fields": ["code"]}}],
        "registrar:rules": [{"code": "rule.too-many-packed",
          "violatedWhen": "packed > items", "at": ["packed"],
          "message": {"en": "More are packed than ordered."},
          "help": {"en": "Correct one of the two."}}]}}]}
    """

  private let scratch: ScratchFolder
  private let store: SQLiteStore
  let session: ImportSession

  /// Opens a file with some lines, the header first.
  init(_ lines: String..., change: (inout ImportOptions) -> Void = { _ in }) throws {
    scratch = try ScratchFolder()
    let package = try PackageLoader.load(
      path: scratch.write("datapackage.json", Self.descriptor))
    let path = scratch.path(of: "store.sqlite")
    let records = [
      try scratch.write("sites.csv", "code,country,state\nA1,NO,open\nB2,SE,closed\n"),
      try scratch.write("first.csv", "number,site_code,items\nORD-1,A1,5\n"),
    ]
    var filling = ImportOptions(files: records)
    filling.mode = .execute
    let filled = ImportRun(
      options: filling, package: package, now: ImportHarness.now, runPrefix: "20261120-1200"
    ).run(store: SQLiteStore(path: path), clock: { ImportHarness.now })
    guard filled.run.isWritten else { throw NotFilled(findings: filled.findings()) }
    var options = ImportOptions(files: [
      try scratch.write("orders.csv", lines.joined(separator: "\n") + "\n")
    ])
    change(&options)
    store = SQLiteStore(path: path)
    try store.open(package: package, writes: false, now: ImportHarness.now)
    session = ImportSession(
      options: options, package: package, store: store, now: ImportHarness.now,
      issues: IssueCollector())
    var files = SourceFiles(session)
    files.open()
    session.narrowNeeds()
  }

  /// What the stages take for the file.
  func setup() throws -> SourceSetup {
    try SourceSetup(session, sourceIndex: 0, decisions: [:])
  }

  /// Gives each data row of the file to a body, with the batch it stands in.
  func forEachRow(_ body: (RowBatch, Int) throws -> Void) throws {
    var failure: (any Error)?
    _ = try session.sources[0].rows.readRows(maximumRows: 100) { batch in
      do {
        for index in batch.rows.indices
        where batch.rows[index].number > session.sources[0].binding.headerRow {
          try body(batch, index)
        }
      } catch {
        failure = error
      }
      return failure == nil
    }
    if let failure { throw failure }
  }

  /// The rows of the file after a pass has read their cells and resolved their references and keys.
  func readRows(_ pass: inout SourcePass) throws -> [PendingRow] {
    var rows: [PendingRow] = []
    try forEachRow { batch, index in
      if let row = try pass.read(batch, rowAt: index, findings: [], ordinal: rows.count) {
        rows.append(row)
      }
    }
    return rows
  }

  /// The store could not be filled.
  struct NotFilled: Error {
    var findings: [String]
  }
}

extension SourceIssues {
  /// What was found, each as `value.required 2:1`.
  var found: [String] {
    collector.issues.map {
      "\($0.code) \($0.location.row ?? 0):\($0.location.column ?? 0)"
    }
  }
}
