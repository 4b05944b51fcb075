public import Foundation

/// The manifest beside a backup: which store it is of, when it was made, what it holds.
///
/// It is written last, after the backup was restored beside the store and compared; a backup
/// without one is incomplete.
public struct BackupManifest: Codable, Sendable {
  /// The format of the file.
  public var format = "registrar.backup/1"
  /// The store's location, without credentials.
  public var target: String
  /// The identity of the store; `nil` where it has none.
  public var store: String?
  /// When the backup began, UTC.
  public var startedAt: String
  /// When it was compared, UTC.
  public var finishedAt: String
  /// The version of the tool.
  public var toolVersion: String
  /// The name of the backup's file.
  public var file: String
  /// Its size.
  public var bytes: Int
  /// SHA-256 of its bytes, hexadecimal.
  public var sha256: String
  /// Whether it was restored and compared.
  public var verified: Bool
  /// The tables with their rows and checksums.
  public var tables: [StoreDigest.Table]

  /// A manifest of a backup that was compared.
  public init(
    target: String, startedAt: String, finishedAt: String, toolVersion: String, file: String,
    bytes: Int, sha256: String, digest: StoreDigest
  ) {
    self.target = target
    self.startedAt = startedAt
    self.finishedAt = finishedAt
    self.toolVersion = toolVersion
    self.file = file
    self.bytes = bytes
    self.sha256 = sha256
    verified = true
    tables = digest.tables
  }

  /// The manifest as JSON.
  public func json() -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(self)) ?? Data()
  }
}
