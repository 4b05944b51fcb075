import Foundation

/// How fast a run in parts writes, and whether it waits until somebody lets it go on.
struct MergePace {
  /// The rows that are written a second at most; `nil` for as many as the store takes.
  var rowsPerSecond: Double?
  /// Whether somebody asked the run to wait.
  var isPaused: @Sendable () -> Bool = { false }
  /// Told once when a run begins to wait: how many rows are written, of how many.
  var whenPaused: @Sendable (_ done: Int, _ total: Int) -> Void = { _, _ in }

  /// How long a part has to last at least, in seconds.
  func leastTime(forRows rows: Int) -> Double {
    rowsPerSecond.map { Double(rows) / $0 } ?? 0
  }

  /// Waits between two parts, when what was written is committed, in short sleeps so that a run can be ended.
  ///
  /// - Parameters:
  ///   - rows: how many rows the last part wrote.
  ///   - start: when it began.
  func wait(
    afterRows rows: Int, since start: ContinuousClock.Instant, done: Int, total: Int,
    isCancelled: () -> Bool
  ) {
    let end = start.advanced(by: .seconds(leastTime(forRows: rows)))
    var isTold = false
    while !isCancelled() {
      let isPaused = isPaused()
      if isPaused, !isTold {
        whenPaused(done, total)
        isTold = true
      }
      let rest = ContinuousClock.now.duration(to: end)
      guard isPaused || rest > .zero else { return }
      let seconds = Double(rest.components.seconds) + Double(rest.components.attoseconds) / 1e18
      Thread.sleep(forTimeInterval: isPaused ? 0.05 : min(0.05, max(seconds, 0.0001)))
    }
  }
}
