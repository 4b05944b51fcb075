import Dispatch
import Synchronization

/// A switch by which somebody else ends a run: a signal, a button, a client that went away.
///
/// A run asks between batches of rows; a statement that the store works on is stopped. A run that is
/// cancelled before it wrote rolls back.
public final class Cancellation: Sendable {
  private let flag = Atomic<Bool>(false)
  private let wait = Atomic<Bool>(false)
  private let stop = Mutex<(@Sendable () -> Void)?>(nil)

  /// A switch that is off.
  public init() {}

  /// Asks the run to end; may be called from any thread.
  public func cancel() {
    flag.store(true, ordering: .relaxed)
    press()
  }

  /// Whether the run was asked to end.
  public var isRequested: Bool { flag.load(ordering: .relaxed) }

  /// Asks a run in parts to wait after the part that it writes; may be called from any thread.
  public func pause() { wait.store(true, ordering: .relaxed) }

  /// Lets the run go on; may be called from any thread.
  public func resume() { wait.store(false, ordering: .relaxed) }

  /// Whether the run was asked to wait.
  public var isPauseRequested: Bool { wait.load(ordering: .relaxed) }

  /// Takes what stops the statement that the run waits for; `nil` if it must go on.
  func take(_ stop: (@Sendable () -> Void)?) { self.stop.withLock { $0 = stop } }

  /// Stops the statement, and one that begins at this moment a little later.
  private func press() {
    guard let stop = stop.withLock({ $0 }) else { return }
    stop()
    DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(200)) { [weak self] in
      self?.press()
    }
  }
}
