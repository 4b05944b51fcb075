import Foundation
public import Testing

/// Runs the tasks of tests on threads that they need not share.
///
/// The tasks of all tests wait in one line for as many threads as the machine has processors, and most tests hold
/// theirs until they end. A test that talks with a server of its own process would wait behind all of them at each
/// step, until its requests time out.
public struct OwnThreads: SuiteTrait, TestTrait, TestScoping {
  /// Suites within have them too.
  public let isRecursive = true

  /// Runs a test there.
  public func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    try await withTaskExecutorPreference(OwnExecutor.shared) { try await function() }
  }
}

extension Trait where Self == OwnThreads {
  /// Tasks of the test run on threads of their own.
  public static var ownThreads: Self { OwnThreads() }
}

/// Runs each piece of a task on the next free thread of a queue.
public final class OwnExecutor: TaskExecutor {
  /// The one for all tests.
  public static let shared = OwnExecutor()

  private let queue = DispatchQueue(label: "registrar.tests.own", attributes: .concurrent)

  /// Takes the next piece of a task.
  public func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
