/// How the other system knows who asks.
public struct Authentication: Sendable, Equatable {
  /// Headers of every request, such as a token.
  public var headers: [QueryItem]
  /// The request that begins a session.
  public var login: Probe?
  /// Where a token is fetched.
  public var oauth: ClientCredentials?
  /// Whether cookies are kept and sent again.
  public var keepsCookies: Bool
  /// Cookies that are sent as headers too.
  public var copiesCookies: [CookieCopy]
  /// After how many seconds a session or token is renewed though it still holds.
  public var renewAfterSeconds: Int?
  /// A request that only a session answers: that a record is absent is believed after it alone.
  public var prove: Probe?

  /// How the other system knows who asks.
  public init(
    headers: [QueryItem] = [], login: Probe? = nil, oauth: ClientCredentials? = nil,
    keepsCookies: Bool = false, copiesCookies: [CookieCopy] = [], renewAfterSeconds: Int? = nil,
    prove: Probe? = nil
  ) {
    self.headers = headers
    self.login = login
    self.oauth = oauth
    self.keepsCookies = keepsCookies
    self.copiesCookies = copiesCookies
    self.renewAfterSeconds = renewAfterSeconds
    self.prove = prove
  }
}

/// A token for a client that acts for itself (RFC 6749, 4.4); the client is named by Basic authentication.
public struct ClientCredentials: Sendable, Equatable {
  /// The address of the token endpoint: a literal URL of a named host, or one value of the installation.
  public var address: Template
  /// The client's id.
  public var clientID: Template
  /// The client's secret.
  public var clientSecret: Template
  /// What the token is asked for.
  public var scope: String?

  /// A client.
  public init(
    address: Template, clientID: Template, clientSecret: Template, scope: String? = nil
  ) {
    self.address = address
    self.clientID = clientID
    self.clientSecret = clientSecret
    self.scope = scope
  }
}

/// A cookie whose value is sent as a header too, as protection against forged requests asks for.
public struct CookieCopy: Sendable, Equatable {
  /// The cookie's name.
  public var cookie: String
  /// The header's name.
  public var header: String

  /// A copy.
  public init(cookie: String, header: String) {
    self.cookie = cookie
    self.header = header
  }
}
