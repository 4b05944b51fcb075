import ImportPipeline

/// The proof that a log-in form is the desk's own, before there is a session.
///
/// The page puts the same ticket into a cookie and into the form. Another site can have a browser send a form,
/// but neither read nor set the cookie; and no ticket can be made without the desk's key.
extension Sessions {
  /// How long a ticket holds, in seconds.
  private static let patience = 3_600

  /// A new ticket.
  public func loginTicket() throws(DeskError) -> String {
    let text = "\(store.now).\(try Secret.make())"
    return try text + "." + Secret.code(of: text, key: key())
  }

  /// Whether a text is a ticket of the desk that is not too old.
  public func isValid(loginTicket ticket: String) throws(DeskError) -> Bool {
    let parts = ticket.split(separator: ".", omittingEmptySubsequences: false)
    guard ticket.utf8.count < 200, parts.count == 3, let time = Int(parts[0]),
      (0...Self.patience).contains(store.now - time)
    else { return false }
    let code = Secret.code(of: parts[0] + "." + parts[1], key: try key())
    return Secret.areEqual(code, String(parts[2]))
  }

  private func key() throws(DeskError) -> String {
    try store.use { connection throws(DeskError) in
      try connection.value(
        "SELECT value FROM \(connection.name(.settings)) WHERE name = 'key'"
      ).text ?? ""
    }
  }
}
