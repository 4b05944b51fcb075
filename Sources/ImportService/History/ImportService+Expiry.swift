public import ImportPipeline
import RecordMapping
import Schemas
import TabularCore

/// What old runs keep of the values that they replaced.
extension ImportService {
  /// What an expiry removed, or would remove.
  public struct Expiry: Sendable {
    /// After how many days something expires: as asked for, as the target or the package says, else 90.
    public var days: Int
    /// The time before which the runs ended, UTC.
    public var time: String
    /// The runs, the oldest first.
    public var runs: [RunExpiry.Candidate]
    /// The run that removed it; `nil` when nothing was removed.
    public var remover: String?
  }

  /// Finds, and removes when asked, what runs keep of the values that they replaced.
  ///
  /// - Parameters:
  ///   - days: how many days ago a run must have ended; `nil` for what the target says, else the package, else 90.
  ///   - confirmed: the name of a production target, given a second time.
  public func expire(
    runsOlderThan days: Int?, of choice: StoreChoice, executes: Bool, confirmed: String?
  ) throws(ServiceFailure) -> Expiry {
    let now = now()
    let kept: Int
    if let days { kept = days } else { kept = try retentionDays(of: choice) }
    let time = Self.time(now, minus: kept)
    if executes {
      try checkGuards(of: choice, confirmed: confirmed, needsBackup: false)
    }
    let connection = try connection(to: choice, writes: executes)
    let author = surroundings.author
    return try ServiceFailure.asking { () throws(StoreError) in
      // What is removed must not be found in the file either.
      if executes, connection.dialect == .sqlite {
        _ = try connection.rows("PRAGMA secure_delete = ON")
      }
      return try connection.inTransaction(writes: executes) { () throws(StoreError) in
        let runs = try RunExpiry.candidates(endedBefore: time, in: connection)
        guard executes, !runs.isEmpty else {
          return Expiry(days: kept, time: time, runs: runs)
        }
        let id = try RunRecords.unusedID(prefix: RunID.prefix(now), in: connection)
        let package = try StoredPackage.latest(in: connection)
        let record = RunRecord(
          id: id, command: RunExpiry.command, operatorName: author.operatorName,
          host: author.host, toolVersion: author.toolVersion, package: package?.name ?? "",
          packageHash: package?.hash ?? "", zoneData: ZoneRules.dataVersion, optionsJSON: "{}",
          target: connection.location, startedAt: now, finishedAt: now,
          outcome: RunOutcome.clean.rawValue)
        try RunExpiry.perform(runs, by: record, in: connection)
        return Expiry(days: kept, time: time, runs: runs, remover: id)
      }
    }
  }

  /// After how many days runs of a store no longer need what they replaced.
  private func retentionDays(of choice: StoreChoice) throws(ServiceFailure) -> Int {
    if let days = try target(of: choice)?.target.retentionDays { return days }
    // A store whose package cannot be read any more keeps to the usual time.
    return (try? package(nil, from: choice))?.retentionDays ?? Self.usualRetentionDays
  }

  private static let usualRetentionDays = 90

  /// A time some days earlier.
  private static func time(_ now: String, minus days: Int) -> String {
    guard let date = CivilDate.days(in: now.prefix(10)) else { return now }
    return CivilDate.text(ofDays: max(0, date - days)) + now.dropFirst(10)
  }
}
