import CLibPQ
import Foundation

/// A connection URI, and the parts of it that may be shown.
///
/// The text goes to libpq as it is; it is taken apart here only to name the store in messages. What it
/// leaves out libpq takes from the `PG…` variables, the service file and the password file.
public struct ConnectionString: Sendable {
  /// The URI as it was given: never printed.
  package let text: String
  /// Host, port and database, without user, password and options.
  public let location: String
  /// What must not appear in a message.
  private let secrets: [String]

  /// Takes a URI apart; `nil` when libpq does not understand it.
  public init?(_ text: String) {
    guard !text.utf8.contains(0), let options = PQconninfoParse(text, nil) else { return nil }
    defer { PQconninfoFree(options) }
    var values: [String: String] = [:]
    var option = options
    while let keyword = option.pointee.keyword {
      if let value = option.pointee.val {
        values[String(cString: keyword)] = String(cString: value)
      }
      option += 1
    }
    self.text = text
    if values["service"] == nil {
      // libpq takes what the URI leaves out from here; the name of the store should show it.
      let environment = ProcessInfo.processInfo.environment
      for (name, variable) in [("host", "PGHOST"), ("port", "PGPORT"), ("dbname", "PGDATABASE")]
      where values[name] == nil && values["hostaddr"] == nil {
        values[name] = environment[variable]
      }
    }
    location = Self.location(values)
    secrets = ["password", "sslpassword", "sslkey"].compactMap { values[$0] }
      .filter { !$0.isEmpty }
  }

  /// A text without the secrets of the URI, and without the URI.
  func redacted(_ message: String) -> String {
    var message = message.replacing(text, with: location)
    for secret in secrets { message = message.replacing(secret, with: "***") }
    return message
  }

  private static func location(_ values: [String: String]) -> String {
    if let service = values["service"], !service.isEmpty {
      return "postgresql:///?service=\(service)"
    }
    var hosts = (values["host"] ?? values["hostaddr"] ?? "").split(
      separator: ",", omittingEmptySubsequences: false
    ).map(String.init)
    let ports = (values["port"] ?? "").split(separator: ",").map(String.init)
    // A folder of sockets says how to connect, not which store it is.
    hosts = hosts.map { $0.hasPrefix("/") || $0.hasPrefix("@") ? "" : $0 }
    let places = hosts.enumerated().map { index, host in
      let port = ports.count == hosts.count ? ports[index] : ports.first ?? ""
      return port.isEmpty ? host : host + ":" + port
    }
    return "postgresql://" + places.joined(separator: ",") + "/" + (values["dbname"] ?? "")
  }
}
