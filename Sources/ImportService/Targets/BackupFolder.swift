import Foundation

/// A folder of backups: each one has beside it a small JSON file that says of what it is, since when,
/// and that it was restored and compared.
struct BackupFolder {
  private struct Manifest: Decodable {
    var format: String
    var target: String
    var store: String?
    var finishedAt: String
    var file: String?
    var verified: Bool
  }

  /// No more files are looked at.
  private static let maximumFiles = 10_000

  var path: String

  /// The age in hours of the newest verified backup of a store that is known by some names.
  ///
  /// - Parameter store: its identity: a backup of another store of the same name does not count.
  func newestAge(of names: [String], store: String?, at now: String) -> Double? {
    newest(of: names, store: store, at: now)?.age
  }

  /// The newest verified backup of a store: its age in hours, its file, and when it was compared, UTC.
  func newest(
    of names: [String], store: String?, at now: String
  ) -> (age: Double, file: String?, time: String)? {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    guard let now = try? Date(now, strategy: .iso8601) else { return nil }
    var newest: (date: Date, manifest: Manifest)?
    for file in files.sorted().suffix(Self.maximumFiles) where file.hasSuffix(".json") {
      guard let data = FileManager.default.contents(atPath: path + "/" + file),
        data.count < 1 << 20, let manifest = try? JSONDecoder().decode(Manifest.self, from: data),
        manifest.format == "registrar.backup/1", manifest.verified,
        names.contains(manifest.target),
        manifest.store == nil || store == nil || manifest.store == store,
        let date = try? Date(manifest.finishedAt, strategy: .iso8601)
      else { continue }
      // One from the future says that a clock was changed.
      guard now.timeIntervalSince(date) >= -60 else { continue }
      if newest.map({ $0.date < date }) ?? true { newest = (date, manifest) }
    }
    return newest.map {
      (max(0, now.timeIntervalSince($0.date)) / 3600, $0.manifest.file, $0.manifest.finishedAt)
    }
  }
}
