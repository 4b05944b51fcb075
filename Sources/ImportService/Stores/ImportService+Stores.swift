public import ImportPipeline

/// The store that a request means.
extension ImportService {
  /// Where the store is.
  public func location(of choice: StoreChoice) throws(ServiceFailure) -> StoreLocation {
    if choice.target != nil, let target = try target(of: choice) {
      return try StoreLocation(target.store)
    }
    return try StoreLocation.given(choice.store, surrounding: surroundings.usualStore)
  }

  /// A conversation in SQL with a store that has the tables of the tool.
  ///
  /// - Parameter writes: whether it may change the store.
  public func connection(
    to choice: StoreChoice, writes: Bool
  ) throws(ServiceFailure) -> any SQLConnection {
    let location = try location(of: choice)
    return try ServiceFailure.asking { () throws(StoreError) in
      let connection = try location.connection(writes: writes)
      try connection.requireStore()
      return connection
    }
  }

  /// A conversation in SQL with a store that has the journal of what is sent to other systems, or may get it.
  ///
  /// It is a store of the tool, or one that has such a journal and nothing else.
  ///
  /// - Parameter writes: whether it may change the store.
  public func journal(
    in choice: StoreChoice, writes: Bool
  ) throws(ServiceFailure) -> any SQLConnection {
    let location = try location(of: choice)
    return try ServiceFailure.asking { () throws(StoreError) in
      let connection = try location.connection(writes: writes)
      if try !connection.hasTable(EmissionTables.entries) { try connection.requireStore() }
      return connection
    }
  }

  /// The same where the store may not exist yet: it is made to be written to.
  ///
  /// - Returns: `nil` for one that does not exist and is only read.
  public func lastingJournal(
    in choice: StoreChoice, writes: Bool
  ) throws(ServiceFailure) -> (any SQLConnection)? {
    let location = try location(of: choice)
    let isThere = try ServiceFailure.asking { () throws(StoreError) in
      try location.holdsAnything()
    }
    if isThere { return try journal(in: choice, writes: writes) }
    guard writes else { return nil }
    return try ServiceFailure.asking { () throws(StoreError) in
      let connection = try location.madeConnection()
      try connection.inTransaction(writes: true) { () throws(StoreError) in
        for statement in EmissionTables.statements(connection.dialect) {
          try connection.execute(statement)
        }
      }
      return connection
    }
  }

  /// The store between runs: made, migrated, asked what it has.
  public func maintainedStore(
    _ choice: StoreChoice
  ) throws(ServiceFailure) -> any MaintainedStore {
    try location(of: choice).maintained()
  }

  /// The name of the production target that the store is, as it knows itself.
  ///
  /// `nil` for any other store, and for one that does not exist yet.
  public func productionName(of choice: StoreChoice) throws(ServiceFailure) -> String? {
    let location = try location(of: choice)
    return try ServiceFailure.asking { () throws(StoreError) in
      guard try location.holdsAnything() else { return nil }
      return try ProductionMark.name(in: location.connection(writes: false))
    }
  }
}
