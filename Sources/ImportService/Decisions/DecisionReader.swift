import ImportPipeline
import RecordMapping
import SQLiteStore
import Schemas
import Synchronization
import TabularCore

/// Reads a file of decisions by the same way as any table: what is wrong with it is found at its line.
struct DecisionReader {
  let path: String
  let table: DecisionTables.Table
  let limits: Limits
  let now: String

  /// A line of the file: its texts by column.
  struct Line {
    var number: Int
    var texts: [String: String]

    subscript(_ name: String) -> String { texts[name] ?? "" }
  }

  /// The decisions of the file, made of its lines that are sound.
  func read<Decision: Sendable>(
    _ make: (Line) -> Decision
  ) -> DecisionFile<Decision> {
    guard let package = table.package else {
      preconditionFailure("the table of decisions is broken")
    }
    var options = ImportOptions(files: [path], limits: limits)
    options.table = table.rawValue
    options.isOffline = true
    options.errorPolicy = .skipRow
    options.maximumDetails = 0
    // `[clear]` is what a correction may mean.
    options.clearToken = ""
    var run = ImportRun(
      options: options, package: package, now: now, runPrefix: RunID.prefix(now))
    let collected = Mutex<[Line]>([])
    run.consumers = [
      { stream in
        var batches = stream.batches(.rows)
        while let batch = try batches.next() {
          for operation in batch.operations {
            let line = Line(
              number: operation.row ?? 0,
              texts: Dictionary(
                operation.fields.map { ($0.name, $0.after.description) },
                uniquingKeysWith: { first, _ in first }))
            collected.withLock { $0.append(line) }
          }
        }
      }
    ]
    let now = now
    let report = run.run(store: SQLiteStore(inMemory: "decisions"), clock: { now })
    let file = report.files.first
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return DecisionFile(
      name: name, sha256: file?.sha256 ?? "", decisions: collected.withLock { $0 }.map(make),
      issues: report.issues.issues.filter { $0.severity != .note && $0.code != "file.no-rows" }
        .map { issue in
          // The run that uses the decisions has files of its own.
          var issue = issue
          issue.location.source = nil
          issue.location.table = nil
          for index in issue.related.indices { issue.related[index].location.source = nil }
          return issue
        })
  }

  /// Corrections: what a spelling means.
  func corrections() -> DecisionFile<Correction> {
    read { line in
      Correction(
        field: line["field"], read: line["read"], meant: line["meant"], reason: line["reason"],
        author: line["who"], until: line["until"].isEmpty ? nil : line["until"],
        line: line.number)
    }
  }

  /// Waivers: which findings are accepted.
  func waivers() -> DecisionFile<Waiver> {
    read { line in
      Waiver(
        code: IssueCode(rawValue: line["code"]), table: line["table"], field: line["field"],
        key: line["key"], digest: line["digest"], reason: line["reason"], author: line["name"],
        expires: line["expires"], line: line.number)
    }
  }

  /// Criteria: how many records there must be.
  func criteria() -> DecisionFile<CountExpectation> {
    read { line in
      let count = Int(line["count"])
      return CountExpectation(
        table: line["table"], field: line["field"],
        choice: line["pattern"].isEmpty ? .value(line["value"]) : .pattern(line["pattern"]),
        minimum: count ?? Int(line["min"]), maximum: count ?? Int(line["max"]))
    }
  }

  /// A mapping table: what stands for each value, with what is wrong with the file.
  func lookup() -> (meant: [String: String], issues: [Issue]) {
    let file = read { line in (line["source"], line["target"]) }
    return (
      Dictionary(file.decisions.map { ($0.0, $0.1) }, uniquingKeysWith: { first, _ in first }),
      file.issues
    )
  }
}
