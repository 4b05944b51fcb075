import Logging

/// What `--verbose` tells of a run's steps, on standard error; never a value of a row.
struct RunLog {
  private let logger: Logger
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant

  /// A log that speaks only when it is asked to.
  init(isVerbose: Bool) {
    var logger = Logger(label: "registrar", factory: { StreamLogHandler.standardError(label: $0) })
    logger.logLevel = isVerbose ? .debug : .warning
    self.logger = logger
    start = clock.now
  }

  /// A step, with the time since the run began.
  func step(_ text: String) {
    let seconds = start.duration(to: clock.now) / .seconds(1)
    let rounded = (seconds * 1000).rounded() / 1000
    logger.debug("\(text)", metadata: ["seconds": "\(rounded)"])
  }
}
