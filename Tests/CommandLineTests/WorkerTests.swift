import Foundation
import TestSupport
import Testing

/// `registrar submit`, `registrar worker` and `registrar jobs` on a real server.
@Suite(.enabled(if: AbsurdSchema.isThere)) struct WorkerTests {
  private let setting: WorkerSetting
  private var tool: Registrar { setting.tool }

  init() throws { setting = try WorkerSetting(server: .shared()) }

  @Test func filesAreSubmittedWrittenAndSetAside() throws {
    let good = try setting.file("good", ["N-1,One,America/Toronto,virtual"])
    let bad = try setting.file("bad", ["N-2,Two,Mars/Base,virtual"])
    let submitted = try setting.run(
      ["submit", good, bad, good, "--site", "north"] + setting.package)
    #expect(submitted.status == 0, "\(submitted.errors)")
    #expect(
      submitted.output == """
        job 1: locations.csv
        job 2: locations.csv
        job 1: locations.csv was submitted before

        """)
    let worker = try setting.run(["worker", "--until-empty"])
    #expect(worker.status == 1, "\(worker.errors)")
    #expect(worker.errors.contains("job 1, locations.csv: written by run 20261120-1200-A1"))
    #expect(
      worker.errors.contains(
        "job 2, locations.csv: set aside, the data has errors; see registrar jobs report 2"))
    #expect(try setting.ask("SELECT location_code FROM locations") == ["N-1"])
    // The run says which job it was: both were written by one transaction.
    #expect(
      try setting.ask(
        "SELECT count(*) FROM registrar_jobs.jobs AS j JOIN registrar_runs AS r ON r.run_id = j.run_id"
      )
        == ["1"])
    let list = try setting.run(["jobs", "list", "--state", "set-aside"])
    #expect(list.status == 0)
    #expect(list.output.contains("the data has errors"))
    #expect(!list.output.contains("done"))
    let report = try setting.run(["jobs", "report", "2"])
    #expect(report.status == 0)
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(report.output.utf8)) as? [String: Any])
    let issues = try #require(object["issues"] as? [[String: Any]])
    #expect(issues.contains { $0["code"] as? String == "value.time-zone-unknown" }, "\(issues)")
    #expect(try setting.run(["jobs", "report", "1"]).status == 1)
    let shown = try setting.run(["jobs", "show", "2", "--language", "fr"])
    #expect(shown.output.contains("mise de côté"))
    #expect(try setting.run(["jobs", "show", "99"]).status == 2)
    // What is put back is tried again, and set aside again.
    #expect(try setting.run(["jobs", "retry", "1"]).status == 1)
    #expect(try setting.run(["jobs", "retry", "2"]).status == 0)
    #expect(try setting.run(["worker", "--once"]).status == 1)
    #expect(try setting.run(["worker", "--once"]).status == 0)
  }

  @Test func noMoreFilesAreTakenThanAskedFor() throws {
    let first = try setting.file("a", ["N-1,One,America/Toronto,virtual"])
    let second = try setting.file("b", ["N-2,Two,America/Toronto,virtual"])
    let refused = try setting.run(["submit", first, second, "--most", "1"] + setting.package)
    #expect(refused.status == 4)
    #expect(refused.output == "job 1: locations.csv\n")
    let missing = try setting.run(["submit", "nothing.csv", "/dev/null"] + setting.package)
    #expect(missing.status == 3)
    #expect(missing.errors.contains("file.not-found"))
    #expect(missing.errors.contains("nothing.csv"))
    #expect(missing.errors.contains("file.unreadable"))
    #expect(missing.errors.contains("/dev/null"))
    #expect(missing.errors.contains("not a regular file"))
    #expect(try setting.run(["submit"] + setting.package).status == 2)
  }

  @Test func whatIsMissingIsTold() throws {
    let bare = setting.server.uri(try setting.server.makeDatabase())
    let file = try setting.file("a", ["N-1,One,America/Toronto,virtual"])
    let submitted = try tool.run(["submit", file, "--queue", bare] + setting.package)
    #expect(submitted.status == 6)
    #expect(submitted.errors.contains("Absurd is not installed"))
    #expect(try tool.run(["jobs", "init", "--queue", bare]).status == 6)
    #expect(try tool.run(["jobs", "list", "--queue", "sqlite:x.sqlite"]).status == 2)
    #expect(try tool.run(["jobs", "list"], ["DATABASE_URL": ""]).status == 2)
    // A store elsewhere could not be written in the job's transaction.
    let elsewhere = try setting.run(["worker", "--once", "--store", bare])
    #expect(elsewhere.status == 2)
    #expect(elsewhere.errors.contains("is not in the database of the jobs"))
  }

  @Test func nothingSecretIsTold() throws {
    let name = try setting.ask("SELECT current_database()")[0]
    try setting.ask("CREATE ROLE \(name)_ann LOGIN PASSWORD 'hush-hush' SUPERUSER")
    let uri =
      "postgresql://\(name)_ann:hush-hush@/\(name)?host=\(setting.server.folder)&port=\(setting.server.port)"
    let bad = try setting.file("bad", ["N-2,Two,Mars/Base,virtual"])
    let environment = ["REGISTRAR_QUEUE": uri, "DATABASE_URL": ""]
    var told = ""
    for words in [
      ["submit", bad] + setting.package, ["worker", "--until-empty"], ["jobs", "list"],
      ["jobs", "show", "1"], ["jobs", "report", "1"], ["jobs", "init"],
    ] {
      let result = try tool.run(words, environment)
      #expect([0, 1].contains(result.status), "\(words): \(result.errors)")
      told += result.output + result.errors
    }
    #expect(!told.contains("hush"))
    let kept = try setting.ask(
      "SELECT j::text FROM registrar_jobs.jobs AS j UNION ALL SELECT t::text FROM absurd.t_registrar_normal AS t"
    )
    #expect(!kept.joined().contains("hush"))
  }

  @Test func aPackageOfAnotherVersionIsNotUsed() throws {
    let file = try setting.file("a", ["N-1,One,America/Toronto,virtual"])
    #expect(try setting.run(["submit", file] + setting.package).status == 0)
    try setting.ask("UPDATE registrar_jobs.jobs SET package_hash = 'other'")
    let worker = try setting.run(["worker", "--once"])
    #expect(worker.status == 0)
    #expect(worker.errors.contains("is tried again, the worker has no such package"))
    #expect(try setting.ask("SELECT to_regclass('locations') IS NULL") == ["t"])
  }

  /// What is in the queue is not believed: whoever may write to the database is not whoever runs workers.
  @Test(arguments: ["../../escaped.csv", "", "..", "a/b.csv"])
  func aNameThatLeavesTheFolderIsSetAside(_ name: String) throws {
    let file = try setting.file("a", ["N-1,One,America/Toronto,virtual"])
    #expect(try setting.run(["submit", file] + setting.package).status == 0)
    try setting.ask("UPDATE registrar_jobs.jobs SET name = '\(name)'")
    #expect(try setting.run(["worker", "--once"]).status == 1)
    #expect(try setting.ask("SELECT reason FROM registrar_jobs.jobs") == ["unreadable"])
  }
}

/// A database with a queue, and what its tests do.
struct WorkerSetting {
  let tool: Registrar
  let server: PostgresServer
  let uri: String
  let package: [String]

  init(server: PostgresServer, hasFailpoints: Bool = false) throws {
    tool = try Registrar(hasFailpoints: hasFailpoints)
    self.server = server
    uri = server.uri(try server.makeDatabase())
    package = ["--package", try Repository.path(of: "Schemas/exam-platform")]
    let made = try tool.run([
      "jobs", "init", "--queue", uri, "--absurd", try #require(AbsurdSchema.path),
    ])
    #expect(made.status == 0, "\(made.errors)")
    try FileManager.default.createDirectory(
      atPath: tool.scratch.path(of: "tmp"), withIntermediateDirectories: true)
  }

  /// What the tool's processes have in common.
  var environment: [String: String] {
    ["REGISTRAR_QUEUE": uri, "DATABASE_URL": "", "TMPDIR": tool.scratch.path(of: "tmp")]
  }

  /// A file of places in a folder of its own.
  func file(_ folder: String, _ rows: [String]) throws -> String {
    try FileManager.default.createDirectory(
      atPath: tool.scratch.path(of: folder), withIntermediateDirectories: true)
    return try tool.scratch.write(
      folder + "/locations.csv",
      (["Location code,Name,Time zone,Kind"] + rows).joined(separator: "\n") + "\n")
  }

  func run(_ arguments: [String]) throws -> Registrar.Result {
    try tool.run(arguments, environment)
  }

  /// Asks the server, again while it starts.
  @discardableResult
  func ask(_ sql: String) throws -> [String] {
    for _ in 0..<100 {
      do {
        return try server.ask(sql, at: uri)
      } catch let failure as PostgresServer.Failure
        where failure.description.contains("is starting up")
      {
        Thread.sleep(forTimeInterval: 0.1)
      }
    }
    return try server.ask(sql, at: uri)
  }

  /// Removes the database: a server that failed goes through the files of all of them before it answers.
  func drop() throws {
    let name = try ask("SELECT current_database()")[0]
    try server.ask("DROP DATABASE \(name) WITH (FORCE)", in: "postgres")
  }

  /// The records of a store as one text.
  func dump(_ store: String, _ folder: String) throws -> String {
    let result = try tool.run(["dump", "--from", store, "-o", folder])
    #expect(result.status == 0, "\(result.errors)")
    let path = tool.scratch.path(of: folder)
    return try FileManager.default.contentsOfDirectory(atPath: path).sorted().map { name in
      name + "\n"
        + String(decoding: try tool.scratch.contents(of: folder + "/" + name), as: UTF8.self)
    }.joined()
  }
}
