public import ImportPipeline

/// What is committed together with a run, in its transaction: both are in the database afterwards, or neither is.
public struct JointCommit: Sendable {
  /// The name of the run's connection, by which others find it and end it.
  public var connectionName: String
  /// How long to wait for another run, in seconds.
  public var patience: Double
  /// Called within the run's transaction as the last thing before it is committed, with the run's id; what it throws
  /// ends the run with nothing written.
  public var beforeCommit: @Sendable (any SQLConnection, _ run: String) throws(StoreError) -> Void

  /// What is committed with a run.
  public init(
    connectionName: String, patience: Double,
    beforeCommit:
      @escaping @Sendable (any SQLConnection, _ run: String) throws(StoreError) -> Void
  ) {
    self.connectionName = connectionName
    self.patience = patience
    self.beforeCommit = beforeCommit
  }
}
