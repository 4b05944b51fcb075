/// Copies a store as a whole into a file, and back.
public protocol StoreArchive {
  /// Where the store is, without credentials.
  var location: String { get }

  /// The name that a person types before the store is replaced.
  var name: String { get }

  /// The extension of the files, `sqlite` or `dump`.
  var fileExtension: String { get }

  /// Copies the store into a new file; returns the digest of the state that was copied.
  func write(to path: String) throws(StoreError) -> StoreDigest

  /// Restores a file beside the store, into something that is thrown away, and returns its digest.
  func digest(ofFile path: String) throws(StoreError) -> StoreDigest

  /// Replaces the store by a file, as a whole or not at all; returns the digest of the store then.
  func restore(from path: String) throws(StoreError) -> StoreDigest
}
