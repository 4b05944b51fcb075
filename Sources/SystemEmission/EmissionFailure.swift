public import ImportPipeline
public import TabularCore

/// Why nothing more can be sent to another system.
///
/// Whatever was sent before is in the journal: the same command goes on where it ended.
public struct EmissionFailure: Error, Sendable {
  /// What is told.
  public var content: IssueContent
  /// Whether a signal ended it.
  public var isInterruption = false

  /// A failure that says this.
  public init(_ content: IssueContent) { self.content = content }

  /// The store cannot go on.
  public init(_ error: StoreError) { content = error.content }

  /// The system cannot be worked with.
  init(_ why: IssueContent.EmissionStop, _ target: String) {
    content = .emitStopped(why, target: target)
  }

  /// A signal ended it.
  static var interrupted: EmissionFailure {
    var failure = EmissionFailure(.runInterrupted(resumable: nil))
    failure.isInterruption = true
    return failure
  }

  /// Does something with the store.
  static func asking<Result>(
    _ body: () throws(StoreError) -> Result
  ) throws(EmissionFailure) -> Result {
    do throws(StoreError) {
      return try body()
    } catch {
      throw EmissionFailure(error)
    }
  }
}
