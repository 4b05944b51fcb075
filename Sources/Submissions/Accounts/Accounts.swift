import Foundation
import ImportPipeline
public import Schemas

/// The accounts of the desk.
public struct Accounts: Sendable {
  let store: DeskStore
  /// Which passwords are taken.
  public var rules = PasswordRules()
  /// How passwords are hashed; OWASP's least, or more.
  public var hashing = HashRule()
  /// How many hashes are computed at a time: each one takes 19 MiB.
  static let hashes = DispatchSemaphore(value: 2)

  /// The accounts of a desk's store.
  public init(_ store: DeskStore) { self.store = store }

  /// Makes an account without any right.
  ///
  /// - Parameters:
  ///   - password: the password; `nil` for an account that a proxy logs in.
  ///   - identity: who it is for the proxy.
  ///   - author: who makes it.
  @discardableResult
  public func add(
    _ name: String, password: String? = nil, identity: String? = nil, by author: String
  ) throws(DeskError) -> Account {
    guard let name = Account.name(name) else { throw .badName }
    let hash = try password.map { password throws(DeskError) in try self.hash(password, name: name)
    }
    return try store.change { connection throws(DeskError) in
      let taken = try connection.value(
        """
        SELECT count(*) FROM \(connection.name(.accounts))
        WHERE name = ?1 OR identity = ?2
        """, [.text(name), .text(identity ?? "\u{1}")])
      guard taken.integer == 0 else { throw .nameTaken }
      let id = Secret.id()
      try connection.execute(
        """
        INSERT INTO \(connection.name(.accounts))
          (id, name, password_hash, identity, is_disabled, created_at)
        VALUES (?1, ?2, ?3, ?4, 0, ?5)
        """, [.text(id), .text(name), SQLValue(hash), SQLValue(identity), SQLValue(store.now)])
      try note("account-add", name, by: author, connection)
      return try account("id", id, connection)
    }
  }

  /// All accounts, by name.
  public func list() throws(DeskError) -> [Account] {
    try store.use { connection throws(DeskError) in try accounts("1 = 1", [], connection) }
  }

  /// The account of a name; `nil` for none.
  public func account(named name: String) throws(DeskError) -> Account? {
    try first("name", Account.name(name) ?? "")
  }

  /// The account of an id; `nil` for none.
  public func account(id: String) throws(DeskError) -> Account? { try first("id", id) }

  /// The account that a trusted proxy logs in; `nil` for none, and for one that is disabled.
  ///
  /// Nobody becomes an account by being known to the proxy: it is made before, with the identity.
  public func account(identity: String) throws(DeskError) -> Account? {
    guard !identity.isEmpty, identity.utf8.count <= 512 else { return nil }
    return try first("identity", identity).flatMap { $0.isDisabled ? nil : $0 }
  }

  /// Gives an account a role.
  public func grant(_ grant: Grant, to name: String, by author: String) throws(DeskError) {
    try change(name, "account-grant", grant.text, by: author) {
      account, connection throws(DeskError) in
      try connection.execute(
        """
        INSERT INTO \(connection.name(.grants)) (account_id, role, package, scope)
        VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING
        """, [.text(account.id)] + grant.values)
    }
  }

  /// Takes a role from an account.
  public func revoke(_ grant: Grant, from name: String, by author: String) throws(DeskError) {
    try change(name, "account-revoke", grant.text, by: author) {
      account, connection throws(DeskError) in
      try connection.execute(
        """
        DELETE FROM \(connection.name(.grants))
        WHERE account_id = ?1 AND role = ?2 AND package = ?3 AND scope = ?4
        """, [.text(account.id)] + grant.values)
    }
  }

  /// Disables an account and ends its sessions, or lets it in again.
  public func setDisabled(
    _ isDisabled: Bool, of name: String, by author: String
  ) throws(DeskError) {
    let action = isDisabled ? "account-disable" : "account-enable"
    try change(name, action, "", by: author) { account, connection throws(DeskError) in
      try connection.execute(
        "UPDATE \(connection.name(.accounts)) SET is_disabled = ?2 WHERE id = ?1",
        [.text(account.id), SQLValue(isDisabled ? 1 : 0)])
      try Sessions.endAll(of: account.id, connection)
    }
  }

  /// Says who an account is for the proxy; `nil` for nobody.
  public func setIdentity(
    _ identity: String?, of name: String, by author: String
  ) throws(DeskError) {
    try change(name, "account-identity", "", by: author) { account, connection throws(DeskError) in
      let other = try connection.value(
        "SELECT count(*) FROM \(connection.name(.accounts)) WHERE identity = ?1 AND id <> ?2",
        [.text(identity ?? "\u{1}"), .text(account.id)])
      guard other.integer == 0 else { throw .nameTaken }
      try connection.execute(
        "UPDATE \(connection.name(.accounts)) SET identity = ?2 WHERE id = ?1",
        [.text(account.id), SQLValue(identity)])
    }
  }

  /// Gives an account another password, ends its sessions and forgets its failures.
  public func setPassword(
    _ password: String, of name: String, by author: String
  ) throws(DeskError) {
    guard let name = Account.name(name) else { throw .unknownAccount }
    let hash = try hash(password, name: name)
    try change(name, "account-password", "", by: author) { account, connection throws(DeskError) in
      try connection.execute(
        "UPDATE \(connection.name(.accounts)) SET password_hash = ?2 WHERE id = ?1",
        [.text(account.id), .text(hash)])
      try Sessions.endAll(of: account.id, connection)
      try Lockout(connection: connection, now: store.now).clear("account " + name)
    }
  }

  func hash(_ password: String, name: String) throws(DeskError) -> String {
    if let weakness = rules.weakness(of: password, name: name) { throw .weakPassword(weakness) }
    Self.hashes.wait()
    defer { Self.hashes.signal() }
    guard let hash = PasswordHash.hash(PasswordRules.normalized(password), hashing) else {
      throw .noResources
    }
    return hash
  }

  /// Changes an account and writes that down.
  func change(
    _ name: String, _ action: String, _ detail: String, by author: String,
    _ body: (Account, DeskConnection) throws(DeskError) -> Void
  ) throws(DeskError) {
    guard let name = Account.name(name) else { throw .unknownAccount }
    try store.change { connection throws(DeskError) in
      guard let account = try accounts("name = ?1", [.text(name)], connection).first else {
        throw .unknownAccount
      }
      try body(account, connection)
      try note(action, detail.isEmpty ? name : name + " " + detail, by: author, connection)
    }
  }

  func note(
    _ action: String, _ detail: String, by author: String, _ connection: DeskConnection
  ) throws(DeskError) {
    try DeskLog.write(
      DeskEvent(at: store.now, account: author, action: action, detail: detail), connection)
  }

  private func first(_ column: String, _ value: String) throws(DeskError) -> Account? {
    try store.use { connection throws(DeskError) in
      try accounts("\(column) = ?1", [.text(value)], connection).first
    }
  }

  private func account(
    _ column: String, _ value: String, _ connection: DeskConnection
  ) throws(DeskError) -> Account {
    guard let found = try accounts("\(column) = ?1", [.text(value)], connection).first else {
      throw .unknownAccount
    }
    return found
  }

  /// The accounts that a condition chooses, with what they may do, by name.
  func accounts(
    _ condition: String, _ parameters: [SQLValue], _ connection: DeskConnection
  ) throws(DeskError) -> [Account] {
    var accounts: [Account] = []
    for row in try connection.rows(
      """
      SELECT id, name, identity, password_hash IS NOT NULL, is_disabled, created_at
      FROM \(connection.name(.accounts)) WHERE \(condition) ORDER BY name
      """, parameters)
    {
      guard let id = row[0].text, let name = row[1].text else { continue }
      accounts.append(
        Account(
          id: id, name: name, identity: row[2].text, hasPassword: row[3].integer == 1,
          isDisabled: row[4].integer == 1, createdAt: row[5].integer ?? 0,
          grants: try grants(of: id, connection)))
    }
    return accounts
  }

  private func grants(
    of id: String, _ connection: DeskConnection
  ) throws(DeskError) -> [Grant] {
    try connection.rows(
      """
      SELECT role, package, scope FROM \(connection.name(.grants)) WHERE account_id = ?1
      ORDER BY package, scope, role
      """, [.text(id)]
    ).compactMap { row in
      guard let role = row[0].text.flatMap(Role.init), let package = row[1].text else { return nil }
      let scope = row[2].text ?? ""
      if scope.isEmpty { return Grant(role, package: package) }
      // A scope that cannot be read gives no right to all records.
      return Scope(scope).map { Grant(role, package: package, scope: $0) }
    }
  }
}

extension Grant {
  /// The grant as text: `clerk shop region=north`.
  public var text: String {
    ([role.rawValue, package] + (scope.map { [$0.text] } ?? [])).joined(separator: " ")
  }

  fileprivate var values: [SQLValue] {
    [.text(role.rawValue), .text(package), .text(scope?.text ?? "")]
  }
}
