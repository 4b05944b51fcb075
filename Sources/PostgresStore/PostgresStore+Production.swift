public import ImportPipeline
import TabularCore

extension PostgresStore {
  /// The name of the production target that the store is, as it knows itself.
  public func productionName() throws(StoreError) -> String? {
    try access { run in
      try ProductionMark.name(in: ServerConnection(run.connection, location: location))
    }
  }

  /// The identity that the store was given; `nil` for one that is gone after the run.
  public func identity() throws(StoreError) -> String? {
    try access { run in
      guard run.writes || !run.isFresh else { return nil }
      return try StoreIdentity.identity(in: ServerConnection(run.connection, location: location))
    }
  }

  /// Marks the store within the run's transaction.
  public func markProduction(as name: String) throws(StoreError) {
    try access { run in
      try ProductionMark.set(name, in: ServerConnection(run.connection, location: location))
    }
  }

  /// The newest receipt with a hash that is young enough.
  public func receipt(
    _ hash: String, within hours: Double
  ) throws(StoreError) -> ValidationReceipt? {
    try access { run in
      try ValidationReceipt.find(
        hash, within: hours, in: ServerConnection(run.connection, location: location))
    }
  }

  /// Keeps a receipt, over a connection of its own.
  public func leaveReceipt(_ receipt: ValidationReceipt) throws(StoreError) {
    let connection = try ServerConnection(string)
    try connection.requireStore()
    try receipt.leave(in: connection)
  }
}
