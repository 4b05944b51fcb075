import Submissions

/// Who may ask for a route at all; what they may do there is the desk's to say.
enum RouteAccess: Sendable, Equatable {
  /// Everybody.
  case open
  /// Who has logged in.
  case account
  /// Who has one of these roles for anything.
  case roles([Role])

  /// Whether a caller may ask.
  func admits(_ caller: Caller) -> Bool {
    switch self {
    case .open, .account: true
    case .roles(let roles): caller.grants.contains { roles.contains($0.role) }
    }
  }
}
