public import ImportPipeline
public import Schemas

/// What is done to a store between runs.
extension ImportService {
  /// Makes the tables of a package; marks the store of a production target.
  ///
  /// - Returns: whether the store was made, and the production target that it is.
  public func makeStore(
    _ choice: StoreChoice, for package: DataPackage
  ) throws(ServiceFailure) -> (isNew: Bool, production: String?) {
    let store = try maintainedStore(choice)
    let now = now()
    let isNew = try ServiceFailure.asking { () throws(StoreError) in
      try store.initialise(package, now: now)
    }
    try markProduction(choice)
    return (isNew, try productionName(of: choice))
  }

  /// Adds what a newer version of the package needs, in one transaction.
  ///
  /// - Parameter confirmed: the name of a production target, given a second time.
  /// - Returns: what was added; what cannot be added, when nothing was.
  public func migrate(
    _ choice: StoreChoice, to package: DataPackage, confirmed: String?
  ) throws(ServiceFailure) -> StoreMigration {
    try checkGuards(of: choice, confirmed: confirmed, needsBackup: false)
    let store = try maintainedStore(choice)
    let now = now()
    let migration = try ServiceFailure.asking { () throws(StoreError) in
      try store.migrate(package, now: now)
    }
    if migration.refused.isEmpty { try markProduction(choice) }
    return migration
  }

  /// What the store is and holds, compared with a package.
  public func status(
    of choice: StoreChoice, package: DataPackage
  ) throws(ServiceFailure) -> StoreStatus {
    let store = try maintainedStore(choice)
    return try ServiceFailure.asking { () throws(StoreError) in try store.status(package) }
  }

  /// Says that a store is in production use as a target, or no longer is.
  ///
  /// - Parameters:
  ///   - name: the name of the target; `nil` takes the mark away.
  ///   - confirmed: the name of the mark that the store has, given a second time.
  /// - Returns: the store's location.
  public func mark(
    _ choice: StoreChoice, production name: String?, confirmed: String?
  ) throws(ServiceFailure) -> String {
    try checkGuards(of: choice, confirmed: confirmed, needsBackup: false)
    let connection = try connection(to: choice, writes: true)
    try ServiceFailure.asking { () throws(StoreError) in
      try connection.inTransaction(writes: true) { () throws(StoreError) in
        try ProductionMark.remove(in: connection)
        if let name { try ProductionMark.set(name, in: connection) }
      }
    }
    return connection.location
  }

  /// Marks the store where a target is meant that is in production use.
  private func markProduction(_ choice: StoreChoice) throws(ServiceFailure) {
    guard let target = try target(of: choice)?.target, target.isProduction else { return }
    let location = try location(of: choice)
    try ServiceFailure.asking { () throws(StoreError) in
      guard try ProductionMark.name(in: location.connection(writes: false)) == nil else { return }
      let connection = try location.connection(writes: true)
      try connection.inTransaction(writes: true) { () throws(StoreError) in
        try ProductionMark.set(target.name, in: connection)
      }
    }
  }
}
