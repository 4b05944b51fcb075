import ImportPipeline
import PostgresStore
public import Schemas

extension ImportService {
  /// The statements that make the roles of least privilege on a server.
  ///
  /// - Parameter prefix: how the names of the roles begin.
  public func grants(
    of choice: StoreChoice, for package: DataPackage, prefix: String
  ) throws(ServiceFailure) -> [String] {
    let server = try server(of: choice)
    return try ServiceFailure.asking { () throws(StoreError) in
      try server.grants(to: StoreRoles(prefix: prefix), for: package)
    }
  }

  /// Makes the roles of least privilege on a server, all or nothing.
  ///
  /// - Returns: the names of the roles.
  public func grant(
    _ choice: StoreChoice, for package: DataPackage, prefix: String
  ) throws(ServiceFailure) -> [String] {
    let server = try server(of: choice)
    let roles = StoreRoles(prefix: prefix)
    try ServiceFailure.asking { () throws(StoreError) in
      try server.grant(server.grants(to: roles, for: package))
    }
    return [roles.validator, roles.executor, roles.undoer]
  }

  private func server(of choice: StoreChoice) throws(ServiceFailure) -> StoreServer {
    let location = try location(of: choice)
    guard case .server(let string) = location.kind else {
      throw .request(.needsServer(store: location.text))
    }
    return StoreServer(string)
  }
}
