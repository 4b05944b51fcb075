public import ImportPipeline
import TabularCore

/// A backup that was restored beside a store and compared, and what is lost when it replaces the store.
///
/// For example:
///
///     let restore = try service.prepareRestore(of: choice, from: "backups/records.sqlite")
///     show(restore.lostRuns)
///     try restore.perform(confirmed: typedName)
public struct PreparedRestore {
  /// The store's location.
  public let location: StoreLocation
  /// The name that must be given to replace the store: the file's, or the database's on a server.
  public let name: String
  /// The runs that the store keeps and the backup does not.
  public let lostRuns: [RunRecord]

  fileprivate let backup: Backup
  fileprivate let proven: Backup.Proven
  /// The production target that the store is.
  fileprivate let production: String?

  /// Replaces the store as a whole, or not at all.
  ///
  /// - Parameter confirmed: the store's name, as somebody gave it.
  /// - Returns: what the store holds now.
  /// - Throws: a refusal when it is another name.
  public func perform(confirmed: String?) throws(ServiceFailure) -> StoreDigest {
    guard confirmed == name else {
      throw .refused(.guardTargetUnconfirmed(.restore, target: name))
    }
    return try ServiceFailure.asking { () throws(StoreError) in
      let digest = try backup.restore(proven)
      try keepProduction()
      return digest
    }
  }

  /// A store that was in production use is so after it was replaced, too.
  private func keepProduction() throws(StoreError) {
    guard let production else { return }
    let connection = try location.connection(writes: true)
    guard try ProductionMark.name(in: connection) != production else { return }
    try connection.inTransaction(writes: true) { () throws(StoreError) in
      try ProductionMark.remove(in: connection)
      try ProductionMark.set(production, in: connection)
    }
  }
}

extension ImportService {
  /// Restores a backup beside the store, compares it with its manifest, and finds what would be lost.
  ///
  /// - Parameter confirmed: the name of a production target, given a second time.
  public func prepareRestore(
    of choice: StoreChoice, from file: String, confirmed: String? = nil
  ) throws(ServiceFailure) -> PreparedRestore {
    try checkGuards(of: choice, confirmed: confirmed, needsBackup: false)
    let location = try location(of: choice)
    let toolVersion = surroundings.author.toolVersion
    let (archive, backup, proven) = try ServiceFailure.asking { () throws(StoreError) in
      let archive = try location.archive()
      let backup = Backup(of: archive, toolVersion: toolVersion)
      return (archive, backup, try backup.prove(file))
    }
    let production = try productionName(of: choice)
    let lost = try ServiceFailure.asking { () throws(StoreError) in
      try runs(of: location).filter { !proven.contents.runs.contains($0.id) }
    }
    return PreparedRestore(
      location: location, name: archive.name, lostRuns: lost, backup: backup, proven: proven,
      production: production)
  }

  /// The runs that a store keeps; none of a store that is not there yet.
  private func runs(of location: StoreLocation) throws(StoreError) -> [RunRecord] {
    guard try location.holdsAnything() else { return [] }
    return try RunRecords.all(in: location.connection(writes: false))
  }
}
