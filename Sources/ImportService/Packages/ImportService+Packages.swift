import ImportPipeline
public import Schemas

/// Which package is meant.
extension ImportService {
  /// The package of a name or path, or the usual one.
  ///
  /// - Parameters:
  ///   - name: a shipped package's name, or a path; `nil` for the usual package.
  ///   - checks: what is checked besides what the package says by itself.
  /// - Throws: a problem of the request when there is no such package; its mistakes when it is faulty.
  public func package(
    _ name: String?, checks: PackageChecks = .complete
  ) throws(ServiceFailure) -> DataPackage {
    let location = try packageLocation(name)
    do throws(SchemaError) {
      return try PackageLoader.load(path: location.path, checks: checks)
    } catch {
      throw .faulty(error.issues)
    }
  }

  /// The package of a name or path, else the one of the target that is meant, else the usual one.
  public func package(
    _ name: String?, orOf choice: StoreChoice
  ) throws(ServiceFailure) -> DataPackage {
    if let name { return try package(name) }
    return try package(target(of: choice)?.package)
  }

  /// The package of a name or path, else the one of the target, else the one that the store was made
  /// for, as the store keeps it.
  public func package(
    _ name: String?, from choice: StoreChoice
  ) throws(ServiceFailure) -> DataPackage {
    if let name { return try package(name) }
    if let named = try target(of: choice)?.package { return try package(named) }
    let connection = try connection(to: choice, writes: false)
    let found = try ServiceFailure.asking { () throws(StoreError) in
      try StoredPackage.latest(in: connection)
    }
    guard let found else { return try package(nil) }
    let shipped = surroundings.packages.packages().first { $0.name == found.name }
    if let shipped,
      let package = try? PackageLoader.load(path: shipped.path, checks: .complete),
      found.descriptors.isEmpty || package.hash == found.hash
    {
      return package
    }
    guard !found.descriptors.isEmpty else { throw .request(.packageOfStoreMissing(found.name)) }
    do throws(SchemaError) {
      return try PackageLoader.load(found.descriptors, checks: .complete)
    } catch {
      throw .faulty(error.issues)
    }
  }

  private func packageLocation(_ name: String?) throws(ServiceFailure) -> PackageLocation {
    let locator = surroundings.packages
    if let name {
      if let location = locator.locate(name) { return location }
      throw .request(.unknownPackage(name, shipped: locator.packages().map(\.name)))
    }
    if let location = locator.defaultPackage() { return location }
    throw .request(.noPackage(shipped: locator.packages().map(\.name)))
  }
}
