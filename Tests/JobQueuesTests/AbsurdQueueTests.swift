import Foundation
import ImportPipeline
import JobQueues
import PostgresStore
import TestSupport
import Testing

/// The queue on a real server.
@Suite(.enabled(if: AbsurdSchema.isThere)) struct AbsurdQueueTests {
  private let queue = AbsurdQueue()
  private let server: PostgresServer
  private let uri: String
  private let line: ServerConnection

  init() throws {
    server = try .shared()
    uri = server.uri(try server.makeDatabase())
    line = try ServerConnection(try #require(ConnectionString(uri)))
    #expect(try queue.readiness(in: line) == .noEngine)
    #expect(try queue.install(engine: nil, in: line) == .noEngine)
    #expect(try queue.install(engine: AbsurdSchema.text(), in: line) == .ready)
  }

  private func connection() throws -> ServerConnection {
    try ServerConnection(try #require(ConnectionString(uri)))
  }

  /// Submits a file with a text; returns its number.
  @discardableResult
  private func submit(
    _ text: String, site: String = "north", _ priority: JobPriority = .normal
  ) throws -> Int {
    let receipt = try queue.submit(submission(text, site, priority), most: 100, in: line)
    guard case .accepted(let id) = receipt else {
      Issue.record("\(receipt)")
      return 0
    }
    return id
  }

  private func submission(
    _ text: String, _ site: String = "north", _ priority: JobPriority = .normal
  ) -> JobSubmission {
    JobSubmission(
      site: site, name: text + ".csv", content: Array(text.utf8), sha256: "digest of " + text,
      package: "boxes", packageHash: "cc33", priority: priority, submitter: "mlee@ops1")
  }

  private func claim(_ worker: String = "w1", lease: Int = 60) throws -> JobClaim? {
    try queue.claim(worker: worker, lease: lease, in: line)
  }

  private func job(_ id: Int) throws -> Job {
    let jobs = try queue.jobs(id: id, site: nil, state: nil, limit: 10, in: line)
    return try #require(jobs.first)
  }

  /// Lets the lease of a claim be over.
  private func expire(_ claim: JobClaim) throws {
    try line.execute(
      "UPDATE registrar_jobs.leases SET expires_at = clock_timestamp() WHERE run_id = ?1::uuid",
      [.text(claim.token)])
  }

  @Test func installing_isRepeatable_andSaysWhatIsMissing() throws {
    #expect(try queue.install(engine: AbsurdSchema.text(), in: line) == .ready)
    #expect(try queue.readiness(in: line) == .ready)
    try line.execute("DROP SCHEMA registrar_jobs CASCADE")
    #expect(try queue.readiness(in: line) == .noTables)
    #expect(try queue.identity(in: line) == nil)
    #expect(try queue.install(engine: nil, in: line) == .ready)
    #expect(try queue.identity(in: line) != nil)
    try line.execute(
      """
      CREATE OR REPLACE FUNCTION absurd.get_schema_version() RETURNS text LANGUAGE sql
      AS 'SELECT ''0.9.0''::text'
      """)
    #expect(try queue.readiness(in: line) == .otherEngine(version: "0.9.0"))
  }

  @Test func theSameBytesOfASite_areOneJob() throws {
    let first = try submit("a")
    #expect(try queue.submit(submission("a"), most: 100, in: line) == .known(first))
    let other = try submit("a", site: "south")
    #expect(other > first)
    #expect(try queue.openCount(in: line) == 2)
    let claim = try #require(try claim())
    #expect(try queue.content(of: claim.job, in: line) == Array("a".utf8))
    // Nor are they when they are done.
    try line.execute("BEGIN")
    #expect(try queue.finish(claim, run: "R1", in: line))
    try line.execute("COMMIT")
    #expect(try queue.submit(submission("a"), most: 100, in: line) == .known(first))
    #expect(try queue.content(of: first, in: line) == nil)
    #expect(try job(first).run == "R1")
  }

  @Test func noMoreAreTaken_thanWereAskedFor() throws {
    try submit("a")
    try submit("b")
    #expect(try queue.submit(submission("c"), most: 2, in: line) == .full(waiting: 2))
    // What is known is told as such also then.
    #expect(try queue.submit(submission("b"), most: 2, in: line) == .known(2))
  }

  @Test func jobsOfASite_runOneAtATime_inTheirOrder() throws {
    // The priority of a later job does not let it pass.
    let ids = [try submit("a", .low), try submit("b", .high), try submit("c")]
    let other = try submit("d", site: "south")
    let first = try #require(try claim())
    #expect(first.job == other)
    let second = try #require(try claim())
    #expect(second.job == ids[0])
    #expect(try claim() == nil)
    #expect(try job(ids[1]).state == .waiting)
    #expect(try job(ids[0]).state == .running)
    #expect(try queue.finishWithoutRun(second, in: line))
    #expect(try claim()?.job == ids[1])
    #expect(try claim() == nil)
  }

  @Test func higherPriorities_goFirst() throws {
    let low = try submit("a", site: "s1", .low)
    let normal = try submit("b", site: "s2")
    let high = try submit("c", site: "s3", .high)
    #expect(try [claim(), claim(), claim()].map { $0?.job } == [high, normal, low])
  }

  @Test func aJobIsDone_whenTheCallersTransactionIs() throws {
    let id = try submit("a")
    let claim = try #require(try claim())
    let store = try connection()
    try store.begin(writes: false)
    #expect(try queue.finish(claim, run: "R1", in: store))
    store.rollBack()
    #expect(try job(id).state == .running)
    try store.begin(writes: false)
    #expect(try queue.finish(claim, run: "R2", in: store))
    try store.execute("COMMIT")
    #expect(try job(id).state == .done)
    #expect(try job(id).run == "R2")
    try queue.forget(claim, in: line)
    #expect(try self.claim() == nil)
  }

  /// The store's transaction sees one state to its end; extensions meanwhile must not spoil it.
  @Test func extending_doesNotDisturbATransactionThatIsOpen() throws {
    let id = try submit("a")
    let claim = try #require(try claim())
    let store = try connection()
    try store.begin(writes: false)
    #expect(try store.value("SELECT 1").integer == 1)
    #expect(try queue.extend(claim, lease: 60, in: line))
    #expect(try queue.extend(claim, lease: 60, in: line))
    #expect(try queue.finish(claim, run: "R1", in: store))
    try store.execute("COMMIT")
    #expect(try job(id).state == .done)
  }

  @Test func aStalledWorker_canNeitherFinishNorExtend_onceAnotherHasTheJob() throws {
    let id = try submit("a")
    let stalled = try #require(try claim("w1"))
    let store = try connection()
    try store.begin(writes: false)
    #expect(try store.value("SELECT 1").integer == 1)
    try expire(stalled)
    // The lease alone ends nothing.
    #expect(try queue.extend(stalled, lease: 60, in: line))
    try expire(stalled)
    let successor = try #require(try claim("w2"))
    #expect(successor.job == id)
    #expect(successor.attempt == 2)
    #expect(try !queue.extend(stalled, lease: 60, in: line))
    // Its transaction began before: the server refuses it. One that begins now is told.
    #expect(throws: StoreError.self) { try queue.finish(stalled, run: "R1", in: store) }
    store.rollBack()
    try store.begin(writes: false)
    #expect(try !queue.finish(stalled, run: "R1", in: store))
    store.rollBack()
    #expect(try !queue.fail(stalled, reason: .storeFailed, delay: 0, in: line))
    #expect(try !queue.setAside(stalled, reason: .dataErrors, report: nil, in: line))
    #expect(try job(id).worker == "w2")
    #expect(try queue.finishWithoutRun(successor, in: line))
    #expect(try !queue.finishWithoutRun(stalled, in: line))
  }

  @Test func theConnectionOfALostClaim_isEnded() throws {
    try submit("a")
    let claim = try #require(try claim())
    let store = try connection()
    _ = try store.rows(
      "SELECT set_config('application_name', ?1, false)", [.text(claim.connectionName)])
    try store.begin(writes: false)
    #expect(try store.value("SELECT 1").integer == 1)
    try queue.endExpired(in: line)
    #expect(try store.value("SELECT 1").integer == 1)
    try expire(claim)
    try queue.endExpired(in: line)
    #expect(throws: StoreError.self) { try store.value("SELECT 1") }
    #expect(try job(claim.job).state == .waiting)
  }

  /// A worker that lost its job, woke, began to write and stalled again must not keep the store's lock.
  @Test func aConnectionThatBeganAfterItsClaimWasLost_isEnded() throws {
    try submit("a")
    let lost = try #require(try claim("w1"))
    try expire(lost)
    let successor = try #require(try claim("w2"))
    let names = [lost, successor].map(\.connectionName)
    let connections = try names.map { name in
      let connection = try self.connection()
      _ = try connection.rows("SELECT set_config('application_name', ?1, false)", [.text(name)])
      return connection
    }
    try queue.endExpired(in: line)
    #expect(throws: StoreError.self) { try connections[0].value("SELECT 1") }
    #expect(try connections[1].value("SELECT 1").integer == 1)
  }

  @Test func aJobThatIsSetAside_keepsItsReport_andMayBePutBack() throws {
    let ids = [try submit("a"), try submit("b")]
    let claim = try #require(try claim())
    #expect(try queue.setAside(claim, reason: .dataErrors, report: "{}", in: line))
    #expect(try job(ids[0]).state == .setAside)
    #expect(try job(ids[0]).reason == "data-errors")
    #expect(try queue.report(of: ids[0], in: line) == "{}")
    #expect(try !queue.retry(ids[1], in: line))
    let next = try #require(try self.claim())
    #expect(next.job == ids[1])
    // It waits for the one that runs now.
    #expect(try queue.retry(ids[0], in: line))
    #expect(try self.claim() == nil)
    #expect(try queue.finishWithoutRun(next, in: line))
    let again = try #require(try self.claim())
    #expect(again.job == ids[0])
    #expect(again.attempt == 1)
    #expect(try queue.content(of: ids[0], in: line) == Array("a".utf8))
    #expect(try queue.report(of: ids[0], in: line) == nil)
  }

  @Test func aJobThatEndsEveryWorker_isSetAside_andTheNextGoesOn() throws {
    let id = try submit("a")
    let next = try submit("b")
    for attempt in 1...AbsurdQueue.maximumAttempts {
      let claim = try #require(try claim())
      #expect(claim.job == id)
      #expect(claim.attempt == attempt)
      try expire(claim)
    }
    #expect(try claim()?.job == next)
    #expect(try job(id).state == .setAside)
    #expect(try job(id).reason == "attempts")
    #expect(try line.value("SELECT count(*) FROM registrar_jobs.leases").integer == 1)
  }

  @Test func aJobThatFailed_isTriedLater() throws {
    let id = try submit("a")
    let claim = try #require(try claim())
    #expect(try queue.fail(claim, reason: .storeFailed, delay: 600, in: line))
    #expect(try job(id).state == .later)
    #expect(try job(id).reason == "store-failed")
    #expect(try self.claim() == nil)
  }

  @Test func aTaskThatIsCancelledInTheEngine_isAJobSetAside() throws {
    let id = try submit("a")
    let claim = try #require(try claim())
    _ = try line.rows(
      """
      SELECT absurd.cancel_task('registrar_normal', task_id) FROM registrar_jobs.jobs
      WHERE id = ?1::bigint
      """, [SQLValue(id)])
    #expect(try !queue.finishWithoutRun(claim, in: line))
    #expect(try self.claim() == nil)
    #expect(try job(id).state == .setAside)
    #expect(try job(id).reason == "cancelled")
  }

  @Test func aTaskThatSomebodyElseQueued_isNobodysJob() throws {
    _ = try line.rows("SELECT absurd.spawn_task('registrar_high', 'other', '{}'::jsonb)")
    #expect(try claim() == nil)
    #expect(
      try line.value("SELECT state FROM absurd.t_registrar_high").text == "cancelled")
  }

  @Test func manyWorkers_takeEachJobOnce() async throws {
    for number in 0..<60 { try submit("f\(number)", site: "s\(number % 7)") }
    let uri = uri
    let taken = try await withThrowingTaskGroup(of: [Int].self) { group in
      for worker in 0..<4 {
        group.addTask {
          let line = try ServerConnection(try #require(ConnectionString(uri)))
          let queue = AbsurdQueue()
          var taken: [Int] = []
          while try queue.openCount(in: line) > 0 {
            guard let claim = try queue.claim(worker: "w\(worker)", lease: 60, in: line) else {
              try await Task.sleep(for: .milliseconds(5))
              continue
            }
            taken.append(claim.job)
            #expect(try queue.finishWithoutRun(claim, in: line))
          }
          return taken
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(taken.sorted() == Array(1...60))
  }
}
