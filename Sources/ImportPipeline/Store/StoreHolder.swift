import Foundation

/// Who holds a store; shown to another run that has to wait.
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
    StoreHolder(user: userName(), host: ProcessInfo.processInfo.hostName)
  }

  /// The user of this process: as the environment says, else as the password database does.
  public static func userName(_ given: [String: String]? = nil) -> String {
    let environment = given ?? ProcessInfo.processInfo.environment
    for name in ["LOGNAME", "USER"] {
      if let user = environment[name], !user.isEmpty { return user }
    }
    let id = geteuid()
    var entry = passwd()
    var found: UnsafeMutablePointer<passwd>?
    var buffer = [CChar](repeating: 0, count: 16_384)
    guard getpwuid_r(id, &entry, &buffer, buffer.count, &found) == 0, found != nil,
      let name = entry.pw_name
    else { return "uid \(id)" }
    return String(cString: name)
  }
}
