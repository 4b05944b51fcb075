import HTTPTypes
import Hummingbird
import Submissions
import TabularCore

extension PageRoute {
  /// Coming, going, and one's own account.
  static let account: [PageRoute] = [
    .get("/", .open) { asked in
      .seeOther(asked.context.session == nil ? "/login" : "/submissions")
    },
    .get("/login", .open) { asked in try await asked.logInPage() },
    .post("/login", .open) { asked in try await asked.logIn() },
    .post("/logout", .account) { asked in try await asked.logOut() },
    .get("/account", .account) { asked in try await asked.accountPage() },
    .post("/account/password", .account) { asked in try await asked.changePassword() },
    .post("/account/tokens", .account) { asked in try await asked.issueToken() },
    .post("/account/tokens/{id}/revoke", .account) { asked in try await asked.revokeToken() },
  ]
}

/// The cookie that goes with the form of the log-in, before there is a session.
private enum TicketCookie {
  static let name = "registrar_login"

  static func cookie(_ ticket: String, _ settings: ServerSettings) -> Cookie {
    Cookie(
      name: name, value: ticket, maxAge: 3600, path: "/login", secure: settings.isBehindTLS,
      httpOnly: true, sameSite: .strict)
  }
}

extension PageRequest {
  /// The form of the log-in; whom a trusted proxy has logged in goes on at once.
  fileprivate func logInPage(message: String? = nil, status: HTTPResponse.Status = .ok) async throws
    -> Response
  {
    if message == nil, let account = try await accountOfProxy() {
      return try await begin(account, .proxy)
    }
    let ticket = try await asking { try $0.sessions.loginTicket() }
    var values: [String: Any] = ["ticket": ticket, "name": form["name"] ?? ""]
    values["message"] = message
    var response = page("login", title: label("login/title"), values, status: status)
    response.setCookie(TicketCookie.cookie(ticket, site.settings))
    return response
  }

  private func accountOfProxy() async throws -> Account? {
    guard let field = site.settings.identityField.flatMap({ HTTPField.Name($0) }),
      site.settings.trustedProxies.contains(context.peer),
      let identity = request.headers[field], !identity.isEmpty
    else { return nil }
    return try await asking { try $0.accounts.account(identity: identity) }
  }

  fileprivate func logIn() async throws -> Response {
    guard let ticket = form["ticket"], request.cookies[TicketCookie.name]?.value == ticket,
      try await asking({ try $0.sessions.isValid(loginTicket: ticket) })
    else { throw PageFailure.foreignForm }
    let (name, password, address) = (form["name"] ?? "", form["password"] ?? "", context.client)
    do {
      let account = try await asking {
        try $0.accounts.logIn(name: name, password: password, address: address)
      }
      return try await begin(account, .session)
    } catch let error as DeskError {
      var failure = FailureAnswer(error)
      failure.language = language
      guard failure.status == .unauthorized || failure.status == .tooManyRequests else {
        throw error
      }
      return try await logInPage(message: failure.message, status: failure.status)
    }
  }

  private func begin(_ account: Account, _ means: Caller.Means) async throws -> Response {
    let old = request.cookies[SessionCookie.name(site.settings)]?.value
    let session = try await asking {
      try $0.sessions.begin(for: account, means: means, replacing: old)
    }
    var response = Response.seeOther("/submissions")
    response.setCookie(SessionCookie.cookie(session.token, site.settings))
    return response
  }

  fileprivate func logOut() async throws -> Response {
    if let token = request.cookies[SessionCookie.name(site.settings)]?.value {
      try await asking { try $0.sessions.end(token) }
    }
    var response = Response.seeOther("/login")
    response.setCookie(SessionCookie.end(site.settings))
    return response
  }

  fileprivate func accountPage(
    secret: String? = nil, message: String? = nil, status: HTTPResponse.Status = .ok
  ) async throws -> Response {
    let caller = try caller
    let tokens = try await asking { try $0.tokens.list(of: caller.name) }
    var values: [String: Any] = [
      "grants": caller.grants.map { grant -> [String: Any] in
        [
          "role": label("role/" + grant.role.rawValue),
          "package": grant.package == "*" ? label("account/allPackages") : grant.package,
          "scope": grant.scope?.text ?? label("account/everything"),
        ]
      },
      "tokens": tokens.map { token -> [String: Any] in
        [
          "id": token.id, "label": token.label,
          "until": ShownTime(seconds: token.expiresAt).values,
        ]
      },
      "roles": Set(caller.grants.map(\.role)).map(\.rawValue).sorted().map { role in
        ["name": role, "title": label("role/" + role)]
      },
    ]
    values["secret"] = secret
    values["message"] = message
    return page("account", title: label("account/title"), part: "account", values, status: status)
  }

  fileprivate func changePassword() async throws -> Response {
    let caller = try caller
    let (old, new) = (form["old"] ?? "", form["new"] ?? "")
    do {
      try await asking { try $0.accounts.changePassword(of: caller, from: old, to: new) }
      return try await accountPage(message: label("account/changed"))
    } catch let error as DeskError {
      var failure = FailureAnswer(error)
      failure.language = language
      return try await accountPage(message: failure.message, status: failure.status)
    }
  }

  fileprivate func issueToken() async throws -> Response {
    let caller = try caller
    let name = form["label"] ?? ""
    let roles = caller.grants.map(\.role).filter { form["role-" + $0.rawValue] != nil }
    let days = form["days"].flatMap { Int($0) } ?? 90
    let issued = try await asking {
      try $0.tokens.issue(
        to: caller.name, label: name, roles: roles, days: min(max(days, 1), 365), by: caller.name)
    }
    return try await accountPage(secret: issued.secret)
  }

  fileprivate func revokeToken() async throws -> Response {
    let (caller, id) = (try caller, try parameter("id"))
    try await asking { try $0.tokens.revoke(id, of: caller.name, by: caller.name) }
    return .seeOther("/account")
  }
}
