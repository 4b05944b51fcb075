public import ImportPipeline

/// The log of who read records of a store.
extension ImportService {
  /// Why an access is not in a store's log.
  public enum AccessGap: Sendable, Hashable {
    /// An earlier release made the store: it keeps no log until it is migrated.
    case earlierStore(String)
    /// The store cannot be written, or not now.
    case unwritable(String)
  }

  /// Somebody read records, or a run wrote.
  public struct Access: Sendable, Hashable {
    /// When, UTC.
    public var time: String
    /// Who, where, with which release.
    public var author: RunAuthor
    /// By which command.
    public var command: String
    /// The run; `nil` where records were only read.
    public var run: String?
    /// How many records of each table were read or written, by machine name.
    public var tables: [String: Int]
  }

  /// Notes in a store's log that somebody read records of it.
  ///
  /// A store that cannot be written is read all the same: the surroundings are told that nothing was noted.
  ///
  /// - Parameters:
  ///   - command: the command by which they were read.
  ///   - tables: how many records of each table, by machine name.
  public func noteAccess(_ command: String, to choice: StoreChoice, tables: [String: Int]) {
    guard let location = try? location(of: choice) else { return }
    do throws(StoreError) {
      // A connection that may write would change how the file keeps its journal.
      let connection = try location.connection(writes: false)
      guard try AccessLog.isKept(in: connection) else {
        return surroundings.tellGap(.earlierStore(location.text))
      }
      try AccessLog.add(
        command, tables: tables.filter { $0.value > 0 }, by: surroundings.author, at: now(),
        in: connection)
    } catch {
      surroundings.tellGap(.unwritable(location.text))
    }
  }

  /// Reads, and notes it once the store is free again.
  ///
  /// - Parameter body: reads, and says how many records of each table it read; where it fails, what it has said
  ///   until then is noted.
  func noting<Result, Failure>(
    _ command: String, of choice: StoreChoice,
    _ body: (inout [String: Int]) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    var tables: [String: Int] = [:]
    do throws(Failure) {
      let result = try body(&tables)
      noteAccess(command, to: choice, tables: tables)
      return result
    } catch {
      if !tables.isEmpty { noteAccess(command, to: choice, tables: tables) }
      throw error
    }
  }

  /// Who read or wrote records of a store, the latest first, and the store's location.
  public func accesses(
    of choice: StoreChoice
  ) throws(ServiceFailure) -> (store: String, accesses: [Access]) {
    let connection = try connection(to: choice, writes: false)
    return try ServiceFailure.asking { () throws(StoreError) in
      let read = try AccessLog.entries(in: connection).map { entry in
        Access(
          time: entry.time, author: entry.author, command: entry.command, tables: entry.tables)
      }
      let written = try RunRecords.all(in: connection).map { run in
        Access(
          time: run.finishedAt.isEmpty ? run.startedAt : run.finishedAt,
          author: RunAuthor(
            operatorName: run.operatorName, host: run.host, toolVersion: run.toolVersion),
          command: run.command, run: run.id, tables: Self.written(run))
      }
      // Of one second, the order of the two lists is not known; within each it is kept.
      var all = Array((read + written).enumerated())
      all.sort { ($1.element.time, $0.offset) < ($0.element.time, $1.offset) }
      return (connection.location, all.map(\.element))
    }
  }

  private static func written(_ run: RunRecord) -> [String: Int] {
    let counts = LedgerLine.lines(json: run.ledgerJSON).map { line in
      (line.table, line.created + line.updated + line.deleted)
    }
    return Dictionary(counts.filter { $0.1 > 0 }, uniquingKeysWith: +)
  }
}
