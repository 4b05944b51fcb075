import ImportPipeline

/// A session that has just begun.
public struct NewSession: Sendable {
  /// The text for the cookie; nothing keeps it but the browser.
  public let token: String
  /// The text for the forms of the session's pages.
  public let csrf: String
  /// When the session ends at the latest, seconds since 1970.
  public let expiresAt: Int
}

/// A session that goes on.
public struct OpenSession: Sendable {
  /// Who it is.
  public let caller: Caller
  /// The text for the forms of the session's pages.
  public let csrf: String
  /// When the session ends at the latest, seconds since 1970.
  public let expiresAt: Int
}

/// The sessions of the desk: 256 random bits in a cookie, of which a digest is kept.
public struct Sessions: Sendable {
  let store: DeskStore
  /// After how many seconds without a request a session ends.
  public var idle = 1_800
  /// After how many seconds a session ends in any case.
  public var longest = 43_200
  /// How exactly the last request is kept, in seconds: not every request writes.
  static let grain = 60

  /// The sessions of a desk's store.
  public init(_ store: DeskStore) { self.store = store }

  /// Begins a session for an account that has just shown who it is.
  ///
  /// - Parameter previous: the token of the session in which it logged in, which ends: a token that somebody
  ///   else may have set is worth nothing afterwards.
  public func begin(
    for account: Account, means: Caller.Means = .session, replacing previous: String? = nil
  ) throws(DeskError) -> NewSession {
    let token = try Secret.make()
    let csrf = try Secret.make()
    let now = store.now
    try store.change { connection throws(DeskError) in
      let table = connection.name(.sessions)
      if let previous {
        try connection.execute(
          "DELETE FROM \(table) WHERE digest = ?1", [.text(Secret.digest(previous))])
      }
      try connection.execute(
        "DELETE FROM \(table) WHERE created_at < ?1 OR seen_at < ?2",
        [SQLValue(now - longest), SQLValue(now - idle - Self.grain)])
      try connection.execute(
        """
        INSERT INTO \(table) (digest, account_id, csrf, means, created_at, seen_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?5)
        """,
        [
          .text(Secret.digest(token)), .text(account.id), .text(csrf),
          .text(means == .proxy ? "proxy" : "session"), SQLValue(now),
        ])
    }
    return NewSession(token: token, csrf: csrf, expiresAt: now + longest)
  }

  /// The session of a token; `nil` for none, for one whose time is over, and for a disabled account.
  ///
  /// What the account may do is read every time, so that a role that is taken is gone at once.
  public func resume(_ token: String, address: String) throws(DeskError) -> OpenSession? {
    guard token.utf8.count == 43 else { return nil }
    let digest = SQLValue.text(Secret.digest(token))
    let now = store.now
    return try store.use { connection throws(DeskError) in
      let table = connection.name(.sessions)
      let row = try connection.rows(
        "SELECT account_id, csrf, means, created_at, seen_at FROM \(table) WHERE digest = ?1",
        [digest]
      ).first
      guard let row, let id = row[0].text, let csrf = row[1].text, let created = row[3].integer,
        let seen = row[4].integer
      else { return nil }
      guard now - created < longest, now - seen < idle,
        let account = try Accounts(store).accounts("id = ?1", [.text(id)], connection).first,
        !account.isDisabled
      else { return nil }
      if now - seen >= Self.grain {
        try connection.execute(
          "UPDATE \(table) SET seen_at = ?2 WHERE digest = ?1", [digest, SQLValue(now)])
      }
      return OpenSession(
        caller: Caller(
          account, address: address, means: row[2].text == "proxy" ? .proxy : .session),
        csrf: csrf, expiresAt: created + longest)
    }
  }

  /// Ends a session.
  public func end(_ token: String) throws(DeskError) {
    try store.change { connection throws(DeskError) in
      try connection.execute(
        "DELETE FROM \(connection.name(.sessions)) WHERE digest = ?1",
        [.text(Secret.digest(token))])
    }
  }

  /// Ends all sessions of an account.
  public func endAll(of account: String) throws(DeskError) {
    try store.change { connection throws(DeskError) in try Self.endAll(of: account, connection) }
  }

  static func endAll(of account: String, _ connection: DeskConnection) throws(DeskError) {
    try connection.execute(
      "DELETE FROM \(connection.name(.sessions)) WHERE account_id = ?1", [.text(account)])
  }

  /// Whether a form came from a page of the session.
  public func isValid(csrf given: String, for session: OpenSession) -> Bool {
    Secret.areEqual(given, session.csrf)
  }
}
