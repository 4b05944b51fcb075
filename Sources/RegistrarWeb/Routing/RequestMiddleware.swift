import HTTPTypes
import Hummingbird
import Submissions
import TabularCore

/// Finds out who asks, from where and in which language, and refuses who asks too much.
struct RequestMiddleware: RouterMiddleware {
  typealias Context = WebContext

  let site: Site

  func handle(
    _ request: Request, context: WebContext,
    next: (Request, WebContext) async throws -> Response
  ) async throws -> Response {
    var context = context
    let proxies = site.settings.trustedProxies
    if let name = HTTPField.Name("X-Forwarded-For") {
      context.client = proxies.client(
        peer: context.peer, forwarded: request.headers[values: name])
    }
    let chosen = request.uri.queryParameters["language"].flatMap { Language(spoken: String($0)) }
    context.language =
      chosen ?? request.cookies[LanguageCookie.name].flatMap { Language(spoken: $0.value) }
      ?? request.headers[.acceptLanguage].flatMap { Language(accepting: $0) } ?? .english
    if request.uri.path.hasPrefix(APIRoute.base + "/") {
      // The cookie of a session opens nothing here: no other site's form can ask for anything.
      context.program = try await program(request, context)
    } else {
      context.session = try await session(request, context)
    }
    // A whole office may come from one address: who is known counts alone.
    let account = (context.program ?? context.session?.caller)?.accountID
    let seconds = site.desk.limiter.wait(
      account.map { .account($0) } ?? .address(context.client))
    guard seconds == 0 else { throw PageFailure.tooMany(seconds: seconds) }
    var response = try await next(request, context)
    if let chosen {
      response.setCookie(LanguageCookie.cookie(chosen, secure: site.settings.isBehindTLS))
    }
    return response
  }

  private func session(_ request: Request, _ context: WebContext) async throws -> OpenSession? {
    guard let token = request.cookies[SessionCookie.name(site.settings)]?.value else { return nil }
    let (desk, address) = (site.desk, context.client)
    return try await site.blocking { try desk.sessions.resume(token, address: address) }
  }

  /// Who a token stands for that came with a request; `nil` for none.
  private func program(_ request: Request, _ context: WebContext) async throws -> Caller? {
    let kind = "Bearer "
    guard let text = request.headers[.authorization], text.hasPrefix(kind) else { return nil }
    let (desk, address) = (site.desk, context.client)
    let secret = String(text.dropFirst(kind.count))
    return try await site.blocking { try desk.tokens.caller(secret: secret, address: address) }
  }
}

/// The cookie that keeps the language that someone chose.
enum LanguageCookie {
  static let name = "registrar_language"

  static func cookie(_ language: Language, secure: Bool) -> Cookie {
    Cookie(
      name: name, value: language.rawValue, maxAge: 365 * 86_400, path: "/", secure: secure,
      httpOnly: true, sameSite: .lax)
  }
}

/// The cookie of a session.
enum SessionCookie {
  /// The prefix lets a browser take it only by TLS, for this host and all of it (RFC 6265bis).
  static func name(_ settings: ServerSettings) -> String {
    settings.isBehindTLS ? "__Host-registrar" : "registrar_session"
  }

  static func cookie(_ token: String, _ settings: ServerSettings) -> Cookie {
    Cookie(
      name: name(settings), value: token, path: "/", secure: settings.isBehindTLS, httpOnly: true,
      sameSite: .strict)
  }

  /// What makes a browser forget it.
  static func end(_ settings: ServerSettings) -> Cookie {
    Cookie(
      name: name(settings), value: "", maxAge: 0, path: "/", secure: settings.isBehindTLS,
      httpOnly: true, sameSite: .strict)
  }
}
