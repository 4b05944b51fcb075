import Foundation
public import ImportPipeline
import PostgresStore
import SQLiteStore
import Schemas
import TabularCore

/// Where the accounts and submissions of a store are kept.
extension StoreLocation {
  /// The file beside a store in a file: `records.desk.sqlite` beside `records.sqlite`; `nil` on a server, where
  /// they lie in a schema of their own.
  public var deskPath: String? {
    guard let path else { return nil }
    let url = URL(fileURLWithPath: path)
    let ending = url.pathExtension.isEmpty ? "sqlite" : url.pathExtension
    return url.deletingPathExtension().path + ".desk." + ending
  }

  /// A conversation with what is kept of accounts and submissions; makes the file where there is none.
  ///
  /// It is not the file of the store: a long execution holds the only write lock of a file, and whoever
  /// restores the records brings no disabled account back.
  public func deskConnection() throws(StoreError) -> any SQLConnection {
    guard let deskPath else { return try connection(writes: true) }
    let name = "sqlite:" + deskPath
    // Only the owner reads it: hashes of passwords are in it.
    let descriptor = open(deskPath, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      let reason = String(cString: strerror(errno))
      throw StoreError(.storeUnreachable(.trouble(.missing, reason: reason), target: name))
    }
    close(descriptor)
    return try SQLiteConnection(path: deskPath, location: name, writes: true)
  }
}
