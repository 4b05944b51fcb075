@preconcurrency import Dispatch
import Foundation
import ImportService

/// Watches for SIGINT, SIGTERM and SIGHUP, so that a run can end in order, and for SIGUSR1 and SIGUSR2, by
/// which a run in parts waits and goes on.
final class Interruption: Sendable {
  /// What a signal asks of the run.
  let cancellation = Cancellation()
  private let sources: [any DispatchSourceSignal]
  private let numbers: [CInt]

  /// Begins to watch.
  ///
  /// - Parameter pauses: whether the run can wait between its parts.
  init(pauses: Bool = false) {
    let queue = DispatchQueue(label: "registrar.signals")
    var sources: [any DispatchSourceSignal] = []
    var numbers: [CInt] = []
    for number in [SIGINT, SIGTERM, SIGHUP] {
      let previous = signal(number, SIG_IGN)
      // Under nohup a run outlives its terminal.
      if number == SIGHUP,
        unsafeBitCast(previous, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
      {
        continue
      }
      numbers.append(number)
      sources.append(DispatchSource.makeSignalSource(signal: number, queue: queue))
    }
    for source in sources {
      source.setEventHandler { [cancellation] in cancellation.cancel() }
    }
    for number in pauses ? [SIGUSR1, SIGUSR2] : [] {
      signal(number, SIG_IGN)
      numbers.append(number)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler { [cancellation] in
        if number == SIGUSR1 { cancellation.pause() } else { cancellation.resume() }
      }
      sources.append(source)
    }
    self.sources = sources
    self.numbers = numbers
    for source in sources { source.activate() }
  }

  /// Watches no longer: a signal ends the process, also while it waits for the reader of a report.
  func end() {
    for source in sources { source.cancel() }
    for number in numbers { signal(number, SIG_DFL) }
  }
}
