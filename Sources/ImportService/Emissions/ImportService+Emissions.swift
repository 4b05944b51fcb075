public import ImportPipeline
public import Schemas

/// Records for other systems.
extension ImportService {
  /// Opens a store for reading as long as a closure works with its records.
  ///
  /// A store that does not exist is a failure: it would look like one without records.
  public func reading<Result>(
    _ choice: StoreChoice, of package: DataPackage,
    _ body: (any RecordStore) throws -> Result
  ) throws -> Result {
    let location = try location(of: choice)
    _ = try connection(to: choice, writes: false)
    let store = location.makeStore()
    let now = now()
    try ServiceFailure.asking { () throws(StoreError) in
      try store.open(package: package, writes: false, now: now)
    }
    defer { store.rollBack() }
    do {
      return try body(store)
    } catch let error as StoreError {
      throw ServiceFailure.store(error)
    }
  }
}
