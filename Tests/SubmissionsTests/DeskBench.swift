import Foundation
import ImportPipeline
import ImportService
import Schemas
import StoreTesting
import Submissions
import Synchronization
import TestSupport

/// A clock that tests turn.
final class TurnedClock: Sendable {
  private let time = Mutex(1_800_000_000)

  var now: Int { time.withLock { $0 } }

  func turn(by seconds: Int) { time.withLock { $0 += seconds } }
}

/// A desk of its own for a suite, on one kind of store.
final class DeskBench: Sendable {
  let clock = TurnedClock()
  let desk: SubmissionDesk
  let folder: ScratchFolder
  let location: StoreLocation

  /// A desk.
  ///
  /// - Parameter variables: further variables of children.
  init(
    _ kind: StoreKind, variables: [String: String] = [:],
    change: (inout DeskSettings) -> Void = { _ in }
  ) throws {
    folder = try ScratchFolder()
    let place =
      switch kind {
      case .sqlite: "sqlite:" + folder.path(of: "records.sqlite")
      case .postgresql: try PostgresServer.shared().makeSchema()
      }
    let location = try StoreLocation(place)
    self.location = location
    let clock = clock
    let program = try Self.program()
    var settings = DeskSettings(
      open: { () throws(StoreError) in try location.deskConnection() },
      records: { () throws(StoreError) in try location.connection(writes: true) },
      folder: folder.path(of: "desk"),
      command: ChildCommand(
        program: program,
        environment: [
          "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "DATABASE_URL": place,
          "REGISTRAR_SCHEMAS": try Repository.path(of: "Schemas"),
          "SWIFT_BACKTRACE": "enable=no",
        ].merging(variables) { $1 }), host: "bench", clock: { clock.now })
    change(&settings)
    desk = try SubmissionDesk(settings)
  }

  /// The program beside the tests: only debug builds have failpoints.
  static func program() throws -> String {
    let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return URL(fileURLWithPath: own).deletingLastPathComponent().appendingPathComponent("registrar")
      .path
  }

  /// The accounts, with hashes that cost nothing.
  var accounts: Accounts {
    var accounts = desk.accounts
    accounts.hashing.memory = 64
    accounts.hashing.passes = 1
    return accounts
  }

  /// An account with roles, as it calls.
  @discardableResult
  func caller(_ name: String, _ grants: Grant...) throws -> Caller {
    if try accounts.account(named: name) == nil { try accounts.add(name, by: "test") }
    for grant in grants { try accounts.grant(grant, to: name, by: "test") }
    guard let account = try accounts.account(named: name) else { throw DeskError.unknownAccount }
    return Caller(account, address: "192.0.2.1", means: .session)
  }

  /// A file on the desk.
  func file(_ name: String, _ text: String) throws -> StoredFile {
    let writer = try desk.uploads.begin(name: name)
    try writer.write(Array(text.utf8))
    return try writer.finish()
  }
}

/// Sheets of the shipped package, short.
enum DeskSheets {
  /// A location with a venue.
  static func location(_ code: String, name: String = "Site") -> String {
    """
    location_code,name,kind,status,time_zone,capacity,street,city,subdivision,country,postal_code
    \(code),\(name),physical,active,America/Toronto,200,1 King Street,Toronto,CA-ON,CA,M5X 1E3

    """
  }
}
