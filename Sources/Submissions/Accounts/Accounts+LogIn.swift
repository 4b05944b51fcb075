import Dispatch
import ImportPipeline
import Schemas

/// Logging in by a password.
extension Accounts {
  /// The account that a name and a password show.
  ///
  /// A name that nobody has, a wrong password and a disabled account are told alike and take equally long.
  /// - Parameter address: where the attempt comes from; attempts are counted by it too.
  /// - Throws: `badCredentials`, or `wait` with the seconds after which the next attempt is heard.
  public func logIn(
    name: String, password: String, address: String
  ) throws(DeskError) -> Account {
    let named = Account.name(name)
    let subjects = ["account " + (named ?? name), "address " + address]
    // Counted before the password is looked at: attempts at the same time do not pass together.
    try store.change { connection throws(DeskError) in
      let lockout = Lockout(connection: connection, now: store.now)
      for subject in subjects {
        let seconds = try lockout.wait(subject)
        if seconds > 0 { throw .wait(seconds: seconds) }
      }
      try lockout.fail(subjects[0])
      try lockout.fail(subjects[1], free: Lockout.freeOfAddress)
    }
    let found = try store.use { connection throws(DeskError) in
      try connection.rows(
        """
        SELECT id, password_hash, is_disabled FROM \(connection.name(.accounts)) WHERE name = ?1
        """, [.text(named ?? "")]
      ).first
    }
    let stored = found?[1].text
    let isRight = isHash(stored ?? decoy, of: password)
    guard let id = found?[0].text, stored != nil, isRight, found?[2].integer == 0 else {
      try store.change { connection throws(DeskError) in
        try DeskLog.write(
          DeskEvent(
            at: store.now, account: found == nil ? "" : named ?? "", address: address,
            action: "log-in-refused", detail: ""), connection)
      }
      throw .badCredentials
    }
    return try store.change { connection throws(DeskError) in
      let lockout = Lockout(connection: connection, now: store.now)
      try lockout.clear(subjects[0])
      try lockout.refund(subjects[1], free: Lockout.freeOfAddress)
      guard
        let account = try accounts("id = ?1 AND is_disabled = 0", [.text(id)], connection).first
      else { throw .badCredentials }
      try DeskLog.write(
        DeskEvent(
          at: store.now, account: account.name, address: address, action: "log-in", detail: ""),
        connection)
      return account
    }
  }

  /// Changes the caller's own password, which needs the present one; ends its sessions.
  public func changePassword(
    of caller: Caller, from old: String, to new: String
  ) throws(DeskError) {
    _ = try logIn(name: caller.name, password: old, address: caller.address)
    try setPassword(new, of: caller.name, by: caller.name)
  }

  private func isHash(_ stored: String, of password: String) -> Bool {
    // More would only keep the processor busy.
    guard password.utf8.count <= 1_024 else { return false }
    Self.hashes.wait()
    defer { Self.hashes.signal() }
    return PasswordHash.isHash(stored, of: PasswordRules.normalized(password))
  }

  /// A hash that no password has, as dear to check as others.
  private var decoy: String {
    "$argon2id$v=19$m=\(hashing.memory),t=\(hashing.passes),p=\(hashing.lanes)$"
      + "c29tZXNhbHRzb21lc2FsdA$" + String(repeating: "A", count: 43)
  }
}
