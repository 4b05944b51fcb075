import Foundation
import ImportPipeline
import Synchronization
import TabularCore

/// One line on standard error that says how far a run is; only on a terminal, after a second.
final class ProgressLine: Sendable {
  private struct State {
    var lastPrinted: ContinuousClock.Instant
    var isShown = false
    var file = ""
    /// When the file was begun.
    var begun: ContinuousClock.Instant
  }

  private let start = ContinuousClock.now
  private let state = Mutex(State(lastPrinted: .now, begun: .now))
  private let language: Language

  /// A line in a language.
  init(language: Language = .ofThisProcess()) { self.language = language }

  /// Whether standard error is a terminal on which a line can be written over.
  static var isTerminal: Bool {
    isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
  }

  /// Prints the progress when a second has passed and the last print is a while ago.
  func show(_ progress: ImportProgress) {
    let now = ContinuousClock.now
    let begun: ContinuousClock.Instant? = state.withLock { state in
      if state.file != progress.file {
        state.file = progress.file
        state.begun = state.isShown ? now : start
      }
      guard start.duration(to: now) >= .seconds(1),
        !state.isShown || state.lastPrinted.duration(to: now) >= .milliseconds(200)
      else { return nil }
      state.isShown = true
      state.lastPrinted = now
      return state.begun
    }
    guard let begun else { return }
    let text = Self.text(
      progress, seconds: begun.duration(to: now) / .seconds(1), in: language)
    Terminal.write("\r\u{1B}[K" + Self.cut(text, to: Terminal.errorWidth ?? 80))
  }

  /// What the line says.
  ///
  /// - Parameter seconds: how long the file has been read for.
  static func text(_ progress: ImportProgress, seconds: Double, in language: Language) -> String {
    let colon = language.label("punctuation/colon")
    var parts = [language.label("report/rowCount", ["count": progress.fileRows])]
    if seconds >= 1 {
      parts.append(
        language.label("progress/rate", ["rows": Int(Double(progress.fileRows) / seconds)]))
    }
    if let fraction = progress.fraction, fraction > 0.01, fraction < 1 {
      parts.append(language.label("progress/percent", ["percent": Int(fraction * 100)]))
      parts.append(
        language.label("progress/left", ["seconds": Int(seconds / fraction - seconds) + 1]))
    }
    return "\(printable(progress.file))\(colon) " + parts.joined(separator: ", ")
  }

  /// A text that fits a terminal: a longer line would be broken, and could not be written over.
  ///
  /// The name at its beginning gives way, not the numbers.
  static func cut(_ text: String, to width: Int) -> String {
    guard text.count >= width, width > 1 else { return text }
    return "…" + text.suffix(max(width - 2, 0))
  }

  /// Clears the line.
  func finish() {
    if state.withLock({ $0.isShown }) {
      Terminal.write("\r\u{1B}[K")
    }
  }
}
