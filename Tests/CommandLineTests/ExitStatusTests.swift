import Foundation
import GRDB
import TestSupport
import Testing

/// The exit status says how a run ended.
@Suite struct ExitStatusTests {
  private static let header = "location_code,name,time_zone,kind\n"
  static let good = header + "BRA-01,Brampton,America/Toronto,virtual\n"
  private static let warned = header + "BRA-01,Brampton,America/Toronto,virtual\n,TOTAL,,\n"
  private static let bad = header + "BRA-01,Brampton,EST,virtual\n"

  @Test(
    arguments: [(good, 0), (warned, 0), (bad, 1), ("", 3), ("<html><p>", 3)] as [(String, Int32)])
  func validation(text: String, status: Int32) throws {
    let tool = try Registrar()
    try tool.scratch.write("locations.csv", text)
    let result = try tool.runImport(["locations.csv", "--offline"])
    #expect(result.status == status)
    #expect(result.output.contains("Exit \(status)."))
  }

  @Test func strict_countsWarnings() throws {
    let tool = try Registrar()
    try tool.scratch.write("locations.csv", Self.warned)
    #expect(try tool.runImport(["locations.csv", "--offline", "--strict"]).status == 1)
  }

  @Test(
    arguments: [
      (["locations.csv", "--commit-every", "5"], "--commit-every belongs to --execute"),
      (["locations.csv", "--execute", "--commit-every", "0"], "takes a positive number"),
      (
        ["locations.csv", "--execute", "--commit-every", "5", "--plan", "p.plan"],
        "--commit-every writes in parts; deletions and plans are done at once or not at all"
      ),
      (
        ["locations.csv", "--execute", "--commit-every", "5", "--allow-delete"],
        "--commit-every writes in parts"
      ),
      (
        [
          "locations.csv", "--execute", "--commit-every", "5", "--allow-delete", "--prune",
          "locations",
        ], "--commit-every writes in parts"
      ),
      (["locations.csv", "--backup"], "--backup belongs to --execute"),
      (["locations.csv", "--no-such-option"], "Unknown option '--no-such-option'"),
      ([], "name at least one file to import"),
      (["locations.csv", "--validate", "--execute"], "exclude each other"),
      (["locations.csv", "--table", "venue"], "`venue` is no table of `exam-platform`"),
      (["locations.csv", "--limit", "rows=many"], "rows"),
      (["locations.csv", "--report", "xml:x"], "unknown report `xml:x`"),
      (["locations.csv", "--store", "mysql:x"], "mysql"),
    ] as [([String], String)])
  func usage(arguments: [String], sentence: String) throws {
    let tool = try Registrar()
    try tool.scratch.write("locations.csv", Self.good)
    let result = try tool.runImport(arguments)
    #expect(result.status == 2)
    #expect(result.errors.contains(sentence))
    #expect(result.output == "")
  }

  @Test func missingFile_isUnreadable() throws {
    let tool = try Registrar()
    try tool.scratch.write("locations_final.csv", Self.good)
    let result = try tool.runImport(["locations.csv", "--offline"])
    #expect(result.status == 3)
    #expect(result.output.contains("error[file.not-found]: cannot find `locations.csv`"))
  }

  @Test func lockedStore() throws {
    let tool = try Registrar()
    try tool.scratch.write("locations.csv", Self.good)
    let arguments = ["locations.csv", "--execute", "--store", "sqlite:s.sqlite"]
    #expect(try tool.runImport(arguments).status == 0)
    let queue = try DatabaseQueue(path: tool.scratch.path(of: "s.sqlite"))
    let result = try queue.writeWithoutTransaction { database in
      try database.execute(sql: "BEGIN IMMEDIATE")
      defer { try? database.execute(sql: "ROLLBACK") }
      return try tool.runImport(arguments)
    }
    #expect(result.status == 5)
    #expect(result.output.contains("error[run.locked]"))
  }

  @Test func storeThatIsNone_failsAndSaysThatNothingWasWritten() throws {
    let tool = try Registrar()
    try tool.scratch.write("locations.csv", Self.good)
    try tool.scratch.write("s.sqlite", String(repeating: "not a database. ", count: 100))
    let result = try tool.runImport(
      ["locations.csv", "--execute", "--store", "sqlite:s.sqlite"])
    #expect(result.status == 6)
    let last = result.output.split(separator: "\n").last
    #expect(last == "1 error. Rolled back, nothing was written. Exit 6.")
  }

  @Test func reportWithoutAFolder_isRefusedBeforeTheRun() throws {
    let tool = try Registrar()
    try tool.scratch.write("locations.csv", Self.good)
    let result = try tool.runImport(
      ["locations.csv", "--offline", "--report", "json:no/such/folder/report.json"])
    #expect(result.status == 2)
    #expect(result.errors.contains("cannot write the report `no/such/folder/report.json`"))
    #expect(result.output == "")
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func reportThatDoesNotFit() throws {
    let tool = try Registrar()
    try tool.scratch.write("locations.csv", Self.good)
    let result = try tool.runImport(
      ["locations.csv", "--offline", "--report", "json:/dev/full"])
    #expect(result.status == 6)
    #expect(result.errors.contains("error[emit.write-failed]: cannot write `full`: no space left"))
  }

  @Test func interruption_rollsBack() throws {
    let tool = try Registrar()
    try tool.scratch.write("locations.csv", Self.good)
    let store = ["--execute", "--store", "sqlite:s.sqlite"]
    #expect(try tool.runImport(["locations.csv"] + store).status == 0)
    let rows = (0..<600_000).map { "N-\($0),Place \($0),America/Toronto,virtual\n" }
    try tool.scratch.write("locations.csv", Self.header + rows.joined())
    let journal = tool.scratch.path(of: "s.sqlite-wal")
    let result = try tool.runImport(["locations.csv"] + store) { process in
      let patience = Date(timeIntervalSinceNow: 60)
      while !FileManager.default.fileExists(atPath: journal), Date() < patience, process.isRunning {
        usleep(10_000)
      }
      usleep(100_000)
      process.interrupt()
    }
    #expect(result.status == 130)
    #expect(result.output.contains("error[run.interrupted]"))
    let last = result.output.split(separator: "\n").last
    #expect(last?.contains("Interrupted; nothing was written") == true)
    let queue = try DatabaseQueue(path: tool.scratch.path(of: "s.sqlite"))
    let count = try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM locations") }
    #expect(count == 1)
  }
}
