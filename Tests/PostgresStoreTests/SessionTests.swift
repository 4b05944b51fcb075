import Foundation
import ImportPipeline
import PostgresStore
import Schemas
import Synchronization
import TabularCore
import TestSupport
import Testing

/// How the tool speaks to a server: for how long it waits, and what it does with a line that is idle.
@Suite struct SessionTests {
  @Test func waitingHasLimits() throws {
    let server = try PostgresServer.shared()
    let connection = try ServerConnection(
      try #require(ConnectionString(server.uri(try server.makeDatabase()))))
    let settings = [
      "lock_timeout", "statement_timeout", "TimeZone", "client_encoding", "application_name",
      "standard_conforming_strings",
    ]
    let found = try settings.map { try connection.value("SHOW \($0)").text }
    #expect(found == ["10s", "1h", "UTC", "UTF8", "registrar", "on"])
  }

  /// What the URI says goes before what the tool would choose.
  @Test func theURIComesFirst() throws {
    let server = try PostgresServer.shared()
    let uri = server.uri(try server.makeDatabase()) + "&application_name=nightly"
    let connection = try ServerConnection(try #require(ConnectionString(uri)))
    #expect(try connection.value("SHOW application_name").text == "nightly")
  }

  /// A machine that takes the call and never says a word is given up.
  @Test func aServerThatNeverAnswersIsGivenUp() async throws {
    let listener = try LocalSocket(listens: true)
    defer { withExtendedLifetime(listener) {} }
    let uri = "postgresql://registrar@127.0.0.1:\(listener.port)/records"
    let string = try #require(ConnectionString(uri))
    let failure = SharedFailure()
    Thread.detachNewThread {
      do throws(StoreError) {
        _ = try ServerConnection(string)
      } catch {
        failure.set(error)
      }
    }
    for _ in 0..<600 where failure.value == nil { try await Task.sleep(for: .milliseconds(200)) }
    #expect(failure.value?.code == "store.unreachable")
    #expect(failure.value?.arguments.last?.value == "timeout expired")
  }

  /// An error that one thread sets and another reads.
  private final class SharedFailure: Sendable {
    private let stored = Mutex<StoreError?>(nil)
    var value: StoreError? { stored.withLock { $0 } }
    func set(_ value: StoreError) { stored.withLock { $0 = value } }
  }

  /// A line over the network is asked for signs of life, so that a dead one is noticed.
  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/self/net/tcp")))
  func anIdleLineIsKeptAlive() throws {
    let server = try PostgresServer.shared()
    let database = try server.makeDatabase()
    let uri = "postgresql://registrar@127.0.0.1:\(server.port)/\(database)"
    let connection = try ServerConnection(try #require(ConnectionString(uri)))
    #expect(try connection.value("SELECT 1").integer == 1)
    let port = String(server.port, radix: 16, uppercase: true)
    // By a handle: reading a file at once by its path ends at the first page of this list.
    let list = try #require(FileHandle(forReadingAtPath: "/proc/self/net/tcp"))
    let lines = String(decoding: try list.readToEnd() ?? Data(), as: UTF8.self)
      .split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    // The third column is the other end, the fourth the state (01 is open), the sixth the timer.
    let open = lines.filter { line in
      line.count > 5
        && line[2].hasSuffix(":" + String(repeating: "0", count: 4 - port.count) + port)
        && line[3] == "01"
    }
    #expect(!open.isEmpty)
    #expect(open.contains { $0[5].hasPrefix("02:") }, "\(open.map { $0[5] })")
    #expect(try connection.value("SELECT 1").integer == 1)
  }
}
