@preconcurrency import Dispatch
import Foundation
import Synchronization

/// Watches for SIGINT and SIGTERM, so that a run can end in order.
final class Interruption: Sendable {
  private let flag = Atomic<Bool>(false)
  private let sources: [any DispatchSourceSignal]

  /// Begins to watch.
  init() {
    let queue = DispatchQueue(label: "registrar.signals")
    var sources: [any DispatchSourceSignal] = []
    for number in [SIGINT, SIGTERM] {
      signal(number, SIG_IGN)
      sources.append(DispatchSource.makeSignalSource(signal: number, queue: queue))
    }
    self.sources = sources
    for source in sources {
      source.setEventHandler { [weak self] in
        self?.flag.store(true, ordering: .relaxed)
      }
      source.activate()
    }
  }

  /// Whether a signal came.
  var isRequested: Bool { flag.load(ordering: .relaxed) }
}
