public import ImportPipeline
import TabularCore

extension SQLiteStore {
  /// The name of the production target that the store is, as it knows itself.
  public func productionName() throws(StoreError) -> String? {
    try access { _, database in
      try ProductionMark.name(in: RunConnection(database, location: location))
    }
  }

  /// The identity that the store was given; `nil` as long as there is no file.
  public func identity() throws(StoreError) -> String? {
    try access { run, database in
      guard let path, run.writes || StoreConnection.holdsAnything(path) else { return nil }
      return try StoreIdentity.identity(in: RunConnection(database, location: location))
    }
  }

  /// Marks the store within the run's transaction.
  public func markProduction(as name: String) throws(StoreError) {
    try access { _, database in
      try ProductionMark.set(name, in: RunConnection(database, location: location))
    }
  }

  /// The newest receipt with a hash that is young enough.
  public func receipt(
    _ hash: String, within hours: Double
  ) throws(StoreError) -> ValidationReceipt? {
    try access { _, database in
      try ValidationReceipt.find(
        hash, within: hours, in: RunConnection(database, location: location))
    }
  }

  /// Keeps a receipt, over a connection of its own.
  public func leaveReceipt(_ receipt: ValidationReceipt) throws(StoreError) {
    guard let path, StoreConnection.holdsAnything(path) else {
      throw StoreError(
        .storeSchemaVersion(.bare(target: location)))
    }
    try receipt.leave(in: SQLiteConnection(path: path, location: location, writes: true))
  }
}
