public import DataCare
import Foundation
import ImportPipeline
import RecordMapping
import SQLiteStore
import Schemas
import TabularCore

/// Copies without what is about people.
extension ImportService {
  /// The command of the runs that make masked copies.
  static let scrambleCommand = "scramble"

  /// Makes a masked copy of a store in another one.
  ///
  /// - Throws: a refusal for a target that is in production use; a problem of the request for one that is not
  ///   empty.
  public func scramble(
    _ request: ScrambleRequest
  ) throws(ServiceFailure) -> Scrambling.Summary {
    try refuseProduction(request.target)
    let source = try location(of: request.source)
    let target = try location(of: request.target)
    let package = try package(request.package, from: request.source)
    let isEmpty = try ServiceFailure.asking { () throws(StoreError) in try !target.holdsAnything() }
    if isEmpty { _ = try makeStore(request.target, for: package) }
    let connection = try connection(to: request.target, writes: true)
    do {
      let scrambling = Scrambling(package, key: try key(of: request))
      guard try scrambling.isEmpty(connection) else {
        throw ServiceFailure.request(.storeNotEmpty(target.text))
      }
      if connection.dialect == .sqlite {
        // A log would hold all of the copy twice; sorting for the indexes takes as much memory as this.
        _ = try connection.rows("PRAGMA journal_mode = DELETE")
        _ = try connection.rows("PRAGMA main.cache_size = -65536")
      }
      let summary = try scrambling.perform(
        from: { () throws(StoreError) in try source.connection(writes: false) }, to: connection,
        run: try newRun(of: package, in: connection), now: now(), overflow: Self.overflow)
      noteAccess(Self.scrambleCommand, to: request.source, tables: summary.records)
      return summary
    } catch {
      throw failure(of: error)
    }
  }

  /// Replaces the records of a store that is a copy already by masked ones, all of them or nothing.
  ///
  /// The store has no journal, runs, secrets or identifiers of other systems afterwards.
  ///
  /// - Throws: a refusal for a store that is in production use.
  public func mask(
    _ choice: StoreChoice, package: String? = nil, keyFile: String? = nil
  ) throws(ServiceFailure) -> Scrambling.Summary {
    try refuseProduction(choice)
    let location = try location(of: choice)
    let folder = try PrivateFolder()
    defer { withExtendedLifetime(folder) {} }
    let path = folder.path + "/masked.sqlite"
    var request = ScrambleRequest(from: choice, to: StoreChoice(store: "sqlite:" + path))
    request.package = package
    request.keyFile = keyFile
    let summary = try scramble(request)
    try ServiceFailure.asking { () throws(StoreError) in
      switch location.kind {
      case .file: _ = try location.archive().restore(from: path)
      case .server: break
      }
    }
    if case .server = location.kind { try refill(choice, from: request) }
    return summary
  }

  /// Empties a store on a server and fills it with the records of a file as they are.
  private func refill(
    _ choice: StoreChoice, from request: ScrambleRequest
  ) throws(ServiceFailure) {
    let package = try self.package(request.package, from: choice)
    let source = try location(of: request.target)
    let connection = try connection(to: choice, writes: true)
    do {
      _ = try Scrambling(package, key: nil).perform(
        from: { () throws(StoreError) in try source.connection(writes: false) }, to: connection,
        run: try newRun(of: package, in: connection), now: now(), replacesAll: true,
        overflow: Self.overflow)
    } catch {
      throw failure(of: error)
    }
  }

  // MARK: Parts

  /// Refuses a store that is in production use, by itself or by the project file.
  private func refuseProduction(_ choice: StoreChoice) throws(ServiceFailure) {
    let declared = try target(of: choice).flatMap { $0.target.isProduction ? $0.target.name : nil }
    guard let name = try productionName(of: choice) ?? declared else { return }
    throw .refused(.guardProductionRefused(command: Self.scrambleCommand, target: name))
  }

  private func key(of request: ScrambleRequest) throws(DataCareError) -> ScrambleKey {
    guard let file = request.keyFile else { return ScrambleKey() }
    return try ScrambleKey(file: file)
  }

  private func newRun(
    of package: DataPackage, in connection: any SQLConnection
  ) throws(StoreError) -> RunRecord {
    let author = surroundings.author
    let now = now()
    let id = try RunRecords.unusedID(prefix: RunID.prefix(now), in: connection)
    return RunRecord(
      id: id, command: Self.scrambleCommand, operatorName: author.operatorName, host: author.host,
      toolVersion: author.toolVersion, package: package.name, packageHash: package.hash,
      zoneData: ZoneRules.dataVersion, optionsJSON: "{}", target: connection.location,
      startedAt: now, finishedAt: now, outcome: RunOutcome.clean.rawValue)
  }

  /// A database in a file that has no name any more once it is open.
  private static func overflow() throws(StoreError) -> any SQLConnection {
    let path =
      FileManager.default.temporaryDirectory.path + "/registrar-" + UUID().uuidString + ".sqlite"
    _ = FileManager.default.createFile(
      atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
    let connection = try SQLiteConnection(path: path, writes: true)
    try connection.execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
    unlink(path)
    return connection
  }
}
