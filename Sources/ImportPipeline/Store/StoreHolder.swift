import Foundation

/// Who holds a store: what another run that must wait is told.
public struct StoreHolder: Sendable, Hashable {
  /// The user.
  public var user: String
  /// The machine.
  public var host: String

  /// A user on a machine.
  public init(user: String, host: String) {
    self.user = user
    self.host = host
  }

  /// The user of this process.
  public static var current: StoreHolder {
    let environment = ProcessInfo.processInfo.environment
    return StoreHolder(
      user: environment["LOGNAME"] ?? environment["USER"] ?? "unknown",
      host: ProcessInfo.processInfo.hostName)
  }
}
