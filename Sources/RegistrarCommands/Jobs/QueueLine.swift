import Foundation
import ImportPipeline
import ImportService
import JobQueues
import TabularCore

/// The line to the database of the jobs, made anew when it was lost.
final class QueueLine {
  /// Where the database is.
  let location: StoreLocation
  /// The queue.
  let queue = AbsurdQueue()
  private var connection: (any SQLConnection)?
  /// Whether there ever was a connection, so that a refusal says nothing about what the URI says.
  private var wasConnected = false

  /// How long a server that does not answer is asked again, in seconds.
  private static let patience = 120.0
  /// How long one is that refuses the first connection: while it starts, its refusals look like any other.
  private static let patienceWithRefusals = 5.0

  /// A line to a database; nothing is opened yet.
  init(_ location: StoreLocation) { self.location = location }

  /// Asks once.
  func ask<Result>(
    _ body: (AbsurdQueue, any SQLConnection) throws(StoreError) -> Result
  ) throws(StoreError) -> Result {
    do throws(StoreError) {
      if let connection { return try body(queue, connection) }
      let new = try location.connection(writes: true)
      connection = new
      wasConnected = true
      return try body(queue, new)
    } catch {
      // What went wrong may have left it in any state; a new one costs milliseconds.
      connection = nil
      throw error
    }
  }

  /// Asks until there is an answer: the server may be starting, or busy.
  ///
  /// - Parameter isEnded: asked whether somebody wants the process to end.
  func askPatiently<Result>(
    unless isEnded: () -> Bool = { false },
    _ body: (AbsurdQueue, any SQLConnection) throws(StoreError) -> Result
  ) throws(StoreError) -> Result {
    let start = Date()
    while true {
      do throws(StoreError) {
        return try ask(body)
      } catch {
        let isRefusal = !error.isTransient && error.code == "store.unreachable"
        guard error.isTransient || isRefusal, !isEnded() else { throw error }
        let patience = isRefusal && !wasConnected ? Self.patienceWithRefusals : Self.patience
        guard Date().timeIntervalSince(start) < patience else { throw error }
      }
      Thread.sleep(forTimeInterval: 0.5)
    }
  }

  /// Ends the command, with 6, unless the database has what a queue needs.
  ///
  /// - Parameter isPatient: whether a server that does not answer is asked again.
  func requireReady(_ language: Language, isPatient: Bool = false) throws {
    let readiness = try ServiceFailure.asking { () throws(StoreError) in
      try askPatiently(unless: { !isPatient }) { (queue, connection) throws(StoreError) in
        try queue.readiness(in: connection)
      }
    }
    if let words = Self.words(readiness, location.text, language) {
      Terminal.note(words)
      throw ToldFailure(status: 6)
    }
  }

  /// What a database lacks; `nil` where nothing is.
  static func words(
    _ readiness: QueueReadiness, _ place: String, _ language: Language
  ) -> String? {
    switch readiness {
    case .ready: nil
    case .noEngine: language.label("jobs/noEngine", ["store": place])
    case .otherEngine(let version):
      language.label("jobs/otherEngine", ["store": place, "version": printable(version)])
    case .noTables: language.label("jobs/noTables", ["store": place])
    }
  }

  /// Asks on behalf of a command; a failure of the store ends it.
  func answer<Result>(
    _ body: (AbsurdQueue, any SQLConnection) throws(StoreError) -> Result
  ) throws -> Result {
    try ServiceFailure.asking { () throws(StoreError) in try ask(body) }
  }
}
