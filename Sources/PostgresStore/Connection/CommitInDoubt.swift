import Foundation
import ImportPipeline
import SQLStore
import Schemas
import TabularCore

/// Finds out whether the server committed a run whose connection was lost during COMMIT.
struct CommitInDoubt {
  let string: ConnectionString
  /// The run that was to be committed.
  let run: String
  /// The number of attempts, one second apart.
  let attempts: Int

  /// Returns when the run is committed.
  ///
  /// - Throws: the original error when the run is not committed; that the outcome is unknown when
  ///   the server does not come back.
  func resolve(after error: StoreError) throws(StoreError) {
    for attempt in 0..<attempts {
      if attempt > 0 { Thread.sleep(forTimeInterval: 1) }
      guard let isCommitted = try? ask() else { continue }
      if isCommitted { return }
      throw error
    }
    throw StoreError(
      .storeUnreachable(.inDoubt(run: run), target: string.location), isTransient: true)
  }

  private func ask() throws -> Bool {
    let schema = try StoreSchema(try PostgresConnection(string))
    guard try schema.isInitialised() else { return false }
    // The lost connection's transaction holds the lock until it has ended one way or the other.
    try RunLock(schema: schema, holder: .current, patience: 0).waitUntilFree()
    let count = try schema.connection.value(
      "SELECT count(*) FROM \(quoted(schema.name)).registrar_runs WHERE run_id = $1", [run])
    return count == "1"
  }
}
