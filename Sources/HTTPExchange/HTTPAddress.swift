/// Where a system answers: scheme, host, port, and the path below which its interface lies.
///
/// The host of a request comes from here and from nowhere else: a request names a path only.
public struct HTTPAddress: Sendable, Hashable {
  /// `http` or `https`.
  public let scheme: String
  /// The host's name or address in lower case; an IPv6 address in brackets.
  public let host: String
  /// The port.
  public let port: Int
  /// The path below which the interface lies, without a slash at its end: empty, or `/school`.
  public let path: String

  /// An address from its text, `https://host:port/path`; `nil` for one with a user, a query, a fragment
  /// or anything else that is no plain address.
  public init?(_ text: String) {
    guard let parts = Parts(text), parts.rest.first != "?", !parts.rest.contains("?"),
      !parts.rest.contains("#"), HTTPAddress.isPath(parts.rest)
    else { return nil }
    scheme = parts.scheme
    host = parts.host
    port = parts.port
    var path = parts.rest
    while path.last == "/" { path.removeLast() }
    self.path = path
  }

  /// Scheme, host and port, as a browser calls an origin.
  public var origin: String {
    let usual = scheme == "https" ? 443 : 80
    return scheme + "://" + host + (port == usual ? "" : ":\(port)")
  }

  /// The whole address.
  public var text: String { origin + path }

  /// Whether nobody on the way can read along: TLS, or a host that is this machine.
  public var isProtected: Bool {
    scheme == "https" || Self.isThisMachine(host)
  }

  private static func isThisMachine(_ host: String) -> Bool {
    if host == "localhost" || host == "[::1]" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }

  /// Path and query of a link that an answer holds, as a request of the same system names them; `nil` for
  /// a link to anywhere else.
  public func target(ofLink link: String) -> String? {
    if link.hasPrefix("/"), !link.hasPrefix("//") {
      return HTTPAddress.isTarget(link) ? withoutPath(link) : nil
    }
    guard let parts = Parts(link), parts.scheme == scheme, parts.host == host, parts.port == port,
      HTTPAddress.isTarget(parts.rest)
    else { return nil }
    return withoutPath(parts.rest)
  }

  /// A target of the host as one below the path of the address.
  private func withoutPath(_ target: String) -> String? {
    guard target.hasPrefix(path + "/") else { return nil }
    return String(target.dropFirst(path.count))
  }

  /// Whether a text is a path of a request, with or without a query: visible ASCII from a slash on.
  static func isTarget(_ text: String) -> Bool {
    text.utf8.first == UInt8(ascii: "/") && isPath(text)
  }

  private static func isPath(_ text: String) -> Bool {
    text.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\\") }
      && !text.utf8.contains(UInt8(ascii: "#"))
  }

  private struct Parts {
    var scheme: String
    var host: String
    var port: Int
    var rest: String

    init?(_ text: String) {
      let lowered = text.lowercased()
      guard let scheme = ["https", "http"].first(where: { lowered.hasPrefix($0 + "://") }) else {
        return nil
      }
      self.scheme = scheme
      let behind = text.dropFirst(scheme.count + 3)
      let authority = behind.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
      rest = String(behind.dropFirst(authority.count))
      var name = authority
      port = scheme == "https" ? 443 : 80
      let colon = authority.lastIndex(of: ":")
      if let colon, !authority[colon...].contains("]") {
        let digits = authority[authority.index(after: colon)...]
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (48...57).contains($0) }),
          let number = Int(digits), (1...65535).contains(number)
        else { return nil }
        port = number
        name = authority[..<colon]
      }
      host = name.lowercased()
      let isName =
        !host.isEmpty
        && host.utf8.allSatisfy {
          (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "-")
            || $0 == UInt8(ascii: ".")
        }
      let isAddress =
        host.hasPrefix("[") && host.hasSuffix("]") && host.utf8.count > 4
        && host.dropFirst().dropLast().utf8.allSatisfy {
          (97...102).contains($0) || (48...58).contains($0) || $0 == UInt8(ascii: ".")
        }
      guard isName || isAddress else { return nil }
    }
  }
}
