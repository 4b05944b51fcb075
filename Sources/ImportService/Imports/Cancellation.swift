import Synchronization

/// A switch by which somebody else ends a run: a signal, a button, a client that went away.
///
/// A run asks between batches of rows. One that is cancelled before it wrote rolls back.
public final class Cancellation: Sendable {
  private let flag = Atomic<Bool>(false)

  /// A switch that is off.
  public init() {}

  /// Asks the run to end; may be called from any thread, and from a signal handler.
  public func cancel() { flag.store(true, ordering: .relaxed) }

  /// Whether the run was asked to end.
  public var isRequested: Bool { flag.load(ordering: .relaxed) }
}
