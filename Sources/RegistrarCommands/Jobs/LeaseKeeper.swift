import Foundation
import ImportPipeline
import ImportService
import JobQueues
import Synchronization

/// Extends a claim while its job runs, over a connection of its own, and ends the run when the claim is lost.
///
/// It also ends what other workers left: all of them may be waiting for the store that a stalled one has locked.
final class LeaseKeeper: Sendable {
  /// The switch of the run.
  let cancellation = Cancellation()

  private let claim: JobClaim
  private let lease: Int
  private let location: StoreLocation
  private let signals: Cancellation
  private let ended = Atomic<Bool>(false)
  private let lost = Atomic<Bool>(false)

  /// How often the switches and the server are looked at, in seconds.
  private static let interval = (switches: 0.1, leases: 1.0)

  /// Begins to extend.
  ///
  /// - Parameter signals: the switch of the process, which ends the run as well.
  init(_ claim: JobClaim, lease: Int, at location: StoreLocation, signals: Cancellation) {
    self.claim = claim
    self.lease = lease
    self.location = location
    self.signals = signals
    Thread.detachNewThread { [self] in keep() }
  }

  /// Extends no longer.
  func end() { ended.store(true, ordering: .relaxed) }

  /// Whether somebody else has the job.
  var isLost: Bool { lost.load(ordering: .relaxed) }

  private func keep() {
    let queue = AbsurdQueue()
    var connection: (any SQLConnection)?
    let clock = ContinuousClock()
    let pause = Duration.seconds(Double(lease) / 3)
    var extending = clock.now.advanced(by: pause)
    var looking = clock.now.advanced(by: .seconds(Self.interval.leases))
    while !ended.load(ordering: .relaxed) {
      Thread.sleep(forTimeInterval: Self.interval.switches)
      if signals.isRequested { cancellation.cancel() }
      guard clock.now >= min(extending, looking) else { continue }
      do throws(StoreError) {
        if connection == nil { connection = try location.connection(writes: true) }
        guard let line = connection else { continue }
        if clock.now >= extending {
          guard try queue.extend(claim, lease: lease, in: line) else { return lose() }
          extending = clock.now.advanced(by: pause)
        }
        try queue.endExpired(in: line)
      } catch {
        connection = nil
      }
      looking = clock.now.advanced(by: .seconds(Self.interval.leases))
    }
  }

  private func lose() {
    guard !ended.load(ordering: .relaxed) else { return }
    lost.store(true, ordering: .relaxed)
    cancellation.cancel()
  }
}
