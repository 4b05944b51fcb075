/// Why a request has no answer.
public struct HTTPFailure: Error, Sendable, Hashable {
  /// What went wrong.
  public enum Kind: String, Sendable {
    /// The host has no address, or nobody answers there.
    case unreachable
    /// The certificate is not one of the host, or TLS failed.
    case untrusted
    /// No answer came in time.
    case timedOut = "timed-out"
    /// The connection ended before the answer did.
    case cutOff = "cut-off"
    /// The answer is longer than is allowed.
    case tooLong = "too-long"
    /// The answer is no HTTP, or the request could not be written as such.
    case malformed
  }

  /// What went wrong.
  public var kind: Kind
  /// Whether a part of the request left this machine, so that the system may have done what it asks.
  public var mayHaveArrived: Bool
  /// The words of the library that carries the requests; they hold neither header fields nor bodies.
  public var reason: String

  /// A failure.
  public init(_ kind: Kind, mayHaveArrived: Bool, reason: String) {
    self.kind = kind
    self.mayHaveArrived = mayHaveArrived
    self.reason = reason
  }
}
