import ImportPipeline
import JobQueues
import PostgresStore
import TestSupport
import Testing

/// Runs the example of the library's landing page.
@Suite(.enabled(if: AbsurdSchema.isThere)) struct LandingPageExample {
  @Test func theExample_doesWhatThePageSays() throws {
    let server = try PostgresServer.shared()
    let uri = server.uri(try server.makeDatabase())
    let absurdSQL = try AbsurdSchema.text()
    let workbook = JobSubmission(
      site: "north", name: "halls.csv", content: Array("Hall\nA-1\n".utf8), sha256: "ab12",
      package: "towns", packageHash: "aa11", submitter: "mlee@ops1")
    // The example of the landing page begins here.
    let queue = AbsurdQueue()
    let line = try ServerConnection(try #require(ConnectionString(uri)))
    _ = try queue.install(engine: absurdSQL, in: line)
    _ = try queue.submit(workbook, most: 1_000, in: line)

    let claim = try #require(try queue.claim(worker: "ops1:4711", lease: 60, in: line))
    try line.execute("BEGIN")
    // Here the rows are written.
    let isOurs = try queue.finish(claim, run: "20270306-0914-A1", in: line)
    try line.execute(isOurs ? "COMMIT" : "ROLLBACK")
    try queue.forget(claim, in: line)
    // The example ends here.
    #expect(isOurs)
    #expect(try queue.openCount(in: line) == 0)
  }
}
