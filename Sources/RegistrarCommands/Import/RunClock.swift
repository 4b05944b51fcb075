import Foundation

/// The clock of a run: the system's, or the instant that REGISTRAR_NOW sets for tests.
struct RunClock: Sendable {
  /// The instant that was set, UTC `YYYY-MM-DDTHH:MM:SSZ`.
  let fixed: String?

  /// The clock as the environment says.
  ///
  /// - Throws: `RunClockError` when REGISTRAR_NOW is no ISO instant.
  init(environment: [String: String] = ProcessInfo.processInfo.environment) throws(RunClockError) {
    guard let text = environment["REGISTRAR_NOW"], !text.isEmpty else {
      fixed = nil
      return
    }
    guard let date = try? Date(text, strategy: .iso8601) else { throw RunClockError(text: text) }
    fixed = Self.format(date)
  }

  /// Now, UTC `YYYY-MM-DDTHH:MM:SSZ`.
  func now() -> String { fixed ?? Self.format(Date()) }

  /// Now by the system's clock.
  static var wall: String { format(Date()) }

  private static func format(_ date: Date) -> String {
    date.formatted(.iso8601)
  }
}

/// REGISTRAR_NOW is no ISO instant.
struct RunClockError: Error, CustomStringConvertible {
  let text: String
  var description: String {
    "REGISTRAR_NOW is `\(text)`, expected an instant such as 2027-03-06T14:14:02Z"
  }
}
