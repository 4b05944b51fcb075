/// The system that a profile writes to.
public struct EmitTarget: Sendable, Equatable {
  /// The address that all paths continue: a literal URL, or one value of the installation.
  public var address: Template
  /// The hosts besides that of the address that may be asked; with any, the address's own must be among them.
  public var hosts: [String]
  /// Whether a host other than this machine may be asked without TLS.
  public var allowsPlainHTTP: Bool
  /// What shows that this is the system, and a version of it, that the profile is for.
  public var identify: Probe?
  /// Names that are looked up once, because they differ from one installation to the next.
  public var discover: [Discovery]

  /// A system.
  public init(
    address: Template, hosts: [String] = [], allowsPlainHTTP: Bool = false, identify: Probe? = nil,
    discover: [Discovery] = []
  ) {
    self.address = address
    self.hosts = hosts
    self.allowsPlainHTTP = allowsPlainHTTP
    self.identify = identify
    self.discover = discover
  }

  /// Whether a request may go to a host.
  ///
  /// - Parameters:
  ///   - scheme: `https` or `http`, in lower case.
  ///   - host: the host without its port, in lower case.
  ///   - addressHost: the host of ``address`` where it is known.
  public func permits(scheme: String, host: String, addressHost: String) -> Bool {
    guard hosts.isEmpty ? host == addressHost : hosts.contains(host) else { return false }
    return scheme == "https"
      || scheme == "http" && (allowsPlainHTTP || Self.isThisMachine(host))
  }

  /// Whether a host is the machine itself, so that nothing travels over a net.
  public static func isThisMachine(_ host: String) -> Bool {
    host == "localhost" || host == "::1" || host == "[::1]"
      || host.split(separator: ".", omittingEmptySubsequences: false).count == 4
        && host.hasPrefix("127.") && host.utf8.allSatisfy { $0 == 46 || (48...57).contains($0) }
  }
}

/// A name that the other system is asked for once.
public struct Discovery: Sendable, Equatable {
  /// The placeholder that it fills.
  public var name: String
  /// The request.
  public var request: RequestTemplate
  /// The pointer of the list in the answer; empty where the answer is the list.
  public var items: String
  /// What the item has to have.
  public var conditions: [PointerValue]
  /// The pointer of the value in the item.
  public var take: String

  /// A name to look up.
  public init(
    name: String, request: RequestTemplate, items: String = "", conditions: [PointerValue] = [],
    take: String
  ) {
    self.name = name
    self.request = request
    self.items = items
    self.conditions = conditions
    self.take = take
  }
}
