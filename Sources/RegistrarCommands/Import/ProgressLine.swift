import Foundation
import ImportPipeline
import Synchronization

/// One line on standard error that says how far a run is; only on a terminal, after a second.
final class ProgressLine: Sendable {
  private struct State {
    var lastPrinted: ContinuousClock.Instant
    var isShown = false
  }

  private let start = ContinuousClock.now
  private let state = Mutex(State(lastPrinted: .now))

  /// Whether standard error is a terminal.
  static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// Prints the progress when a second has passed and the last print is a while ago.
  func show(_ progress: ImportProgress) {
    let now = ContinuousClock.now
    let seconds = start.duration(to: now) / .seconds(1)
    guard seconds >= 1 else { return }
    let isDue = state.withLock { state in
      guard !state.isShown || state.lastPrinted.duration(to: now) >= .milliseconds(200)
      else { return false }
      state.isShown = true
      state.lastPrinted = now
      return true
    }
    guard isDue else { return }
    let rate = Int(Double(progress.rows) / seconds)
    var text = "\r\u{1B}[K\(progress.table): \(progress.rows) rows, \(rate) rows/s"
    if let fraction = progress.fraction, fraction > 0.01 {
      text += ", \(Int(fraction * 100)) %, \(Int(seconds / fraction - seconds) + 1) s left"
    }
    Terminal.write(text)
  }

  /// Clears the line.
  func finish() {
    if state.withLock({ $0.isShown }) {
      Terminal.write("\r\u{1B}[K")
    }
  }
}
