/// Somebody who may use the desk.
public struct Account: Sendable, Hashable {
  /// A random id; a name can be given again, an id cannot.
  public var id: String
  /// The name to log in with, in lower case.
  public var name: String
  /// Who it is for the proxy that logs people in; `nil` for none.
  public var identity: String?
  /// Whether it has a password.
  public var hasPassword: Bool
  /// Whether nobody can log in with it.
  public var isDisabled: Bool
  /// When it was made, seconds since 1970.
  public var createdAt: Int
  /// What it may do.
  public var grants: [Grant]

  /// The form in which a name is kept; `nil` for a text that is no name.
  ///
  /// Letters, digits and `. _ - @ +`, 2 to 64 of them: a name stands in reports and in file names.
  public static func name(_ text: String) -> String? {
    let name = text.lowercased()
    let isName =
      (2...64).contains(name.count)
      && name.unicodeScalars.allSatisfy {
        ("a"..."z").contains($0) || ("0"..."9").contains($0) || "._-@+".unicodeScalars.contains($0)
      } && name.first?.isLetter == true
    return isName ? name : nil
  }
}

/// Who asks something of the desk.
public struct Caller: Sendable, Hashable {
  /// How the caller showed who it is.
  public enum Means: Sendable, Hashable {
    /// By a password, in a session.
    case session
    /// By a token; its id.
    case token(String)
    /// By a proxy that is trusted.
    case proxy
  }

  /// The account's id.
  public var accountID: String
  /// The account's name.
  public var name: String
  /// What the caller may do.
  public var grants: [Grant]
  /// The network address.
  public var address: String
  /// How the caller showed who it is.
  public var means: Means

  /// A caller that is an account.
  public init(_ account: Account, address: String, means: Means) {
    accountID = account.id
    name = account.name
    grants = account.grants
    self.address = address
    self.means = means
  }

  /// Whether the caller may do something with submissions of a package and a scope.
  public func may(_ action: DeskAction, package: String, scope: Scope?) -> Bool {
    grants.contains {
      $0.role.actions.contains(action) && $0.covers(package: package, scope: scope)
    }
  }

  /// Whether the caller may do something anywhere.
  public func may(_ action: DeskAction) -> Bool {
    grants.contains { $0.role.actions.contains(action) }
  }
}
