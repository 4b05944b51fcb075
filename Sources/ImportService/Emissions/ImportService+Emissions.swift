public import ImportPipeline
public import Schemas

/// Records for other systems.
extension ImportService {
  /// Opens a store for reading as long as a closure works with its records.
  ///
  /// A store that does not exist is a failure: it would look like one without records.
  ///
  /// - Parameters:
  ///   - command: the command that reads, for the log of accesses.
  ///   - tables: the machine names of the tables whose records are read.
  public func reading<Result>(
    _ choice: StoreChoice, of package: DataPackage, for command: String, tables: [String],
    _ body: (any RecordStore) throws -> Result
  ) throws -> Result {
    let location = try location(of: choice)
    _ = try connection(to: choice, writes: false)
    let store = location.makeStore()
    let now = now()
    try ServiceFailure.asking { () throws(StoreError) in
      try store.open(package: package, writes: false, now: now)
    }
    return try noting(command, of: choice) { counts throws in
      defer { store.rollBack() }
      do {
        let result = try body(store)
        for name in tables {
          guard let schema = package.table(named: name) else { continue }
          counts[name] = try store.recordCount(of: schema)
        }
        return result
      } catch let error as StoreError {
        throw ServiceFailure.store(error)
      }
    }
  }
}
