import Foundation
import TestSupport
import Testing

/// How long after its lease a job may wait, in seconds: among all other tests, workers wait for the processor.
private let takeover: Double =
  ProcessInfo.processInfo.environment["REGISTRAR_SCHEDULES"] == nil ? 60 : 5

/// Workers are killed and stopped, the server fails, files are submitted twice or end badly: afterwards the store is
/// that of one machine, and each file was written once.
///
/// `make test-cluster` runs 200 schedules (`REGISTRAR_SCHEDULES`), a test run two.
@Suite(.serialized, .enabled(if: AbsurdSchema.isThere)) struct WorkerFaultTests {
  private static let count =
    Int(ProcessInfo.processInfo.environment["REGISTRAR_SCHEDULES"] ?? "") ?? 2
  private static let first =
    UInt64(ProcessInfo.processInfo.environment["REGISTRAR_FIRST_SCHEDULE"] ?? "") ?? 1

  /// A worker stalls when all is written and the job is done, and only the commit is missing.
  @Test func aWorkerThatStallsAtItsCommit_isReplaced_andWritesNothing() throws {
    let setting = try WorkerSetting(server: .shared(), hasFailpoints: true)
    let file = try setting.file("a", ["N-1,One,America/Toronto,virtual"])
    #expect(try setting.run(["submit", file] + setting.package).status == 0)
    let gate = setting.tool.scratch.path(of: "gate")
    let stalled = try WorkerProcess(
      setting, ["--once"], ["REGISTRAR_FAILPOINT": "committing:wait=" + gate])
    try wait("the commit", 60) { FileManager.default.fileExists(atPath: gate + ".reached") }
    stalled.send(SIGSTOP)
    let start = Date()
    let successor = try setting.run(["worker", "--until-empty", "--lease", "2"])
    #expect(successor.status == 0, "\(successor.errors)")
    #expect(successor.errors.contains("written by run"))
    #expect(Date().timeIntervalSince(start) < 2 + takeover)
    _ = FileManager.default.createFile(atPath: gate, contents: nil)
    stalled.send(SIGCONT)
    #expect(stalled.end() == 0, "\(stalled.errors)")
    #expect(stalled.errors.contains("another worker has it"), "\(stalled.errors)")
    #expect(try setting.ask("SELECT count(*) FROM registrar_runs") == ["1"])
    #expect(
      try setting.ask(
        "SELECT count(*) FROM registrar_jobs.jobs JOIN registrar_runs USING (run_id)") == ["1"])
  }

  /// The worker dies when the server has committed, before it knows.
  @Test(arguments: ["committing", "committed", "opened", "table-merged"])
  func aWorkerThatIsKilled_leavesTheJobToTheNext(_ place: String) throws {
    let setting = try WorkerSetting(server: .shared(), hasFailpoints: true)
    let file = try setting.file("a", ["N-1,One,America/Toronto,virtual"])
    #expect(try setting.run(["submit", file] + setting.package).status == 0)
    let killed = try WorkerProcess(setting, ["--once"], ["REGISTRAR_FAILPOINT": place])
    #expect(killed.end() == 128 + SIGKILL)
    let start = Date()
    let next = try setting.run(["worker", "--until-empty", "--lease", "2"])
    #expect(next.status == 0, "\(next.errors)")
    #expect(next.errors.contains("written by run") == (place != "committed"))
    #expect(Date().timeIntervalSince(start) < 2 + takeover)
    #expect(try setting.ask("SELECT count(*) FROM registrar_runs") == ["1"])
    #expect(try setting.ask("SELECT location_code FROM locations") == ["N-1"])
  }

  @Test func anySchedule_leavesTheStoreOfOneMachine() throws {
    let server = try PostgresServer()
    let expected = try Schedule(server: server, seed: 0).recordsOfOneMachine()
    for seed in Self.first..<(Self.first + UInt64(Self.count)) {
      var schedule = try Schedule(server: server, seed: seed)
      try schedule.run(expecting: expected)
    }
  }

  private func wait(_ what: String, _ seconds: Double, until isDone: () throws -> Bool) throws {
    let end = Date().addingTimeInterval(seconds)
    while try !isDone() {
      guard Date() < end else {
        Issue.record("\(what) did not happen")
        return
      }
      Thread.sleep(forTimeInterval: 0.02)
    }
  }
}

/// A worker that runs beside the test.
final class WorkerProcess {
  private let process: Process
  private let setting: WorkerSetting
  private let log: String

  init(
    _ setting: WorkerSetting, _ options: [String], _ environment: [String: String] = [:]
  ) throws {
    self.setting = setting
    log = "worker-\(UUID().uuidString)"
    process = try setting.tool.start(
      ["worker", "--lease", "2"] + options,
      setting.environment.merging(environment) { $1 }, log: log)
  }

  deinit { process.endAtOnce() }

  var isRunning: Bool { process.isRunning }

  /// Sends a signal.
  func send(_ number: Int32) { kill(process.processIdentifier, number) }

  /// Waits for the end; the exit status, or 128 and the number of the signal.
  func end() -> Int32 {
    process.waitUntilExit()
    return process.terminationReason == .uncaughtSignal
      ? 128 + process.terminationStatus : process.terminationStatus
  }

  /// What it wrote.
  var errors: String {
    String(decoding: (try? setting.tool.scratch.contents(of: log)) ?? Data(), as: UTF8.self)
  }
}

/// Three workers, three sites and what happens to them, drawn from a seed.
private struct Schedule {
  private let setting: WorkerSetting
  private var numbers: SeededNumbers
  /// The files of each site, in order.
  private var files: [String: [String]] = [:]
  private let events: [Event]
  /// When the server last answered again.
  private var serverStart = Date.distantPast

  private enum Event: CaseIterable {
    case kill, stall, serverFails, submittedAgain
  }

  private static let sites = ["north", "south", "west"]
  /// Of each site.
  private static let fileCount = 3

  init(server: PostgresServer, seed: UInt64) throws {
    setting = try WorkerSetting(server: server)
    numbers = SeededNumbers(seed: seed)
    // Each schedule has each kind of event at least once.
    events = (Event.allCases + [.kill]).shuffled(using: &numbers)
    for site in Self.sites {
      files[site] = try (1...Self.fileCount).map { number in
        // Later files of a site change what earlier ones wrote: the order counts.
        try setting.file(
          "\(site)-\(number)",
          [
            "\(site)-A,\(site) as of \(number),America/Toronto,virtual",
            "\(site)-\(number),\(site) place \(number),America/Halifax,virtual",
          ])
      }
    }
  }

  /// Lets it happen.
  ///
  /// - Parameter expected: the records that one machine writes.
  mutating func run(expecting expected: String) throws {
    try submit()
    var workers = try (0..<3).map { _ in try worker() }
    var statuses: [Int32] = []
    for event in events {
      Thread.sleep(forTimeInterval: Double.random(in: 0.05...0.5, using: &numbers))
      let index = Int.random(in: 0..<workers.count, using: &numbers)
      switch event {
      case .kill:
        workers[index].send(SIGKILL)
        let status = workers[index].end()
        #expect(
          [0, 1, 128 + SIGKILL].contains(status), "\(told): \(status) \(workers[index].errors)")
        workers[index] = try worker()
      case .stall:
        workers[index].send(SIGSTOP)
        Thread.sleep(forTimeInterval: 2.5)
        workers[index].send(SIGCONT)
      case .serverFails:
        setting.server.stop()
        Thread.sleep(forTimeInterval: Double.random(in: 0...1, using: &numbers))
        setting.server.start()
        serverStart = Date()
      case .submittedAgain: try submit()
      }
    }
    try waitForEnd()
    for worker in workers {
      let status = worker.end()
      statuses.append(status)
      #expect([0, 1].contains(status), "\(told): \(worker.errors)")
    }
    try expectStore(expected)
    try expectNothingIsLeft()
    try setting.drop()
  }

  private var told: String { "seed \(numbers.seed)" }

  private func worker() throws -> WorkerProcess {
    try WorkerProcess(setting, ["--until-empty"])
  }

  /// Submits all files, among them one with errors and one that is damaged.
  private func submit() throws {
    for site in Self.sites {
      var paths = files[site] ?? []
      if site == "south" {
        paths.insert(
          try setting.file("faulty", ["X-1,Faulty,Mars/Base,virtual"]), at: 2)
        // A workbook that ends early.
        paths.insert(
          try setting.tool.scratch.write(
            "damaged.xlsx", [0x50, 0x4B, 3, 4] + Array(repeating: 7, count: 900)),
          at: 1)
      }
      let result = try setting.run(["submit", "--site", site] + paths + setting.package)
      #expect(result.status == 0, "\(told): \(result.errors)")
    }
  }

  /// Waits until all jobs have ended; none may stay for long after its lease, while there is a server.
  private func waitForEnd() throws {
    let end = Date().addingTimeInterval(90 + takeover * 3)
    while Date() < end {
      let counts = try setting.ask(
        """
        SELECT count(*) FROM registrar_jobs.jobs WHERE is_open
        UNION ALL SELECT count(*) FROM registrar_jobs.leases JOIN registrar_jobs.jobs AS j ON j.id = job_id
        WHERE j.is_open AND
          greatest(expires_at, pg_postmaster_start_time()) < clock_timestamp() - interval '\(Int(takeover)) s'
        """)
      let isStuck = counts.last != "0" && Date().timeIntervalSince(serverStart) > 2 + takeover
      #expect(!isStuck, "\(told): a job is stuck")
      if counts.first == "0" { return }
      Thread.sleep(forTimeInterval: 0.2)
    }
    let list = try setting.run(["jobs", "list"])
    Issue.record("\(told): jobs are still open\n\(list.output)")
  }

  /// The records that one machine writes, file after file.
  func recordsOfOneMachine() throws -> String {
    for site in Self.sites {
      for file in files[site] ?? [] {
        let result = try setting.tool.runImport([
          file, "--execute", "--quiet", "--store", "sqlite:one.sqlite",
        ])
        #expect(result.status == 0, "\(result.output)")
      }
    }
    let records = try setting.dump("sqlite:one.sqlite", "one")
    #expect(records.contains("north as of \(Self.fileCount)"))
    return records
  }

  /// The records are those of one machine; each file was written by one run, and each run is that of a job.
  private func expectStore(_ expected: String) throws {
    #expect(try setting.dump(setting.uri, "many") == expected, "\(told)")
    let written = try setting.ask(
      """
      SELECT count(*) || ' ' || count(DISTINCT f.sha256) || ' ' || count(j.id)
      FROM registrar_run_files AS f LEFT JOIN registrar_jobs.jobs AS j USING (run_id, sha256)
      """)
    let count = Self.sites.count * Self.fileCount
    #expect(written == ["\(count) \(count) \(count)"], "\(told)")
    let states = try setting.ask(
      "SELECT coalesce(reason, 'done'), count(*) FROM registrar_jobs.jobs GROUP BY 1 ORDER BY 1")
    #expect(states == ["data-errors|1", "done|\(count)", "unreadable|1"], "\(told)")
    let verified = try setting.tool.run(["verify", "--store", setting.uri])
    #expect(verified.status == 0, "\(told): \(verified.output)\(verified.errors)")
  }

  /// No attempt is left in the engine, no row of staged files, no folder with somebody's file.
  private func expectNothingIsLeft() throws {
    let left = try setting.ask(
      """
      SELECT count(*) FROM absurd.r_registrar_normal WHERE state NOT IN ('completed', 'failed')
      UNION ALL SELECT count(*) FROM registrar_jobs.contents AS c
        JOIN registrar_jobs.jobs AS j ON j.id = c.job_id WHERE j.reason IS NULL
      UNION ALL SELECT count(*) FROM pg_class WHERE relpersistence = 't' AND relkind = 'r'
      """)
    #expect(left == ["0", "0", "0"], "\(told)")
    // The next job of this machine removes what killed ones left, and their leases.
    let last = try setting.file("last", ["Z-1,Last,America/Toronto,virtual"])
    #expect(try setting.run(["submit", last, "--site", "last"] + setting.package).status == 0)
    let worker = try setting.run(["worker", "--until-empty", "--lease", "2"])
    #expect(worker.status == 0, "\(told): \(worker.errors)")
    let folder = setting.tool.scratch.path(of: "tmp")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [], "\(told)")
  }
}
