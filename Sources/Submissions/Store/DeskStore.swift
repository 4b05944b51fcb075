import Foundation
public import ImportPipeline
import Schemas
import Synchronization
import TabularCore

/// Where the desk keeps what it knows: connections to its tables, shared by all threads.
public final class DeskStore: Sendable {
  /// Opens a connection.
  public typealias Opening = @Sendable () throws(StoreError) -> any SQLConnection

  /// A connection that nobody uses at the moment.
  private struct Idle: @unchecked Sendable {  // Whoever takes it out of the list has it alone.
    let connection: DeskConnection
  }

  private let open: Opening
  private let clock: @Sendable () -> Int
  private let idle = Mutex<[Idle]>([])
  private let places: DispatchSemaphore
  /// The most connections to a server; a file has one writer at a time anyhow.
  private static let mostConnections = 4

  /// A desk's store; makes the tables where there are none.
  ///
  /// - Parameter clock: seconds since 1970.
  public init(open: @escaping Opening, clock: @escaping @Sendable () -> Int) throws(DeskError) {
    self.open = open
    self.clock = clock
    let first = try DeskConnection(asking { () throws(StoreError) in try open() })
    try first.prepare()
    let count = first.sql.dialect == .sqlite ? 1 : Self.mostConnections
    places = DispatchSemaphore(value: count)
    let kept = Idle(connection: first)
    idle.withLock { $0.append(kept) }
  }

  /// Seconds since 1970.
  var now: Int { clock() }

  /// Runs a body with a connection.
  func use<Result>(
    _ body: (DeskConnection) throws(DeskError) -> Result
  ) throws(DeskError) -> Result {
    places.wait()
    defer { places.signal() }
    var taken = idle.withLock { $0.popLast() }
    do throws(DeskError) {
      let connection: DeskConnection
      if let held = taken {
        connection = held.connection
      } else {
        connection = try DeskConnection(asking { () throws(StoreError) in try open() })
        taken = Idle(connection: connection)
      }
      let result = try body(connection)
      if let taken { idle.withLock { $0.append(taken) } }
      return result
    } catch {
      // A connection over which the store failed may be broken: the next one is new.
      if let taken, !error.isOfStore { idle.withLock { $0.append(taken) } }
      throw error
    }
  }

  /// Runs a body in a transaction that may change the tables.
  ///
  /// Another process that writes to the file is waited for; on a server a body is run again that lost
  /// against another one.
  @discardableResult
  func change<Result>(
    _ body: (DeskConnection) throws(DeskError) -> Result
  ) throws(DeskError) -> Result {
    var attempts = 0
    while true {
      do throws(DeskError) {
        return try use { connection throws(DeskError) in
          try connection.inTransaction { () throws(DeskError) in try body(connection) }
        }
      } catch {
        attempts += 1
        guard error.isPassing, attempts < 12 else { throw error }
        Thread.sleep(forTimeInterval: 0.02 * Double(attempts))
      }
    }
  }
}

extension DeskError {
  /// Whether the store failed.
  fileprivate var isOfStore: Bool {
    if case .store = self { true } else { false }
  }

  /// Whether the same may go well a moment later.
  var isPassing: Bool {
    guard case .store(let error) = self else { return false }
    return error.code == "run.locked"
  }
}
