import Foundation
import TestSupport
import Testing

/// Other programs read what the built binary emits.
///
/// What they need is installed with the producers; where it is not there, a test is skipped, which is told,
/// or fails where `REGISTRAR_PRODUCERS` demands it.
@Suite(.serialized) struct EmittedFileTests {
  private let scratch: ScratchFolder

  init() throws { scratch = try ScratchFolder() }

  private var demanded: Bool {
    ["ci", "all"].contains(ProcessInfo.processInfo.environment["REGISTRAR_PRODUCERS"] ?? "")
  }

  /// The Python of the producers, if it has a module.
  private func python(with module: String) throws -> String {
    let path = try Repository.path(of: ".build/producers/venv/bin/python")
    let command = [path, "-c", "import \(module)"]
    guard FileManager.default.isExecutableFile(atPath: path),
      try ProgramRun(command, in: scratch, environment: [:]).status == 0
    else {
      #expect(!demanded, "\(module) is not installed")
      print("consumers: skipped, \(module) is not installed")
      try Test.cancel("\(module) is not installed")
    }
    return path
  }

  private func registrar(_ arguments: [String]) throws -> ProgramRun {
    var variables = ProcessInfo.processInfo.environment
    variables["HOME"] = scratch.path
    variables["DATABASE_URL"] = nil
    variables["REGISTRAR_NOW"] = "2026-11-20T12:00:00Z"
    variables["REGISTRAR_SCHEMAS"] = try Repository.path(of: "Schemas")
    return try ProgramRun(
      [try ImportedTables.binary()] + arguments, in: scratch, environment: variables)
  }

  /// The example season in a file.
  private func season() throws -> String {
    let folder = try Repository.path(of: "Templates/exam-platform/examples/clean")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
      .filter { $0.hasSuffix(".csv") || $0.hasSuffix(".xlsx") }.map { folder + "/" + $0 }
    let store = "sqlite:" + scratch.path(of: "season.sqlite")
    let run = try registrar(["import", "--execute", "--quiet", "--store", store] + files)
    try #require(run.status == 0, "\(run.output)\(run.errors)")
    return store
  }

  /// Scripts for SQL Server, in the dialects of two parsers, run on another server with equal content, and
  /// change nothing when they run again.
  @Test(.timeLimit(.minutes(10))) func scriptsForSQLServer_bringEverythingOver() throws {
    let python = try python(with: "sqlglot, sqlfluff")
    let store = try season()
    let server = try PostgresServer.shared()
    let uri = try server.makeSchema()
    let schema = try #require(try server.ask("SELECT current_schema()", at: uri).first)
    let made = try registrar(["store", "init", "--store", uri])
    try #require(made.status == 0, "\(made.errors)")
    func emit(_ store: String, _ folder: String) throws -> String {
      let out = scratch.path(of: folder)
      let run = try registrar(["emit", "tsql", "--from", store, "-o", out, "--schema", schema])
      try #require(run.status == 0, "\(run.errors)")
      return out
    }
    let first = try emit(store, "first")
    let script = try Repository.path(of: "Tests/ProducerTests/Consumers/tsql_to_postgres.py")
    let files = ["1-stage.sql", "2-merge.sql", "3-drop-staging.sql"].map { first + "/" + $0 }
    let statements = try ProgramRun([python, script] + files, in: scratch, environment: [:])
    try #require(statements.status == 0, "\(statements.errors)")
    let clock =
      "CREATE FUNCTION \(schema).sysutcdatetime() RETURNS timestamptz LANGUAGE sql STABLE"
      + " AS 'SELECT clock_timestamp()';\n"
    let search = "SET search_path = \(schema);\n"
    func execute(_ text: String) throws -> String {
      let file = try scratch.write("run.sql", search + text)
      let run = try ProgramRun(
        ["/usr/bin/env", "psql", "-qAt1", "-v", "ON_ERROR_STOP=1", "-f", file, uri], in: scratch,
        environment: [:])
      try #require(run.status == 0, "\(run.errors.suffix(2000))")
      return run.output
    }
    let output = try execute(clock + statements.output)
    #expect(!output.contains("nothing was changed"))
    #expect(output.contains("common_sessions|150|150\n"))
    let second = try emit(uri, "second")
    let name = "/1-stage.sql"
    #expect(
      FileManager.default.contentsEqual(atPath: first + name, andPath: second + name),
      "the records of the two stores differ")
    let changed = "SELECT max(updated_at) FROM \(schema).questions"
    let before = try server.ask(changed, at: uri)
    #expect(try execute(statements.output).contains("common_sessions|150|0\n"))
    #expect(try server.ask(changed, at: uri) == before)
    let left = "SELECT count(*) FROM pg_class WHERE relname LIKE 'registrar_stage_%'"
    #expect(try server.ask(left, at: uri) == ["0"])
  }

  /// A converter of QTI reads our package and makes one of version 2.1 of it, which imports as the same
  /// records.
  @Test(.timeLimit(.minutes(10))) func packagesOfItems_areReadByAConverter() throws {
    let python = try python(with: "qti_convert")
    let store = try season()
    let exported = try registrar([
      "export", "exam-platform", "--from", store, "--to", scratch.path, "--format", "qti",
    ])
    try #require(exported.status == 0, "\(exported.errors)")
    let older = scratch.path(of: "older.zip")
    let converted = try ProgramRun(
      [
        python, "-m", "qti_convert.cli", "downgrade", scratch.path(of: "exam-platform.zip"), older,
      ], in: scratch, environment: [:])
    try #require(converted.status == 0, "\(converted.errors)")
    // The converter found the items, and nothing in them that it does not know.
    #expect(!converted.errors.lowercased().contains("error"), "\(converted.errors)")
    let read = try registrar(["inspect", "--json", older])
    #expect(read.output.contains("\"kind\": \"qti\""), "\(read.output)\(read.errors)")
    #expect(!read.output.contains("refused"), "\(read.output)")
    let again = try registrar([
      "import", "--validate", "--store", store, "--report", "json:again.json", "--quiet", older,
    ])
    #expect(again.status == 0, "\(again.output)\(again.errors)")
    let report = try #require(
      try JSONSerialization.jsonObject(with: scratch.contents(of: "again.json")) as? [String: Any])
    let ledger = try #require(report["ledger"] as? [[String: Any]])
    for line in ledger {
      #expect(line["created"] as? Int == 0, "\(line)")
      #expect(line["updated"] as? Int == 0, "\(line)")
    }
    #expect(ledger.contains { $0["table"] as? String == "questions" && $0["read"] as? Int == 110 })
  }
}
