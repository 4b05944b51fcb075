/// What a conversation does not do, however a system behaves.
public struct HTTPPolicy: Sendable, Hashable {
  /// How long an exchange may take as a whole, in seconds.
  public var timeoutSeconds: Double
  /// How long connecting may take, in seconds.
  public var connectSeconds: Double
  /// The longest body that is read, in bytes.
  public var maximumAnswerBytes: Int
  /// Whether cookies are kept between the exchanges of a conversation.
  public var keepsCookies: Bool
  /// The address of a proxy; `nil` for none: what the environment says counts only if it is given here.
  public var proxy: String?
  /// A file of certificates that are trusted instead of the system's.
  public var authorities: String?

  /// How long all header fields of an answer may be, in bytes.
  static let maximumHeaderBytes = 256 << 10

  /// A policy.
  public init(
    timeoutSeconds: Double = 60, connectSeconds: Double = 10, maximumAnswerBytes: Int = 64 << 20,
    keepsCookies: Bool = false, proxy: String? = nil, authorities: String? = nil
  ) {
    self.timeoutSeconds = timeoutSeconds
    self.connectSeconds = connectSeconds
    self.maximumAnswerBytes = maximumAnswerBytes
    self.keepsCookies = keepsCookies
    self.proxy = proxy
    self.authorities = authorities
  }
}
