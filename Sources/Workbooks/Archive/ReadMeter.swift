import Synchronization

/// How many bytes of a member were read, for whoever watches from another thread.
final class ReadMeter: Sendable {
  private let bytes = Atomic<Int>(0)

  /// The bytes read so far.
  var count: Int { bytes.load(ordering: .relaxed) }

  /// Notes how many bytes were read in all.
  func note(_ count: Int) { bytes.store(count, ordering: .relaxed) }
}
