import ImportPipeline

/// A token by which a program acts for an account.
public struct APIToken: Sendable, Hashable {
  /// Its id; not the secret.
  public var id: String
  /// What it is for, as its owner says.
  public var label: String
  /// The roles of the account that it may use.
  public var roles: [Role]
  /// When it was made, seconds since 1970.
  public var createdAt: Int
  /// When it ends, seconds since 1970.
  public var expiresAt: Int
  /// When it was last used, to the hour; `nil` for never.
  public var usedAt: Int?
}

/// The tokens of the desk.
public struct APITokens: Sendable {
  let store: DeskStore
  /// How tokens begin, so that they are found where they should not lie.
  public static let prefix = "reg_"
  /// The longest time for which a token is made, in days.
  public static let mostDays = 366
  private static let grain = 3_600
  private static let columns = "id, label, roles, created_at, expires_at, used_at"

  /// The tokens of a desk's store.
  public init(_ store: DeskStore) { self.store = store }

  /// Makes a token.
  ///
  /// - Parameter roles: what of the account's roles it may use; none that the account lacks helps it.
  /// - Returns: the secret, which nobody can read again, and the token.
  public func issue(
    to name: String, label: String, roles: [Role], days: Int, by author: String
  ) throws(DeskError) -> (secret: String, token: APIToken) {
    guard (1...Self.mostDays).contains(days), !roles.isEmpty, label.count <= 100 else {
      throw .badName
    }
    let secret = Self.prefix + (try Secret.make())
    let now = store.now
    let token = APIToken(
      id: Secret.id(), label: label, roles: roles, createdAt: now,
      expiresAt: now + days * 86_400)
    try Accounts(store).change(
      name, "token-issue", roles.map(\.rawValue).joined(separator: ","), by: author
    ) { account, connection throws(DeskError) in
      try connection.execute(
        """
        INSERT INTO \(connection.name(.tokens))
          (id, digest, account_id, label, roles, created_at, expires_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
        """,
        [
          .text(token.id), .text(Secret.digest(secret)), .text(account.id), .text(label),
          .text(roles.map(\.rawValue).joined(separator: ",")), SQLValue(now),
          SQLValue(token.expiresAt),
        ])
    }
    return (secret, token)
  }

  /// The tokens of an account, the newest first.
  public func list(of name: String) throws(DeskError) -> [APIToken] {
    guard let account = try Accounts(store).account(named: name) else { throw .unknownAccount }
    return try store.use { connection throws(DeskError) in
      try connection.rows(
        """
        SELECT \(Self.columns) FROM \(connection.name(.tokens)) WHERE account_id = ?1
        ORDER BY created_at DESC, id
        """, [.text(account.id)]
      ).map { APIToken($0) }
    }
  }

  /// Ends a token.
  public func revoke(_ id: String, of name: String, by author: String) throws(DeskError) {
    try Accounts(store).change(name, "token-revoke", id, by: author) {
      account, connection throws(DeskError) in
      let count = try connection.execute(
        "DELETE FROM \(connection.name(.tokens)) WHERE id = ?1 AND account_id = ?2",
        [.text(id), .text(account.id)])
      guard count == 1 else { throw DeskError.notFound }
    }
  }

  /// Who a token stands for; `nil` for none, one whose time is over, and a disabled account.
  public func caller(secret: String, address: String) throws(DeskError) -> Caller? {
    guard secret.hasPrefix(Self.prefix), secret.utf8.count == 47 else { return nil }
    let now = store.now
    return try store.use { connection throws(DeskError) in
      let table = connection.name(.tokens)
      let row = try connection.rows(
        "SELECT \(Self.columns), account_id FROM \(table) WHERE digest = ?1",
        [.text(Secret.digest(secret))]
      ).first
      guard let row, let id = row[6].text else { return nil }
      let token = APIToken(row)
      guard token.expiresAt > now,
        let account = try Accounts(store).accounts("id = ?1", [.text(id)], connection).first,
        !account.isDisabled
      else { return nil }
      if now - (token.usedAt ?? 0) >= Self.grain {
        try connection.execute(
          "UPDATE \(table) SET used_at = ?2 WHERE id = ?1", [.text(token.id), SQLValue(now)])
      }
      var caller = Caller(account, address: address, means: .token(token.id))
      caller.grants = caller.grants.filter { token.roles.contains($0.role) }
      return caller
    }
  }
}

extension APIToken {
  fileprivate init(_ row: [SQLValue]) {
    self.init(
      id: row[0].text ?? "", label: row[1].text ?? "",
      roles: (row[2].text ?? "").split(separator: ",").compactMap { Role(rawValue: String($0)) },
      createdAt: row[3].integer ?? 0, expiresAt: row[4].integer ?? 0, usedAt: row[5].integer)
  }
}
