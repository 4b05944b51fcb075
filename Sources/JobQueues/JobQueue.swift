public import ImportPipeline

/// A queue of files in a database, for workers on many machines.
///
/// An implementation keeps no state: each call names the connection that it goes over, so that ``finish(_:run:in:)``
/// can be part of the transaction that writes the file's rows. Unless said otherwise a call is a transaction of
/// its own. Times are those of the server's clock; no clock of a worker counts.
///
/// What holds:
///
/// - The same bytes of one site are one job.
/// - Two jobs of one site never run at once, and they run in the order of submission.
/// - A claim ends when its lease does and somebody calls ``endExpired(in:)`` or ``claim(worker:lease:in:)``. From then on
///   its holder can neither finish nor fail it.
public protocol JobQueue: Sendable {
  /// How the engine's schema and the tables beside it are.
  func readiness(in connection: any SQLConnection) throws(StoreError) -> QueueReadiness

  /// Takes a file, unless `most` jobs wait or run already.
  func submit(
    _ submission: JobSubmission, most: Int, in connection: any SQLConnection
  ) throws(StoreError) -> JobReceipt

  /// Takes the next job for a worker; `nil` when there is none that may run.
  ///
  /// - Parameters:
  ///   - worker: who takes it, `host:pid`.
  ///   - lease: for how many seconds, unless it is extended.
  func claim(
    worker: String, lease: Int, in connection: any SQLConnection
  ) throws(StoreError) -> JobClaim?

  /// Extends a claim to so many seconds from now; `false` when it was lost.
  func extend(
    _ claim: JobClaim, lease: Int, in connection: any SQLConnection
  ) throws(StoreError) -> Bool

  /// Marks a job as done within the transaction that the connection has open; `false` when the claim was lost:
  /// the caller must then roll back.
  ///
  /// - Parameter run: the run that writes the rows; `nil` where there was nothing to write.
  func finish(
    _ claim: JobClaim, run: String?, in connection: any SQLConnection
  ) throws(StoreError) -> Bool

  /// Removes what a claim leaves behind that was finished within another transaction.
  func forget(_ claim: JobClaim, in connection: any SQLConnection) throws(StoreError)

  /// Gives a job back that is to be tried again, after so many seconds; `false` when the claim was lost.
  ///
  /// After ``maximumAttempts`` it is set aside.
  func fail(
    _ claim: JobClaim, reason: JobReason, delay: Int, in connection: any SQLConnection
  ) throws(StoreError) -> Bool

  /// Sets a job aside with its report; `false` when the claim was lost.
  func setAside(
    _ claim: JobClaim, reason: JobReason, report: String?, in connection: any SQLConnection
  ) throws(StoreError) -> Bool

  /// Puts a job that was set aside back; `false` when it is not set aside.
  func retry(_ job: Int, in connection: any SQLConnection) throws(StoreError) -> Bool

  /// Ends claims whose leases are over, and the connections that wrote for them.
  ///
  /// Does nothing while another worker is doing it.
  func endExpired(in connection: any SQLConnection) throws(StoreError)

  /// The bytes of a job's file; `nil` once it is done.
  func content(of job: Int, in connection: any SQLConnection) throws(StoreError) -> [UInt8]?

  /// The report of a job that was set aside.
  func report(of job: Int, in connection: any SQLConnection) throws(StoreError) -> String?

  /// The jobs, by number.
  ///
  /// - Parameters:
  ///   - id: one job alone.
  ///   - site: those of one site.
  ///   - state: those that stand there.
  ///   - limit: no more than the last so many.
  func jobs(
    id: Int?, site: String?, state: Job.State?, limit: Int, in connection: any SQLConnection
  ) throws(StoreError) -> [Job]

  /// How many jobs are neither done nor set aside.
  func openCount(in connection: any SQLConnection) throws(StoreError) -> Int

  /// What tells the queue's database from others; `nil` where there is no queue.
  func identity(in connection: any SQLConnection) throws(StoreError) -> String?
}

extension JobQueue {
  /// How often a job is taken before it is set aside: a file that ends every worker must not go on for ever.
  public static var maximumAttempts: Int { 8 }

  /// The most bytes of a file: they are kept in the database, and go through the memory of whoever sends them.
  public static var maximumBytes: Int { 64 << 20 }

  /// Marks a job as done that had nothing to write; `false` when the claim was lost.
  public func finishWithoutRun(
    _ claim: JobClaim, in connection: any SQLConnection
  ) throws(StoreError) -> Bool {
    try connection.inShortTransaction { () throws(StoreError) in
      guard try finish(claim, run: nil, in: connection) else { return false }
      try forget(claim, in: connection)
      return true
    }
  }
}

/// Whether a database has what a queue needs.
public enum QueueReadiness: Sendable, Hashable {
  /// All is there.
  case ready
  /// The engine's schema is not installed.
  case noEngine
  /// The engine's schema is of another release.
  case otherEngine(version: String)
  /// The engine is there, the tables beside it are not.
  case noTables
}

/// Why a job is tried again or was set aside, by its name in the database and in labels.
public enum JobReason: String, Sendable, CaseIterable {
  /// The data has errors.
  case dataErrors = "data-errors"
  /// The file cannot be read.
  case unreadable
  /// A guard refused.
  case guarded = "guard"
  /// The store refused it.
  case refused
  /// The store cannot be reached or failed.
  case storeFailed = "store-failed"
  /// Another run held the store.
  case locked
  /// The worker was told to end.
  case interrupted
  /// The worker has no such package, or another version of it.
  case packageDiffers = "package-differs"
  /// The worker went away, or did nothing for longer than its lease.
  case leaseOver = "lease-over"
  /// It was tried as often as a job is.
  case attempts
  /// Somebody cancelled it in the engine.
  case cancelled
}
