public import ImportPipeline
public import Schemas
import SQLiteStore
import TabularCore

/// An import that can run: its package is loaded, its target found, its backup made.
public struct PreparedImport: Sendable {
  /// What happened to a backup that was asked for.
  public enum Backup: Sendable {
    /// It was made, restored beside the store and compared.
    case made(BackupManifest)
    /// The store, by its location, does not exist yet, so that there was nothing to back up.
    case nothingToBackUp(store: String)
  }

  /// The package.
  public let package: DataPackage
  /// The target, when the store is that of one.
  public let target: ChosenTarget?
  /// What is imported, and how, with what the target and the surroundings say.
  public private(set) var options: ImportOptions
  /// The backup that was made before; `nil` when none was asked for, or nothing is written.
  public let backup: Backup?
  /// The store; `nil` for an import that leaves it out of account.
  public let location: StoreLocation?

  /// Gives what the run's record keeps of the issues, so that a later run can be compared with it.
  public var issueRecord: @Sendable (ImportReport) -> String = { _ in "" }

  /// Given the operations of the plan, in order, before anything is written; not called if errors or guards
  /// forbid that the plan is carried out.
  public var consumers: [@Sendable (OperationStream) throws -> Void] = []

  /// Told when a run in parts that was asked to wait begins to: how many rows are written, of how many.
  public var whenPaused: @Sendable (_ done: Int, _ total: Int) -> Void = { _, _ in }

  /// What is committed with the run; only where the store is a database on a server.
  public var joint: JointCommit?

  /// The clock of the run.
  var clock: RunClock

  /// Runs the import on the calling thread, from its files to its report.
  ///
  /// - Parameters:
  ///   - cancellation: a switch by which somebody else ends the run.
  ///   - edits: the files as somebody has corrected them by now, for a validation that is made again and again.
  ///   - progress: called with the progress of reading, a few times a second, on the calling thread.
  public func run(
    cancellation: Cancellation? = nil, edits: EditedFiles? = nil,
    progress: (@Sendable (ImportProgress) -> Void)? = nil
  ) -> ImportReport {
    let now = clock.now()
    var run = ImportRun(
      options: options, package: package, now: now, runPrefix: RunID.prefix(now))
    if let cancellation {
      run.isCancelled = { cancellation.isRequested }
      run.isPaused = { cancellation.isPauseRequested }
      run.stopping = { cancellation.take($0) }
    }
    run.progress = progress
    run.issueRecord = issueRecord
    run.consumers = consumers
    run.whenPaused = whenPaused
    if options.subset != nil {
      run.chooseRows(from: location?.makeStore() ?? SQLiteStore(inMemory: "part"))
    }
    let store = location?.makeStore(with: joint) ?? SQLiteStore(inMemory: "offline")
    return run.run(store: store, clock: { clock.now() }, edits: edits)
  }

  /// Lets the import read other files in place of some of its own.
  mutating func replaceFiles(_ paths: [SourceID: String]) {
    for (source, path) in paths {
      let index = source.rawValue - 1
      let others = index - options.files.count
      if options.files.indices.contains(index) {
        options.files[index] = path
      } else if options.tableFiles.indices.contains(others) {
        options.tableFiles[others].path = path
      }
    }
  }
}
