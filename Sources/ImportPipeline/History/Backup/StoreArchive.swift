/// What a copy of a store holds.
public struct ArchiveContents: Sendable {
  /// Its tables with their rows and checksums.
  public var digest: StoreDigest
  /// The ids of the runs that it keeps.
  public var runs: Set<String>
  /// The identity of the store; `nil` where it has none.
  public var store: String?

  /// The contents of a copy that was restored, over a connection to it.
  public init(of connection: any SQLConnection) throws(StoreError) {
    digest = try StoreDigest(of: connection)
    runs = []
    store = try StoreIdentity.identity(in: connection)
    guard try connection.hasTable("registrar_runs") else { return }
    runs = Set(
      try connection.rows("SELECT run_id FROM registrar_runs").compactMap { $0[0].text })
  }
}

/// Copies a store as a whole into a file, and back.
public protocol StoreArchive {
  /// Where the store is, without credentials.
  var location: String { get }

  /// The name that a person types to confirm that the store is to be replaced.
  var name: String { get }

  /// The extension of the files, `sqlite` or `dump`.
  var fileExtension: String { get }

  /// Copies the store into a new file; returns the digest of the state that was copied.
  func write(to path: String) throws(StoreError) -> StoreDigest

  /// Restores a file beside the store, into something temporary, and returns what it holds.
  func contents(ofFile path: String) throws(StoreError) -> ArchiveContents

  /// Replaces the store by a file, as a whole or not at all; returns the digest of the store then.
  func restore(from path: String) throws(StoreError) -> StoreDigest
}
