import Foundation
import TestSupport
import Testing

/// A real system that runs on this machine for a test, with data of its own.
///
/// `.ci/platforms` installs them. What is not installed is skipped, which is told; where
/// `REGISTRAR_PLATFORMS` is `ci` or `all`, it fails.
final class Platform: Sendable {
  /// The systems; each has a script of its name beside this file.
  enum Kind: String, CaseIterable {
    case kolibri
    case pretix
    case scim = "scim2-server"

    /// A file that only a finished installation has.
    var mark: String {
      switch self {
      case .kolibri: "home.tar"
      case .pretix: "data.tar"
      case .scim: "venv/installed"
      }
    }
  }

  /// A script failed, or took too long.
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  /// What the tests of this run must not do without: `ci` for the small form, `all` for the long one.
  static let demanded = ProcessInfo.processInfo.environment["REGISTRAR_PLATFORMS"] ?? ""
  /// Whether the long tests run.
  static var isLong: Bool { demanded == "all" }

  /// The folder of all systems, outside of the checkout.
  private static var root: String {
    let variables = ProcessInfo.processInfo.environment
    if let named = variables["REGISTRAR_PLATFORM_FOLDER"], !named.isEmpty { return named }
    let cache = variables["XDG_CACHE_HOME"].flatMap { $0.isEmpty ? nil : $0 }
    return (cache ?? (variables["HOME"] ?? "") + "/.cache") + "/registrar-platforms"
  }

  let kind: Kind
  /// What a profile has to know, by the name of the variable, and the file with the system's data.
  let facts: [String: String]
  /// The port.
  let port: Int
  private let folder: String

  /// The folder of an installed system; the test ends here, skipped or failed, where there is none.
  private static func installed(_ kind: Kind) throws -> String {
    let folder = root + "/" + kind.rawValue
    if FileManager.default.fileExists(atPath: folder + "/" + kind.mark) { return folder }
    #expect(demanded.isEmpty, "\(kind.rawValue) is not installed in \(folder); run .ci/platforms")
    print("platforms: \(kind.rawValue) skipped: it is not installed in \(folder)")
    try Test.cancel("\(kind.rawValue) is not installed")
  }

  /// Starts a system with fresh data; the test ends here where it is not installed.
  init(_ kind: Kind) throws {
    self.kind = kind
    folder = try Self.installed(kind)
    port = try freePort()
    let lines = try Self.script(kind, ["start", folder, String(port)])
    facts = Dictionary(
      lines.split(separator: "\n").compactMap { line in
        let parts = line.split(separator: "=", maxSplits: 1).map(String.init)
        return parts.count == 2 ? (parts[0], parts[1]) : nil
      }, uniquingKeysWith: { $1 })
  }

  deinit { stop() }

  /// Ends the system; scim2-server writes down what it has.
  func stop() { _ = try? Self.script(kind, ["stop", folder]) }

  private static func script(_ kind: Kind, _ arguments: [String]) throws -> String {
    let path = try Repository.path(of: "Tests/PlatformTests/platforms/\(kind.rawValue)")
    let scratch = try ScratchFolder()
    let run = try ProgramRun.bounded([path] + arguments, in: scratch, seconds: 150)
    guard run.status == 0 else {
      throw Failure(
        description: "\(kind.rawValue) \(arguments): \(run.status) \(run.output)\(run.errors)")
    }
    return run.output
  }
}

/// A port of this machine that nobody listens at.
func freePort() throws -> Int {
  let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  defer { close(descriptor) }
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
  var length = socklen_t(MemoryLayout<sockaddr_in>.size)
  let isBound = withUnsafeMutablePointer(to: &address) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
      bind(descriptor, address, length) == 0 && getsockname(descriptor, address, &length) == 0
    }
  }
  guard descriptor >= 0, isBound else { throw Platform.Failure(description: "no port is free") }
  return Int(UInt16(bigEndian: address.sin_port))
}
