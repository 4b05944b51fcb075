import Dispatch
public import Foundation

extension Process {
  /// Where limits are watched: a queue of its own has a thread also while all others wait.
  private static let watch = DispatchQueue(label: "registrar.tests.limits")

  /// Starts the process, which is ended with all that it started when it runs for too long.
  ///
  /// - Parameter seconds: how long it may run; far more than any needs on a busy machine.
  public func start(seconds: Double = 600) throws {
    try run()
    Self.watch.asyncAfter(deadline: .now() + seconds) { [weak self] in
      guard let self, isRunning else { return }
      endAtOnce()
    }
  }

  /// Ends the process and all that it started, which form a group of their own.
  ///
  /// Tests run on threads that block signals, and children inherit that: most never get SIGTERM.
  public func endAtOnce() {
    guard processIdentifier > 0 else { return }
    kill(-processIdentifier, SIGKILL)
  }
}
