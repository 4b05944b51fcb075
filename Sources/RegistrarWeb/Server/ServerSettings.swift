public import Submissions

/// How the server is reached, and by whom.
public struct ServerSettings: Sendable {
  /// The address to listen on: `127.0.0.1`.
  public var host: String
  /// The port to listen on; 0 takes a free one.
  public var port: Int
  /// Whether a proxy before the server speaks TLS to the browsers: cookies are then sent over TLS only,
  /// and browsers are told to come by TLS for two years.
  public var isBehindTLS: Bool
  /// The proxies whose word about the client is believed.
  public var trustedProxies: TrustedProxies
  /// The field in which a trusted proxy names who has logged in there; `nil` if nobody does.
  public var identityField: String?
  /// How many bytes one upload may have, its files together.
  public var maximumUploadBytes: Int
  /// How many files one upload may have.
  public var maximumUploadFiles: Int
  /// How files are opened for corrections on the page; `nil` if they are not.
  public var command: ChildCommand?
  /// How many KiB a process may take that keeps files open for corrections.
  public var gridMemory = 2 << 20
  /// The migration whose state operators and auditors see; `nil` for none.
  public var migration: ServedMigration?

  /// Settings; by themselves, what suits one machine.
  public init(
    host: String = "127.0.0.1", port: Int = 8080, isBehindTLS: Bool = false,
    trustedProxies: TrustedProxies = .none, identityField: String? = nil,
    maximumUploadBytes: Int = 64 << 20, maximumUploadFiles: Int = 20
  ) {
    self.host = host
    self.port = port
    self.isBehindTLS = isBehindTLS
    self.trustedProxies = trustedProxies
    self.identityField = identityField
    self.maximumUploadBytes = maximumUploadBytes
    self.maximumUploadFiles = maximumUploadFiles
  }
}
