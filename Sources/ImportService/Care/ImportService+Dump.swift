import DataCare
public import ImportPipeline
public import Schemas
import TabularCore

/// Sorted files of a store's records.
extension ImportService {
  /// Writes the records of a store as sorted files without local ids.
  ///
  /// - Parameters:
  ///   - tables: machine names of tables, in any spelling that folds to them; empty for all.
  ///   - scope: the records of one account or the like; `nil` for all.
  /// - Returns: the paths with how many records each has.
  public func dump(
    _ choice: StoreChoice, of package: DataPackage, tables: [String] = [],
    scope: RecordSelection.Scope? = nil, to folder: String
  ) throws(ServiceFailure) -> [(path: String, count: Int)] {
    let names = try tableNames(tables, of: package)
    if let scope { try check(scope, in: package) }
    let location = try location(of: choice)
    let open = opener(of: location, package)
    return try noting("dump", of: choice) { tables throws(ServiceFailure) in
      do {
        let store = try open()
        defer { store.rollBack() }
        let files = try DumpWriter(package, scope: scope).write(names, of: store, to: folder)
        for (name, file) in zip(names, files) { tables[name] = file.count }
        return files
      } catch {
        throw failure(of: error)
      }
    }
  }

  /// The package's own spelling of tables; all for none.
  func tableNames(
    _ tables: [String], of package: DataPackage
  ) throws(ServiceFailure) -> [String] {
    var names: [String] = []
    for name in tables { names.append(try package.requiredTable(spelled: name).name) }
    return names.isEmpty ? package.tables.map(\.name) : names
  }

  /// Refuses a field that no table has.
  func check(
    _ scope: RecordSelection.Scope, in package: DataPackage
  ) throws(ServiceFailure) {
    guard !package.tables.contains(where: { $0.fieldIndex(named: scope.field) != nil }) else {
      return
    }
    let fields = package.tables.flatMap { $0.fields.map(\.name) }
    throw .request(
      .unknownField(scope.field, table: package.name, fields: Array(Set(fields)).sorted()))
  }

  /// Opens a store that exists for reading.
  func opener(
    of location: StoreLocation, _ package: DataPackage
  ) -> @Sendable () throws -> any RecordStore {
    let now = now()
    return {
      // A store that does not exist would look like one without records.
      _ = try location.connection(writes: false)
      let store = location.makeStore()
      try store.open(package: package, writes: false, now: now)
      return store
    }
  }

  /// What an error of the care of data means for the request.
  func failure(of error: any Error) -> ServiceFailure {
    switch error {
    case let failure as ServiceFailure: failure
    case let error as StoreError: .store(error)
    case DataCareError.store(let error): .store(error)
    case DataCareError.unwritable(let file, let reason):
      .unwritable(
        Issue(.emitWriteFailed(.before, file: file, reason: reason), at: IssueLocation(.run)))
    case DataCareError.unreadable(let file, let reason):
      .faulty([
        Issue(
          .fileUnreadable(.refused(reason: reason)).preceded(by: .file, file),
          at: IssueLocation(.run, file: file))
      ])
    case DataCareError.unusableKey(let file): .request(.unusableKey(file))
    case DataCareError.noPseudonym(let table, let field):
      .store(
        StoreError(
          .runInternal(.other(reason: "no pseudonym is left for a value of `\(table).\(field)`"))))
    default:
      .store(StoreError(.runInternal(.other(reason: String(describing: type(of: error))))))
    }
  }
}
